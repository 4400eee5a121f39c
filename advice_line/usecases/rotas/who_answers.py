"""Who answers, from the published rotas."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.enquiry.reasons import said
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.rota import Ladder
from advice_line.store import Store
from advice_line.store.rotas import desks, rosters, the_desk
from advice_line.store.values.rotas import DeskNote, DeskRoster, DeskRow
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

SOON = timedelta(days=3)
AHEAD = timedelta(days=9)
BEHIND = timedelta(days=1)
FAR_AHEAD = timedelta(days=400)
NOTE_LASTS = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class AnsweringDesk:
    """A desk that can be asked who answers at any instant, as published at ``known_at`` (None: now)."""

    store: Store
    row: DeskRow
    known_at: datetime | None = None

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def site(self) -> str:
        return self.row.site

    @property
    def zone(self) -> ZoneInfo:
        return self.row.zone

    def ladder(self, at: datetime) -> Ladder:
        return roster_of(self.store, self.row.id, at, self.known_at).ladder(at)


def desks_answering(store: Store, known_at: datetime | None = None) -> list[AnsweringDesk]:
    """Every desk, by name."""
    return [AnsweringDesk(store, row, known_at) for row in desks(store)]


def desk_answering(store: Store, desk: str) -> AnsweringDesk:
    """The desk with this id. Raises Refused when there is none."""
    return AnsweringDesk(store, the_desk(store, desk))


def roster_of(store: Store, desk: str, at: datetime, known_at: datetime | None = None) -> DeskRoster:
    """One desk's roster around an instant; far ahead when nobody is on it soon, so that “who next” is found."""
    day = _day_of(at)
    (near,) = rosters(store, day, day + SOON, desk=desk, known_at=known_at)
    found = near.ladder(at)
    if found.answering is None and found.next_available is None:
        (near,) = rosters(store, at, at + FAR_AHEAD, desk=desk, known_at=known_at)
    return near


def board(store: Store, at: datetime) -> list[DeskRoster]:
    """Every desk's roster from a day ago to a week ahead: one read serves the board for hours."""
    return [
        roster_of(store, roster.desk.id, at)
        if (found := roster.ladder(at)).answering is None and found.next_available is None
        else roster
        for roster in rosters(store, _day_of(at) - BEHIND, _day_of(at) + AHEAD)
    ]


def _day_of(at: datetime) -> datetime:
    """Where windows begin: the same all day, so that a roster once read is kept."""
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def who_answered(store: Store, desk: str, at: datetime, known_at: datetime) -> Ladder:
    """Hindsight: who was on at an instant, as it was published at another."""
    return roster_of(store, desk, at, known_at).ladder(at)


def add_note(by: By, desk: str, words: str, press: Press) -> None:
    """Writes a remark beside a desk; it shows for the shift (14 hours), with who and when."""
    row = the_desk(by.store, desk)
    require(by.person, Act.NOTE_ROTA, desk=desk, site=row.site)
    words = said(words, "The note is empty; write something.", "The note")

    def work() -> Receipt:
        number = by.store.inserted(
            "add_note",
            desk=desk,
            words=words,
            account=by.person.account,
            at=to_text(by.at),
            until=to_text(by.at + NOTE_LASTS),
            key=press.key,
        )
        return Receipt(str(number), {"desk": desk})

    act_once(by, "wrote a note on tonight's list", "desk_note", press, work)


def notes_now(store: Store, at: datetime) -> list[DeskNote]:
    """Tonight's remarks, newest first."""
    return store.all(DeskNote, "notes_now", now=to_text(at))
