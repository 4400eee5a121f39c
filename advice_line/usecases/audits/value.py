"""What advice is estimated to have been worth: counted by desk, and as a page."""

from pathlib import Path

from advice_line.enquiry.totals import joined
from advice_line.enquiry.value import Worth, estimate
from advice_line.exports.documents import Document
from advice_line.exports.value_page import ValuePage, value_document
from advice_line.instants import start_of
from advice_line.people.roles import Act, may
from advice_line.periods import Period
from advice_line.store.rotas import desks
from advice_line.usecases.audits.audits import totals_by_desk
from advice_line.usecases.exporting import ExportNote, write_document
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.usecase import By, note_reading, require_ever


def value_page(by: By, period: Period, worth: Worth) -> Document:
    """The estimate of a period as a page, of the desks whose audits the person may see; on the trail as read."""
    found = _page(by, period, worth)
    note_reading(by, "read the estimate of value", "report", period.words)
    return value_document(found)


def export_value_page(by: By, period: Period, worth: Worth, path: Path, *, replace: bool = False) -> None:
    """Puts the export on the trail, and writes the page to a file, with the trail's head after that."""
    document = value_document(_page(by, period, worth))
    note = ExportNote("exported the estimate of value", "report", period.words)
    write_document(by, document, path.suffix.lstrip(".").lower(), path, note, replace=replace)


def _page(by: By, period: Period, worth: Worth) -> ValuePage:
    require_ever(by.person, Act.AUDIT)
    site = site_named(by.store, by.person.site)
    names = {
        desk.id: desk.name
        for desk in desks(by.store)
        if desk.site == site.code and may(by.person, Act.AUDIT, desk=desk.id, site=site.code)
    }
    window = (start_of(period.begins, site.zone), start_of(period.ends, site.zone))
    of_desk = totals_by_desk(by, *window, names.__contains__)
    return ValuePage(
        hospital=f"{called(by.store, site.name)} ({site.code})",
        period=period.words,
        worth=worth,
        whole=estimate(joined(of_desk.values()).counts),
        desks=tuple((names[desk], estimate(found.counts)) for desk, found in of_desk.items() if found.counts),
        made_by=by.person.name,
        made_at=by.at.astimezone(site.zone),
    )
