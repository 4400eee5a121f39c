"""A practice's quarter: its own counts, nobody's name, and mailed only to where its letters go."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.scheduling import ScheduledReport
from advice_line.exports.documents import Document
from advice_line.people.roles import Role
from advice_line.periods import parse_quarter
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.advice.feedback import note_interface
from advice_line.usecases.calls import taking
from advice_line.usecases.flags.site_flags import open_site_flags
from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.reports.practice_page import export_practice_page, practice_page
from advice_line.usecases.reports.schedules import schedule_practice_page, schedules
from advice_line.usecases.usecase import By, Press
from tests.exports.reading_pdf import pdf_text
from tests.hospital import FULL, TUESDAY, Hospital, practice_row
from tests.mail.mails import ASHWELL
from tests.usecases.reports.test_schedules import mails, work
from tests.usecases.statements.contracted import add

SUMMER = parse_quarter("2026-Q3")
OCTOBER = datetime(2026, 10, 3, 6, tzinfo=UTC)  # 07:00 in London, on day 3 after the quarter
EVENING = TUESDAY + timedelta(hours=1)


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    """Ashwell asks cardiology four times by telephone and once by mail; Millbeck asks once."""
    h = local_hospital
    add(h, "lead", Role.INTERFACE_LEAD)
    for outcome in ("advice only, no referral", "patient supported to self-care"):
        h.record(h.connected("okafor", EVENING), "okafor", EVENING, outcome=outcome)
    taking.abandon(By(h.store, h["sam"], EVENING), h.call(EVENING, urgency="now"), "rang off", Press())
    note_interface(By(h.store, h["sam"], EVENING), h.call(EVENING, urgency="now"), "no discharge letter", "", Press())
    taking.turn_into_email(By(h.store, h["sam"], EVENING), h.call(EVENING), "Which dose?", Press())
    other = h.connected("okafor", EVENING, practice="V90002", number="01632 960002")
    h.record(other, "okafor", EVENING)
    return h


def by(h: Hospital, who: str = "lead", at: datetime = OCTOBER) -> By:
    return By(h.store, h[who], at)


def tables(document: Document) -> list[tuple[tuple[object, ...], ...]]:
    return [table.rows for table in document.tables]


def test_a_practice_reads_what_it_asked_what_came_of_it_and_what_could_be_mailed(hospital: Hospital):
    asked, came_of_it, by_mail = tables(practice_page(by(hospital), "v90001", SUMMER))
    assert asked == (("Cardiology", 5, 4, 1, 1, 1),)
    assert came_of_it == (
        ("Cardiology", "advice was enough, and you needed no referral", 1),
        ("Cardiology", "you and the patient managed without us: good that you made sure", 1),
    )
    assert by_mail == (("Cardiology", "2 of 4", "cardiology.advice@example.nhs.uk", "within 24 hours"),)


@pytest.mark.parametrize("form", ["pdf", "html"])
def test_nobody_is_named_on_it(hospital: Hospital, form: str, tmp_path: Path):
    path = tmp_path / f"page.{form}"
    export_practice_page(by(hospital), "V90001", SUMMER, path)
    text = pdf_text(path.read_bytes()) if form == "pdf" else path.read_text()
    flat = " ".join(text.split())
    assert "Your questions to Exampleton General, July to September 2026" in flat
    named = [FULL["patient_name"], "9990000018", "Okafor", "Bevan", "Gill", "Sam Hill", "Lead", "DOAC", "Millbeck"]
    assert [name for name in named if name in flat] == []
    assert "Trail head RRV03" in flat


def test_it_is_mailed_after_the_quarter_to_where_the_letters_go_then(hospital: Hospital):
    enter_address(by(hospital, "ruth", TUESDAY), "V90001", ASHWELL, Press())
    schedule_practice_page(by(hospital, at=TUESDAY), "V90001", time(7), Press())
    enter_address(by(hospital, "ruth", TUESDAY + timedelta(days=1)), "V90001", "new@ashwell.nhs.uk", Press())
    assert work(hospital, OCTOBER - timedelta(seconds=1)) == []
    assert len(work(hospital, OCTOBER)) == 1
    (mail,) = mails(hospital)
    assert (mail["To"], mail["Subject"]) == ("new@ashwell.nhs.uk", "Your questions to us, July to September 2026")
    (paper,) = mail.iter_attachments()
    assert paper.get_filename() == "V90001-2026-07.pdf"
    assert "report stop" not in mail.get_body().get_content()


def test_an_address_that_waits_for_a_second_person_gets_nothing(hospital: Hospital):
    enter_address(by(hospital, "ruth", TUESDAY), "V90001", "ashwell@mail.example.com", Press())
    with pytest.raises(Refused, match="Nobody has said where the letters of"):
        schedule_practice_page(by(hospital, at=TUESDAY), "V90001", time(7), Press())


def test_a_practice_that_has_closed_is_not_written_to_and_the_managers_are_told(hospital: Hospital):
    enter_address(by(hospital, "ruth", TUESDAY), "V90001", ASHWELL, Press())
    schedule_practice_page(by(hospital, at=TUESDAY), "V90001", time(7), Press())
    file = hospital.folder / "epraccur.csv"
    file.write_text(practice_row("V90001", "ASHWELL SURGERY", "01632 960001", "C") + "\n")
    import_practices(by(hospital, "ruth", EVENING), file)
    assert "is closed" in work(hospital, OCTOBER)[0]
    assert any("not mailed to" in flag.words for flag in open_site_flags(hospital.store, hospital["ruth"]))
    assert mails(hospital) == []


def test_a_quarter_in_which_nothing_was_asked_is_not_written_about_and_is_no_trouble(hospital: Hospital):
    enter_address(by(hospital, "ruth", TUESDAY), "V90003", "quay@quay.nhs.uk", Press())
    schedule_practice_page(by(hospital, at=TUESDAY), "V90003", time(7), Press())
    before = len(open_site_flags(hospital.store, hospital["ruth"]))
    assert "it asked nothing in the quarter" in work(hospital, OCTOBER)[0]
    assert mails(hospital) == []
    assert len(open_site_flags(hospital.store, hospital["ruth"])) == before
    (one,) = schedules(by(hospital))
    assert (one.report, one.practice) == (ScheduledReport.PRACTICE, "V90003")


def test_only_who_may_write_to_practices_makes_it_or_has_it_mailed_and_once(hospital: Hospital, tmp_path: Path):
    enter_address(by(hospital, "ruth", TUESDAY), "V90001", ASHWELL, Press())
    for who in ("sam", "okafor", "bevan", "admin"):
        with pytest.raises(NotPermitted):
            practice_page(by(hospital, who), "V90001", SUMMER)
        with pytest.raises(NotPermitted):
            export_practice_page(by(hospital, who), "V90001", SUMMER, tmp_path / "page.pdf")
        with pytest.raises(NotPermitted):
            schedule_practice_page(by(hospital, who), "V90001", time(7), Press())
    schedule_practice_page(by(hospital, at=TUESDAY), "V90001", time(7), Press())
    with pytest.raises(Refused, match="is mailed this report already"):
        schedule_practice_page(by(hospital, at=TUESDAY), "V90001", time(7), Press())


def test_a_quarter_that_is_not_over_and_a_practice_that_is_none_are_refused(hospital: Hospital):
    with pytest.raises(Refused, match="October to December 2026 is not over"):
        practice_page(by(hospital), "V90001", parse_quarter("2026-Q4"))
    with pytest.raises(Refused, match="There is no practice V99999"):
        practice_page(by(hospital), "V99999", SUMMER)
