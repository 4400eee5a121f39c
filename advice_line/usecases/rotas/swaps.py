"""Swaps: offered by one, agreed by the other, approved where the desk wants it; one-way, or two-way in two legs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.reasons import said
from advice_line.instants import start_of
from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.changes import Leg
from advice_line.rota.clashes import Clash
from advice_line.rota.consent import ChangeStanding, ChangeStep
from advice_line.rota.hours import Limits
from advice_line.store import Store, rotas
from advice_line.store.rotas import DeskRoster
from advice_line.store.values.changes import ChangeRow
from advice_line.usecases.accounts.desk_settings import desk_settings
from advice_line.usecases.rotas.changes import (
    NewChange,
    add_change,
    done_before,
    member,
    own_gmc,
    roster_over,
    take_step,
    the_change,
)
from advice_line.usecases.rotas.covering import clashes_of, refuse_clashes
from advice_line.usecases.rotas.diaries import all_shifts
from advice_line.usecases.usecase import By, Press, require
from advice_line.words.days import day_words


@dataclass(frozen=True, slots=True)
class SwapOffer:
    """Shifts that would change hands; ``legs`` name people by registration number."""

    desk: str
    legs: tuple[Leg, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Hand:
    leg: Leg
    shift: Shift
    taker: Clinician


def offer_swap(by: By, offer: SwapOffer, press: Press, known: Sequence[Clash] = ()) -> int:
    """Offers the first leg's giver's shift to its taker; the second leg, if any, is what is wanted in return.

    ``known`` is what the one who offers has seen to stand against it; it goes on the trail.
    """
    desk = rotas.the_desk(by.store, offer.desk)
    mine = own_gmc(by.store, by.person) == offer.legs[0].from_
    require(by.person, Act.SWAP, desk=offer.desk, site=desk.site, own=mine)
    first = offer.legs[0]
    if any(leg.from_ == leg.to for leg in offer.legs):
        raise Refused("A swap needs two people.")
    if any({leg.from_, leg.to} != {first.from_, first.to} for leg in offer.legs):
        raise Refused("A swap is between the same two people both ways.")
    hands = _hands(by.store, offer.desk, offer.legs, by.at)
    begins, until = min(h.shift.start for h in hands), max(h.shift.end for h in hands)
    giver, taker = hands[0].shift.clinician, hands[0].taker
    new = NewChange(
        offer.desk,
        "swap",
        begins,
        until,
        offer.words,
        clinician=giver,
        receiver=taker,
        needs_approval=desk_settings(by.store, offer.desk).swaps_approved,
    )
    return add_change(by, new, ChangeStep.OFFERED, press, against=known, legs=offer.legs)


def _hands(store: Store, desk: str, legs: Sequence[Leg], at: datetime) -> list[_Hand]:
    zone = rotas.the_desk(store, desk).zone
    days = [leg.date for leg in legs]
    roster = roster_over(store, desk, start_of(min(days), zone), start_of(max(days), zone))
    begins = start_of(min(days), zone)
    hands = []
    for leg in legs:
        taker = member(store, roster, leg.to)
        hands.append(_Hand(leg, _shift_of(store, roster, leg, begins), taker))
    for hand in hands:
        if hand.shift.start <= at:
            raise Refused(
                f"The {hand.shift.duty.name} of {day_words(hand.leg.date)} has begun; it can be covered, not swapped."
            )
    return hands


def _shift_of(store: Store, roster: DeskRoster, leg: Leg, begins: datetime) -> Shift:
    for shift in all_shifts(roster, begins):
        if shift.clinician.gmc == leg.from_ and shift.duty.code == leg.duty and shift.date == leg.date:
            return shift
    giver = member(store, roster, leg.from_)
    raise Refused(f"{giver.name} has no duty “{leg.duty}” on {day_words(leg.date)} to swap.")


def swap_clashes(
    store: Store, desk: str, legs: Sequence[Leg], at: datetime, limits: Limits | None = None
) -> list[Clash]:
    """What stands against a swap, for either of the two."""
    hands = _hands(store, desk, legs, at)
    found: list[Clash] = []
    for hand in hands:
        given = [other.shift for other in hands if other.leg.from_ == hand.leg.to]
        found += clashes_of(store, hand.taker, [hand.shift], desk, limits, given)
    return list(dict.fromkeys(found))


def agree_swap(
    by: By,
    number: int,
    press: Press,
    *,
    knowing: bool = False,
    limits: Limits | None = None,
) -> ChangeStanding:
    """The other's word. Refused where somebody would be on leave or on twice; the rest must be known."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return the_change(by.store, number).standing
        row = _asked(by.store, by.person, number)
        against = swap_clashes(by.store, row.desk, row.legs, by.at, limits)
        refuse_clashes(against, knowing)
        take_step(by, row, ChangeStep.AGREED, "", press, known=[clash.words for clash in against])
    return the_change(by.store, number).standing


def decline_swap(by: By, number: int, words: str, press: Press) -> None:
    """The other says no."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        row = _asked(by.store, by.person, number)
        take_step(by, row, ChangeStep.DECLINED, words, press)


def approve_swap(
    by: By,
    number: int,
    press: Press,
    *,
    knowing: bool = False,
    limits: Limits | None = None,
) -> None:
    """A consultant of the desk or a manager puts an agreed swap in force; not one of the two."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        row = _waiting(by.store, number, ChangeStanding.TO_APPROVE)
        require(by.person, Act.CHANGE_ROTA, desk=row.desk, site=rotas.the_desk(by.store, row.desk).site)
        if own_gmc(by.store, by.person) in (row.clinician, row.receiver):
            raise Refused("Somebody else approves your own swap.")
        against = swap_clashes(by.store, row.desk, row.legs, by.at, limits)
        refuse_clashes(against, knowing)
        take_step(by, row, ChangeStep.APPROVED, "", press, known=[clash.words for clash in against])


def refuse_swap(by: By, number: int, words: str, press: Press) -> None:
    """A consultant of the desk or a manager turns an agreed swap down, with a reason."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        row = _waiting(by.store, number, ChangeStanding.TO_APPROVE)
        require(by.person, Act.CHANGE_ROTA, desk=row.desk, site=rotas.the_desk(by.store, row.desk).site)
        words = said(words, "Say why; the two will read it.", "The reason")
        take_step(by, row, ChangeStep.REFUSED, words, press)


def _asked(store: Store, person: Person, number: int) -> ChangeRow:
    """An offer that this person may answer: the one who is asked, or whoever plans the rota; never who offered it."""
    row = _waiting(store, number, ChangeStanding.ASKED)
    who = own_gmc(store, person)
    require(person, Act.SWAP, desk=row.desk, site=rotas.the_desk(store, row.desk).site, own=who == row.receiver)
    if who is not None and who == row.clinician:
        raise Refused("The other has to answer; you can undo your own offer.")
    return row


def _waiting(store: Store, number: int, wanted: ChangeStanding) -> ChangeRow:
    row = the_change(store, number)
    if row.standing is not wanted:
        raise Refused(f"This swap is {row.standing} already.")
    return row
