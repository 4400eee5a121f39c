"""A person's own keys: every command by its name, and what speaks against giving it another key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from textual.binding import Binding
from textual.keys import Keys, key_to_character
from textual.widgets import Input, TextArea

from advice_line.tui.commands import OF_THE_PROGRAM, Command, Commanded
from advice_line.tui.dialogues.ask import Ask
from advice_line.tui.dialogues.changes import ChangesPage
from advice_line.tui.dialogues.help import Help
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.new_password import NewPassword
from advice_line.tui.dialogues.pick import Pick
from advice_line.tui.dialogues.reading import Reading, Review
from advice_line.tui.dialogues.search import Search
from advice_line.tui.main import Main
from advice_line.tui.places.directory import KINDS as PLACES
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.day_grid import DayGrid
from advice_line.tui.widgets.keybar import key_name
from advice_line.tui.widgets.rows import Rows


class _Program(Commanded):
    """The program itself, which no screen imports."""

    BINDINGS = OF_THE_PROGRAM


_DIALOGUES: tuple[Any, ...] = (Ask, Pick, Lines, Search, Reading, Review, ChangesPage, NewPassword, Help)
_WITHIN: tuple[Any, ...] = (Rows, Choice, DayGrid)
KINDS: tuple[Any, ...] = (_Program, Main, *PLACES.values(), *_DIALOGUES, *_WITHIN)
"""Whatever has commands, in the order in which they are told."""
_TYPED_INTO = frozenset({"app", "main", "board", "new-call", "record", "ask", "search", "password"})
"""Where letters go into a field or narrow a list."""
_WITHIN_ROOMS = {
    "choice": {"main", "new-call", "record"},
    "grid": {"main", "rota"},
    "list": {"main", *PLACES, "pick", "search", "changes"} - {"rota"},
}
"""What has the focus within a place or dialogue has its keys first."""
_STAYS = "app.quit"


@dataclass(frozen=True, slots=True)
class Key:
    """A command, the keys it has, and whether a person chose them."""

    command: Command
    keys: tuple[str, ...]
    own: bool

    @property
    def name(self) -> str:
        return self.command.id or ""

    @property
    def room(self) -> str:
        return self.name.partition(".")[0]

    @property
    def printed(self) -> str:
        """As the keys are printed on a keyboard."""
        return ", ".join(map(key_name, self.keys))


def all_keys(chosen: Mapping[str, str]) -> list[Key]:
    """Every command with the keys that do it."""
    return [
        Key(command, _keys(chosen.get(command.id or "", command.key)), command.id in chosen)
        for kind in KINDS
        for command in kind.BINDINGS
    ]


def _keys(keys: str) -> tuple[str, ...]:
    return tuple(binding.key for binding in Binding.make_bindings([Binding(keys, "none")]))


def troubles(chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What speaks against the keys a person chose: the command's name and a sentence."""
    shapely = {name: keys for name, keys in chosen.items() if all(part.strip() for part in keys.split(","))}
    found = all_keys(shapely)
    known = {key.name: key for key in found}
    for name in chosen:
        if name not in known:
            near = get_close_matches(name, known, 1)
            yield name, f"There is no command “{name}”{f'; is “{near[0]}” meant' if near else ''}."
        elif name == _STAYS:
            yield name, f"“{name}” stays on {known[name].printed}: it is heard whatever else is under way."
        elif name not in shapely:
            yield name, f'“{name}” needs a key, like "f4" or "ctrl+t".'
        else:
            yield from ((name, words) for words in _against(known[name], found))


def _against(key: Key, others: list[Key]) -> Iterator[str]:
    for one in key.keys:
        if not _is_a_key(one):
            yield f"“{one}” is no key; write it like f4, ctrl+t, escape or n."
        elif key.room in _TYPED_INTO and _is_typed(one):
            yield f"“{key_name(one)}” goes into fields where “{key.name}” is wanted; take F2 to F12, or a ctrl key."
    for other in others:
        shared = [one for one in key.keys if one in other.keys]
        if shared and other.name != key.name and _meet(key.room, other.room):
            yield (
                f"{key_name(shared[0])} for “{key.name}” is “{other.name}” ({other.command.description}) already;"
                " give one of them another key."
            )


def _is_a_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    named = last in {known.value for known in Keys} or key_to_character(last) is not None
    return bool(last) and named and set(modifiers) <= {"ctrl", "shift", "alt"}


def _is_typed(key: str) -> bool:
    """Whether a field takes a key for itself."""
    fields = {part for kind in (Input, TextArea) for binding in kind.BINDINGS for part in _keys(_key_of(binding))}
    character = key_to_character(key)
    return key in fields or (character is not None and character.isprintable())


def _key_of(binding: Any) -> str:
    return str(binding.key if isinstance(binding, Binding) else binding[0])


def _meet(one: str, other: str) -> bool:
    """Whether the commands of two rooms can be wanted at once: of places one is shown, a dialogue covers them."""
    if one == other or "app" in (one, other):
        return True
    for inner, around in _WITHIN_ROOMS.items():
        if inner in (one, other):
            return bool({one, other} & around)
    return "main" in (one, other) and bool({one, other} & {*PLACES})
