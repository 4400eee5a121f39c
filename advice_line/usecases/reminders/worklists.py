"""What waits for a person, in one list: by what must be done, then by time left or age."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from advice_line.enquiry.flags import SPECIAL, Kind
from advice_line.enquiry.notices import asks_second
from advice_line.enquiry.states import reference
from advice_line.enquiry.working_hours import working_time
from advice_line.people.roles import Act, Person, ever, may, site_wide
from advice_line.rota.consent import ChangeStanding
from advice_line.store import Store
from advice_line.store.changes import changes_between
from advice_line.store.publications import holidays_of
from advice_line.store.rotas import desks, the_desk
from advice_line.store.values.flags import OpenFlag
from advice_line.usecases.accounts.desk_settings import all_desk_settings
from advice_line.usecases.flags.flags import open_flags
from advice_line.usecases.flags.site_flags import open_site_flags
from advice_line.usecases.reminders.advice_waiting import AdviceWaiting, advice_waiting
from advice_line.usecases.rotas.changes import own_gmc
from advice_line.usecases.usecase import By
from advice_line.words.days import day_words
from advice_line.words.spans import span_words
from advice_line.words.times import moment_words

_SWAPS_AHEAD = timedelta(days=400)


class Section(StrEnum):
    """What an item asks for, in the order of the list."""

    RECORD = "to record"
    ANSWER = "to answer"
    SWAP = "swap asked"
    COUNTERSIGN = "to countersign"
    DISAGREED = "disagreed"
    FLAG = "flag"
    SITE_FLAG = "notice"


SHORT = {
    Section.RECORD: ("to record", "to record"),
    Section.ANSWER: ("e-mail", "e-mails"),
    Section.SWAP: ("swap", "swaps"),
    Section.COUNTERSIGN: ("to countersign", "to countersign"),
    Section.DISAGREED: ("disagreed", "disagreed"),
    Section.FLAG: ("flag", "flags"),
    Section.SITE_FLAG: ("notice", "notices"),
}
"""What the header calls one, and several."""


@dataclass(frozen=True, slots=True)
class WorklistItem:
    """One line. ``due_at``: when its time is up (None: only age counts). ``number``: the advice, flag or change.
    ``asks_second``: a second person is asked whether an address is a practice's."""

    section: Section
    number: int
    since: datetime
    due_at: datetime | None
    desk: str
    desk_name: str
    words: str
    enquiry: int | None = None
    kind: str = ""
    working_left: timedelta | None = None
    asks_second: bool = False

    @property
    def key(self) -> str:
        return f"{self.section} {self.number}"

    @property
    def reference(self) -> str:
        return reference(self.enquiry) if self.enquiry is not None else ""

    def is_late(self, now: datetime) -> bool:
        return self.due_at is not None and self.due_at <= now


def worklist(by: By) -> list[WorklistItem]:
    """Everything that waits for a person, in the list's order; a manager's by desk and age."""
    work = advice_waiting(by.store, by.person)
    flags = open_flags(by.store, by.person)
    special: dict[int, list[str]] = {}
    for flag in flags:
        if flag.kind in SPECIAL:
            special.setdefault(flag.enquiry, []).append(str(flag.kind))
    found = [
        *(_work_item(by.store, item, by.at, special) for item in work),
        *_swaps(by),
        *_flag_items(by.person, flags, {item.id for item in work}),
        *(
            WorklistItem(
                Section.SITE_FLAG,
                f.id,
                f.raised_at,
                None,
                f.desk or "",
                f.desk_name,
                f.words,
                kind=f.kind,
                asks_second=asks_second(f.cause),
            )
            for f in open_site_flags(by.store, by.person)
        ),
    ]
    if site_wide(by.person, Act.AUDIT):
        return sorted(found, key=lambda item: (item.desk_name, item.since, item.key))
    order = list(Section)
    return sorted(found, key=lambda item: (order.index(item.section), item.due_at or item.since, item.number))


def counts(found: Sequence[WorklistItem], now: datetime) -> list[tuple[str, int, int]]:
    """(what, how many, how many of them late) for the header, what there is none of left out."""
    rows = []
    for section in Section:
        own = [item for item in found if item.section is section]
        if own:
            rows.append((SHORT[section][len(own) > 1], len(own), sum(item.is_late(now) for item in own)))
    return rows


def _work_item(store: Store, item: AdviceWaiting, at: datetime, special: dict[int, list[str]]) -> WorklistItem:
    section = Section(item.kind)
    words = f"{item.caller} · {item.urgency}" + (f" · {item.adviser}" if item.advice else "")
    if special.get(item.id):
        words = f"{', '.join(special[item.id])} · {words}"
    due_at, working = item.due_at, None
    if section is Section.COUNTERSIGN:
        due_at = item.since + all_desk_settings(store)[item.desk].countersign_within
    if section is Section.ANSWER and due_at is not None:
        working = working_time(at, due_at, *_office(store, item.desk))
        words = f"{span_words(working)} working · {words}" if due_at > at else words
    number = item.advice or item.id
    return WorklistItem(
        section, number, item.since, due_at, item.desk, item.desk_name, words, item.id, working_left=working
    )


def _office(store: Store, desk: str) -> tuple[ZoneInfo, Callable[[date], bool]]:
    """A desk's zone and which days are its bank holidays."""
    row = the_desk(store, desk)
    return row.zone, holidays_of(store, desk)


def _swaps(by: By) -> Iterator[WorklistItem]:
    """Swaps that wait for this person's word; those to approve wait for a consultant or manager."""
    if not ever(by.person, Act.SWAP):
        return
    own = own_gmc(by.store, by.person)
    names = {desk.id: (desk.name, desk.zone, desk.site) for desk in desks(by.store)}
    for row in changes_between(by.store, by.at, by.at + _SWAPS_AHEAD):
        name, zone, site = names[row.desk]
        asked = row.standing is ChangeStanding.ASKED and own is not None and row.receiver == own
        approve = row.standing is ChangeStanding.TO_APPROVE and may(
            by.person, Act.CHANGE_ROTA, desk=row.desk, site=site
        )
        if not (asked or approve):
            continue
        legs = ", ".join(f"{leg.duty} of {day_words(leg.date)}" for leg in row.legs)
        ask = f"{row.clinician_name} asks: {legs}" if asked else f"to approve: {row.clinician_name}, {legs}"
        yield WorklistItem(
            Section.SWAP,
            row.id,
            row.at,
            row.begins_at,
            row.desk,
            name,
            f"{ask}, begins {moment_words(row.begins_at, zone)}",
        )


def _flag_items(person: Person, flags: Sequence[OpenFlag], at_work: set[int]) -> Iterator[WorklistItem]:
    """Flags besides those whose work stands in the list already."""
    hidden = {Kind.NOT_COUNTERSIGNED, Kind.NOT_RECORDED, Kind.EMAIL_LATE, *SPECIAL}
    for flag in flags:
        if ever(person, Act.RECORD_ADVICE) and flag.enquiry in at_work and flag.kind in hidden:
            continue
        section = Section.DISAGREED if flag.kind is Kind.DISAGREED else Section.FLAG
        words = f"{flag.kind} · {flag.owner_name}"
        yield WorklistItem(
            section, flag.id, flag.raised_at, None, flag.desk, flag.desk_name, words, flag.enquiry, kind=flag.kind
        )
