"""Changes to a rota entered on screen: leave and sickness; what is undone until it begins and ended after.

They stay on top of whatever file is published. Cover is in ``covering``, swaps, which need two, in ``swaps``.
"""

from datetime import date, datetime, timedelta

from advice_line.instants import start_of
from advice_line.people.roles import Act
from advice_line.rota.consent import ChangeStanding, ChangeStep
from advice_line.rota.entering import refuse_ending, refuse_leave, refuse_past_or_reversed, refuse_undoing
from advice_line.rota.model import LeaveKind
from advice_line.store.rotas import the_desk
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
from advice_line.usecases.usecase import By, Press, require
from advice_line.words.times import clock_time


def enter_leave(
    by: By,
    desk: str,
    gmc: str,
    first: date,
    last: date,
    kind: LeaveKind,
    words: str,
    press: Press,
) -> int:
    """Leave in whole days, both included; the shifts that begin on them are open from now on.

    Refused: days in the wrong order, in the past, or more than a year of them; nobody of the rota.
    """
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=the_desk(by.store, desk).site)
    zone = the_desk(by.store, desk).zone
    begins, until = start_of(first, zone), start_of(last + timedelta(days=1), zone)
    refuse_leave(first, last, until, by.at)
    away = member(by.store, roster_over(by.store, desk, begins, until), gmc)
    new = NewChange(
        desk, "leave", max(begins, by.at), until, words, clinician=away, first=first, last=last, leave_kind=kind
    )
    return add_change(by, new, ChangeStep.ENTERED, press)


def enter_sickness(
    by: By,
    desk: str,
    gmc: str,
    begins: datetime,
    until: datetime,
    words: str,
    press: Press,
) -> int:
    """Somebody is off from an instant, in the middle of a shift if need be, until another."""
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=the_desk(by.store, desk).site)
    refuse_past_or_reversed(begins, until, by.at)
    away = member(by.store, roster_over(by.store, desk, begins, until), gmc)
    new = NewChange(desk, "sickness", max(begins, by.at), until, words, clinician=away)
    return add_change(by, new, ChangeStep.ENTERED, press)


def undo_change(by: By, number: int, words: str, press: Press) -> None:
    """Takes a change back until it begins; a swap by either of its two, too. Refused: it has begun, or is undone."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        change = the_change(by.store, number)
        desk = the_desk(by.store, change.desk)
        own = change.kind == "swap" and own_gmc(by.store, by.person) in (change.clinician, change.receiver)
        act = Act.SWAP if change.kind == "swap" else Act.CHANGE_ROTA
        require(by.person, act, desk=change.desk, site=desk.site, own=own)
        refuse_undoing(change.standing, change.begins_at, by.at, clock_time(change.begins_at, desk.zone, by.at))
        take_step(by, change, ChangeStep.UNDONE, words, press)


def end_change(by: By, number: int, words: str, press: Press) -> None:
    """Ends leave, sickness or cover before its time: from now on it does nothing.

    Refused: a swap, what has not begun, what is over.
    """
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        change = the_change(by.store, number)
        require(by.person, Act.CHANGE_ROTA, desk=change.desk, site=the_desk(by.store, change.desk).site)
        counts = change.standing is ChangeStanding.IN_FORCE and change.ended_at is None
        refuse_ending(change.kind, change.begins_at, change.ends_at, by.at, counts=counts)
        take_step(by, change, ChangeStep.ENDED, words, press)
