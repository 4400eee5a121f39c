"""Changes entered on screen: their rows, where each stands, and the locums that some of them need."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from advice_line.instants import from_text, to_text
from advice_line.people.phones import Contact
from advice_line.rota.changes import Away, Change, ChangeKind, Cover, Leg, Sick, Swapped
from advice_line.rota.consent import Standing, Step, standing
from advice_line.rota.model import Clinician, LeaveKind
from advice_line.store.engine import Row, Store

LOCUM_ORDER = 10_000
"""A locum stands after everybody whom the file lists."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: what was done, by whom, when."""

    step: Step
    author: str
    at: datetime
    words: str
    publication: int | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change with its steps. ``clinician`` and ``receiver`` are registration numbers."""

    id: int
    desk: str
    kind: ChangeKind
    clinician: str | None
    clinician_name: str
    receiver: str | None
    receiver_name: str
    duty: str | None
    leave_kind: LeaveKind | None
    first_day: date | None
    last_day: date | None
    begins_at: datetime
    ends_at: datetime
    needs_approval: bool
    words: str
    at: datetime
    author: str
    legs: tuple[Leg, ...]
    steps: tuple[Taken, ...]

    @property
    def standing(self) -> Standing:
        return standing(self.kind, self.needs_approval, [taken.step for taken in self.steps])

    @property
    def ended_at(self) -> datetime | None:
        """When it was ended before its time."""
        return next((taken.at for taken in self.steps if taken.step is Step.ENDED), None)

    def as_change(self) -> Change | None:
        """What the resolver lays over the file; None when nothing is left of it."""
        end = min(self.ends_at, self.ended_at or self.ends_at)
        match self.kind:
            case "leave":
                assert self.clinician
                assert self.first_day
                assert self.last_day
                assert self.leave_kind
                return Away(
                    self.id, self.clinician, self.first_day, self.last_day, self.leave_kind, self.begins_at, end
                )
            case "swap":
                return Swapped(self.id, self.legs)
            case "sickness":
                assert self.clinician
                return Sick(self.id, self.clinician, self.begins_at, end) if self.begins_at < end else None
            case _:
                assert self.receiver
                cover = Cover(self.id, self.begins_at, end, self.receiver, self.clinician, self.duty)
                return cover if self.begins_at < end else None


def changes_between(
    store: Store, begins: datetime, until: datetime, known_at: datetime | None = None, desk: str | None = None
) -> list[ChangeRow]:
    """Every change that touches [begins, until), in the order made, as it stood at ``known_at`` (None: now)."""
    window = {"begins": to_text(begins), "until": to_text(until)}
    rows = [r for r in store.rows("changes_between", **window) if desk is None or r["desk"] == desk]
    if not rows:
        return []
    steps, legs = store.rows("steps_between", **window), store.rows("legs_between", **window)
    return list(_changes(rows, steps, legs, known_at))


def change_by_id(store: Store, number: int) -> ChangeRow | None:
    row = store.row("change_by_id", id=number)
    if row is None:
        return None
    steps, legs = store.rows("steps_of_change", id=number), store.rows("legs_of_change", id=number)
    return next(iter(_changes([row], steps, legs, None)))


def _changes(
    rows: Iterable[Row], steps: Iterable[Row], legs: Iterable[Row], known_at: datetime | None
) -> Iterable[ChangeRow]:
    taken: dict[int, list[Taken]] = {}
    for s in steps:
        at = from_text(s["at"])
        if known_at is None or at <= known_at:
            step = Taken(Step(s["step"]), s["author"], at, s["words"], s["publication"])
            taken.setdefault(s["change"], []).append(step)
    hands: dict[int, list[Leg]] = {}
    for leg in legs:
        handed = Leg(date.fromisoformat(leg["date"]), leg["duty"], leg["giver"], leg["taker"])
        hands.setdefault(leg["change"], []).append(handed)
    for row in rows:
        if row["id"] in taken:
            yield _change(row, tuple(taken[row["id"]]), tuple(hands.get(row["id"], ())))


def _change(row: Row, steps: tuple[Taken, ...], legs: tuple[Leg, ...]) -> ChangeRow:
    return ChangeRow(
        id=row["id"],
        desk=row["desk"],
        kind=row["kind"],
        clinician=row["clinician"],
        clinician_name=row["clinician_name"] or "",
        receiver=row["receiver"],
        receiver_name=row["receiver_name"] or "",
        duty=row["duty"],
        leave_kind=row["leave_kind"],
        first_day=date.fromisoformat(row["first_day"]) if row["first_day"] else None,
        last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
        begins_at=from_text(row["begins_at"]),
        ends_at=from_text(row["ends_at"]),
        needs_approval=row["needs_approval"] == 1,
        words=row["words"],
        at=from_text(row["at"]),
        author=row["author"],
        legs=legs,
        steps=steps,
    )


def locums(store: Store, desk: str) -> dict[str, Clinician]:
    """A desk's locums by registration number; the newest entry of each says how they are reached."""
    found: dict[str, Clinician] = {}
    for row in store.rows("locums"):
        if row["desk"] == desk:
            contacts = tuple(Contact(kind, value) for kind, value in json.loads(row["contacts"]))
            order = LOCUM_ORDER + int(row["id"])
            found[row["gmc"]] = Clinician(row["slug"], row["name"], row["gmc"], row["grade"], contacts, order)
    return found
