"""What was closed at a site in a month and no contract charges to anybody: it is shown, never dropped silently."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from advice_line.enquiry.states import reference
from advice_line.exports.documents import Document
from advice_line.exports.tables import Table
from advice_line.people.roles import Act
from advice_line.periods import Month
from advice_line.store import Store
from advice_line.store.rotas import desks
from advice_line.store.values.installation import Site
from advice_line.tariffs.counting import Closed, Excluded
from advice_line.usecases.exporting import ExportNote, write_document
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.closed import (
    Commissioners,
    Unpaid,
    closed_between,
    sorted_out,
)
from advice_line.usecases.statements.contracts import contracts_of
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require

NEWEST = 3
"""Months that a list of statements looks back: those that can still change before they are frozen, and one more."""


@dataclass(frozen=True, slots=True)
class SiteReckoning:
    """Everything that was closed at a site in a month: how many are each payer's, and what is nobody's and why."""

    month: Month
    of_payer: Mapping[str, int]
    of_nobody: Mapping[Unpaid, tuple[Closed, ...]]

    @property
    def closed(self) -> int:
        return sum(self.of_payer.values()) + self.nobodys

    @property
    def nobodys(self) -> int:
        return sum(len(some) for some in self.of_nobody.values())

    @property
    def why(self) -> str:
        """“commissioner unknown 3, no contract covers the desk on that day 1”; empty where there is none."""
        return ", ".join(f"{why} {len(some)}" for why, some in sorted(self.of_nobody.items()))


def site_reckoning(store: Store, site: Site, month: Month, known: datetime) -> SiteReckoning:
    """By the contracts as they are published, with what is known by an instant."""
    contracts = contracts_of(store, site.code)
    payer = {contract.reference: contract.commissioner for contract in contracts}
    found = sorted_out(closed_between(store, site, month, month, known), contracts, Commissioners.of(store), site)
    counts: Counter[str] = Counter()
    for named, some in found.paid.items():
        counts[payer[named]] += len(some)
    return SiteReckoning(month, dict(sorted(counts.items())), found.unpaid)


def months_reckoned(by: By, months: int) -> list[SiteReckoning]:
    """So many of the last months that are over, the newest first."""
    require(by.person, Act.PREPARE_STATEMENT, site=by.person.site)
    site = site_named(by.store, by.person.site)
    found = [_before(Month.at(by.at, site.zone))]
    while len(found) < months:
        found.append(_before(found[-1]))
    return [site_reckoning(by.store, site, month, by.at) for month in found]


def _before(month: Month) -> Month:
    return Month.of(month.begins - timedelta(days=1))


def unattributed(by: By, month: Month) -> Document:
    """A month's enquiries that are charged to nobody, one by one, and the sum they stand in; put on the trail."""
    require(by.person, Act.PREPARE_STATEMENT, site=by.person.site)
    note_reading(by, "read what is charged to nobody", "site", by.person.site, month=str(month))
    return _document(by, month)


def export_unattributed(by: By, month: Month, form: str, path: Path, *, force: bool = False) -> None:
    """The same as a file, whole or not at all, with the trail's head after it."""
    require(by.person, Act.PREPARE_STATEMENT, site=by.person.site)
    note = ExportNote("exported what is charged to nobody", "site", by.person.site)
    write_document(by, _document(by, month), form, path, note, replace=force)


def _document(by: By, month: Month) -> Document:
    site = site_named(by.store, by.person.site)
    found = site_reckoning(by.store, site, month, by.at)
    whose, names = Commissioners.of(by.store), {desk.id: desk.name for desk in desks(by.store)}
    rows = tuple(
        (
            reference(one.enquiry), names.get(one.desk, one.desk), one.practice or "",
            whose.on(one.practice, one.closed_at.astimezone(site.zone).date()),
            one.closed_at.astimezone(site.zone), one.set_aside or _answered(one), str(why),
        )
        for why, some in sorted(found.of_nobody.items())
        for one in some
    )  # fmt: skip
    columns = ("enquiry", "specialty", "practice", "commissioner", "closed", "state", "charged to nobody, since")
    lines = Table("Charged to nobody", columns, rows)
    said = (
        ("Provider", f"{called(by.store, site.name)} ({site.code})"),
        ("Month", month.words),
        ("Made by", by.person.name),
        ("Closed in the month", str(found.closed)),
        ("Charged to nobody", str(found.nobodys)),
    )
    head = head_on_paper(by.store, site.code, by.at)
    title = f"Charged to nobody, {month.words}"
    return Document(title, said, lines, (reckoning_table(found),), (lines,), head)


def _answered(one: Closed) -> str:
    return "answered" if one.recorded_at else str(Excluded.NOT_ANSWERED)


def reckoning_table(found: SiteReckoning) -> Table:
    """Closed at the site = each payer's + nobody's, by why."""
    rows = (
        *((f"under the contracts with {payer}", number) for payer, number in found.of_payer.items()),
        *((f"nobody's: {why}", len(some)) for why, some in sorted(found.of_nobody.items())),
        ("closed at the site in the month", found.closed),
    )
    return Table("Reconciliation of the site", ("what", "number"), rows)
