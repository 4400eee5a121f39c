"""The providers of a store side by side, of a commissioner's own practices alone."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.providers import ProviderFigures, provider_figures
from advice_line.exports.documents import Document
from advice_line.exports.providers import providers_document
from advice_line.instants import start_of
from advice_line.people.roles import Act
from advice_line.periods import Period
from advice_line.settings.statements import StatementSettings
from advice_line.store import Store
from advice_line.store.values.installation import Site
from advice_line.store.values.practices import Practice
from advice_line.usecases.audits.counted_calls import read_calls
from advice_line.usecases.exporting import ExportNote, provenance, write_document
from advice_line.usecases.installation.sites import sites
from advice_line.usecases.statements.closed import Commissioners
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require

_NO_SETTINGS = StatementSettings()


@dataclass(frozen=True, slots=True)
class ComparedProviders:
    """The figures of every site, and the same as a document."""

    figures: tuple[ProviderFigures, ...]
    document: Document


def compare_providers(by: By, period: Period, settings: StatementSettings = _NO_SETTINGS) -> ComparedProviders:
    """Every site of the store, for enquiries of a period whose practice was the commissioner's on the day they came.

    Put on the trail. What is small is withheld before anything is made of it.
    """
    own = by.person.commissioner
    require(by.person, Act.COMPARE_PROVIDERS, own=bool(own))
    note_reading(
        by, "compared providers", "audit", "providers", **{"from": str(period.begins), "until": str(period.ends)}
    )
    whose, under = Commissioners.of(by.store), settings.withhold_under
    figures = tuple(
        provider_figures(site.code, site.name, _own_calls(by.store, site, period, whose, own), by.at, under)
        for site in sites(by.store)
    )
    zone = next(site.zone for site in sites(by.store) if site.code == by.person.site)
    made = provenance(by, start_of(period.begins, zone), start_of(period.ends, zone))
    document = providers_document(figures, made, own, _practices(by.store, whose, own, by.at), under)
    return ComparedProviders(figures, replace(document, head=head_on_paper(by.store, by.person.site, by.at)))


def export_providers(by: By, found: ComparedProviders, form: str, path: Path, *, force: bool = False) -> None:
    """The same as a file, whole or not at all, with the trail's head after it."""
    require(by.person, Act.COMPARE_PROVIDERS, own=bool(by.person.commissioner))
    note = ExportNote("exported the comparison of providers", "audit", "providers")
    write_document(by, found.document, form, path, note, replace=force)


def _own_calls(
    store: Store, site: Site, period: Period, whose: Commissioners, own: str
) -> list[tuple[str, CountedCall]]:
    window = (start_of(period.begins, site.zone), start_of(period.ends, site.zone))
    return [
        (call.practice, call)
        for call in read_calls(store, site.code, *window)
        if call.practice and whose.on(call.practice, call.arrived_at.astimezone(site.zone).date()) == own
    ]


def _practices(store: Store, whose: Commissioners, own: str, at: datetime) -> dict[str, str]:
    """Those that are the commissioner's now, called or not."""
    found = [code for code in store.all(str, "practice_codes") if whose.on(code, at.date()) == own]
    named = (store.one(Practice, "practice_by_code", code=code) for code in found)
    return {practice.code: practice.name for practice in named if practice is not None}
