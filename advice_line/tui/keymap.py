"""A person's own keys: every command by its name, and what speaks against giving it another key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from textual.binding import Binding
from textual.keys import Keys
from textual.widgets import Input, TextArea

from advice_line.people.roles import Role
from advice_line.settings import setting_line
from advice_line.tui.commands import OF_THE_PROGRAM, Command, Commanded, character_of
from advice_line.tui.dialogues.ask import Ask
from advice_line.tui.dialogues.changes import ChangesPage
from advice_line.tui.dialogues.help import Help
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.new_password import NewPassword
from advice_line.tui.dialogues.pick import Pick
from advice_line.tui.dialogues.reading import Review, StoryPage
from advice_line.tui.dialogues.replay import ReplayPage
from advice_line.tui.dialogues.search import Search
from advice_line.tui.main import Main
from advice_line.tui.places.directory import KINDS as PLACES
from advice_line.tui.places.directory import PLACES as OF_A_ROLE
from advice_line.tui.widgets.choice import Choice
from advice_line.tui.widgets.day_grid import DayGrid
from advice_line.tui.widgets.keybar import key_name
from advice_line.tui.widgets.picture import Picture
from advice_line.tui.widgets.rows import Rows


class _Program(Commanded):
    """The program itself, which no screen imports."""

    BINDINGS = OF_THE_PROGRAM


_DIALOGUES: tuple[Any, ...] = (
    Ask, Pick, Lines, Search, StoryPage, Review, ReplayPage, ChangesPage, NewPassword, Help,
)  # fmt: skip
_WITHIN: tuple[Any, ...] = (Rows, Choice, DayGrid, Picture)
KINDS: tuple[Any, ...] = (_Program, Main, *PLACES.values(), *_DIALOGUES, *_WITHIN)
"""Whatever has commands, in the order in which they are told."""
ROOMS_WITH_FIELDS = frozenset({"new-call", "record", "contract", "ask", "search", "password"})
_TYPED_INTO = ROOMS_WITH_FIELDS | {"app", "main", "board"}
"""Where letters go into a field or narrow a list."""
_WITHIN_ROOMS = {
    "choice": {"main", "new-call", "record", "contract"},
    "grid": {"main", "rota"},
    "picture": {"main", "audit"},
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


def sound(chosen: Mapping[str, str]) -> dict[str, str]:
    """Those that are written as keys are."""
    return {name: keys for name, keys in chosen.items() if all(part.strip() for part in keys.split(","))}


def refusals(settings: Path, chosen: Mapping[str, str]) -> list[str]:
    """What speaks against the keys that a file of settings chooses, as ``FILE:LINE: sentence``."""
    return [f"{settings}:{_line(settings, name)}: {words}" for name, words in troubles(chosen)]


def _line(settings: Path, name: str) -> int:
    """A name stands in the file as one key in quotes, or as a table and a key."""
    lines = (setting_line(settings, keys) for keys in (("keys", name), ("keys", *name.split("."))))
    return max(lines)


def troubles(chosen: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What speaks against the keys a person chose: the command's name and a sentence."""
    written = sound(chosen)
    found = all_keys(written)
    known = {key.name: key for key in found}
    for name in chosen:
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f" Is “{near[0]}” meant?" if near else ""
            yield name, f"There is no command “{name}”; “advice-line keys” lists them.{meant}"
        elif name == _STAYS:
            yield name, f"“{name}” keeps its key: it is heard whatever else is under way."
        elif name not in written:
            yield name, f'“{name}” needs a key, like "f4" or "ctrl+t".'
        else:
            yield from ((name, words) for words in _against(known[name], found))


def _against(key: Key, others: list[Key]) -> Iterator[str]:
    chosen = set(key.keys) - set(_keys(key.command.key))
    for one in sorted(chosen):
        if not _is_a_key(one):
            yield f"“{one}” is no key; write it like f4, ctrl+t, escape or n."
        elif _is_typed(one, key.room):
            yield f"“{key_name(one)}” goes into fields where “{key.name}” is wanted; take F2 to F12, or a ctrl key."
    for other in others:
        shared = sorted(chosen & set(other.keys))
        if shared and other.name != key.name and _meet(key, other):
            already = f"“{other.name}” ({other.command.description}) already"
            yield f"{key_name(shared[0])} for “{key.name}” is {already}; give one of them another key."


def _is_a_key(key: str) -> bool:
    *modifiers, last = key.split("+")
    named = last in {known.value for known in Keys} or character_of(last) is not None
    return bool(last) and named and set(modifiers) <= {"ctrl", "shift", "alt"}


def _is_typed(key: str, room: str) -> bool:
    """Whether a letter would be typed there, or a field take the key for itself."""
    if room in _TYPED_INTO and character_of(key) is not None:
        return True
    fields = (*Input.BINDINGS, *TextArea.BINDINGS)
    return room in ROOMS_WITH_FIELDS and any(key in _keys(one.key) for one in fields if isinstance(one, Binding))


def _meet(one: Key, other: Key) -> bool:
    """Whether two commands can be wanted at once: one place is shown at a time, and a dialogue covers it."""
    rooms = {one.room, other.room}
    if len(rooms) == 1 or "app" in rooms:
        return True
    for inner, around in _WITHIN_ROOMS.items():
        if inner in rooms:
            return bool(rooms & around)
    return "main" in rooms and bool(rooms & {*PLACES}) and bool(_roles(one) & _roles(other))


def _roles(key: Key) -> set[Role]:
    """Who is shown the place of a command, or the place that it goes to."""
    action, given = key.command.does
    place = given[0] if action == "go" else key.room
    return {role for role, places in OF_A_ROLE.items() if place in places} or {*Role}
