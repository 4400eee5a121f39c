"""PURE. How long somebody waits after wrong passwords, so that guessing is slow and nobody is kept from their work.

Failures are counted by name and by the **door** they came through: a terminal, and the machine it is reached from.
Five in a row at one door shut that door to that name, for longer each time and never for longer than a quarter of an
hour. The right password passes at any other door meanwhile, a little slower; only where guesses come through ever new
doors does a name wait everywhere, save at those doors its owner has come through before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)
DELAY = timedelta(seconds=2)
RATE, WINDOW = 30, timedelta(minutes=5)
REMEMBERED = timedelta(days=1)
"""Failures older than this count no more."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One wrong password for a name."""

    door: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoorState:
    """Until when this door is shut to a name (None: it is open), and whether it opens slowly."""

    until: datetime | None
    slowly: bool


def door_state(failures: Sequence[Failure], door: str, now: datetime, *, known: bool) -> DoorState:
    """How a name stands at a door, by its failures in the order of time. ``known``: its owner came through here."""
    counted = [failure for failure in failures if failure.at > now - REMEMBERED]
    until = _shut(counted, door, now)
    if until is None and not known:
        until = _flooded(counted, now)
    return DoorState(until, any(_shut(counted, other, now) for other in {f.door for f in counted} - {door}))


def _shut(failures: Sequence[Failure], door: str, now: datetime) -> datetime | None:
    here = [failure.at for failure in failures if failure.door == door]
    over = len(here) - FREE_TRIES
    if over < 0:
        return None
    # A clock that was set back must not turn a wait of minutes into one of days.
    until = min(here[-1], now) + min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT)
    return until if now < until else None


def _flooded(failures: Sequence[Failure], now: datetime) -> datetime | None:
    newest = [failure.at for failure in failures[-RATE:]]
    if len(newest) < RATE:
        return None
    until = min(newest[0], now) + WINDOW
    return until if now < until else None
