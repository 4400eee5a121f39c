"""The fields of a form as widgets: a line, a telephone number, a few lines, a list. Each has a ``value``."""

from textual.widgets import Input, TextArea

from advice_line.enquiry.form import Field
from advice_line.people.phones import group_as_typed
from advice_line.tui.commands import character_of
from advice_line.tui.widgets.choice import Choice

_MOST_LINES = 7
"""How high a field grows for what stands in it already, like the question of a mail."""


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
    """A few lines, as high as the field says and higher for what is put into it."""

    def __init__(self, lines: int, *, id: str) -> None:
        super().__init__(id=id, tab_behavior="focus", compact=True, highlight_cursor_line=False)
        self._lines = lines
        self.styles.height = lines

    @property
    def value(self) -> str:
        """What stands in it."""
        return self.text

    @value.setter
    def value(self, text: str) -> None:
        self.text = text
        self.styles.height = min(max(self._lines, text.count("\n") + 1 + len(text) // 90), _MOST_LINES)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        return super().check_consume_key(key, character or character_of(key))


AnyField = LineField | LinesField | Choice


def field_of(field: Field) -> AnyField:
    """A list where there are choices, else a line or a few."""
    if field.choices or field.chosen:
        return Choice(field.choices, field.first, id=field.key, may_be_empty=not field.must)
    if field.lines > 1:
        return LinesField(field.lines, id=field.key)
    kind = NumberField if field.telephone else LineField
    return kind(id=field.key, compact=True, placeholder=field.hint)
