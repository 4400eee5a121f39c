"""Trying to reach somebody: dial, and how it ended."""

from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.reasons import is_blank, words_of
from advice_line.enquiry.routing import Offer, Result, Tried, next_offer, offers
from advice_line.enquiry.states import State
from advice_line.instants import from_text, maybe_from_text, to_text
from advice_line.people.phones import Contact
from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.rota import Ladder
from advice_line.store import Row, Store
from advice_line.usecases.calls.taking import enquiry_row, move, require_in_hand
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import Done, act_once, require


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt as the operator sees it."""

    id: int
    clinician: str
    contact: Contact
    started_at: datetime
    result: Result | None
    ended_at: datetime | None
    clinic_reason: str


@dataclass(frozen=True, slots=True)
class CallInHand:
    """A call with its ladder now, what was tried, and whom to try next."""

    row: Row
    ladder: Ladder
    offers: tuple[Offer, ...]
    attempts: tuple[Attempt, ...]
    next: int | None

    @property
    def ringing(self) -> Attempt | None:
        """The attempt that has no result yet."""
        return next((a for a in reversed(self.attempts) if a.result is None), None)


def call_in_hand(store: Store, person: Person, at: datetime, enquiry: int) -> CallInHand:
    """Everything the operator needs to route a call. No patient: an operator connects people."""
    require(person, Act.ROUTE)
    row = {k: v for k, v in enquiry_row(store, enquiry).items() if k not in _PATIENT}
    ladder = roster_of(store, row["desk"], at).ladder(at)
    offered = offers(ladder)
    rows = store.rows("attempts_of", enquiry=enquiry)
    on_ladder: dict[str, str] = {rung.clinician.gmc: rung.clinician.id for rung in ladder.rungs}
    tried = [
        Tried(
            on_ladder.get(str(a["gmc"]), str(a["gmc"])),
            Contact(a["contact_kind"], a["contact_value"]),
            Result(a["result"]) if a["result"] else None,
        )
        for a in rows
    ]
    attempts = tuple(
        Attempt(
            a["id"],
            a["name"],
            Contact(a["contact_kind"], a["contact_value"]),
            from_text(a["started_at"]),
            Result(a["result"]) if a["result"] else None,
            maybe_from_text(a["ended_at"]),
            a["clinic_reason"] or "",
        )
        for a in rows
    )
    return CallInHand(row, ladder, tuple(offered), attempts, next_offer(offered, tried))


_PATIENT = frozenset({"nhs_number", "birth_date", "patient_name"})


def start_attempt(
    store: Store,
    person: Person,
    at: datetime,
    enquiry: int,
    gmc: str,
    contact: Contact,
    key: str,
    clinic_reason: str = "",
) -> int:
    """Dials somebody. In a clinic they are rung only with a reason; off the roster it raises a flag.

    ``gmc`` is the registration number of a clinician the store knows. Returns the attempt.
    """
    require(person, Act.ROUTE)

    def work() -> Done:
        row = enquiry_row(store, enquiry)
        require_in_hand(row, person)
        if row["state"] != State.IN_HAND:
            raise Refused("This call is no longer in hand; nobody was dialled.")
        if any(a["result"] is None for a in store.rows("attempts_of", enquiry=enquiry)):
            raise Refused("Somebody is being rung already; say first how that ended.")
        clinician = store.row("clinician_by_gmc", gmc=gmc)
        if clinician is None:
            raise Refused("This clinician is not in any published rota.")
        roster = roster_of(store, row["desk"], at)
        rung = next((r for r in roster.ladder(at).rungs if r.clinician.gmc == gmc), None)
        if rung is not None and rung.clinic_until is not None and is_blank(clinic_reason):
            raise Refused(f"{rung.clinician.name} is in clinic; give a reason for calling them out of it.")
        in_clinic = rung is not None and rung.clinic_until is not None
        made = store.row(
            "add_attempt",
            enquiry=enquiry,
            clinician=clinician["id"],
            publication=roster.publication_at(at) if rung else None,
            duty=rung.shift.duty.code if rung else None,
            rung=rung.shift.duty.rung if rung else None,
            contact_kind=contact.kind,
            contact_value=contact.value,
            started_at=to_text(at),
            account=person.account,
            clinic_reason=words_of(clinic_reason, "The reason") if in_clinic else None,
            key=key,
        )
        assert made is not None
        return Done(str(made["id"]), {"enquiry": enquiry, "in_clinic": in_clinic, "on_roster": rung is not None})

    return int(act_once(store, person, at, "dialled", "attempt", key, work))


def finish_attempt(store: Store, person: Person, at: datetime, attempt: int, result: Result) -> None:
    """Says how an attempt ended, once. Answered: the call is connected.

    The same said twice by one person finds the first; anything else is told what was logged, and by whom.
    """
    require(person, Act.ROUTE)

    def work() -> Done:
        row = store.row("attempt_by_id", id=attempt)
        if row is None:
            raise Refused("There is no such attempt.")
        enquiry = enquiry_row(store, row["enquiry"])
        require_in_hand(enquiry, person)
        if row["result"] is not None:
            raise Refused(f"{row['ended_by']} has logged this already: {row['result']}.")
        store.run("add_attempt_result", attempt=attempt, result=result, at=to_text(at), account=person.account)
        if result is Result.ANSWERED:
            move(store, enquiry, State.TO_RECORD, at, adviser=row["clinician"])
            refresh_flags(store, person, at, row["enquiry"])
        return Done(str(attempt), {"result": str(result), "enquiry": row["enquiry"]})

    key = f"{person.username}: attempt {attempt} {result}"
    act_once(store, person, at, "logged an attempt's result", "attempt", key, work)
