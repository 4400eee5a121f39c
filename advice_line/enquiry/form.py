"""A form as data: its fields, what may stand in each, and what still keeps it from being sent."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from advice_line.enquiry.reasons import words_of
from advice_line.problems import Refused

Values = Mapping[str, str]
"""What stands in a form, each field's text under its key; empty is missing."""


@dataclass(frozen=True, slots=True)
class Option:
    """One to choose: its key, a line, a tone, and what is told while the cursor is on it."""

    key: str
    words: str
    tone: str = ""
    about: str = ""


def options(*words: str) -> tuple[Option, ...]:
    """Choices that are their own words."""
    return tuple(Option(one, one) for one in words)


def _always(values: Values, today: date) -> bool:
    return True


def _no_rule(values: Values, today: date) -> Iterable["Lack"]:
    return ()


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, what it is called, what may stand in it, and whether something must.

    ``first`` stands in it when the form opens; ``usual`` is the answer one key puts in; ``check`` raises ValueError
    or Refused with a sentence; ``when`` says in which forms the field is there at all. A list whose choices are known
    only when the form opens is ``chosen``; in a ``telephone`` number the groups are put in as it is typed.
    ``reader`` is what it is called to whoever reads it, where that is not its name in the form.
    """

    key: str
    label: str
    must: bool = True
    choices: tuple[Option, ...] = ()
    chosen: bool = False
    telephone: bool = False
    lines: int = 1
    hint: str = ""
    first: str = ""
    usual: str = ""
    check: Callable[[str], object] | None = None
    when: Callable[[Values, date], bool] = _always
    reader: str = ""

    @property
    def told(self) -> str:
        """What it is called to whoever reads what was written."""
        return self.reader or self.label

    def lists(self, words: str) -> bool:
        """Whether they are among the choices, where there are any."""
        return not self.choices or any(words == option.key for option in self.choices)

    def lacks(self, text: str) -> str:
        """The sentence that says what is still wanted here; empty where nothing is."""
        try:
            words = words_of(text, f"“{self.label}”")
            if self.must and not words:
                return f"{self.label}."
            if words and not self.lists(words):
                return f"{self.label}: choose one of the list."
            if words and self.check is not None:
                self.check(words)
        except (Refused, ValueError) as wrong:
            return f"{wrong}"
        return ""


@dataclass(frozen=True, slots=True)
class Lack:
    """What one field still wants before the form is sent."""

    key: str
    words: str


class Form:
    """Fields in sections. ``rule`` says what is lacking by the day, or by what stands in several fields."""

    def __init__(
        self, sections: Mapping[str, tuple[Field, ...]], rule: Callable[[Values, date], Iterable[Lack]] = _no_rule
    ) -> None:
        self.sections = sections
        self.fields = {field.key: field for fields in sections.values() for field in fields}
        self._rule = rule

    @property
    def empty(self) -> dict[str, str]:
        """What stands in it when it opens."""
        return {key: field.first for key, field in self.fields.items()}

    def shown(self, values: Values, today: date) -> list[Field]:
        """The fields that are there, in their order: specialised ones only when they matter."""
        return [field for field in self.fields.values() if field.when(values, today)]

    def lacks(self, values: Values, today: date) -> list[Lack]:
        """What stands between the form and being sent, in the order of its fields."""
        found = [Lack(field.key, field.lacks(values.get(field.key, ""))) for field in self.shown(values, today)]
        order = list(self.fields)
        lacking = [lack for lack in (*found, *self._rule(values, today)) if lack.words]
        return sorted(lacking, key=lambda lack: order.index(lack.key))


@dataclass(frozen=True, slots=True)
class OneLine:
    """A short form that is typed in one line; ``otherwise`` is said where the line does not hold just its fields."""

    fields: tuple[Field, ...]
    otherwise: str
    between: str | None = None
    """What stands between two of them, if it is not a space; then the last may hold it too."""

    def read(self, line: str) -> list[str]:
        """What the line has for each field. Raises ValueError with a sentence where that will not do."""
        most = len(self.fields) - 1 if self.between else -1
        parts = [part.strip() for part in line.split(self.between, most)]
        fits = len(parts) == len(self.fields)
        if not fits or not all(field.lists(part) for field, part in zip(self.fields, parts, strict=True)):
            raise ValueError(self.otherwise)
        for field, part in zip(self.fields, parts, strict=True):
            if field.check is not None:
                field.check(part)
        return parts
