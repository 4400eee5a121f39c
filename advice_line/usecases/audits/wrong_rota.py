"""Who was rostered and who answered: each answered call held against the ladder as it was known at that moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from advice_line.enquiry.routing import Result
from advice_line.enquiry.states import reference
from advice_line.store import Store
from advice_line.store.values.audits import AuditedAnswer
from advice_line.usecases.rotas.who_answers import roster_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One call that somebody answered, or that reached the wrong person.

    ``wrong``: who answered stood nowhere on the ladder, or said that they were not the one.
    ``other_than_first``: on the ladder, but not the first who was free.
    """

    reference: str
    at: datetime
    name: str
    rostered: str
    answered: bool
    wrong: bool
    other_than_first: bool

    @property
    def how(self) -> str:
        if not self.answered:
            return "the wrong person was reached"
        return "not on the ladder" if self.wrong else "another than the first who was free"


def answers(store: Store, desk: str, rows: Iterable[AuditedAnswer]) -> list[Answer]:
    """The answers of a desk; ``rows`` are its attempts that were answered or reached the wrong person."""
    return [_answer(store, desk, row) for row in rows]


def _answer(store: Store, desk: str, row: AuditedAnswer) -> Answer:
    at = row.started_at
    ladder = roster_of(store, desk, at, known_at=at).ladder(at)
    first = ladder.answering
    on_it = any(rung.clinician.gmc == row.gmc for rung in ladder.rungs)
    answered = row.result is Result.ANSWERED
    return Answer(
        reference(row.id),
        at,
        row.name,
        first.clinician.name if first else "nobody",
        answered,
        wrong=not answered or not on_it,
        other_than_first=answered and on_it and (first is None or first.clinician.gmc != row.gmc),
    )
