"""Desks, their publications, and what a publication lists."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from advice_line.people.phones import ContactKind
from advice_line.rota import Clinic, Ladder, Shift, Timeline, ladder
from advice_line.rota.changes import ShiftTakenAway, StandingShift
from advice_line.rota.governing import PublicationInForce
from advice_line.rota.model import Grade
from advice_line.store.typed import value


@value
class DeskRow:
    """A desk as the newest publication describes it."""

    id: str
    site: str
    name: str
    function: str
    zone: ZoneInfo
    email: str
    reply_within_hours: int
    supervisor: int
    supervisor_gmc: str
    supervisor_name: str


@dataclass(frozen=True, slots=True)
class DeskRoster:
    """One desk's shifts and clinics in a window of time, ready for the resolver: published, then changed.

    ``placed`` are the shifts that a change put where they are, ``lost`` those that one took away.
    """

    desk: DeskRow
    shifts: Timeline[Shift]
    clinics: Timeline[Clinic]
    stretches: tuple[PublicationInForce, ...]
    placed: tuple[StandingShift, ...] = ()
    lost: tuple[ShiftTakenAway, ...] = ()

    def ladder(self, at: datetime) -> Ladder:
        return ladder(self.shifts, self.clinics, at)

    def publication_at(self, at: datetime) -> int | None:
        """The publication that governs an instant."""
        for stretch in self.stretches:
            if stretch.start <= at and (stretch.end is None or at < stretch.end):
                return stretch.publication
        return None


@value
class ListedClinician:
    """One of a publication's people."""

    clinician: int
    slug: str
    name: str
    grade: Grade
    position: int
    gmc: str


@value
class ListedContact:
    """How one of a publication's people is reached."""

    clinician: int
    kind: ContactKind
    value: str


@value
class WrittenShift:
    """A shift that was written out from a publication."""

    clinician: int
    duty: str
    date: date
    starts_at: datetime
    ends_at: datetime


@value
class WrittenClinic:
    """A clinic that was written out from a publication."""

    clinician: int
    starts_at: datetime
    ends_at: datetime


@value
class KeptPublication:
    """A publication with the whole text of its file."""

    id: int
    desk: str
    published_at: datetime
    effective_from: datetime
    file: str
    source: str
    sha256: str


@value
class PublicationExtent:
    """A publication, and how far its shifts are written out."""

    id: int
    desk: str
    published_at: datetime
    effective_from: datetime
    extent: date | None


@value
class RotaText:
    """The text of a published file, and what the file was called."""

    source: str
    file: str


@value
class NewestPublication:
    """The publication that a desk has put out last."""

    id: int
    desk: str
    published_at: datetime
    effective_from: datetime
    file: str
    sha256: str
    reason: str
    author: str


@value
class Published:
    """One publication: by whom, when, from which file, why; kept whole."""

    id: int
    at: datetime
    effective: datetime
    file: str
    source: str
    reason: str
    author: str


@value
class WrittenOut:
    """A desk's newest publication with its text, and how far its shifts are written out."""

    id: int
    desk: str
    source: str
    file: str
    until: date


@value
class Confirmed:
    """When somebody said last that a desk's rota is right."""

    desk: str
    at: datetime
    author: str


@value
class DeskSetting:
    """One choice of a department, as it was written last."""

    desk: str
    name: str
    value: str


@value
class DeskNote:
    """An operator's remark beside a desk tonight."""

    desk: str
    words: str
    author: str
    at: datetime
