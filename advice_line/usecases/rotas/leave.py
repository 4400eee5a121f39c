"""Changes to a rota entered on screen: leave and sickness; what is undone until it begins and ended after.

They stay on top of whatever file is published. Cover is in ``covering``, swaps, which need two, in ``swaps``.
"""

from datetime import date, datetime, timedelta

from advice_line.instants import start_of
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.rota.consent import ChangeStanding, ChangeStep
from advice_line.rota.model import LeaveKind
from advice_line.store.rotas import the_desk
from advice_line.usecases.rotas.changes import (
    NewChange,
    add_change,
    done_before,
    member,
    must_be_ahead,
    own_gmc,
    roster_over,
    take_step,
    the_change,
)
from advice_line.usecases.usecase import By, Press, require
from advice_line.words.times import clock_time

LONGEST_LEAVE = timedelta(days=400)


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
    """Leave in whole days, both included; the shifts that begin on them are open from now on."""
    require(by.person, Act.CHANGE_ROTA, desk=desk, site=the_desk(by.store, desk).site)
    zone = the_desk(by.store, desk).zone
    begins, until = start_of(first, zone), start_of(last + timedelta(days=1), zone)
    if last < first:
        raise Refused("The leave ends before it begins; look at the two dates.")
    if until <= by.at:
        raise Refused("That leave is past; the past is not changed.")
    if last - first > LONGEST_LEAVE:
        raise Refused("That leave is longer than a year; look at the two dates.")
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
    must_be_ahead(begins, until, by.at)
    away = member(by.store, roster_over(by.store, desk, begins, until), gmc)
    new = NewChange(desk, "sickness", max(begins, by.at), until, words, clinician=away)
    return add_change(by, new, ChangeStep.ENTERED, press)


def undo_change(by: By, number: int, words: str, press: Press) -> None:
    """Takes a change back until it begins; a swap by either of its two, too."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        row = the_change(by.store, number)
        own = row.kind == "swap" and own_gmc(by.store, by.person) in (row.clinician, row.receiver)
        act = Act.SWAP if row.kind == "swap" else Act.CHANGE_ROTA
        require(by.person, act, desk=row.desk, site=the_desk(by.store, row.desk).site, own=own)
        if row.standing in (ChangeStanding.UNDONE, ChangeStanding.DECLINED, ChangeStanding.REFUSED):
            raise Refused(f"It is {row.standing} already.")
        if row.begins_at <= by.at and row.standing is ChangeStanding.IN_FORCE:
            began = clock_time(row.begins_at, the_desk(by.store, row.desk).zone, by.at)
            raise Refused(f"It began at {began} and cannot be undone; end it, or enter another change on top.")
        take_step(by, row, ChangeStep.UNDONE, words, press)


def end_change(by: By, number: int, words: str, press: Press) -> None:
    """Ends leave, sickness or cover before its time: from now on it does nothing."""
    with by.store.transaction():
        if done_before(by.store, press.key):
            return
        row = the_change(by.store, number)
        require(by.person, Act.CHANGE_ROTA, desk=row.desk, site=the_desk(by.store, row.desk).site)
        if row.kind == "swap":
            raise Refused("A swap is undone before it begins; after that, enter cover.")
        if row.standing is not ChangeStanding.IN_FORCE or row.ended_at or row.ends_at <= by.at:
            raise Refused("It is over already.")
        if row.begins_at > by.at:
            raise Refused("It has not begun; undo it.")
        take_step(by, row, ChangeStep.ENDED, words, press)
