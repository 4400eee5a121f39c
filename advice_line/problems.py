"""What can go wrong, said as sentences to a person."""

from dataclasses import dataclass
from typing import Literal

from advice_line.plain import visible


class Refused(Exception):
    """Something cannot be done; the message is a whole sentence for the person who asked.

    What it quotes is shown with signs for what cannot be seen.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(visible(sentence, lines=True))


class NotPermitted(Refused):
    """The person's role does not allow it."""


class SignedOut(NotPermitted):
    """The person's sessions and screens have been ended: another password, another role, a disabled account."""


class MustChangePassword(Refused):
    """The password is right and was set by somebody else: nobody is signed in before it is changed."""


class TakenBySomebodyElse(Refused):
    """Another person already holds what was asked for; the message says who."""


class Overtaken(Refused):
    """Somebody else wrote a newer version of the same record meanwhile; the message says who and when."""


class StoreTrouble(Refused):
    """The store cannot be used: missing, damaged, newer, read-only, full or busy."""


class ValuesRefused(StoreTrouble):
    """The store is well, but holds no such values: a number too large, a text that is no text, a broken rule."""


class Unvouched(StoreTrouble):
    """A record was about to be written that no row of the trail vouches for: a mistake of the program's own."""

    def __init__(self, table: str) -> None:
        super().__init__(
            f"Nothing was written: a record in “{table}” has no row in the trail that vouches for it. "
            "This is a mistake in the program; please report it."
        )


def no_desk(desk: str, hint: str = "") -> Refused:
    """That a desk which somebody named is not there."""
    return Refused(f"There is no desk “{desk}”.{hint}")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One complaint about a file: where it is and what to do."""

    file: str
    line: int
    sentence: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.severity == 'warning' else ''}{self.sentence}"
