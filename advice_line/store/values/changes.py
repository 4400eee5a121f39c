"""Changes entered on screen, their steps and the hands of a swap."""

from datetime import date, datetime

from advice_line.rota.changes import Away, Change, ChangeKind, Cover, Leg, Sick, Swapped
from advice_line.rota.consent import ChangeStanding, ChangeStep, standing
from advice_line.rota.model import Grade, LeaveKind
from advice_line.store.typed import value


@value
class EnteredChange:
    """A change as it was entered. ``clinician`` and ``receiver`` are registration numbers."""

    id: int
    desk: str
    kind: ChangeKind
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
    clinician: str | None
    clinician_name: str
    receiver: str | None
    receiver_name: str


@value
class TakenStep:
    """One step of a change: what was done, by whom, when."""

    change: int
    step: ChangeStep
    publication: int | None
    words: str
    at: datetime
    author: str


@value
class SwapLeg:
    """One duty of a swap, from hand to hand, by registration numbers."""

    change: int
    date: date
    duty: str
    giver: str
    taker: str


@value
class ChangeRow(EnteredChange):
    """A change with its steps."""

    legs: tuple[Leg, ...]
    steps: tuple[TakenStep, ...]

    @property
    def standing(self) -> ChangeStanding:
        return standing(self.kind, self.needs_approval, [taken.step for taken in self.steps])

    @property
    def ended_at(self) -> datetime | None:
        """When it was ended before its time."""
        return next((taken.at for taken in self.steps if taken.step is ChangeStep.ENDED), None)

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


@value
class Locum:
    """A locum of a desk, as entered; the contacts are a JSON list of kinds and values."""

    id: int
    desk: str
    slug: str
    name: str
    grade: Grade
    contacts: str
    at: datetime
    gmc: str
