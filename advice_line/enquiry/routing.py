"""Whom to try next: results of attempts, and the next rung or device."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from advice_line.enquiry.reasons import said
from advice_line.enquiry.states import State
from advice_line.people.phones import Contact
from advice_line.problems import Refused
from advice_line.rota import Ladder, Rung


class Result(StrEnum):
    """How an attempt ended."""

    ANSWERED = "answered"
    NO_ANSWER = "no answer"
    ENGAGED = "engaged"
    IN_CLINIC = "in clinic"
    IN_THEATRE = "in theatre"
    DECLINED = "declined"
    WRONG_PERSON = "wrong person"
    DEVICE_FAILED = "device failed"
    NOT_ON_SITE = "not on site"


# The device did not reach them, so their next device may. After the others it is the next person's turn.
_OF_THE_DEVICE = frozenset({Result.NO_ANSWER, Result.ENGAGED, Result.WRONG_PERSON, Result.DEVICE_FAILED})


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt so far: whom, on what, and how it ended (None while it rings)."""

    clinician: str
    contact: Contact
    result: Result | None


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the ladder as it is offered: a person on one contact, and why they may not be dialled yet."""

    rung: Rung
    contact: Contact

    @property
    def in_clinic(self) -> bool:
        return self.rung.clinic_until is not None


def offers(ladder: Ladder) -> list[Offer]:
    """Every contact of everybody on the ladder, in the order they are tried."""
    return [Offer(rung, contact) for rung in ladder.rungs for contact in rung.clinician.contacts]


def next_offer(offered: Sequence[Offer], tried: Iterable[Tried]) -> int | None:
    """The index of the offer to make now: the first free person's first device that is still worth trying.

    Somebody in clinic is never offered, only chosen. None when the whole ladder has been tried.
    """
    done: set[tuple[str, Contact]] = set()
    finished: set[str] = set()
    for attempt in tried:
        done.add((attempt.clinician, attempt.contact))
        if attempt.result is not None and attempt.result not in _OF_THE_DEVICE:
            finished.add(attempt.clinician)
    for index, offer in enumerate(offered):
        person = offer.rung.clinician.id
        if not offer.in_clinic and person not in finished and (person, offer.contact) not in done:
            return index
    return None


def refuse_dialling(now: State, results: Iterable[Result | None]) -> None:
    """Refuses to dial for a call that is not in hand, and while somebody is being rung for it."""
    if now is not State.IN_HAND:
        raise Refused("This call is no longer in hand; nobody was dialled.")
    if any(result is None for result in results):
        raise Refused("Somebody is being rung already; say first how that ended.")


def reason_to_disturb(rung: Rung | None, reason: str) -> str | None:
    """Why somebody is called out of their clinic; None where they are in none. Refused: they are, for no reason."""
    if rung is None or rung.clinic_until is None:
        return None
    ask = f"{rung.clinician.name} is in clinic; give a reason for calling them out of it."
    return said(reason, ask, "The reason")


def refuse_second_result(known: Result | None, by_name: str | None) -> None:
    """Refuses to say again how an attempt ended. ``known``: what was said first, and by whom."""
    if known is not None:
        raise Refused(f"{by_name} has logged this already: {known}.")
