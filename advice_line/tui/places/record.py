"""The advice form: everything known is filled in, what is missing to close is listed live, kept at every field."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Input, Static

from advice_line.enquiry.advice import CANCER_REMINDER, RECORD, is_suspected_cancer
from advice_line.enquiry.form import Field, Option
from advice_line.enquiry.states import reference
from advice_line.problems import Overtaken, Refused
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.reading import StoryPage
from advice_line.tui.places.form_place import FormPlace, on_typing
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.about import about
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.form_sheet import FormSheet
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.recording import FORM, Record
from advice_line.usecases.advice.story import story
from advice_line.usecases.drafts import save_draft
from advice_line.usecases.flags.repeats import Earlier
from advice_line.usecases.usecase import Press
from advice_line.words.spans import span_words


class RecordForm(FormPlace):
    """One page, four short sections. F10 records and closes; Escape keeps the draft."""

    NAME = "record"
    TITLE = "Record"
    HELP = (
        "Fields with a list: arrows or a first letter. Enter or Tab goes on; F6 puts the usual answer in. "
        "What is missing is listed until nothing is; F10 records. Fields about a child, a pregnancy or suspected "
        "cancer open when they matter. The patient is unseen by you until you say otherwise."
    )
    BINDINGS = [
        Command("record.record", "f10", "record", "Record and close"),
        Command("record.next-missing", "f8", "next_missing", "Next missing"),
        Command(
            "record.usual",
            "f6",
            "usual",
            "Usual answer",
            "“none”, “not stated”, “yes”: what most calls have here",
            priority=True,
        ),
        Command(
            "record.story", "f7", "story", "Story", "All that happened, and the mails as they came", priority=True
        ),
        Command(
            "record.earlier",
            "ctrl+r",
            "earlier",
            "Earlier calls",
            "Enquiries about this patient in the last 30 days",
            when=lambda form: form.is_a_repeat,
        ),
        Command("record.leave", "escape", "leave", "Worklist", "The draft is kept"),
    ]
    DEFAULT_CSS = """
    RecordForm #about { height: auto; padding: 0 1; background: $boost; }
    RecordForm #earlier, RecordForm #overtaken {
        height: auto; max-height: 4; padding: 0 1; background: $warning-muted; color: $text-warning; display: none;
    }
    RecordForm #earlier.-some, RecordForm #overtaken.-some { display: block; }
    RecordForm #sheet { height: 1fr; layout: vertical; }
    RecordForm FormSheet { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    RecordForm .section { color: $text-accent; text-style: bold; height: 1; margin-top: 1; }
    RecordForm Label { width: 23; }
    RecordForm TextArea { width: 1fr; border: none; padding: 0; background: $surface; }
    RecordForm TextArea:focus { background: $boost; border: none; }
    RecordForm Input { width: 1fr; }
    RecordForm #missing { height: auto; max-height: 3; padding: 0 1; border-top: solid $panel-lighten-2; }
    """

    @dataclass
    class RecordFinished(Message):
        """The advice is recorded, or left as a draft; ``words`` say which."""

        words: str

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._record: Record | None = None
        self._because = ""
        self._earlier: tuple[Earlier, ...] = ()
        self._asked_about = ""
        self._key = Press()

    def compose(self) -> ComposeResult:
        yield Static(id="about", markup=False)
        yield Static(id="overtaken", markup=False)
        yield Static(id="earlier", markup=False)
        with Container(id="sheet"):
            yield FormSheet(RECORD, id="form")
            yield Static(id="missing", markup=False)

    @property
    def is_a_repeat(self) -> bool:
        """Whether there were enquiries about this patient lately."""
        return bool(self._earlier)

    async def open(self, enquiry: int, because: str = "", reason: str = "") -> None:
        """Opens a record. Raises Refused when this person may not read it."""
        record = await self.run(recording.open_record, enquiry, reason)
        self._record, self._because, self._key = record, because, Press()
        self.query_one("#supervisor", Choice).options = [Option(*consultant) for consultant in record.consultants]
        self.sheet.put(record.fields)
        self.query_one("#about", Static).update(about(record, because))
        overtaken = self.query_one("#overtaken", Static)
        overtaken.update(record.overtaken)
        overtaken.set_class(bool(record.overtaken), "-some")
        self._show_earlier(record.earlier)
        self._asked_about = record.fields["nhs_number"]
        self._show_missing()
        self.sheet.scroll_home(animate=False)
        self.enter()

    def enter(self) -> None:
        self.sheet.go_to("patient_kind")

    def _show_earlier(self, earlier: "tuple[Earlier, ...]") -> None:
        """A repeat call, said at once with what was advised."""
        self._earlier = earlier
        panel = self.query_one("#earlier", Static)
        panel.set_class(bool(earlier), "-some")
        now = self.line.now()
        lines = [f"REPEAT: {len(earlier)} in the last 30 days about this patient. ctrl+r reads them."]
        for one in earlier[:2]:
            said = f"{one.outcome}: {one.advice}" if one.own_desk else "another desk's: reading takes a reason"
            words = " ".join(said.split())
            lines.append(f"{one.reference}, {span_words(now - one.arrived_at)} ago, {one.desk_name}: {words}")
        panel.update("\n".join(line[: max(self.size.width - 3, 60)] for line in lines))
        self.refresh_bindings()

    @on_typing
    def _typed(self) -> None:
        if self._record is None:
            return
        self._show_missing()
        self._look_for_earlier()
        self.keep(save_draft, FORM, str(self._record.enquiry.id), self.sheet.values | self._record.draft_marks)

    @talk("earlier")
    async def _look_for_earlier(self) -> None:
        """The patient's number may be typed here first; then earlier calls show at once."""
        typed = self.sheet["nhs_number"].value
        if typed == self._asked_about or self._record is None:
            return
        self._asked_about = typed
        enquiry = self._record.enquiry.id
        found = await self.run(recording.same_patient, enquiry, typed)
        if self._is_open(enquiry) and typed == self._asked_about:
            self._show_earlier(found)

    def _is_open(self, enquiry: int) -> bool:
        """Whether it is still the record that is shown: an answer about another must not come into it."""
        return self._record is not None and self._record.enquiry.id == enquiry

    def _show_missing(self) -> None:
        """What is missing, live; and the specialised fields that matter now."""
        values, today = self.sheet.values, self.line.now().date()
        self.sheet.show({field.key for field in RECORD.shown(values, today)})
        lacking = [lack.words for lack in RECORD.lacks(values, today)]
        if not lacking:
            text = "✓ Nothing is missing. F10 records and closes."
        elif self.screen.has_class("-wide"):
            text = f"Missing to close ({len(lacking)}), F8 goes there:\n" + "\n".join(f"· {m}" for m in lacking)
        else:
            text = f"Missing to close ({len(lacking)}), F8 goes there: " + " ".join(lacking)
        if is_suspected_cancer(values, today):
            text = f"! {CANCER_REMINDER}\n{text}"
        said = self.query_one("#missing", Static)
        if said.content != text:
            said.update(text)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.screen.focus_next()

    def action_next_missing(self) -> None:
        lacking = RECORD.lacks(self.sheet.values, self.line.now().date())
        if lacking:
            self.sheet.go_to(lacking[0].key)

    def action_usual(self) -> None:
        """What most calls have in this field, when it is empty; then the next field."""
        key = self.screen.focused.id if self.screen.focused is not None else None
        if key in RECORD.fields:
            if not self.sheet[key].value.strip():
                self.sheet[key].value = RECORD.fields[key].usual
            self.screen.focus_next()

    @talk("story")
    async def action_story(self) -> None:
        if self._record is not None:
            await self._read(self._record.enquiry.id, "")

    @talk("story")
    async def action_earlier(self) -> None:
        """Reads one of them; another desk's over broken glass, with a reason that is kept."""
        now = self.line.now()
        options = tuple(
            Option(
                str(e.enquiry), f"{e.reference}  {span_words(now - e.arrived_at)} ago  {e.desk_name}", about=e.advice
            )
            for e in self._earlier
        )
        chosen = await ask(self, Field("earlier", "Earlier enquiries about this patient", choices=options))
        reason = ""
        if not next(e.own_desk for e in self._earlier if str(e.enquiry) == chosen):
            hint = "It is another desk's record; the reason is kept on the trail."
            reason = await ask(self, Field("reason", "Why do you read it?", hint=hint))
        await self._read(int(chosen), reason)

    async def _read(self, enquiry: int, reason: str) -> None:
        found = await self.run(story, enquiry, reason)
        self.app.push_screen(StoryPage.of(found, self.session))

    def action_leave(self) -> None:
        self.post_message(self.RecordFinished(""))

    @talk("record")
    async def action_record(self) -> None:
        if self._record is None:
            return
        enquiry, values = self._record.enquiry.id, self.sheet.values
        try:
            await self.run(
                recording.record_advice,
                enquiry,
                values,
                self._key,
                amends_because=self._because,
                upon=len(self._record.versions),
            )
        except Overtaken as refusal:
            await self._look_at_newer(enquiry, values, refusal)
            return
        except Refused:
            self.action_next_missing()
            raise
        if self._is_open(enquiry):
            self.stop_keeping()
            self._record = None
        self.post_message(
            self.RecordFinished(f"{reference(enquiry)} is {'amended' if self._because else 'recorded'}.")
        )

    async def _look_at_newer(self, enquiry: int, values: dict[str, str], refusal: Overtaken) -> None:
        """Opens the record again with what was typed beside what a colleague recorded meanwhile."""
        if not self._is_open(enquiry) or self._record is None:
            return
        self.stop_keeping()
        await self.run(save_draft, FORM, str(enquiry), values | self._record.draft_marks)
        await self.open(enquiry, self._because)
        self.refuse(str(refusal))
