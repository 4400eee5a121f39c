"""Locums: clinicians who cover at a desk and stand in no rota file of it."""

import json
from collections.abc import Sequence

from advice_line.enquiry.reasons import said
from advice_line.instants import to_text
from advice_line.people.numbers import registration_number
from advice_line.people.phones import contact
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.rota import Clinician
from advice_line.rota.file.writing import slug_of
from advice_line.store.rotas import the_desk
from advice_line.store.values.changes import Locum
from advice_line.store.values.people import KnownClinician
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


def add_locum(by: By, desk: str, gmc: str, name: str, grade: str, contacts: str, press: Press) -> Clinician:
    """Somebody who covers and is in no file of the desk; ``contacts`` as in a rota, with commas between."""
    row = the_desk(by.store, desk)
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=row.site)
    name = " ".join(name.split())
    name = said(name, "A locum needs a name.", "The locum's name", lines=False)
    if grade not in ("registrar", "consultant"):
        raise Refused("The grade is registrar or consultant.")
    try:
        gmc = registration_number(gmc)
        reached = [contact(part) for part in contacts.split(",") if part.strip()]
    except ValueError as error:
        raise Refused(f"{error}") from None
    if not reached:
        raise Refused("A locum needs a contact: a bleep, an extension or a telephone number.")
    others = [found.slug for found in by.store.all(Locum, "locums") if found.desk == desk and found.gmc != gmc]
    slug = _slug(name, others)

    def work() -> Receipt:
        known = by.store.one(KnownClinician, "clinician_by_gmc", gmc=gmc)
        clinician = known.id if known else by.store.inserted("put_clinician", gmc=gmc, name=name, grade=grade)
        number = by.store.inserted(
            "add_locum",
            desk=desk,
            clinician=clinician,
            slug=slug,
            name=name,
            grade=grade,
            contacts=json.dumps([[c.kind, c.value] for c in reached]),
            at=to_text(by.at),
            account=by.person.account,
            key=press.key,
        )
        return Receipt(str(number), {"desk": desk})

    act_once(by, "added a locum", "locum", press, work)
    return Clinician(slug, name, gmc, "consultant" if grade == "consultant" else "registrar", tuple(reached), 0)


def _slug(name: str, taken: Sequence[str]) -> str:
    """``locum-gray``, with a number where another locum of the desk has that name."""
    stem = f"locum-{slug_of(name)}"
    return next(slug for n in range(1, 1000) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken)
