"""What may be entered on screen on top of a rota, and when it is too late to undo. The past is not changed."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from advice_line.problems import Refused
from advice_line.rota.changes import ChangeKind, Leg
from advice_line.rota.clashes import FORBIDS, Clash
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.model import Shift
from advice_line.words.days import day_words

LONGEST_LEAVE = timedelta(days=400)


def refuse_past_or_reversed(begins: datetime, until: datetime, at: datetime) -> None:
    """Refuses a span that ends before it begins, or has ended."""
    if until <= begins:
        raise Refused("It ends before it begins; look at the two times.")
    if until <= at:
        raise Refused("That time is past; the past is not changed.")


def refuse_leave(first: date, last: date, until: datetime, at: datetime) -> None:
    """Refuses days in the wrong order, days that are over (``until``: when the last ends), and years of leave."""
    if last < first:
        raise Refused("The leave ends before it begins; look at the two dates.")
    if until <= at:
        raise Refused("That leave is past; the past is not changed.")
    if last - first > LONGEST_LEAVE:
        raise Refused("That leave is longer than a year; look at the two dates.")


def refuse_clashes(against: Sequence[Clash], knowing: bool) -> None:
    """Refuses with every clash that forbids, and with the others unless they are known."""
    stopping = [clash for clash in against if not knowing or clash.kind in FORBIDS]
    if stopping:
        raise Refused(" ".join(clash.words for clash in stopping))


def refuse_legs(legs: Sequence[Leg]) -> None:
    """Refuses a swap with oneself, and one whose two ways are not between the same two people."""
    if any(leg.from_ == leg.to for leg in legs):
        raise Refused("A swap needs two people.")
    if any({leg.from_, leg.to} != {legs[0].from_, legs[0].to} for leg in legs):
        raise Refused("A swap is between the same two people both ways.")


def refuse_begun(shifts: Iterable[Shift], at: datetime) -> None:
    """Refuses to swap a shift that has begun."""
    for shift in shifts:
        if shift.start <= at:
            what = f"The {shift.duty.name} of {day_words(shift.date)}"
            raise Refused(f"{what} has begun; it can be covered, not swapped.")


def refuse_unless(standing: ChangeStanding, wanted: ChangeStanding) -> None:
    """Refuses to answer a swap that does not wait for this answer any more."""
    if standing is not wanted:
        raise Refused(f"This swap is {standing} already.")


def refuse_undoing(standing: ChangeStanding, begins: datetime, at: datetime, began: str) -> None:
    """Refuses to take back what counts no more, and what has begun. ``began``: when, by the desk's clock."""
    if standing in (ChangeStanding.UNDONE, ChangeStanding.DECLINED, ChangeStanding.REFUSED):
        raise Refused(f"It is {standing} already.")
    if begins <= at and standing is ChangeStanding.IN_FORCE:
        raise Refused(f"It began at {began} and cannot be undone; end it, or enter another change on top.")


def refuse_ending(kind: ChangeKind, begins: datetime, until: datetime, at: datetime, *, counts: bool) -> None:
    """Refuses to end a swap, what is over, and what has not begun. ``counts``: nobody undid or ended it yet."""
    if kind == "swap":
        raise Refused("A swap is undone before it begins; after that, enter cover.")
    if not counts or until <= at:
        raise Refused("It is over already.")
    if begins > at:
        raise Refused("It has not begun; undo it.")
