"""The fields of the advice form as widgets: made, filled and read by what the field is."""

from textual.widget import Widget
from textual.widgets import Input, TextArea

from advice_line.enquiry.advice import FIELDS, Field
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.fields import LineField, LinesField

_MOST_LINES = 7
"""How high a field grows for what stands in it already, like the question of a mail."""


def widget_of(field: Field) -> Widget:
    """A list where there are choices, else a line or a few."""
    name = f"f-{field.key}"
    if field.choices or field.key == "supervisor":
        return Choice([(c, c) for c in field.choices], id=name, may_be_empty=not field.must)
    if field.lines == 1:
        return LineField(id=name, compact=True, placeholder=field.hint)
    area = LinesField(id=name, tab_behavior="focus", compact=True, highlight_cursor_line=False)
    area.styles.height = field.lines
    return area


def put(widget: Widget, value: str) -> None:
    """Puts a value in; a field grows for it."""
    if isinstance(widget, TextArea):
        widget.text = value
        field = FIELDS[(widget.id or "").removeprefix("f-")]
        widget.styles.height = min(max(field.lines, value.count("\n") + 1 + len(value) // 90), _MOST_LINES)
    elif isinstance(widget, Input | Choice):
        widget.value = value


def got(widget: Widget) -> str:
    """What stands in it."""
    if isinstance(widget, TextArea):
        return widget.text
    assert isinstance(widget, Input | Choice)
    return widget.value
