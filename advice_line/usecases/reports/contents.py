"""What hangs on a report's mail, made as its recipient may see it; the mail's own act notes that it left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from advice_line.enquiry.scheduling import ScheduledReport
from advice_line.exports.audits import FORMATS
from advice_line.exports.documents import document_pdf
from advice_line.exports.interface_report import interface_document
from advice_line.exports.sheet import printed_words, sheet_pdf, sheet_title
from advice_line.instants import start_of
from advice_line.periods import Month, Period
from advice_line.usecases.audits.audits import signed, worked_out
from advice_line.usecases.audits.sources import with_charts
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.reports.interface_report import the_interface_report
from advice_line.usecases.rotas.handing_out import sheets, site_of
from advice_line.usecases.trail.heads import head_on_paper, heads_on_paper
from advice_line.usecases.usecase import By

Files = tuple[tuple[str, bytes], ...]
"""Each with its name."""
TITLES = {
    ScheduledReport.INTERFACE: "What practices had to chase",
    ScheduledReport.ACTIVITY: "The activity audit",
    ScheduledReport.ON_CALL: "The on-call sheet",
    ScheduledReport.PRACTICE: "Your questions to us",
}
"""What a report is called to whoever gets it."""


def files_of(by: By, report: ScheduledReport, period: Period) -> Files:
    """The files of a person's report of a period. Raises Refused where it cannot be made."""
    return _FILES[report](by, period)


def words_to_practice(months: str) -> str:
    """What the mail to a practice says."""
    return (
        f"What you asked us from {months}, what came of it, and what could be asked by e-mail hangs on "
        "this mail. It is about your practice alone, and no patient is in it.\n\n"
        "If you would rather not have it, or something in it is wrong, reply to this mail."
    )


def words_of_mail(report: ScheduledReport, period: Period, left_out: list[str], number: int) -> str:
    """What the mail says, also which older ones were due and are not mailed."""
    said = [f"{TITLES[report]}, {period.words}, hangs on this mail. No patient is in it."]
    if left_out:
        said.append(
            f"{len(left_out)} older one{'s' * (len(left_out) > 1)} could not be mailed at the time and "
            f"{'are' if len(left_out) > 1 else 'is'} left out: {', '.join(left_out)}. Advice Line shows any of them."
        )
    said.append(f"It is mailed {report.every}; “advice-line report stop {number}” ends that.")
    return "\n\n".join(said)


def _interface(by: By, period: Period) -> Files:
    month = Month.of(period.begins)
    document = interface_document(the_interface_report(by, month))
    head = head_on_paper(by.store, by.person.site, by.at)
    return ((f"interface-{month}.pdf", document_pdf(replace(document, head=head))),)


def _activity(by: By, period: Period) -> Files:
    zone = site_named(by.store, by.person.site).zone
    found = worked_out(by, "activity", start_of(period.begins, zone), start_of(period.ends, zone))
    found = signed(by, with_charts(by, found))
    return ((f"activity-{Month.of(period.begins)}.xlsx", FORMATS["xlsx"](found)),)


def _on_call(by: By, period: Period) -> Files:
    hospital, zone = site_of(by.store)
    title = sheet_title(hospital, by.at, by.at + timedelta(days=1), zone)
    heads = heads_on_paper(by.store, by.at)
    sheet = sheet_pdf(title, printed_words(by.at, zone), sheets(by.store, by.at, 1), heads)
    return ((f"oncall-{period.begins}.pdf", sheet),)


_FILES: dict[ScheduledReport, Callable[[By, Period], Files]] = {
    ScheduledReport.INTERFACE: _interface,
    ScheduledReport.ACTIVITY: _activity,
    ScheduledReport.ON_CALL: _on_call,
}
