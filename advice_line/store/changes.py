"""Changes entered on screen: their rows, where each stands, and the locums that some of them need."""

import json
from collections.abc import Iterable
from datetime import datetime

from advice_line.instants import to_text
from advice_line.people.phones import Contact
from advice_line.rota.changes import Leg
from advice_line.rota.model import Clinician
from advice_line.store.engine import Store
from advice_line.store.typed import fields_of
from advice_line.store.values.changes import ChangeRow, EnteredChange, Locum, SwapLeg, TakenStep

LOCUM_ORDER = 10_000
"""A locum stands after everybody whom the file lists."""


def changes_between(
    store: Store, begins: datetime, until: datetime, known_at: datetime | None = None, desk: str | None = None
) -> list[ChangeRow]:
    """Every change that touches [begins, until), in the order made, as it stood at ``known_at`` (None: now)."""
    window = {"begins": to_text(begins), "until": to_text(until)}
    rows = [r for r in store.all(EnteredChange, "changes_between", **window) if desk is None or r.desk == desk]
    if not rows:
        return []
    steps, legs = store.all(TakenStep, "steps_between", **window), store.all(SwapLeg, "legs_between", **window)
    return list(_changes(rows, steps, legs, known_at))


def change_by_id(store: Store, number: int) -> ChangeRow | None:
    row = store.one(EnteredChange, "change_by_id", id=number)
    if row is None:
        return None
    steps, legs = store.all(TakenStep, "steps_of_change", id=number), store.all(SwapLeg, "legs_of_change", id=number)
    return next(iter(_changes([row], steps, legs, None)))


def _changes(
    rows: Iterable[EnteredChange], steps: Iterable[TakenStep], legs: Iterable[SwapLeg], known_at: datetime | None
) -> Iterable[ChangeRow]:
    taken: dict[int, list[TakenStep]] = {}
    for step in steps:
        if known_at is None or step.at <= known_at:
            taken.setdefault(step.change, []).append(step)
    hands: dict[int, list[Leg]] = {}
    for leg in legs:
        hands.setdefault(leg.change, []).append(Leg(leg.date, leg.duty, leg.giver, leg.taker))
    for row in rows:
        if row.id in taken:
            yield ChangeRow(**fields_of(row), legs=tuple(hands.get(row.id, ())), steps=tuple(taken[row.id]))


def locums(store: Store, desk: str) -> dict[str, Clinician]:
    """A desk's locums by registration number; the newest entry of each says how they are reached."""
    found: dict[str, Clinician] = {}
    for locum in store.all(Locum, "locums"):
        if locum.desk == desk:
            contacts = tuple(Contact(kind, value) for kind, value in json.loads(locum.contacts))
            order = LOCUM_ORDER + locum.id
            found[locum.gmc] = Clinician(locum.slug, locum.name, locum.gmc, locum.grade, contacts, order)
    return found
