"""Reports that are mailed by themselves: to whom, once for each time, caught up, and told where they are not."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from email import message_from_string, policy
from typing import Any

import pytest

from advice_line.enquiry.scheduling import ScheduledReport
from advice_line.people.roles import Role
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.accounts.accounts import change_role, disable_account, set_email
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.flags.site_flags import open_site_flags
from advice_line.usecases.leases import take_lease
from advice_line.usecases.mail_desk.outbox import claim
from advice_line.usecases.reports.mailing import mail_reports
from advice_line.usecases.reports.schedules import next_mailing, schedule_report, schedules, stop_report
from advice_line.usecases.usecase import By, Press
from tests.exports.reading_pdf import pdf_text
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.usecases.statements.contracted import add

INTERFACE, ACTIVITY, ON_CALL, _ = ScheduledReport
SEVEN = time(7)
DUE = datetime(2026, 9, 3, 6, tzinfo=UTC)  # 07:00 in London


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    add(local_hospital, "lead", Role.INTERFACE_LEAD)
    for who in ("lead", "ruth", "bevan", "sam"):
        set_email(By(local_hospital.store, local_hospital["admin"], TUESDAY), who, f"{who}@example.nhs.uk")
    return local_hospital


def by(h: Hospital, who: str = "lead", at: datetime = TUESDAY) -> By:
    return By(h.store, h[who], at)


def ask(h: Hospital, who: str = "lead", report: ScheduledReport = INTERFACE, asked_by: str = "ruth") -> int:
    return schedule_report(by(h, asked_by), report, who, SEVEN, Press())


def work(h: Hospital, at: datetime, holder: str = "one") -> list[str]:
    return mail_reports(By(h.store, worker_of(h.store, "RRV03", at), at), holder)


def mails(h: Hospital) -> list[Any]:
    newest = rows_of(h.store, "outbox_newest", site="RRV03", most=50)
    rows = [rows_of(h.store, "outbox_by_id", id=row["id"])[0] for row in reversed(newest)]
    return [message_from_string(row["source"], policy=policy.default) for row in rows if row["kind"] == "report"]


def test_a_report_is_mailed_once_when_it_is_due_with_the_month_that_is_over(hospital: Hospital):
    hospital.call(TUESDAY)
    ask(hospital)
    assert work(hospital, DUE - timedelta(seconds=1)) == []
    assert work(hospital, DUE) == ["the report “interface” of August 2026 is mailed to Lead"]
    for holder in ("one", "another"):
        assert work(hospital, DUE + timedelta(minutes=1), holder) == []
    (mail,) = mails(hospital)
    assert mail["To"] == "lead@example.nhs.uk"
    assert mail["Subject"] == "What practices had to chase, August 2026"
    assert mail["Auto-Submitted"] == "auto-generated"
    (paper,) = mail.iter_attachments()
    assert paper.get_filename() == "interface-2026-08.pdf"
    assert "0 of 1 (0.0 %)" in " ".join(pdf_text(paper.get_content()).split())
    assert "left out" not in mail.get_body().get_content()


def test_after_an_outage_the_newest_is_mailed_and_says_which_are_left_out(hospital: Hospital):
    number = ask(hospital)
    work(hospital, datetime(2026, 12, 1, tzinfo=UTC))
    (mail,) = mails(hospital)
    words = " ".join(mail.get_body().get_content().split())
    assert "October 2026" in mail["Subject"]
    assert "2 older ones could not be mailed at the time and are left out: August 2026, September 2026." in words
    (kept,) = rows_of(hospital.store, "report_mailings", schedule=number)
    assert (kept["left_out"], kept["why_not"]) == (2, "")


def test_two_workers_at_once_mail_one_report(hospital: Hospital):
    ask(hospital)
    assert take_lease(hospital.store, "reports RRV03", "another", DUE, timedelta(minutes=10))
    assert work(hospital, DUE) == []
    assert len(work(hospital, DUE + timedelta(minutes=11))) == 1
    assert len(mails(hospital)) == 1


def test_a_report_goes_to_one_person_and_no_copy_of_it_to_a_desk(hospital: Hospital):
    ask(hospital)
    work(hospital, DUE)
    held = claim(hospital.store, "one", DUE)
    assert held is not None
    assert held.recipients == ("lead@example.nhs.uk",)


def test_a_consultants_report_is_of_their_own_desks(hospital: Hospital):
    hospital.call(TUESDAY)
    hospital.call(TUESDAY, desk="renal", practice="V90002", number="01632 960002")
    ask(hospital, "bevan")
    work(hospital, DUE)
    (paper,) = mails(hospital)[0].iter_attachments()
    text = pdf_text(paper.get_content())
    assert "Cardiology" in text
    assert "Renal" not in text


def test_the_audit_of_a_month_and_the_sheet_of_a_day_are_mailed_alike(hospital: Hospital):
    ask(hospital, "ruth", ACTIVITY)
    ask(hospital, "sam", ON_CALL)
    work(hospital, DUE)
    found = {mail["To"]: [part.get_filename() for part in mail.iter_attachments()] for mail in mails(hospital)}
    assert found == {
        "ruth@example.nhs.uk": ["activity-2026-08.xlsx"],
        "sam@example.nhs.uk": ["oncall-2026-09-03.pdf"],
    }


def test_what_is_stopped_is_mailed_no_more(hospital: Hospital):
    number = ask(hospital)
    (one,) = schedules(by(hospital))
    assert next_mailing(by(hospital), one) == DUE
    stop_report(by(hospital), number, Press())
    assert (work(hospital, DUE), schedules(by(hospital))) == ([], [])
    with pytest.raises(Refused, match="No report is mailed under the number"):
        stop_report(by(hospital), number, Press())


@pytest.mark.parametrize("gone", ["disabled", "another role", "no address"])
def test_who_may_not_have_it_any_more_is_not_mailed_and_the_managers_are_told(hospital: Hospital, gone: str):
    admin = by(hospital, "admin")
    ask(hospital)
    if gone == "disabled":
        disable_account(admin, "lead")
    elif gone == "another role":
        change_role(admin, "lead", Role.OPERATOR)
    else:
        set_email(admin, "lead", "")
    (said,) = work(hospital, DUE)
    assert "was not mailed" in said
    assert mails(hospital) == []
    told = [flag.words for flag in open_site_flags(hospital.store, hospital["ruth"])]
    assert len([words for words in told if "What practices had to chase: not mailed to Lead" in words]) == 1
    assert work(hospital, DUE + timedelta(minutes=1)) == []
    (one,) = schedules(by(hospital, "ruth"))
    assert one.last_why_not
    assert one.last_why_not in said


def test_a_report_is_scheduled_by_who_may_see_it_for_who_may_see_it(hospital: Hospital):
    for who in ("sam", "okafor", "bevan", "admin"):
        with pytest.raises(NotPermitted):
            ask(hospital, asked_by=who)
        with pytest.raises(NotPermitted):
            schedules(by(hospital, who))
        with pytest.raises(NotPermitted):
            stop_report(by(hospital, who), 1, Press())
    with pytest.raises(NotPermitted):
        ask(hospital, "ruth", ACTIVITY, asked_by="lead")
    with pytest.raises(Refused, match="Sam Hill, as an operator, may not see the interface audit"):
        ask(hospital, "sam")
    with pytest.raises(Refused, match="has no mail address"):
        ask(hospital, "liu")
    with pytest.raises(Refused, match="There is no account"):
        ask(hospital, "nobody")
    worker_of(hospital.store, "RRV03", TUESDAY)
    with pytest.raises(Refused, match="a job’s"):
        ask(hospital, "worker-rrv03", ON_CALL)
    stranger = By(hospital.store, replace(hospital["ruth"], site="RXX01"), TUESDAY)
    with pytest.raises(Refused, match="Lead is of another site"):
        schedule_report(stranger, INTERFACE, "lead", SEVEN, Press())
    ask(hospital)
    with pytest.raises(Refused, match="Lead is mailed this report already"):
        ask(hospital)
