"""A practice's quarter as a page to it: what it asked, what came of it, what could be asked by mail.

No patient, no caller and no clinician is named. The counts are the practice's own, and none is too small to tell it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from advice_line.enquiry.practice_quarter import PracticeQuarter
from advice_line.exports.documents import Document
from advice_line.exports.tables import Table
from advice_line.exports.trail_heads import Printed
from advice_line.words.times import letter_moment

_ABOUT = (
    "What you asked us, and what came of it. The counts are of your practice alone; no patient and nobody of yours "
    "or ours is named. It is no judgement of your questions: asking is what the line is for."
)


@dataclass(frozen=True, slots=True)
class DeskQuarter:
    """One desk's part: its name, where questions are mailed to, and within how many hours they are answered."""

    name: str
    email: str
    hours: int
    asked: PracticeQuarter


@dataclass(frozen=True, slots=True)
class PracticePage:
    """What stands on it; ``months`` is the quarter in words."""

    hospital: str
    practice: str
    months: str
    desks: tuple[DeskQuarter, ...]
    made_at: datetime


def practice_document(found: PracticePage, head: Printed | None = None) -> Document:
    """As a document in any form."""
    facts = (
        ("To", found.practice),
        ("From", found.hospital),
        ("Months", found.months),
        ("About", _ABOUT),
        ("Made", letter_moment(found.made_at, found.made_at.tzinfo or UTC)),
    )
    asked = _asked(found)
    title = f"Your questions to {found.hospital}, {found.months}"
    tables = tuple(table for table in (asked, _came_of_it(found), _by_mail(found)) if table.rows)
    return Document(title, facts, asked, tables, (), head)


def _asked(found: PracticePage) -> Table:
    columns = ("specialty", "questions", "by telephone", "by e-mail", "rang off unanswered", "had to chase us")
    rows = tuple(
        (
            one.name, one.asked.asked, one.asked.by_telephone, one.asked.by_mail, one.asked.given_up,
            one.asked.had_to_chase,
        )
        for one in found.desks
    )  # fmt: skip
    return Table("What you asked", columns, rows)


def _came_of_it(found: PracticePage) -> Table:
    rows = tuple((one.name, words, count) for one in found.desks for words, count in one.asked.outcomes)
    return Table("What came of it", ("specialty", "what came of it", "questions"), rows)


def _by_mail(found: PracticePage) -> Table:
    rows = tuple(
        (one.name, f"{one.asked.routine} of {one.asked.by_telephone}", one.email, f"within {one.hours} hours")
        for one in found.desks
        if one.asked.routine
    )
    return Table(
        "What could be asked by mail, when nobody needs to wait on the line",
        ("specialty", "calls that were not urgent", "address", "answered"),
        rows,
    )
