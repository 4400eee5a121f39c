"""Finding an enquiry again: by reference, patient, practice, clinician or words; newest first, what one may see."""

import re
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.states import enquiry_typed, reference
from advice_line.people.numbers import nhs_number
from advice_line.people.roles import Act, Person, ever, may
from advice_line.problems import NotPermitted, Refused
from advice_line.store import Store
from advice_line.store.values.enquiries import FoundEnquiry, NamedClinician
from advice_line.usecases.accounts.practices import find_practices
from advice_line.usecases.enquiries import desks_text
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require_ever

MOST = 50


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One enquiry; ``words`` and ``patient`` are empty for whoever may not see clinical text."""

    enquiry: int
    by: str
    desk_name: str
    arrived_at: datetime
    caller: str
    adviser: str
    state: str
    words: str
    patient: str

    @property
    def reference(self) -> str:
        return reference(self.enquiry)


def search(by: By, text: str) -> list[SearchHit]:
    """What fits, newest first, at most fifty. The search is on the trail, without what was looked for.

    Ten digits are a patient; AL-000123 or a few digits a reference; anything else a practice's name or code, a
    clinician's name, or words of the advice. Managers and operators find calls, never by patient or words.
    """
    typed = text.strip()
    if len(typed) < 2 and not typed.isdigit():
        raise Refused(
            "Type two letters or more: a reference, NHS number, practice, clinician, or words of the advice."
        )
    require_ever(by.person, Act.FIND_ENQUIRIES)
    clinical = ever(by.person, Act.SEE_CLINICAL_TEXT)
    hits: dict[int, str] = {}
    for number, matched in _candidates(by.store, by.person, typed, clinical):
        hits.setdefault(number, matched)
    found = [
        _found(by.person, row, hits[number])
        for number in sorted(hits, reverse=True)[:MOST]
        if (row := by.store.one(FoundEnquiry, "found_enquiry", id=number, site=by.person.site)) is not None
        and may(by.person, Act.FIND_ENQUIRIES, desk=row.desk, site=by.person.site)
    ]
    ways, numbers = sorted({f.by.partition(":")[0] for f in found}), [f.enquiry for f in found]
    act_once(by, "searched", "enquiry", Press(), lambda: Receipt("", {"by": ways, "found": numbers}))
    return found


def _candidates(store: Store, person: Person, typed: str, clinical: bool) -> list[tuple[int, str]]:
    number = _patient(typed)
    if number:
        if not clinical:
            raise NotPermitted("Only clinicians look for a patient; the record is theirs to read.")
        rows = store.all(int, "enquiries_of_patient", nhs_number=number, site=person.site, most=MOST)
        return [(number, "patient") for number in rows]
    named = enquiry_typed(typed)
    if named is not None:
        return [(named, "reference")]
    desks = desks_text(person) if clinical else ""
    found: list[tuple[int, str]] = []
    for practice in find_practices(store, typed)[:5]:
        rows = store.all(
            int, "enquiries_of_practice", practice=practice.code, site=person.site, desks=desks, most=MOST
        )
        found += [(number, f"practice: {practice.name}") for number in rows]
    for clinician in store.all(NamedClinician, "clinicians_called", words=f"%{_like(typed.lower())}%"):
        rows = store.all(
            int, "enquiries_advised_by", clinician=clinician.id, site=person.site, desks=desks, most=MOST
        )
        found += [(number, f"clinician: {clinician.name}") for number in rows]
    if clinical:
        found += [(number, "words") for number in _with_words(store, person, typed)]
    return found


def _patient(typed: str) -> str:
    if len(re.sub(r"\D", "", typed)) != 10:
        return ""
    try:
        return nhs_number(typed)
    except ValueError as error:
        raise Refused(str(error)) from error


def _like(words: str) -> str:
    """Signs that LIKE would take for its own are let go."""
    return words.replace("%", "").replace("_", "")


def _with_words(store: Store, person: Person, typed: str) -> list[int]:
    words = re.findall(r"\w+", typed.lower())
    if not words or not person.desks:
        return []
    values = {"desks": desks_text(person), "most": MOST}
    if store.engine == "sqlite":
        wanted = " AND ".join(f'"{word}"*' for word in words)
        desks = " OR ".join(f'"{desk.replace("-", "")}"' for desk in sorted(person.desks))
        return store.all(
            int, "advice_with_words_sqlite", words=f"{{words}} : ({wanted}) AND {{desk}} : ({desks})", **values
        )
    return store.all(int, "advice_with_words_postgres", words=" & ".join(f"{word}:*" for word in words), **values)


def _found(person: Person, row: FoundEnquiry, by: str) -> SearchHit:
    clinical = may(person, Act.SEE_CLINICAL_TEXT, desk=row.desk)
    return SearchHit(
        row.id,
        by,
        row.desk_name,
        row.arrived_at,
        row.caller,
        row.adviser_name or "",
        row.state,
        (f"{row.outcome}: {row.advice}" if row.outcome else "") if clinical else "",
        (row.patient_name or "") if clinical else "",
    )
