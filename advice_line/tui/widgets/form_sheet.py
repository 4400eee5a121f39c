"""Any form on the screen: laid out, filled, read, and the cursor taken to a field of it."""

from collections.abc import Container, Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Static, TextArea

from advice_line.enquiry.form import Form
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.fields import AnyField, LineField, field_of


class FormSheet(VerticalScroll, can_focus=False):
    """A line for each field, under the names of the sections; words ``beside`` them where something is said there."""

    DEFAULT_CSS = """
    FormSheet Horizontal { height: auto; }
    FormSheet Label { color: $text-muted; }
    """

    def __init__(self, form: Form, *, beside: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._form, self._beside = form, beside
        self._fields = {key: field_of(field) for key, field in form.fields.items()}

    def compose(self) -> ComposeResult:
        for section, fields in self._form.sections.items():
            if section:
                yield Static(section, classes="section")
            for field in fields:
                with Horizontal(id=f"{field.key}-row"):
                    yield Label(field.label)
                    yield self._fields[field.key]
                    if self._beside:
                        yield Static(id=f"{field.key}-said", classes="said", markup=False)

    def __getitem__(self, key: str) -> AnyField:
        return self._fields[key]

    @property
    def values(self) -> dict[str, str]:
        """What stands in it."""
        return {key: field.value for key, field in self._fields.items()}

    def put(self, values: Mapping[str, str]) -> None:
        """Fills the whole form; nothing that stood in it stays, and no field tells that it was changed."""
        with self.prevent(Input.Changed, TextArea.Changed, Choice.Changed):
            for key, first in self._form.empty.items():
                self._fields[key].value = values.get(key, first)

    def show(self, keys: Container[str]) -> None:
        """Shows these fields and no other."""
        for key in self._fields:
            self.query_one(f"#{key}-row").display = key in keys

    def say(self, key: str, words: str, tone: str = "") -> None:
        """Says something beside a field."""
        said = self.query_one(f"#{key}-said", Static)
        if said.content != words or not said.has_class(tone or "said"):
            said.update(words)
            said.set_classes(f"said {tone}")

    def go_to(self, key: str) -> None:
        """Goes to a field, behind what stands in it: there one types on, and does not replace it."""
        field = self._fields[key]
        self.screen.set_focus(field)
        if isinstance(field, LineField):
            field.call_later(field.action_end)
