"""A choice among a few: arrows or a first letter, one line high."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from advice_line.enquiry.form import Option
from advice_line.tui.commands import Command


class Choice(Widget, can_focus=True):
    """Shows ``‹ routine ›``; left and right go round, a letter jumps to what begins with it."""

    BINDINGS = [
        Command("choice.back", "left", "step(-1)", "Back", show=False),
        Command("choice.next-choice", "right,space", "step(1)", "Next choice", show=False),
        Command("choice.clear", "delete,backspace", "clear", "Empty", show=False),
    ]
    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; background: $surface; color: $foreground; }
    Choice:focus { background: $primary; color: $text; text-style: bold; }
    """

    value: reactive[str] = reactive("", layout=False)
    """The chosen value; empty until something is chosen."""

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        id: str | None = None,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(id=id)
        self.options = options
        self.may_be_empty = may_be_empty
        self.set_reactive(Choice.value, value)

    def render(self) -> Content:
        label = next((one.words for one in self.options if one.key == self.value), "choose: ← →")
        return Content.assemble("‹ ", (label, "dim" if not self.value else ""), " ›")

    def watch_value(self, value: str) -> None:
        self.post_message(self.Changed(self, value))

    def action_step(self, by: int) -> None:
        values = [one.key for one in self.options]
        if self.value in values:
            self.value = values[(values.index(self.value) + by) % len(values)]
        elif values:
            self.value = values[0 if by > 0 else -1]

    def action_clear(self) -> None:
        if self.may_be_empty:
            self.value = ""

    def on_click(self) -> None:
        self.action_step(1)

    def on_key(self, event: events.Key) -> None:
        if event.character and event.character.isalnum():
            values = [one.key for one in self.options if one.words.lower().startswith(event.character.lower())]
            if values:
                event.stop()
                after = values.index(self.value) + 1 if self.value in values else 0
                self.value = values[after % len(values)]
