"""The field of a telephone number: it puts the groups in as the number is typed."""

from textual.widgets import Input

from advice_line.people.phones import group_as_typed


class NumberField(Input):
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
