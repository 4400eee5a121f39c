"""The worklist: everything that waits for a person, in the order of its urgency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.flags import HOW_SETTLED, SETTLED_BY_REVIEW, Kind
from advice_line.enquiry.form import Field, Option
from advice_line.enquiry.notices import SETTLED_BY_A_PERSON
from advice_line.enquiry.states import reference
from advice_line.people.roles import Act, may, site_wide
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.reading import Review, StoryPage
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Cell, Column, RowOf, Rows
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.story import story
from advice_line.usecases.flags import flags, site_flags
from advice_line.usecases.mail_desk import practice_addresses
from advice_line.usecases.reminders import chasers, worklists
from advice_line.usecases.reminders.worklists import Section, WorklistItem
from advice_line.usecases.usecase import Press
from advice_line.words.spans import span_words
from advice_line.words.times import clock_time

_WHY_AMENDED = Field("why", "Why is the record amended?", hint="The original is kept beside the amendment.")
_LOUD = {Section.RECORD, Section.DISAGREED}


class Worklist(Place):
    """One list in the order of its urgency; Enter does what the line asks for."""

    NAME = "worklist"
    TITLE = "Worklist"
    HELP = (
        "What waits for you: calls to record, e-mails by time left, swaps asked, advice to countersign, flags. Enter "
        "does what the line asks for. c countersigns one after the other. h shows what the chasers said."
    )
    BINDINGS = [
        Command(
            "worklist.countersign",
            "c",
            "countersign",
            "Countersign all",
            "One after the other, reading each; Escape stops",
            when=lambda place: bool(place.to_countersign()),
        ),
        Command(
            "worklist.amend",
            "a",
            "amend",
            "Amend",
            "Write an amendment to a record of yours; the original is kept",
            when=lambda place: may(place.person, Act.RECORD_ADVICE, own=True),
        ),
        Command("worklist.story", "s,f7", "story", "Story"),
        Command("worklist.said", "h", "said", "Chased", "What the chasers said to you, newest first"),
    ]

    @dataclass
    class RecordOpened(Message):
        """A record is to be written, or amended for a reason."""

        enquiry: int
        amends_because: str = ""

    @dataclass
    class Counted(Message):
        """What waits was read again: the header counts it."""

        items: list[WorklistItem]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._items: list[WorklistItem] = []

    def compose(self) -> ComposeResult:
        managing = site_wide(self.person, Act.AUDIT)
        yield Rows(
            Column("To do", 15),
            Column("Left / age", 10),
            Column("No.", 9),
            Column("Desk", 13 if managing else 20, from_width=0 if managing else 100),
            Column("Who and what"),
            id="work",
            empty="Nothing waits for you.",
        )

    @property
    def lines(self) -> Rows:
        return self.query_one("#work", Rows)

    def enter(self) -> None:
        self.lines.focus()

    async def renew(self) -> None:
        self._items = await self.run(worklists.worklist)
        self._show()
        self.post_message(self.Counted(self._items))
        self.refresh_bindings()

    def tick(self) -> None:
        self._show()

    def _show(self) -> None:
        now = self.line.now()
        self.lines.set_rows([self._row(item, now) for item in self._items])

    def _row(self, item: WorklistItem, now: datetime) -> RowOf:
        late = item.is_late(now)
        span = item.due_at - now if item.due_at is not None else now - item.since
        first, tone = str(item.section), "bad" if item.section in _LOUD else "busy"
        if late and item.section is Section.ANSWER:
            first = "ANSWER IS LATE"
        elif late and item.section is Section.COUNTERSIGN:
            first, span = "COUNTERSIGN!", now - item.since
        elif item.section is Section.COUNTERSIGN:
            span = now - item.since
        if item.section in (Section.ANSWER, Section.SWAP) and not late:
            tone = ""
        age: Cell = (span_words(span), "bad" if late else tone if item.section not in _LOUD else "busy")
        return RowOf(
            item.key,
            ((first, "bad" if late else tone), age, (item.reference, "dim"), (item.desk_name, ""), (item.words, "")),
        )

    @property
    def _item(self) -> WorklistItem | None:
        return next((item for item in self._items if item.key == self.lines.key), None)

    def to_countersign(self) -> list[WorklistItem]:
        return [item for item in self._items if item.section is Section.COUNTERSIGN]

    @on(Rows.RowChosen, "#work")
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        item = self._item
        if item is None:
            return
        match item.section:
            case Section.RECORD | Section.ANSWER:
                assert item.enquiry is not None
                self.post_message(self.RecordOpened(item.enquiry))
            case Section.COUNTERSIGN:
                self._review([item])
            case Section.SWAP:
                self.post_message(self.Elsewhere("rota", item.desk))
            case Section.SITE_FLAG:
                self._settle_site_flag(item)
            case _:
                self._settle(item)

    def action_countersign(self) -> None:
        """All that wait, from the one under the cursor on, then those above it."""
        waiting = self.to_countersign()
        keys = [item.key for item in waiting]
        first = keys.index(self.lines.key) if self.lines.key in keys else 0
        self._review(waiting[first:] + waiting[:first])

    @talk("open")
    async def _review(self, waiting: list[WorklistItem]) -> None:
        verdicts = await review_in_turn(self, waiting)
        say_verdicts(self, verdicts)

    @talk("open")
    async def _settle(self, item: WorklistItem) -> None:
        kind, key = Kind(item.kind), Press()
        if kind not in SETTLED_BY_REVIEW:
            self.say(f"“{kind}” is settled only by {HOW_SETTLED[kind]}. s shows the enquiry.")
            return
        title = f"“{kind}”: what came of it?"
        words = await ask(self, Field("words", title, hint="Your words stay beside the flag."))
        await self.run(flags.review_flag, item.number, words, key)

    @talk("open")
    async def _settle_site_flag(self, item: WorklistItem) -> None:
        kind = ChaserKind(item.kind)
        if kind not in SETTLED_BY_A_PERSON:
            self.say(f"{item.words} It settles itself when its cause is gone.")
            return
        if kind is ChaserKind.MAIL:
            self.post_message(self.Elsewhere("mail", item.desk))
            return
        key = Press()
        act, answer = await (self._second(item) if item.asks_second else self._words(item, kind))
        await self.run(act, item.number, answer, key)

    async def _words(self, item: WorklistItem, kind: ChaserKind) -> tuple[Any, Any]:
        whom = "the clinician" if kind is ChaserKind.ACCOUNT else "the practice"
        field = Field("words", f"{item.words}: was it right?", hint=f"Ask {whom}. Your words stay beside it.")
        return site_flags.settle_site_flag, await ask(self, field)

    async def _second(self, item: WorklistItem) -> tuple[Any, Any]:
        """Whether an address outside the known domains is the practice's, by somebody who did not enter it."""
        theirs = "You rang the practice on its listed number. Its letters go there from now on."
        options = (
            Option("yes", "It is the practice's", about=theirs),
            Option("no", "It is not", "bad", "Nothing ever goes there; its letters go where they went."),
        )
        answer = await ask(self, Field("theirs", item.words, choices=options))
        return practice_addresses.answer_for_notice, answer == "yes"

    @talk("open")
    async def action_amend(self) -> None:
        item = self._item
        if item is None or item.enquiry is None or item.section in (Section.RECORD, Section.ANSWER):
            self.say("There is no record here to amend yet.")
            return
        self.post_message(self.RecordOpened(item.enquiry, await ask(self, _WHY_AMENDED)))

    @talk("open")
    async def action_story(self) -> None:
        item = self._item
        if item is None or item.enquiry is None:
            self.say("This line is about no single enquiry.")
            return
        found = await self.run(story, item.enquiry)
        await self.app.push_screen_wait(StoryPage.of(found, self.session))

    @talk("open")
    async def action_said(self) -> None:
        said = await self.line.do(chasers.notices, self.person)
        zone, now = self.session.zone, self.line.now()
        lines = [f"{clock_time(notice.at, zone, now)}  {notice.words}" for notice in said[:100]]
        self.app.push_screen(Lines("What the chasers said to you", lines or ["Nothing yet."]))


def say_verdicts(place: Place, verdicts: list[str]) -> None:
    """Says what was countersigned."""
    if len(verdicts) == 1:
        place.say(f"Countersigned: {verdicts[0]}.")
    elif verdicts:
        place.say(f"{len(verdicts)} countersigned, {verdicts.count('disagreed')} of them with a disagreement.")


async def review_in_turn(place: Place, waiting: list[WorklistItem]) -> list[str]:
    """Shows advice after advice to a consultant, each whole, and gives their verdicts. Escape stops."""
    verdicts: list[str] = []
    for number, item in enumerate(waiting, 1):
        key = Press()  # one for each review: a colleague's verdict is another act, and is refused, not swallowed
        assert item.enquiry is not None
        with place.saying_why_not():
            found = await place.run(story, item.enquiry)
            of = f" · {number} of {len(waiting)}" if len(waiting) > 1 else ""
            title = f"{reference(item.enquiry)} · {item.desk_name} · to countersign{of}"
            answer = await place.app.push_screen_wait(Review(title, found, place.session))
            if answer is None:
                return verdicts
            verdict, words = answer
            await place.run(countersign, item.number, verdict, words, key)
            verdicts.append(verdict)
    return verdicts
