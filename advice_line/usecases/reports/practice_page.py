"""A practice's quarter: made for whoever may write to practices, and mailed to where the practice's letters go."""

from collections import defaultdict
from pathlib import Path

from advice_line.enquiry.practice_quarter import AskedCount, quarter_of
from advice_line.exports.documents import Document, document_html, document_pdf
from advice_line.exports.practice_page import DeskQuarter, PracticePage, practice_document
from advice_line.files import check_may_write, write_whole
from advice_line.instants import start_of, to_text
from advice_line.people.roles import Act
from advice_line.periods import Month, Period
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.rotas import desks
from advice_line.store.values.practices import Practice
from advice_line.store.values.reports import PracticeCount
from advice_line.usecases.exporting import check_format
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require

_FORMS = {"pdf": document_pdf, "html": document_html}


def practice_page(by: By, practice: str, quarter: Period) -> Document:
    """The page of a quarter that is over; on the trail as read."""
    require(by.person, Act.WRITE_TO_PRACTICE, site=by.person.site)
    found = the_practice_page(by, practice, quarter)
    note_reading(by, "read a practice's quarter", "practice", practice, quarter=quarter.words)
    return found


def export_practice_page(by: By, practice: str, quarter: Period, path: Path, *, replace: bool = False) -> None:
    """Puts the export on the trail, and writes the page as .pdf or .html with the trail's head after that."""
    require(by.person, Act.WRITE_TO_PRACTICE, site=by.person.site)
    the_practice_page(by, practice, quarter)
    form = path.suffix.lstrip(".").lower()
    check_format(form, _FORMS)
    check_may_write(path, replace=replace)
    note_reading(by, "exported a practice's quarter", "practice", practice, quarter=quarter.words, file=path.name)
    write_whole(path, _FORMS[form](the_practice_page(by, practice, quarter)), replace=replace)


def the_practice_page(by: By, practice: str, quarter: Period) -> Document:
    """The same for whoever notes by themselves that it was made, and asks who may have it."""
    known = known_practice(by.store, practice)
    site = site_named(by.store, by.person.site)
    if quarter.ends > by.at.astimezone(site.zone).date():
        raise Refused(f"{months_words(quarter)} is not over; the page is of a whole quarter.")
    window = {
        "begins": to_text(start_of(quarter.begins, site.zone)),
        "until": to_text(start_of(quarter.ends, site.zone)),
    }
    counts = defaultdict(list)
    for row in by.store.all(PracticeCount, "practice_counts", site=site.code, practice=known.code, **window):
        alike = AskedCount(row.emailed, row.urgency, row.given_up, row.outcome, row.reason, row.number)
        counts[row.desk].append(alike)
    found = PracticePage(
        hospital=called(by.store, site.name),
        practice=f"{known.name} ({known.code})",
        months=months_words(quarter),
        desks=tuple(
            DeskQuarter(desk.name, desk.email, desk.reply_within_hours, quarter_of(counts[desk.id]))
            for desk in desks(by.store)
            if desk.id in counts
        ),
        made_at=by.at.astimezone(site.zone),
    )
    return practice_document(found, head_on_paper(by.store, site.code, by.at))


def known_practice(store: Store, code: str) -> Practice:
    """The practice with this code. Raises Refused where there is none."""
    found = store.one(Practice, "practice_by_code", code=code.strip().upper())
    if found is None:
        raise Refused(f"There is no practice {code.strip().upper()[:12]}.")
    return found


def months_words(quarter: Period) -> str:
    """``October to December 2026``."""
    return f"{Month.of(quarter.begins).words.partition(' ')[0]} to {Month.of(quarter.last).words}"
