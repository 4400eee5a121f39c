"""What keys do: one table for each place and dialogue, which keys, key bar, help and palette are all read from."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.actions import parse
from textual.binding import Binding, BindingType


def _always(where: Any) -> bool:
    return True


class Command(Binding):
    """One thing that a key does.

    ``id`` is its name for ever, ``place.what``, by which a person's settings give it another key; ``when`` says of
    the place whether it means anything there and now: else neither key bar, help nor palette has it.
    """

    when: Callable[[Any], bool]
    does: tuple[str, tuple[object, ...]]
    """The action and what it is given."""

    def __init__(
        self,
        id: str,
        key: str,
        action: str,
        words: str,
        tooltip: str = "",
        *,
        when: Callable[[Any], bool] = _always,
        **more: Any,
    ) -> None:
        super().__init__(key, action, words, tooltip=tooltip, id=id, **more)
        object.__setattr__(self, "when", when)
        object.__setattr__(self, "does", parse(action)[1:])


class Commanded:
    """A place, dialogue or list whose ``BINDINGS`` are commands, each asked itself whether it means anything now."""

    BINDINGS: ClassVar[Any] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        command = next((one for one in self.BINDINGS if one.does == (action, parameters)), None)
        return command is None or bool(command.when(self))


OF_THE_PROGRAM: list[BindingType] = [
    Command("app.palette", "ctrl+p", "command_palette", "Palette", priority=True, when=lambda app: not app.is_locked),
    Command("app.quit", "ctrl+q", "quit", "Quit", priority=True),
]
