"""The new call: number, practice, caller, desk, urgency, patient. Enter goes on to what is still missing."""

from dataclasses import dataclass, replace
from typing import Any

from textual import on
from textual.message import Message
from textual.widgets import Input, Static

from advice_line.enquiry.calls import CallToTake
from advice_line.enquiry.form import Field, Option
from advice_line.store.values.practices import Practice
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.places.call_fields import CallFields
from advice_line.tui.places.form_place import on_typing
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.rows import Rows
from advice_line.usecases import drafts
from advice_line.usecases.accounts.practices import find_practices, practices_with_number
from advice_line.usecases.calls import taking
from advice_line.usecases.calls.form import (
    CallAsTyped,
    ChosenPractice,
    PracticesFound,
    choose,
    number_answered,
    only_one,
    retyped,
    words_answered,
)
from advice_line.usecases.drafts import HalfTyped
from advice_line.usecases.rotas import who_answers
from advice_line.usecases.usecase import Press
from advice_line.words.times import clock_time


class NewCall(CallFields):
    """The form, and beneath it what fits what is being typed: desks, or practices."""

    TITLE = "New call"
    HELP = (
        "Type the number as the caller says it; the practice is found by it, or by name or code. Enter goes on to "
        "what is missing, and to the ladder when nothing is. ↓ goes into the list below. Every call opens empty; "
        "what you leave half typed is kept for you alone for 12 hours, and ctrl+r takes it up."
    )
    BINDINGS = [
        Command("new-call.take", "f10", "take", "Ladder", "Take the call and see whom to ring"),
        Command("new-call.into-list", "down", "into_list", "List below", show=False),
        Command(
            "new-call.take-up",
            "ctrl+r",
            "take_up",
            "Half typed",
            "Takes up a call that you left half typed",
            when=lambda form: form.keeps_some,
        ),
        Command("new-call.empty", "ctrl+n", "empty", "Empty form", "Forgets what is typed here"),
        Command("new-call.leave", "escape", "leave", "Board", "What is typed is kept"),
    ]

    @dataclass
    class CallWritten(Message):
        """The call is written; its ladder is next."""

        enquiry: int

    @dataclass
    class FormLeft(Message):
        """Back to the board."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._kept: list[HalfTyped] = []

    @property
    def keeps_some(self) -> bool:
        """Whether a call that was left half typed can be taken up."""
        return bool(self._kept)

    async def begin(self, desk: str) -> None:
        """Opens the form, empty, for the desk that is asked for; what was half typed before is offered."""
        self._kept = await self.run(drafts.half_typed_calls)
        self._rosters = await self.line.do(who_answers.board, self.line.now())
        name = next((r.desk.name for r in self._rosters if r.desk.id == desk), desk)
        self._put({"desk": name}, Press())
        self._offer_kept()
        self._show()
        self._show_desks()
        self.sheet["number" if self._read().desk else "desk"].focus()

    def _take_over(self, form: CallAsTyped) -> None:
        """Shows what has become of the form; the practice is the only field that anything but a key writes into."""
        self._chosen, self._listed, self._named = form.chosen, form.listed, form.named
        field = self.sheet["practice"]
        if field.value != form.values["practice"]:
            with self.prevent(Input.Changed):
                field.value = form.values["practice"]
        self._show()
        self._keep_call()

    @on_typing
    def _typed(self, changed: Input.Changed | Choice.Changed) -> None:
        """Reads the form as it stands now, which may be further on than the key that is told of."""
        form, field = retyped(self._form()), changed.control.id
        if field == "number" and form.e164 and form.listed.asked != form.e164:
            self._look_up_number(form.e164)
        if field == "practice" and form.chosen is None and form.words and form.named.asked != form.words:
            self._look_up_practice(form.words)
        self._take_over(form)
        self._show_desks()

    async def _ask(self, asked: str, question: Any) -> PracticesFound:
        found: list[Practice] = []
        with self.saying_why_not():
            found = await self.line.do(question, asked)
        return PracticesFound(asked, tuple(found))

    @talk("number")
    async def _look_up_number(self, e164: str) -> None:
        self._listed = await self._ask(e164, practices_with_number)
        form = self._form()
        if form.e164 != e164:
            return
        self._take_over(form if self.sheet["practice"].has_focus else number_answered(form))
        if self._chosen is None and not form.words and len(form.listed.practices) > 1:
            self._show_practices(form.listed.practices)

    @talk("practice")
    async def _look_up_practice(self, words: str) -> None:
        self._named = await self._ask(words, find_practices)
        form = self._form()
        if form.words == words:
            self._take_over(words_answered(form))
            self._show_practices(form.named.practices)

    @on(Rows.RowChosen, "#fits")
    def _choose_of_list(self, chosen: Rows.RowChosen) -> None:
        if chosen.key in self._offered:
            self._take_over(choose(self._form(), self._offered[chosen.key]))
        else:
            desk = next(r.desk.name for r in self._rosters if r.desk.id == chosen.key[1:])
            self.sheet["desk"].value = desk
        self._go_on()

    @on(Input.Submitted)
    def _entered(self, entered: Input.Submitted) -> None:
        form = self._form()
        if entered.input.id == "practice" and (one := only_one(form)) is not None:
            self._take_over(choose(form, one))
        self._go_on()

    def _go_on(self) -> None:
        """To the ladder where nothing is at fault, else to what is; F10 and Enter come the same way."""
        reading = self._read()
        if reading.call is not None:
            self._take(reading.call)
            return
        name = reading.at_fault or "desk"
        typed = self.sheet[name].value.strip()
        if name == "practice" and not typed:
            self.screen.set_focus(self.query_one("#fits", Rows))
            return
        if typed:
            self.sheet.say(name, reading.said[name].words or "not understood; look again", "bad")
        self.sheet.go_to(name)

    def action_take(self) -> None:
        self._go_on()

    @talk("take")
    async def _take(self, call: CallToTake) -> None:
        press = self._press
        enquiry = await self.run(taking.take_call, call, press)
        if self._press == press:
            self.stop_keeping()
            self._put({}, Press())
        self.post_message(self.CallWritten(enquiry))

    def _keep_call(self) -> None:
        """Keeps the call as it stands, under its own key; an empty one is none."""
        form = self._form()
        if not self.display or (form.is_empty and not self._is_kept):
            return
        chosen = {"chosen": form.chosen.practice.code, "by_number": form.chosen.by_number} if form.chosen else {}
        if form.is_empty:
            self.keep(drafts.drop_call, self._press.key)
        else:
            self.keep(drafts.keep_call, self._press, form.values | chosen)
        self._is_kept = not form.is_empty

    def _offer_kept(self) -> None:
        self._kept = [one for one in self._kept if one.key != self._press.key]
        words = ""
        if self._kept:
            more = f" and {len(self._kept) - 1} more" if len(self._kept) > 1 else ""
            words = f"Half typed {self._about(self._kept[0])}{more}: ctrl+r takes it up."
        kept = self.query_one("#kept", Static)
        kept.update(words)
        kept.set_class(bool(words), "-some")
        self.refresh_bindings()

    def _about(self, one: HalfTyped) -> str:
        when = clock_time(one.at, self.session.zone, self.line.now())
        parts = [one.values.get(name, "").strip() for name in ("desk", "number", "practice", "caller")]
        return f"at {when}: {', '.join(filter(None, parts))}"

    @talk("kept")
    async def action_take_up(self) -> None:
        """Puts a kept call in the place of the one that is shown, whole; that one is kept in its turn."""
        chosen = self._kept[0].key
        if len(self._kept) > 1:
            options = tuple(Option(one.key, self._about(one)) for one in self._kept)
            chosen = await ask(self, Field("call", "Which half-typed call?", choices=options))
        kept = await self.run(drafts.half_typed_calls)
        one = next((k for k in kept if k.key == chosen), None)
        if one is None:
            return
        self._put(one.values, Press.again(one.key) if one.key else Press())
        self._is_kept, self._kept = True, kept
        await self._look_up_again(one.values)
        if not one.key:  # of an older version, which kept one for all
            await self.run(drafts.drop_call, "")
        self._offer_kept()
        self.sheet.go_to(self._read().at_fault or "caller")

    async def _look_up_again(self, values: dict[str, str]) -> None:
        """What the store says now of a call taken up; it chooses nothing that was not chosen when it was typed."""
        form = self._form()
        if form.e164:
            form = replace(form, listed=await self._ask(form.e164, practices_with_number))
        if form.words:
            form = replace(form, named=await self._ask(form.words, find_practices))
        practice = next((p for p in form.named.practices if p.code == values.get("chosen")), None)
        if practice is not None and practice.code == form.words.upper():
            form = replace(form, chosen=ChosenPractice(practice, values.get("by_number", "")))
        self._take_over(form)

    def action_into_list(self) -> None:
        if self.query_one("#fits", Rows).rows:
            self.query_one("#fits", Rows).focus()
        else:
            self.screen.focus_next()

    def action_empty(self) -> None:
        if self._is_kept:
            self.keep(drafts.drop_call, self._press.key)
        self._put({}, Press())
        self._show()
        self.sheet["desk"].focus()

    def action_leave(self) -> None:
        self.post_message(self.FormLeft())
