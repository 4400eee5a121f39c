"""What keys do: one table for each place and dialogue, which keys, key bar, help and palette are all read from."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.actions import parse
from textual.binding import Binding, BindingType
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen


def _always(where: Any) -> bool:
    return True


class Command(Binding):
    """One thing that a key does.

    ``id`` is its name for ever, ``place.what``, by which a person's settings give it another key; ``when`` says of
    the place whether it means anything there and now: else neither key bar, help nor palette has it. With
    ``priority`` a field in which the cursor stands does not take the key for itself.
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
    Command("app.quit", "ctrl+q", "quit", "Quit", priority=True),
    Command("app.palette", "ctrl+p", "command_palette", "Palette", priority=True, when=lambda app: not app.is_locked),
]


def live(screen: Screen[Any]) -> list[Binding]:
    """What keys do here and now, each once and in the order of the tables: key bar, help and palette show it."""
    around = (screen.focused or screen).ancestors_with_self
    tables = [
        command.id for node in around for command in getattr(node, "BINDINGS", ()) if isinstance(command, Command)
    ]
    found = {
        binding.description: binding
        for _, binding, enabled, _ in reversed(screen.active_bindings.values())
        if enabled and binding.show and binding.description and binding.id in tables
    }
    return sorted(found.values(), key=lambda binding: tables.index(binding.id))


def character_of(key: str) -> str | None:
    """The letter or sign that a key types, if it types one."""
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return character if character is not None and character.isprintable() else None
