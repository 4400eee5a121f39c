"""The monthly interface report: every figure with its denominator, what was promised and what was done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from advice_line.exports.documents import Document, document_lines
from advice_line.exports.interface_report import interface_document, interface_lines
from advice_line.people.roles import Role
from advice_line.periods import Month
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice.feedback import note_interface
from advice_line.usecases.reports.actions import finish_action, write_action
from advice_line.usecases.reports.interface_report import export_interface_report, interface_report
from advice_line.usecases.usecase import By, Press
from tests.exports.reading_pdf import pdf_text
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.usecases.reports.test_actions import PROMISE
from tests.usecases.statements.contracted import add

AUGUST = Month(2026, 8)
SEPTEMBER = datetime(2026, 9, 2, 9, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 2, 9, tzinfo=UTC)


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    """August: four enquiries of cardiology, two of them chasing; one of renal. September: one, chasing."""
    add(local_hospital, "lead", Role.INTERFACE_LEAD)
    for reason in ("no discharge letter", "to chase a result the clinic ordered", "", ""):
        _call(local_hospital, TUESDAY, reason)
    _call(local_hospital, TUESDAY, "", desk="renal")
    _call(local_hospital, SEPTEMBER, "no discharge letter")
    return local_hospital


def _call(h: Hospital, at: datetime, reason: str, **more: str) -> None:
    number = h.call(at, **more)
    if reason:
        note_interface(By(h.store, h["sam"], at), number, "another failure of the hospital's side", "Kanari", Press())
        note_interface(By(h.store, h["sam"], at), number, reason, "Kanari", Press())


def by(h: Hospital, at: datetime = SEPTEMBER, who: str = "lead") -> By:
    return By(h.store, h[who], at)


def document(by: By, month: Month) -> Document:
    return interface_document(interface_report(by, month))


def table(document: Document, title: str) -> dict[object, tuple[object, ...]]:
    (found,) = (one for one in document.tables if one.title.startswith(title))
    return {row[0]: row[1:] for row in found.rows}


def test_each_kind_stands_with_the_month_before_and_a_year_ago(hospital: Hospital):
    kinds = table(document(by(hospital, OCTOBER), Month(2026, 9)), "By kind")
    assert kinds["no discharge letter"] == ("1 of 1 (100.0 %)", "1 of 5 (20.0 %)", "no enquiries")
    assert kinds["to chase a result the clinic ordered"] == ("0 of 1 (0.0 %)", "1 of 5 (20.0 %)", "no enquiries")
    assert kinds["all of it"] == ("1 of 1 (100.0 %)", "2 of 5 (40.0 %)", "no enquiries")
    assert list(kinds)[-1] == "all of it"


def test_each_desk_stands_with_its_kinds_and_its_own_enquiries(hospital: Hospital):
    desks = table(document(by(hospital), AUGUST), "By desk")
    assert desks["Cardiology"] == (1, 0, 1, 0, 0, 0, "2 of 4 (50.0 %)", "no enquiries", "no enquiries")
    assert desks["Renal Medicine"] == (0,) * 6 + ("0 of 1 (0.0 %)", "no enquiries", "no enquiries")


def test_the_figures_fit_a_screen_of_eighty_columns(hospital: Hospital):
    lines = interface_lines(interface_report(by(hospital, OCTOBER), Month(2026, 9)))
    assert max(map(len, lines)) <= 76
    (whole,) = (line.split() for line in lines if line.startswith("all enquiries"))
    assert whole[2:] == ["1", "5", "0"]
    (kind,) = (line for line in lines if line.startswith("no discharge letter"))
    assert [cell.strip() for cell in kind.split("  ") if cell][1:] == ["1 (100.0 %)", "1 (20.0 %)", "-"]


def test_a_consultant_reads_of_their_own_desk_alone(hospital: Hospital):
    found = document(by(hospital, who="bevan"), AUGUST)
    assert list(table(found, "By desk")) == ["Cardiology"]
    assert table(found, "By kind")["all of it"][0] == "2 of 4 (50.0 %)"


def test_what_is_open_and_what_was_done_since_the_month_began_stand_in_it(hospital: Hospital):
    early = by(hospital, datetime(2026, 7, 1, tzinfo=UTC))
    before = write_action(early, replace(PROMISE, promised="Before August", due=date(2026, 8, 30)), Press())
    finish_action(early, before, "Long done", Press())
    done = write_action(by(hospital, TUESDAY), replace(PROMISE, promised="A second printer"), Press())
    finish_action(by(hospital, TUESDAY + timedelta(days=1)), done, "It stands on the ward", Press())
    write_action(by(hospital, TUESDAY), replace(PROMISE, promised="A clerk"), Press())
    text = "\n".join(document_lines(document(by(hospital), AUGUST)))
    assert "1 September 2026, overdue" in text
    assert "It stands on the ward" in text
    assert "not found yet" in text
    assert "Long done" not in text


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_it_is_a_file_of_one_page_with_its_denominators_and_the_trails_head(
    hospital: Hospital, form: str, tmp_path: Path
):
    write_action(by(hospital, TUESDAY), PROMISE, Press())
    path = tmp_path / f"report.{form}"
    export_interface_report(by(hospital), AUGUST, path)
    data = path.read_bytes()
    text = pdf_text(data) if form == "pdf" else data.decode()
    flat = " ".join(text.split())
    assert "What practices had to chase, August 2026" in flat
    assert "2 of 5 (40.0 %) enquiries" in flat
    assert "Trail head RRV03" in flat
    assert "Kanari" not in flat, "what was typed beside a reason stays within the hospital"
    if form == "pdf":
        assert "page 1" in flat
        assert "page 2" not in flat
    newest = rows_of(hospital.store, "trail_of_subject", subject_kind="report", subject="2026-08")[-1]
    assert newest["act"] == "exported the interface report"


def test_a_month_that_is_not_over_and_a_form_that_is_none_are_refused(hospital: Hospital, tmp_path: Path):
    with pytest.raises(Refused, match="September 2026 is not over"):
        interface_report(by(hospital), Month(2026, 9))
    with pytest.raises(Refused, match="is not a format; there are pdf, html"):
        export_interface_report(by(hospital), AUGUST, tmp_path / "report.docx")


@pytest.mark.parametrize("who", ["sam", "okafor", "admin"])
def test_who_may_not_see_the_interface_reads_no_report_of_it(hospital: Hospital, who: str):
    with pytest.raises(NotPermitted):
        interface_report(by(hospital, who=who), AUGUST)
