"""What a reader of a foreign file hands on: shifts and leave as they were written, and every line it gave up on."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from advice_line.rota.model import LeaveKind

Answers = dict[str, str]
"""What a person answered before, by the key of the question; kept beside the rota, for each desk."""


@dataclass(frozen=True, slots=True)
class FoundShift:
    """One shift as the file says it. Without times the role is a code whose meaning is asked.

    ``span`` are its instants, where the file says them: a duty that comes to the same is the one meant.
    """

    where: str
    date: date
    who: str
    role: str
    start: time | None = None
    end: time | None = None
    contacts: tuple[str, ...] = ()
    span: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class AwayFound:
    """A day of leave as the file says it."""

    where: str
    date: date
    who: str
    kind: LeaveKind


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A place that was not understood, and why."""

    where: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can tell. ``choices`` may be empty; ``default`` too."""

    key: str
    words: str
    choices: tuple[str, ...] = ()
    default: str = ""


@dataclass(slots=True)
class Understood:
    """All of a file."""

    found: list[FoundShift] = field(default_factory=list)
    away: list[AwayFound] = field(default_factory=list)
    unread: list[NotUnderstood] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def ask(self, question: Question) -> None:
        """Notes a question, once."""
        if all(other.key != question.key for other in self.questions):
            self.questions.append(question)
