"""The clock against the trail: chasers wait under a clock that nobody who is signed in has acted by.

What counts is the newest act, by its number, of a person, or of the worker under a clock that was believed. So
a clock that jumped confirms nothing by itself, and any sign-in sets the chasers going again: it cannot stop the line.
"""

from datetime import datetime

from advice_line.enquiry.clock import KEPT_EVERY, clock_words
from advice_line.instants import to_text
from advice_line.store import Store
from advice_line.store.values.installation import Site
from advice_line.usecases.usecase import By, Press, Receipt, act_once

KEPT = "kept the clock"


def newest_act(store: Store, site: str) -> datetime | None:
    """When the newest act was by which a clock is judged."""
    return store.one(datetime, "newest_act_for_clock", site=site)


def clock_trouble(store: Store, at: datetime) -> str:
    """What is said of this machine's clock, for the first site that doubts it; empty when all believe it."""
    for site in store.all(Site, "sites"):
        if words := clock_words(newest_act(store, site.code), at, site.zone):
            return words
    return ""


def keep_clock(by: By) -> None:
    """Notes, under a clock that is believed, that time went by here although nobody acted."""
    newest = newest_act(by.store, by.person.site)
    if newest is None or by.at - newest < KEPT_EVERY:
        return
    press = Press.by_itself(f"clock {by.person.site} {to_text(newest)}")
    act_once(by, KEPT, "site", press, lambda: Receipt(by.person.site, {}))
