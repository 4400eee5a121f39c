"""Whom to try next: results of attempts, and the next rung or device."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from advice_line.people.phones import Contact
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
