"""A place with one form: what is typed there is heard, and kept as a draft."""

from collections.abc import Callable
from typing import Any, TypeVar

from textual import on
from textual.widgets import Input, TextArea

from advice_line.tui.places.place import Place
from advice_line.tui.talk import talk
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.form_sheet import FormSheet

Heard = TypeVar("Heard", bound=Callable[..., None])


def on_typing(heard: Heard) -> Heard:
    """Marks the method that hears of every change of a field; the form may be further on by then."""
    return on(Input.Changed)(on(TextArea.Changed)(on(Choice.Changed)(heard)))


class FormPlace(Place):
    """Common to the places in which a form is filled in."""

    @property
    def sheet(self) -> FormSheet:
        return self.query_one(FormSheet)

    @talk("keep")
    async def keep(self, use_case: Callable[..., None], *given: Any) -> None:
        """Keeps a draft, or lets one go; of several that come together the last counts."""
        await self.run(use_case, *given)

    def stop_keeping(self) -> None:
        """What was typed is sent: a draft that is still under way must not come after it."""
        self.workers.cancel_group(self, "keep")
