"""A clinician's worklist: to record, to answer by e-mail, to countersign, and the flags that are theirs."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message

from advice_line.desk import advising, flagging
from advice_line.desk.acting import new_key
from advice_line.desk.advising import Work
from advice_line.desk.countersigning import countersign
from advice_line.desk.flagging import OpenFlag
from advice_line.desk.story import story
from advice_line.enquiry.flags import HOW_SETTLED, SETTLED_BY_REVIEW
from advice_line.enquiry.states import reference
from advice_line.instants import span_words
from advice_line.problems import Refused
from advice_line.tui.dialogues.ask import Ask, some_words
from advice_line.tui.dialogues.reading import Reading, Review
from advice_line.tui.places.place import Place
from advice_line.tui.widgets.rows import Cell, Column, RowOf, Rows


class Worklist(Place):
    """One list in the order of its urgency; Enter does what the line asks for."""

    TITLE = "Worklist"
    HELP = (
        "What waits for you, oldest first: calls to record, e-mail questions, advice to countersign, flags. "
        "Enter opens the line: the record, the review, or what settles the flag."
    )
    BINDINGS = [
        Binding("enter", "open", "Open"),
        Binding("a", "amend", "Amend", tooltip="Write an amendment to a record of yours; the original is kept"),
        Binding("s,f7", "story", "Story"),
    ]

    @dataclass
    class Opened(Message):
        """A record is to be written, or amended for a reason."""

        enquiry: int
        amends_because: str = ""

    def __init__(self) -> None:
        super().__init__(id="worklist")
        self._work: list[Work] = []
        self._flags: list[OpenFlag] = []

    def compose(self) -> ComposeResult:
        yield Rows(
            Column("To do", 15),
            Column("Left / age", 10),
            Column("No.", 9),
            Column("Desk", 20, from_width=100),
            Column("Who and what"),
            id="work",
            empty="Nothing waits for you.",
        )

    @property
    def list(self) -> Rows:
        return self.query_one("#work", Rows)

    def enter(self) -> None:
        self.list.focus()

    async def renew(self) -> None:
        self._work = await self.line.do(advising.worklist, self.person)
        self._flags = await self.line.do(flagging.open_flags, self.person)
        self._show()

    def tick(self) -> None:
        self._show()

    def _show(self) -> None:
        waiting = {item.id for item in self._work}
        flags = [f for f in self._flags if f.enquiry not in waiting]
        self.list.set_rows([*map(self._work_row, self._work), *map(self._flag_row, flags)])

    def _work_row(self, item: Work) -> RowOf:
        now = self.line.now()
        age: Cell = (span_words(now - item.since), "busy")
        first: Cell = (item.kind, "busy")
        if item.due_at is not None:
            left = item.due_at - now
            late = left.total_seconds() < 0
            age = (span_words(left), "bad" if late else "")
            first = ("ANSWER IS LATE" if late else "to answer", "bad" if late else "")
        elif item.kind == "to record":
            first = ("to record", "bad")
        who = f"{item.caller} · {item.urgency}" + (f" · {item.adviser}" if item.advice else "")
        return RowOf(
            f"{item.kind[3]}{item.advice or item.id}",
            (first, age, (reference(item.id), "dim"), (item.desk_name, ""), (who, "")),
        )

    def _flag_row(self, flag: OpenFlag) -> RowOf:
        age = span_words(self.line.now() - flag.raised_at)
        return RowOf(
            f"f{flag.id}",
            (
                ("flag", "busy"),
                (age, "busy"),
                (reference(flag.enquiry), "dim"),
                (flag.desk_name, ""),
                (f"{flag.kind} · {flag.owner_name}", ""),
            ),
        )

    def _found(self) -> tuple[Work | None, OpenFlag | None]:
        key = self.list.key or " "
        item = next((w for w in self._work if key == f"{w.kind[3]}{w.advice or w.id}"), None)
        flag = next((f for f in self._flags if key == f"f{f.id}"), None)
        return item, flag

    @on(Rows.Chosen, "#work")
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        item, flag = self._found()
        if item is not None and item.advice is not None:
            self._review(item.id, item.advice)
        elif item is not None:
            self.post_message(self.Opened(item.id))
        elif flag is not None:
            self._settle(flag)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _review(self, enquiry: int, advice: int) -> None:
        key = new_key()  # one for each review: a colleague's verdict is another act, and is refused, not swallowed
        try:
            found = await self.line.do(story, self.person, self.line.now(), enquiry)
            title = f"{found.reference} · {found.row['desk_name']} · to countersign"
            answer = await self.app.push_screen_wait(Review(title, found, self.advice_line.zone))
            if answer is None:
                return
            verdict, words = answer
            await self.line.do(countersign, self.person, self.line.now(), advice, verdict, words, key)
            self.say(f"Countersigned: {verdict}.")
        except Refused as refusal:
            self.complain(refusal)
        await self.renew()

    @work(exclusive=True, group="open", exit_on_error=False)
    async def _settle(self, flag: OpenFlag) -> None:
        if flag.kind not in SETTLED_BY_REVIEW:
            self.say(f"“{flag.kind}” is settled only by {HOW_SETTLED[flag.kind]}.")
            return
        words = await self.app.push_screen_wait(
            Ask(f"“{flag.kind}”: what came of it?", "Your words stay beside the flag.", check=some_words)
        )
        if words is None:
            return
        try:
            await self.line.do(flagging.review_flag, self.person, self.line.now(), flag.id, words)
        except Refused as refusal:
            self.complain(refusal)
        await self.renew()

    def _enquiry(self) -> int | None:
        item, flag = self._found()
        return item.id if item else flag.enquiry if flag else None

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_amend(self) -> None:
        enquiry = self._enquiry()
        item, _ = self._found()
        if enquiry is None or (item is not None and item.advice is None):
            self.say("There is no record here to amend yet.")
            return
        why = await self.app.push_screen_wait(
            Ask("Why is the record amended?", "The original is kept beside the amendment.", check=some_words)
        )
        if why is not None:
            self.post_message(self.Opened(enquiry, why))

    @work(exclusive=True, group="open", exit_on_error=False)
    async def action_story(self) -> None:
        enquiry = self._enquiry()
        if enquiry is None:
            return
        try:
            found = await self.line.do(story, self.person, self.line.now(), enquiry)
        except Refused as refusal:
            self.complain(refusal)
            return
        self.app.push_screen(Reading.of(found, self.advice_line.zone))
