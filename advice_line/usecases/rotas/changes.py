"""How every change to a rota is written: the change, its steps, the trail; and who and what it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from advice_line.enquiry.reasons import words_of
from advice_line.instants import to_text
from advice_line.json_values import JsonValue
from advice_line.people.roles import Person
from advice_line.problems import Refused
from advice_line.rota import Clinician
from advice_line.rota.changes import Leg
from advice_line.rota.clashes import Clash
from advice_line.rota.consent import ChangeStep
from advice_line.rota.model import LeaveKind
from advice_line.store import Store, trail
from advice_line.store.changes import change_by_id
from advice_line.store.rotas import rosters
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.people import KnownClinician
from advice_line.store.values.rotas import DeskRoster
from advice_line.usecases.rotas.diaries import people_of
from advice_line.usecases.usecase import By, Press, Receipt, act_once

AROUND = timedelta(days=2)


def roster_over(store: Store, desk: str, begins: datetime, until: datetime) -> DeskRoster:
    """A desk's roster of a few days around a span, as it stands now."""
    return rosters(store, begins - AROUND, until + AROUND, desk=desk)[0]


def member(store: Store, roster: DeskRoster, gmc: str) -> Clinician:
    """Somebody of a desk, by registration number. Raises Refused when they are not in its rota nor its locum."""
    found = next((person for person in people_of(store, roster) if person.gmc == gmc), None)
    if found is None:
        raise Refused(f"Nobody with the registration number {gmc} is in the rota of {roster.desk.name}.")
    return found


@dataclass(frozen=True, slots=True)
class NewChange:
    """A change about to be written."""

    desk: str
    kind: str
    begins: datetime
    until: datetime
    words: str
    clinician: Clinician | None = None
    receiver: Clinician | None = None
    duty: str | None = None
    first: date | None = None
    last: date | None = None
    leave_kind: LeaveKind | None = None
    needs_approval: bool = False


def add_change(
    by: By,
    new: NewChange,
    step: ChangeStep,
    press: Press,
    *,
    against: Sequence[Clash] = (),
    legs: Sequence[Leg] = (),
) -> int:
    """Writes a change with its first step; what was known to stand against it goes on the trail."""

    def work() -> Receipt:
        number = _write_change(by, new, press)
        for position, leg in enumerate(legs):
            _write_leg(by.store, number, position, leg)
        _write_step(by, number, step, "", press.part("first"))
        detail = {"desk": new.desk, "kind": new.kind} | ({"known": [c.words for c in against]} if against else {})
        return Receipt(str(number), detail)

    return int(act_once(by, f"{step} a {new.kind} in a rota", "rota_change", press, work))


def _write_change(by: By, new: NewChange, press: Press) -> int:
    return by.store.inserted(
        "add_change",
        desk=new.desk,
        kind=new.kind,
        clinician=_id(by.store, new.clinician.gmc) if new.clinician else None,
        receiver=_id(by.store, new.receiver.gmc) if new.receiver else None,
        duty=new.duty,
        leave_kind=new.leave_kind,
        first_day=new.first.isoformat() if new.first else None,
        last_day=new.last.isoformat() if new.last else None,
        begins_at=to_text(new.begins),
        ends_at=to_text(new.until),
        needs_approval=int(new.needs_approval),
        words=words_of(new.words, "What you wrote"),
        at=to_text(by.at),
        account=by.person.account,
        key=press.key,
    )


def _write_leg(store: Store, change: int, position: int, leg: Leg) -> None:
    store.run(
        "add_swap_leg",
        change=change,
        position=position,
        date=leg.date.isoformat(),
        duty=leg.duty,
        giver=_id(store, leg.from_),
        taker=_id(store, leg.to),
    )


def _id(store: Store, gmc: str) -> int:
    return store.the(KnownClinician, "clinician_by_gmc", gmc=gmc).id


def _write_step(
    by: By,
    change: int,
    step: ChangeStep,
    words: str,
    press: Press,
    publication: int | None = None,
) -> None:
    by.store.run(
        "add_change_step",
        change=change,
        step=step,
        publication=publication,
        words=words_of(words, "What you wrote"),
        at=to_text(by.at),
        account=by.person.account,
        key=press.key,
    )


def done_before(store: Store, key: str) -> bool:
    """Whether this very act was done already: a retry finds its receipt and asks no more."""
    return trail.subject_of(store, key) is not None


def take_step(
    by: By,
    change: ChangeRow,
    step: ChangeStep,
    words: str,
    press: Press,
    *,
    publication: int | None = None,
    **detail: JsonValue,
) -> None:
    """Writes a step of a change, once, with its trail row."""

    def work() -> Receipt:
        _write_step(by, change.id, step, words, press, publication)
        return Receipt(str(change.id), {"desk": change.desk, "kind": change.kind} | detail)

    act_once(by, f"{step} a {change.kind} in a rota", "rota_change", press, work)


def the_change(store: Store, number: int) -> ChangeRow:
    """A change by its number. Raises Refused when there is none."""
    found = change_by_id(store, number)
    if found is None:
        raise Refused(f"There is no change {number}.")
    return found


def own_gmc(store: Store, person: Person) -> str | None:
    """The registration number of somebody signed in."""
    found = store.one(KnownClinician, "clinician_by_id", id=person.clinician) if person.clinician else None
    return found.gmc if found else None
