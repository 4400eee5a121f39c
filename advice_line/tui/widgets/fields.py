"""What is typed into: a line, a telephone number, a few lines. A sign that is typed is no command's."""

from textual.widgets import Input, TextArea

from advice_line.people.phones import group_as_typed
from advice_line.tui.commands import character_of


class LineField(Input):
    """One line. What it takes for its own it says of every sign, “/” too, which Textual has by another name."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        return super().check_consume_key(key, character or character_of(key))


class NumberField(LineField):
    """Groups what stands in it with the very key that adds to its end, never from an older event.

    A handler of ``Input.Changed`` hears of a key when others have come since; what it wrote would undo them.
    """

    def insert_text_at_cursor(self, text: str) -> None:
        super().insert_text_at_cursor(text)
        if self.cursor_position < len(self.value) or self.value.endswith(" "):
            return
        grouped = group_as_typed(self.value)
        if grouped != self.value:
            self.value = grouped
            self.cursor_position = len(grouped)


class LinesField(TextArea):
    """A few lines."""

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        return super().check_consume_key(key, character or character_of(key))
