"""The monthly interface report: what practices had to chase, what was promised about it, what was done."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace as replaced
from pathlib import Path

from advice_line.enquiry.chased import Chased, ChasedMonths
from advice_line.exports.interface_report import INTERFACE_FORMS, InterfaceReport, interface_document
from advice_line.files import check_may_write, write_whole
from advice_line.instants import start_of, to_text
from advice_line.people.roles import Act, may
from advice_line.periods import Month
from advice_line.problems import Refused
from advice_line.store.rotas import desks
from advice_line.store.values.interface import ChasedCount
from advice_line.usecases.exporting import check_format
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.reports.actions import interface_actions
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require_ever


def last_month(by: By) -> Month:
    """The newest month that is over at the person's site."""
    return Month.at(by.at, site_named(by.store, by.person.site).zone).previous


def interface_report(by: By, month: Month) -> InterfaceReport:
    """The report of a month that is over, of the desks whose interface the person may see; on the trail as read."""
    found = the_interface_report(by, month)
    note_reading(by, "read the interface report", "report", str(month))
    return found


def export_interface_report(by: By, month: Month, path: Path, *, replace: bool = False) -> None:
    """Puts the export on the trail, and writes the report as .pdf or .html with the trail's head after that."""
    form = path.suffix.lstrip(".").lower()
    found = the_interface_report(by, month)
    check_format(form, INTERFACE_FORMS)
    check_may_write(path, replace=replace)
    note_reading(by, "exported the interface report", "report", str(month), file=path.name)
    document = replaced(interface_document(found), head=head_on_paper(by.store, by.person.site, by.at))
    write_whole(path, INTERFACE_FORMS[form](document), replace=replace)


def the_interface_report(by: By, month: Month) -> InterfaceReport:
    """The same for whoever notes by themselves that it was read."""
    require_ever(by.person, Act.SEE_INTERFACE)
    if month > last_month(by):
        raise Refused(f"{month.words} is not over; the report is of a whole month.")
    site = site_named(by.store, by.person.site)
    begins = start_of(month.begins, site.zone)
    seen = {
        desk.id: desk.name
        for desk in desks(by.store)
        if desk.site == site.code and may(by.person, Act.SEE_INTERFACE, desk=desk.id, site=site.code)
    }
    actions = [row for row in interface_actions(by) if not row.is_done or row.at >= begins]
    months = (_chased(by, one, seen.keys()) for one in (month, month.previous, month.year_before))
    return InterfaceReport(
        hospital=called(by.store, site.name),
        site=site.code,
        month=month,
        desks=seen,
        months=ChasedMonths(*months),
        actions=tuple(actions),
        made_by=by.person.name,
        made_at=by.at.astimezone(site.zone),
    )


def _chased(by: By, month: Month, seen: Collection[str]) -> Chased:
    """The counts of one month, of these desks."""
    zone = site_named(by.store, by.person.site).zone
    window = {"begins": to_text(start_of(month.begins, zone)), "until": to_text(start_of(month.ends, zone))}
    rows = by.store.all(ChasedCount, "chased_counts", site=by.person.site, **window)
    enquiries: Counter[str] = Counter()
    failures = {}
    for row in rows:
        if row.desk in seen:
            enquiries[row.desk] += row.number
            if row.reason is not None:
                failures[row.desk, row.reason] = row.number
    return Chased(enquiries, failures)
