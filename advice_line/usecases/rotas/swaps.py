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
from advice_line.rota.entering import refuse_begun, refuse_clashes, refuse_legs, refuse_unless
from advice_line.rota.hours import Limits
from advice_line.store import Store, rotas
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.rotas import DeskRoster
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
from advice_line.usecases.rotas.covering import clashes_of
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

    ``known`` is what the one who offers has seen to stand against it; it goes on the trail. Refused: a shift that has
    begun or that is not the giver's, a swap with oneself.
    """
    desk = rotas.the_desk(by.store, offer.desk)
    mine = own_gmc(by.store, by.person) == offer.legs[0].from_
    require(by.person, Act.SWAP, desk=offer.desk, site=desk.site, own=mine)
    refuse_legs(offer.legs)
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
    refuse_begun((hand.shift for hand in hands), at)
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
        swap = _asked(by.store, by.person, number)
        against = swap_clashes(by.store, swap.desk, swap.legs, by.at, limits)
        refuse_clashes(against, knowing)
        take_step(by, swap, ChangeStep.AGREED, "", press, known=[clash.words for clash in against])
    return the_change(by.store, number).standing


def decline_swap(by: By, number: int, words: str, press: Press) -> None:
    """The other says no."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        swap = _asked(by.store, by.person, number)
        take_step(by, swap, ChangeStep.DECLINED, words, press)


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
        swap = _waiting(by.store, number, ChangeStanding.TO_APPROVE)
        require(by.person, Act.CHANGE_ROTA, desk=swap.desk, site=rotas.the_desk(by.store, swap.desk).site)
        if own_gmc(by.store, by.person) in (swap.clinician, swap.receiver):
            raise Refused("Somebody else approves your own swap.")
        against = swap_clashes(by.store, swap.desk, swap.legs, by.at, limits)
        refuse_clashes(against, knowing)
        take_step(by, swap, ChangeStep.APPROVED, "", press, known=[clash.words for clash in against])


def refuse_swap(by: By, number: int, words: str, press: Press) -> None:
    """A consultant of the desk or a manager turns an agreed swap down, with a reason."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        swap = _waiting(by.store, number, ChangeStanding.TO_APPROVE)
        require(by.person, Act.CHANGE_ROTA, desk=swap.desk, site=rotas.the_desk(by.store, swap.desk).site)
        words = said(words, "Say why; the two will read it.", "The reason")
        take_step(by, swap, ChangeStep.REFUSED, words, press)


def _asked(store: Store, person: Person, number: int) -> ChangeRow:
    """An offer that this person may answer: the one who is asked, or whoever plans the rota; never who offered it."""
    swap = _waiting(store, number, ChangeStanding.ASKED)
    who = own_gmc(store, person)
    require(person, Act.SWAP, desk=swap.desk, site=rotas.the_desk(store, swap.desk).site, own=who == swap.receiver)
    if who is not None and who == swap.clinician:
        raise Refused("The other has to answer; you can undo your own offer.")
    return swap


def _waiting(store: Store, number: int, wanted: ChangeStanding) -> ChangeRow:
    swap = the_change(store, number)
    refuse_unless(swap.standing, wanted)
    return swap
