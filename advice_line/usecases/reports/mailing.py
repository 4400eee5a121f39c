"""Reports that are due are put into the outbox, each once, however many workers look.

After an outage only the newest that is due is mailed, and says which are not: who was away for a year does not want
thirteen mails, and each of the others is one command away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.scheduling import due_between, period_reported
from advice_line.exports.documents import document_pdf
from advice_line.exports.outgoing import Outgoing
from advice_line.instants import to_text
from advice_line.json_values import JsonValue
from advice_line.periods import Month, Period
from advice_line.problems import Refused
from advice_line.store.rotas import desks
from advice_line.store.values.reports import ReportSchedule
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.flags.site_flags import raise_site_flag
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.leases import end_lease, take_lease
from advice_line.usecases.mail_desk.outbox import put_in_outbox
from advice_line.usecases.mail_desk.practice_addresses import address_of
from advice_line.usecases.reports.contents import TITLES, Files, files_of, words_of_mail, words_to_practice
from advice_line.usecases.reports.practice_page import known_practice, months_words, the_practice_page
from advice_line.usecases.reports.schedules import recipient_of, why_not_mailed, why_not_written_to
from advice_line.usecases.usecase import By, Press, Receipt, act_once

_TURN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ReportMail:
    """What is mailed: by which desk, to where, what it is called, what it says, what hangs on it."""

    desk: DeskRow
    to: str
    subject: str
    words: str
    files: Files


@dataclass(frozen=True, slots=True)
class NotMailed:
    """Why one that is due is not mailed; ``is_trouble``: the managers are told."""

    why: str
    is_trouble: bool = True


def mail_reports(by: By, holder: str) -> list[str]:
    """Everything that is due at the worker's site; a sentence for each. One process at a time does this."""
    turn = f"reports {by.person.site}"
    if not take_lease(by.store, turn, holder, by.at, _TURN):
        return []
    try:
        zone = site_named(by.store, by.person.site).zone
        rows = by.store.all(ReportSchedule, "report_schedules", site=by.person.site)
        return [words for row in rows if (words := _mail_if_due(by, row, zone))]
    finally:
        end_lease(by.store, turn, holder)


def _mail_if_due(by: By, row: ReportSchedule, zone: ZoneInfo) -> str:
    due = due_between(row.report, row.last_due or row.at, by.at, row.clock, zone)
    if not due:
        return ""
    made = _made(by, row, due)
    _keep(by, row, due, made)
    if isinstance(made, NotMailed):
        return f"the report “{row.report}” was not mailed to {row.to_name}: {made.why}"
    return f"the report “{row.report}” of {period_reported(row.report, due[-1]).words} is mailed to {row.to_name}"


def _made(by: By, row: ReportSchedule, due: Sequence[datetime]) -> ReportMail | NotMailed:
    """The newest that is due, or why it is not mailed. It is made outside the act, which holds the store."""
    sender = next((desk for desk in desks(by.store) if desk.site == by.person.site), None)
    if sender is None:
        return NotMailed("no desk is published that would send it")
    period = period_reported(row.report, due[-1])
    try:
        if row.practice is not None:
            return _to_practice(by, row.practice, sender, period)
        left_out = [period_reported(row.report, one).words for one in due[:-1]]
        return _to_person(by, row, sender, period, left_out)
    except Refused as refusal:
        return NotMailed(f"{refusal}".rstrip("."))


def _to_person(
    by: By, row: ReportSchedule, sender: DeskRow, period: Period, left_out: list[str]
) -> ReportMail | NotMailed:
    account, person = recipient_of(by.store, row.recipient or 0)
    if why := why_not_mailed(by.store, by.person.site, row.report, account):
        return NotMailed(why)
    files = files_of(By(by.store, person, by.at), row.report, period)
    words = words_of_mail(row.report, period, left_out, row.id)
    return ReportMail(sender, account.email, f"{TITLES[row.report]}, {period.words}", words, files)


def _to_practice(by: By, code: str, sender: DeskRow, period: Period) -> ReportMail | NotMailed:
    """To where its letters go now. A quarter in which it asked nothing is not written about, and is no trouble."""
    practice = known_practice(by.store, code)
    if why := why_not_written_to(by.store, practice):
        return NotMailed(why)
    page = the_practice_page(by, code, period)
    if not page.tables:
        return NotMailed("it asked nothing in the quarter", is_trouble=False)
    months = months_words(period)
    files = ((f"{code}-{Month.of(period.begins)}.pdf", document_pdf(page)),)
    to = address_of(by.store, code)
    return ReportMail(sender, to, f"Your questions to us, {months}", words_to_practice(months), files)


def _keep(by: By, row: ReportSchedule, due: Sequence[datetime], made: ReportMail | NotMailed) -> None:
    """One act for each time that it is due: whoever comes second finds it done."""
    moment = to_text(due[-1])

    def work() -> Receipt:
        outbox = None
        if isinstance(made, ReportMail):
            outbox = _put_out(by, made, Press.by_itself(f"report {row.id} {moment} mail"))
        elif made.is_trouble:
            words = f"{TITLES[row.report]}: not mailed to {row.to_name}: {made.why}"
            cause = f"report {row.id} {moment}"
            raise_site_flag(by.store, by.person.site, by.at, ChaserKind.MAIL, cause, words, "manager")
        by.store.run(
            "add_report_mailing",
            schedule=row.id,
            due=moment,
            left_out=len(due) - 1,
            outbox=outbox,
            why_not=made.why if isinstance(made, NotMailed) else "",
            at=to_text(by.at),
        )
        said: dict[str, JsonValue] = {"report": str(row.report), "due": moment, "left_out": len(due) - 1}
        return Receipt(str(row.id), said | {"mailed": outbox is not None})

    act_once(by, "mailed a report", "report_schedule", Press.by_itself(f"report {row.id} {moment}"), work)


def _put_out(by: By, made: ReportMail, press: Press) -> int:
    to, subject, words = made.to, made.subject, made.words
    mail = Outgoing("Advice Line", made.desk.email, to, subject, words, automatic=True, files=made.files)
    return put_in_outbox(by, "report", mail, press, desk=made.desk.id)
