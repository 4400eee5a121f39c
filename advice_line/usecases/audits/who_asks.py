"""Who asks of the desks that a person may audit: by practice, commissioner, desk, hour, weekday, role and person."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from advice_line.enquiry.breakdown import by_commissioner, by_weekday, never_rang, step_times
from advice_line.enquiry.counted import HOUR, PRACTICE, ROLE
from advice_line.enquiry.totals import joined
from advice_line.exports.documents import Document
from advice_line.exports.who_asks import WhoAsks, who_asks_document
from advice_line.instants import to_text
from advice_line.people.roles import Act, may
from advice_line.store import Store
from advice_line.store.rotas import desks, the_desk
from advice_line.store.values.audits import Asker
from advice_line.store.values.practices import OpenPractice
from advice_line.usecases.audits.days import DayTotals, day_totals
from advice_line.usecases.exporting import ExportNote, check_period, provenance, write_document
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.closed import Commissioners
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require, require_ever

MOST_ASKERS = 50
"""People of whom it is said how often they asked: the most frequent."""


def who_asks(by: By, begins: datetime, until: datetime, desk: str = "") -> Document:
    """The enquiries of [begins, until) divided in every way, on the trail. ``desk``: of one desk alone."""
    require_ever(by.person, Act.AUDIT)
    if desk:
        require(by.person, Act.AUDIT, desk=the_desk(by.store, desk).id, site=by.person.site)
    check_period(begins, until)
    site = site_named(by.store, by.person.site)
    own = sorted(
        one.id
        for one in desks(by.store)
        if one.site == site.code
        and desk in ("", one.id)
        and may(by.person, Act.AUDIT, desk=one.id, site=by.person.site)
    )
    totals = {
        key: some
        for key, some in day_totals(by.store, site, begins, until, by.at, apart=True).items()
        if key[0] in own
    }
    period = {"from": to_text(begins), "until": to_text(until), "desk": desk}
    note_reading(by, "read who asks", "audit", "who asks", **period)
    window = {"site": site.code, "begins": to_text(begins), "until": to_text(until)}
    askers = [one for name in own for one in by.store.all(Asker, "audit_askers", desk=name, **window)]
    found = _divided(by.store, totals, own, askers, by.at)
    document = who_asks_document(found, provenance(by, begins, until))
    return dataclasses.replace(document, head=head_on_paper(by.store, by.person.site, by.at))


def export_who_asks(by: By, found: Document, form: str, path: Path, *, replace: bool = False) -> None:
    """The same as a file, whole or not at all, with the trail's head after it."""
    require_ever(by.person, Act.AUDIT)
    write_document(by, found, form, path, ExportNote("exported who asks", "audit", "who asks"), replace=replace)


def _divided(store: Store, totals: DayTotals, own: list[str], askers: list[Asker], at: datetime) -> WhoAsks:
    whole, days = joined(totals.values()), [(day, some) for (_, day), some in totals.items()]
    commissioners = Commissioners.of(store)
    names = {practice.code: practice.name for practice in store.all(OpenPractice, "practices_open")}
    of_desk = {name: joined(some for (d, _), some in totals.items() if d == name).counts for name in own}
    divided: Mapping[str, Mapping[str, Counter[str]]] = {
        "practice": _ordered(whole.by(PRACTICE)),
        "commissioner": _ordered(by_commissioner(days, commissioners.on)),
        "desk": of_desk,
        "hour": {f"{hour:02d}:00": whole.by(HOUR).get(f"{hour:02d}", Counter()) for hour in range(24)},
        "weekday": by_weekday(days),
        "caller's role": _ordered(whole.by(ROLE)),
    }
    today = {code: commissioners.on(code, at.date()) for code in names}
    silent = [(code, names[code], today[code]) for code in never_rang(today, whole.by(PRACTICE))]
    return WhoAsks(
        divided, step_times(whole), _most(askers), silent, whole.counts["enquiries"], whole.counts["asked_again"]
    )


def _ordered(groups: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    """The most enquiries first."""
    return dict(sorted(groups.items(), key=lambda item: (-item[1]["enquiries"], item[0])))


def _most(askers: list[Asker]) -> list[tuple[str, str, str, int]]:
    often: Counter[tuple[str, str, str]] = Counter()
    for one in askers:
        often[one.name, one.role, one.practice or ""] += one.enquiries
    return [(*who, many) for who, many in sorted(often.items(), key=lambda item: (-item[1], item[0]))[:MOST_ASKERS]]
