"""Why practices ring although no advice is needed: the hospital's side of the interface failed.

Hospitals must name a lead for the primary-secondary care interface and their commissioners review it, so
these are counted apart from advice.
"""

INTERFACE_REASONS = (
    "to chase a result the clinic ordered",
    "asked to refer on to another clinic",
    "no discharge letter",
    "patient cannot get information",
    "prescription or fit note not issued",
    "another failure of the hospital's side",
)
