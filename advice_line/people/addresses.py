"""PURE. Mail addresses: as somebody enters one, and as a mail claims to come from one."""

import re

from advice_line.plain import visible

LONGEST = 254
_ATOM = r"[A-Za-z0-9!#$%&*+/=?^_`{|}~'-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LAST = r"(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,58}[A-Za-z0-9])"
MAIL_ADDRESS = re.compile(rf"(?!.{{255}})(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LAST}")
"""What may be entered and is written to, in a rota file as on the command line.

Plain letters only: an address in another alphabet reads as one it is not.
"""
NO_ADDRESS = "is not a mail address; write it like name@example.nhs.uk."
_CLAIMED = r"(?!')[^@\x00-\x20\x7f-\x9f\ud800-\udfff\s<>\",;:]{1,64}@[!#-+\--9=?A-Z^-~\[\]]{1,190}"
CLAIMED = re.compile(_CLAIMED)
"""What a mail may claim to come from: wider, for what came is kept, and whoever wrote is answered."""
CLAIMED_WITHIN = re.compile(rf"(?:(?<=[\s<>\"',;:(])|^){_CLAIMED}(?=[\s<>\"',;:)]|$)")
"""The same within a header that is not as it should be: whole, never the end or the beginning of another."""


def mail_address(text: str) -> str:
    """The address without blanks around it. Raises ValueError with a sentence."""
    address = text.strip()
    if len(address) > LONGEST:
        raise ValueError(f"A mail address has {LONGEST} letters at most; this has {len(address):,}.")
    if not MAIL_ADDRESS.fullmatch(address):
        raise ValueError(f"“{visible(address)}” {NO_ADDRESS}")
    return address


def is_address(place: str) -> bool:
    """Whether a place of the settings is meant as a mail address; else it is a folder."""
    return "@" in place and "/" not in place and "\\" not in place
