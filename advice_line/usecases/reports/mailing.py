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
from advice_line.exports.outgoing import Outgoing
from advice_line.instants import to_text
from advice_line.json_values import JsonValue
from advice_line.problems import Refused
from advice_line.store.rotas import desks
from advice_line.store.values.reports import ReportSchedule
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.flags.site_flags import raise_site_flag
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.leases import end_lease, take_lease
from advice_line.usecases.mail_desk.outbox import put_in_outbox
from advice_line.usecases.reports.contents import TITLES, Files, files_of, words_of_mail
from advice_line.usecases.reports.schedules import recipient_of, why_not_mailed
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
    if isinstance(made, str):
        return f"the report “{row.report}” was not mailed: {made}"
    return f"the report “{row.report}” of {period_reported(row.report, due[-1]).words} is mailed to {row.to_name}"


def _made(by: By, row: ReportSchedule, due: Sequence[datetime]) -> ReportMail | str:
    """The newest that is due, or why it is not mailed. It is made outside the act, which holds the store."""
    sender = next((desk for desk in desks(by.store) if desk.site == by.person.site), None)
    if sender is None:
        return "no desk is published that would send it"
    account, person = recipient_of(by.store, row.recipient or 0)
    if why := why_not_mailed(by.store, by.person.site, row.report, account):
        return why
    period = period_reported(row.report, due[-1])
    left_out = [period_reported(row.report, one).words for one in due[:-1]]
    try:
        files = files_of(By(by.store, person, by.at), row.report, period)
    except Refused as refusal:
        return f"{refusal}".rstrip(".")
    words = words_of_mail(row.report, period, left_out, row.id)
    return ReportMail(sender, account.email, f"{TITLES[row.report]}, {period.words}", words, files)


def _keep(by: By, row: ReportSchedule, due: Sequence[datetime], made: ReportMail | str) -> None:
    """One act for each time that it is due: whoever comes second finds it done."""
    moment = to_text(due[-1])

    def work() -> Receipt:
        press, why = Press.by_itself(f"report {row.id} {moment} mail"), made if isinstance(made, str) else ""
        outbox = None
        if isinstance(made, str):
            words = f"{TITLES[row.report]} was not mailed to {row.to_name}: {made}"
            raise_site_flag(
                by.store, by.person.site, by.at, ChaserKind.MAIL, f"report {row.id} {moment}", words, "manager"
            )
        else:
            outbox = _put_out(by, made, press)
        by.store.run(
            "add_report_mailing",
            schedule=row.id,
            due=moment,
            left_out=len(due) - 1,
            outbox=outbox,
            why_not=why,
            at=to_text(by.at),
        )
        said: dict[str, JsonValue] = {"report": str(row.report), "due": moment, "left_out": len(due) - 1}
        return Receipt(str(row.id), said | {"mailed": not why})

    act_once(by, "mailed a report", "report_schedule", Press.by_itself(f"report {row.id} {moment}"), work)


def _put_out(by: By, made: ReportMail, press: Press) -> int:
    to, subject, words = made.to, made.subject, made.words
    mail = Outgoing("Advice Line", made.desk.email, to, subject, words, automatic=True, files=made.files)
    return put_in_outbox(by, "report", mail, press, desk=made.desk.id)
