"""Trying to reach somebody: dial, and how it ended."""

from dataclasses import dataclass

from advice_line.enquiry.routing import (
    Offer,
    Result,
    Tried,
    next_offer,
    offers,
    reason_to_disturb,
    refuse_dialling,
    refuse_second_result,
)
from advice_line.enquiry.states import State
from advice_line.instants import to_text
from advice_line.people.phones import Contact
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.rota import Ladder
from advice_line.store.values.enquiries import Attempt, AttemptEnd, CallDetails
from advice_line.store.values.people import KnownClinician
from advice_line.usecases.enquiries import move_enquiry, require_in_hand, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


@dataclass(frozen=True, slots=True)
class CallInHand:
    """A call with its ladder now, what was tried, and whom to try next."""

    call: CallDetails
    ladder: Ladder
    offers: tuple[Offer, ...]
    attempts: tuple[Attempt, ...]
    next: int | None

    @property
    def ringing(self) -> Attempt | None:
        """The attempt that has no result yet."""
        return next((a for a in reversed(self.attempts) if a.result is None), None)


def call_in_hand(by: By, enquiry: int) -> CallInHand:
    """Everything the operator needs to route a call. No patient: an operator connects people."""
    require(by.person, Act.ROUTE)
    call = the_enquiry(by.store, enquiry).without_patient()
    ladder = roster_of(by.store, call.desk, by.at).ladder(by.at)
    offered = offers(ladder)
    attempts = by.store.all(Attempt, "attempts_of", enquiry=enquiry)
    on_ladder: dict[str, str] = {rung.clinician.gmc: rung.clinician.id for rung in ladder.rungs}
    tried = [Tried(on_ladder.get(a.gmc, a.gmc), a.contact, a.result) for a in attempts]
    return CallInHand(call, ladder, tuple(offered), tuple(attempts), next_offer(offered, tried))


def start_attempt(
    by: By,
    enquiry: int,
    gmc: str,
    contact: Contact,
    press: Press,
    clinic_reason: str = "",
) -> int:
    """Dials somebody; off the roster it raises a flag. Returns the attempt.

    ``gmc`` is the registration number of a clinician the store knows. Refused: the call is not in hand, somebody is
    being rung, nobody has that number, they are in clinic and no reason is given.
    """
    require(by.person, Act.ROUTE)

    def work() -> Receipt:
        row = the_enquiry(by.store, enquiry)
        require_in_hand(row, by.person)
        refuse_dialling(row.state, (a.result for a in by.store.all(Attempt, "attempts_of", enquiry=enquiry)))
        clinician = by.store.one(KnownClinician, "clinician_by_gmc", gmc=gmc)
        if clinician is None:
            raise Refused("This clinician is not in any published rota.")
        roster = roster_of(by.store, row.desk, by.at)
        rung = next((r for r in roster.ladder(by.at).rungs if r.clinician.gmc == gmc), None)
        disturbed = reason_to_disturb(rung, clinic_reason)
        made = by.store.inserted(
            "add_attempt",
            enquiry=enquiry,
            clinician=clinician.id,
            publication=roster.publication_at(by.at) if rung else None,
            duty=rung.shift.duty.code if rung else None,
            rung=rung.shift.duty.rung if rung else None,
            contact_kind=contact.kind,
            contact_value=contact.value,
            started_at=to_text(by.at),
            account=by.person.account,
            clinic_reason=disturbed,
            key=press.key,
        )
        detail = {"enquiry": enquiry, "in_clinic": disturbed is not None, "on_roster": rung is not None}
        return Receipt(str(made), detail)

    return int(act_once(by, "dialled", "attempt", press, work))


def finish_attempt(by: By, attempt: int, result: Result) -> None:
    """Says how an attempt ended, once. Answered: the call is connected.

    The same said twice by one person finds the first; anything else is told what was logged, and by whom.
    """
    require(by.person, Act.ROUTE)

    def work() -> Receipt:
        row = by.store.one(AttemptEnd, "attempt_by_id", id=attempt)
        if row is None:
            raise Refused("There is no such attempt.")
        enquiry = the_enquiry(by.store, row.enquiry)
        require_in_hand(enquiry, by.person)
        refuse_second_result(row.result, row.ended_by)
        by.store.run(
            "add_attempt_result", attempt=attempt, result=result, at=to_text(by.at), account=by.person.account
        )
        if result is Result.ANSWERED:
            move_enquiry(by.store, enquiry, State.TO_RECORD, by.at, adviser=row.clinician)
            refresh_flags(by, row.enquiry)
        return Receipt(str(attempt), {"result": str(result), "enquiry": row.enquiry})

    press = Press.by_itself(f"{by.person.username}: attempt {attempt} {result}")
    act_once(by, "logged an attempt's result", "attempt", press, work)
