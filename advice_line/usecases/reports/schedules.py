"""Who is mailed which report by itself."""

from dataclasses import dataclass
from datetime import datetime, time

from advice_line.enquiry.scheduling import ScheduledReport, next_due
from advice_line.instants import to_text
from advice_line.people.roles import Act, Person, ever
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.values.people import Account
from advice_line.store.values.practices import Practice
from advice_line.store.values.reports import ReportSchedule
from advice_line.usecases.accounts.accounts import account_named, person_of
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.mail_desk.practice_addresses import address_of
from advice_line.usecases.reports.practice_page import known_practice
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require, require_ever

SEES = {
    ScheduledReport.INTERFACE: Act.SEE_INTERFACE,
    ScheduledReport.ACTIVITY: Act.AUDIT,
    ScheduledReport.ON_CALL: Act.SEE_ROTA,
    ScheduledReport.PRACTICE: Act.WRITE_TO_PRACTICE,
}
"""What somebody must be allowed to see, to be mailed a report and to have it mailed."""


def schedule_report(by: By, report: ScheduledReport, username: str, clock: time, press: Press) -> int:
    """Has a report mailed to somebody of the site from now on. Refused: they may not see it, have no address, or are
    mailed it already."""
    require(by.person, Act.SCHEDULE_REPORT, site=by.person.site)
    require_ever(by.person, SEES[report])
    row = account_named(by.store, username)
    if why := why_not_mailed(by.store, by.person.site, report, row):
        raise Refused(f"{why[0].upper()}{why[1:]}.")

    return _schedule(by, report, Recipient(row.name, row.username, account=row.id), clock, press)


def schedule_practice_page(by: By, practice: str, clock: time, press: Press) -> int:
    """Has a practice mailed its quarters from now on, to where its letters go, wherever that is when one is due.
    Refused: nobody has entered an address for its letters, or it is mailed them already."""
    require(by.person, Act.SCHEDULE_REPORT, site=by.person.site)
    require(by.person, Act.WRITE_TO_PRACTICE, site=by.person.site)
    known = known_practice(by.store, practice)
    if why := why_not_written_to(by.store, known):
        raise Refused(f"{why[0].upper()}{why[1:]}.")
    to = Recipient(known.name, known.code, practice=known.code)
    return _schedule(by, ScheduledReport.PRACTICE, to, clock, press)


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a report is mailed to: an account or a practice, what it is called, how the trail names it."""

    name: str
    code: str
    account: int | None = None
    practice: str | None = None


def _schedule(by: By, report: ScheduledReport, to: Recipient, clock: time, press: Press) -> int:
    def work() -> Receipt:
        same = (report, to.account, to.practice)
        if any((one.report, one.recipient, one.practice) == same for one in _schedules(by)):
            raise Refused(f"{to.name} is mailed this report already; “report list” says when.")
        number = by.store.inserted(
            "add_report_schedule",
            site=by.person.site,
            report=report,
            recipient=to.account,
            practice=to.practice,
            clock=clock.isoformat("minutes"),
            at=to_text(by.at),
            account=by.person.account,
            key=press.key,
        )
        return Receipt(str(number), {"report": str(report), "to": to.code})

    return int(act_once(by, "scheduled a report", "report_schedule", press, work))


def why_not_written_to(store: Store, practice: Practice) -> str:
    """What speaks against mailing a practice its quarter now, as a clause; empty: nothing."""
    if practice.status != "A":
        return f"{practice.name} is closed"
    if not address_of(store, practice.code):
        return f"nobody has said where the letters of {practice.name} go (“advice-line mail address”)"
    return ""


def why_not_mailed(store: Store, site: str, report: ScheduledReport, row: Account) -> str:
    """What speaks against mailing a report to an account now, as a clause; empty: nothing. Asked at each mailing too:
    a role may change, and somebody may leave."""
    if row.site != site:
        return f"{row.name} is of another site"
    if row.disabled or row.job:
        return f"the account “{row.username}” is {'a job’s' if row.job else 'disabled'}"
    if not ever(person_of(store, row), SEES[report]):
        return f"{row.name}, as {row.role.with_article}, may not {SEES[report]}"
    if not row.email:
        return f"{row.name} has no mail address (“advice-line user email {row.username} ADDRESS”)"
    return ""


def schedules(by: By) -> list[ReportSchedule]:
    """Every report that is mailed at the site, with how the last one went."""
    require(by.person, Act.SCHEDULE_REPORT, site=by.person.site)
    return _schedules(by)


def next_mailing(by: By, one: ReportSchedule) -> datetime:
    """When it is due next, after now and after the newest that was mailed."""
    zone = site_named(by.store, by.person.site).zone
    return next_due(one.report, max(by.at, one.last_due or one.at), one.clock, zone)


def stop_report(by: By, schedule: int, press: Press) -> None:
    """Mails it no more."""
    require(by.person, Act.SCHEDULE_REPORT, site=by.person.site)

    def work() -> Receipt:
        if schedule not in {one.id for one in _schedules(by)}:
            raise Refused(f"No report is mailed under the number {schedule}; “report list” prints them.")
        by.store.run("stop_report_schedule", schedule=schedule, at=to_text(by.at), account=by.person.account)
        return Receipt(str(schedule), {})

    act_once(by, "stopped a report", "report_schedule", press, work)


def _schedules(by: By) -> list[ReportSchedule]:
    return by.store.all(ReportSchedule, "report_schedules", site=by.person.site)


def recipient_of(store: Store, account: int) -> tuple[Account, Person]:
    """The account that a report is mailed to, and the person whose it is, as they are now."""
    row = store.the(Account, "account_by_id", id=account)
    return row, person_of(store, row)
