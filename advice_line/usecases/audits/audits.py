"""Audits as a manager asks for them: permission, the trail, and the same figures for screen and file."""

import dataclasses
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from advice_line.enquiry.totals import Totals, joined
from advice_line.enquiry.value import Worth, estimate, value_figures
from advice_line.exports.audit_terms import ALL_DESKS, AuditRow
from advice_line.exports.audits import FIGURES, FORMATS, KINDS, PICTURED, Audit, AuditKind
from advice_line.files import check_may_write, write_whole
from advice_line.instants import to_text
from advice_line.people.roles import Act, may
from advice_line.problems import Refused
from advice_line.settings import Settings
from advice_line.store.rotas import desks, the_desk
from advice_line.usecases.audits.days import day_totals
from advice_line.usecases.audits.rota import rota_audit
from advice_line.usecases.audits.sources import with_charts
from advice_line.usecases.exporting import check_format, check_period, provenance
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require, require_ever


def audit(
    by: By,
    kind: AuditKind,
    begins: datetime,
    until: datetime,
    desk: str = "",
    settings: Settings | None = None,
) -> Audit:
    """The audit of [begins, until): a consultant's own desks, a manager's site; one desk when it is named."""
    found = worked_out(by, kind, begins, until, desk, settings)
    period = {"from": to_text(begins), "until": to_text(until), "desk": desk}
    note_reading(by, f"read the {kind} audit", "audit", kind, **period)
    return signed(by, found)


def worked_out(
    by: By,
    kind: AuditKind,
    begins: datetime,
    until: datetime,
    desk: str = "",
    settings: Settings | None = None,
) -> Audit:
    """The same for whoever notes by themselves that it was read."""
    act = Act.SEE_INTERFACE if kind == "interface" else Act.AUDIT
    require_ever(by.person, act)
    if desk:
        require(by.person, act, desk=desk, site=by.person.site)
    if kind not in KINDS:
        raise Refused(f"There is no audit “{kind}”; there are {', '.join(KINDS)}.")
    check_period(begins, until)
    if desk:
        the_desk(by.store, desk)

    def wanted(name: str) -> bool:
        return (not desk or name == desk) and may(by.person, act, desk=name, site=by.person.site)

    if kind == "rota":
        rows, cases = rota_audit(by.store, by.person.site, begins, until, wanted, settings or Settings())
        return Audit(kind, begins, until, tuple(rows), tuple(cases))
    of_desk = totals_by_desk(by, begins, until, wanted)
    all_rows = {**of_desk, ALL_DESKS: joined(of_desk.values())}
    worth = (settings or Settings()).value
    return Audit(kind, begins, until, tuple(_row(by, kind, desk, totals, worth) for desk, totals in all_rows.items()))


def _row(by: By, kind: AuditKind, desk: str, totals: Totals, worth: Worth) -> AuditRow:
    """Of activity also what its advice was worth, as an estimate."""
    value = value_figures(estimate(totals.counts), worth) if kind == "activity" else {}
    return {"desk": desk, **FIGURES[kind](totals, by.at), **value}


def totals_by_desk(by: By, begins: datetime, until: datetime, wanted: Callable[[str], bool]) -> dict[str, Totals]:
    """What [begins, until) comes to at each desk of the site that is wanted."""
    site = site_named(by.store, by.person.site)
    found = day_totals(by.store, site, begins, until, by.at)
    names = sorted(d.id for d in desks(by.store) if d.site == site.code and wanted(d.id))
    return {name: joined(some for (desk, _), some in found.items() if desk == name) for name in names}


def export_audit(by: By, found: Audit, form: str, path: Path, *, replace: bool = False) -> None:
    """Puts the export on the trail, and writes the audit to a file, whole or not at all, with the head after that."""
    require_ever(by.person, Act.SEE_INTERFACE if found.kind == "interface" else Act.AUDIT)
    check_format(form, FORMATS)
    check_may_write(path, replace=replace)
    note_reading(by, f"exported the {found.kind} audit", "audit", found.kind, file=path.name)
    pictured = with_charts(by, found) if form in PICTURED else found
    write_whole(path, FORMATS[form](signed(by, pictured)), replace=replace)


def signed(by: By, found: Audit) -> Audit:
    """With the head of the trail as it is now, and who made it."""
    made = provenance(by, found.begins, found.until)
    return dataclasses.replace(found, made=made, head=head_on_paper(by.store, by.person.site, by.at))
