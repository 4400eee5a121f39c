"""The rota audit: per desk and month, how well the rota held, with every case behind the figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from advice_line.enquiry.measures import Figures, share
from advice_line.exports.audit_terms import ALL_DESKS, AuditRow
from advice_line.exports.tables import Table
from advice_line.instants import start_of, to_text
from advice_line.rota import Shift
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.fairness import FIGURES, Burden, fairness
from advice_line.rota.gaps import UNANSWERED, Gap, GapKind
from advice_line.rota.measures import coverage, hours_by_rung
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.store.changes import changes_between
from advice_line.store.publications import rota_of
from advice_line.store.rotas import rosters
from advice_line.store.values.audits import Arrival, AuditedAnswer
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.rotas import DeskRoster, Published
from advice_line.usecases.audits.wrong_rota import Answer, answers
from advice_line.usecases.rotas.diaries import all_shifts, people_of
from advice_line.usecases.rotas.forecast import PersonBroken, bank_holidays, broken_ahead, known_until, roster_gaps
from advice_line.words.changes import change_words

SHORT_NOTICE = timedelta(hours=24)
NOTICE = {"notice_8_weeks": timedelta(weeks=8), "notice_6_weeks": timedelta(weeks=6)}
"""Notice of a generic rota and of a personal roster before it starts (resident doctors' terms)."""


@dataclass(frozen=True, slots=True)
class AuditedMonth:
    """A calendar month of the desk's zone, or the part of it that lies in the period."""

    label: str
    begins: datetime
    until: datetime


@dataclass(slots=True)
class _Desk:
    """Everything known of one desk in the period."""

    roster: DeskRoster
    known_until: datetime
    gaps: list[Gap]
    shifts: list[Shift]
    arrivals: list[datetime]
    answers: list[Answer]
    changes: list[ChangeRow]
    broken: list[PersonBroken]
    publications: list[Published]


def months(begins: datetime, until: datetime, zone: ZoneInfo) -> list[AuditedMonth]:
    """The months of [begins, until), the first and the last cut to it."""
    found = []
    day = begins.astimezone(zone).date().replace(day=1)
    while start_of(day, zone) < until:
        following = (day + timedelta(days=32)).replace(day=1)
        found.append(
            AuditedMonth(day.isoformat()[:7], max(begins, start_of(day, zone)), min(until, start_of(following, zone)))
        )
        day = following
    return found


def rota_audit(
    store: Store, site: str, begins: datetime, until: datetime, wanted: Callable[[str], bool], settings: Settings
) -> tuple[list[AuditRow], list[Table]]:
    """(a row for each desk and month, then one for all desks; the tables of cases)."""
    found = [
        _read(store, site, roster, begins, until, settings)
        for roster in rosters(store, begins, until)
        if wanted(roster.desk.id) and roster.desk.site == site
    ]
    found.sort(key=lambda desk: desk.roster.desk.id)
    rows: list[AuditRow] = []
    for desk in found:
        for month in months(begins, until, desk.roster.desk.zone):
            figures = _figures([desk], month.begins, month.until, store, settings)
            rows.append({"desk": desk.roster.desk.id, "month": month.label} | figures)
    rows.append({"desk": ALL_DESKS, "month": ""} | _figures(found, begins, until, store, settings))
    return rows, _tables(store, found, begins, until, settings)


def _read(
    store: Store, site: str, roster: DeskRoster, begins: datetime, until: datetime, settings: Settings
) -> _Desk:
    desk = roster.desk.id
    window = {"site": site, "begins": to_text(begins), "until": to_text(until)}
    rows = [row for row in changes_between(store, begins, until, desk=desk) if begins <= row.begins_at < until]
    return _Desk(
        roster,
        known_until(store, roster, until) if roster.stretches else begins,
        roster_gaps(store, roster, begins, until),
        all_shifts(roster, begins),
        [arrival.arrived_at for arrival in store.all(Arrival, "audit_arrivals", **window) if arrival.desk == desk],
        answers(
            store, desk, [row for row in store.all(AuditedAnswer, "audit_answers", **window) if row.desk == desk]
        ),
        [row for row in rows if row.standing is ChangeStanding.IN_FORCE],
        broken_ahead(store, begins, until, settings, desk),
        store.all(Published, "publication_history", desk=desk),
    )


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 2)


def _figures(desks: Sequence[_Desk], begins: datetime, until: datetime, store: Store, settings: Settings) -> Figures:
    figures: Figures = {}
    covered = [coverage(d.roster.shifts, d.roster.clinics, begins, until) for d in desks]
    by_rung = [hours_by_rung(d.roster.shifts, begins, until) for d in desks]
    period = sum((c.period for c in covered), timedelta())
    answered = sum((c.answered for c in covered), timedelta())
    figures["hours"] = _hours(period)
    figures["hours_answered"] = _hours(answered)
    figures["answered_percent_of_hours"] = share(round(answered.total_seconds()), round(period.total_seconds()))
    for rung, name in ((1, "hours_rung_1"), (2, "hours_rung_2"), (3, "hours_rung_3_and_on")):
        figures[name] = _hours(sum((r.get(rung, timedelta()) for r in by_rung), timedelta()))
    figures["hours_first_in_clinic"] = _hours(sum((c.first_in_clinic for c in covered), timedelta()))
    figures |= _gap_figures(desks, begins, until)
    figures |= _answer_figures([a for d in desks for a in d.answers if begins <= a.at < until])
    figures |= _change_figures([c for d in desks for c in d.changes if begins <= c.begins_at < until])
    figures["rules_broken"] = sum(begins <= b.shift.start < until for d in desks for p in d.broken for b in p.broken)
    burdens = [b for d in desks for b in _burdens(store, d, begins, until, settings)]
    for figure in ("nights", "hours"):
        shares = [b.per_whole_time(figure) for b in burdens if b.clinician.grade == "registrar"]
        figures[f"{figure}_per_post_least"] = min(shares, default=None)
        figures[f"{figure}_per_post_most"] = max(shares, default=None)
    return figures | _notice_figures(desks, begins)


_GAP_FIGURES = (
    "gaps",
    "minutes_nobody_on_duty",
    "minutes_all_in_clinic",
    "minutes_nobody_on_rung_1",
    "calls_in_gaps",
)


def _gap_figures(desks: Sequence[_Desk], begins: datetime, until: datetime) -> Figures:
    """Empty where no rota was published or written out: that is not “no gaps”."""
    desks = [d for d in desks if d.known_until > begins]
    if not desks:
        return dict.fromkeys(_GAP_FIGURES)

    def minutes(*kinds: GapKind) -> int:
        spans = [
            min(g.end, until) - max(g.start, begins)
            for d in desks
            for g in d.gaps
            if g.kind in kinds and g.start < until and begins < g.end
        ]
        return round(sum(spans, timedelta()).total_seconds() / 60)

    calls = sum(
        begins <= at < until and any(g.kind in UNANSWERED and g.start <= at < g.end for g in d.gaps)
        for d in desks
        for at in d.arrivals
    )
    touching = [g for d in desks for g in d.gaps if g.kind in UNANSWERED and g.start < until and begins < g.end]
    return {
        "gaps": len(touching),
        "minutes_nobody_on_duty": minutes(GapKind.NOBODY),
        "minutes_all_in_clinic": minutes(GapKind.ALL_IN_CLINIC, GapKind.OWN_CLINIC),
        "minutes_nobody_on_rung_1": minutes(GapKind.NO_FIRST),
        "calls_in_gaps": calls,
    }


def _answer_figures(found: Sequence[Answer]) -> Figures:
    answered = [a for a in found if a.answered]
    wrong = sum(a.wrong for a in found)
    other = sum(a.other_than_first for a in answered)
    return {
        "connected": len(answered),
        "answered_by_another_than_first": other,
        "another_percent_of_connected": share(other, len(answered)),
        "wrong_rota": wrong,
        "wrong_rota_percent_of_connected": share(wrong, len(answered)),
    }


def _change_figures(found: Sequence[ChangeRow]) -> Figures:
    notice = [_hours(row.begins_at - row.at) for row in found]
    return {
        "swaps": sum(row.kind == "swap" for row in found),
        "other_changes": sum(row.kind != "swap" for row in found),
        "changes_under_24_h": sum(row.begins_at - row.at < SHORT_NOTICE for row in found),
        "change_notice_hours_median": round(median(notice), 1) if notice else None,
    }


def _burdens(store: Store, desk: _Desk, begins: datetime, until: datetime, settings: Settings) -> list[Burden]:
    zone = desk.roster.desk.zone
    first, last = begins.astimezone(zone).date(), until.astimezone(zone).date()
    shifts = [s for s in desk.shifts if first <= s.date < last]
    rotas = [rota_of(store, stretch.publication) for stretch in desk.roster.stretches]
    people = people_of(store, desk.roster)
    return fairness(people, shifts, bank_holidays(rotas, first, last), zone, settings.whole_time)


def _notice_figures(desks: Sequence[_Desk], begins: datetime) -> Figures:
    """How long before a month its rota was there: by the first publication that covered its beginning."""
    notices = [notice for d in desks if (notice := _notice(d, begins)) is not None]
    return {
        "notice_days_least": min((n.days for n in notices), default=None),
        **{name: sum(n >= wanted for n in notices) for name, wanted in NOTICE.items()},
        "desks_published": len(notices),
    }


def _notice(desk: _Desk, begins: datetime) -> timedelta | None:
    published = [row.at for row in desk.publications if row.effective <= begins]
    return max(begins - min(published), timedelta()) if published else None


def _tables(
    store: Store, found: Sequence[_Desk], begins: datetime, until: datetime, settings: Settings
) -> list[Table]:
    def table(title: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> Table:
        return Table(title, tuple(columns.split("|")), tuple(rows))

    def local(desk: _Desk, at: datetime) -> datetime:
        return at.astimezone(desk.roster.desk.zone)

    gap_rows = [
        (d.roster.desk.id, str(g.kind), local(d, g.start), local(d, g.end), g.minutes, _calls_in(d, g), _names(g))
        for d in found
        for g in d.gaps
    ]
    wrong_rows = [
        (d.roster.desk.id, a.reference, local(d, a.at), a.rostered, a.name, a.how)
        for d in found
        for a in d.answers
        if a.wrong or a.other_than_first
    ]
    change_rows = [
        (
            d.roster.desk.id, row.kind, change_words(row, d.roster.desk.zone), local(d, row.at),
            local(d, row.begins_at), _hours(row.begins_at - row.at), row.author,
        )
        for d in found
        for row in d.changes
    ]  # fmt: skip
    rule_rows = [
        (
            d.roster.desk.id, p.clinician.name, b.words, b.found, b.allowed, b.shifts[0].date, b.shifts[-1].date,
            b.rule.source,
        )
        for d in found
        for p in d.broken
        for b in p.broken
    ]  # fmt: skip
    fair_rows = [
        (
            d.roster.desk.id, b.clinician.name, b.clinician.grade, b.whole_time,
            *(getattr(b, f) for f in FIGURES), *(b.per_whole_time(f) for f in FIGURES),
        )
        for d in found
        for b in _burdens(store, d, begins, until, settings)
    ]  # fmt: skip
    publication_rows = [
        (d.roster.desk.id, local(d, row.at), local(d, row.effective), max(row.effective - row.at, timedelta()).days,
         row.author, row.file, row.reason)
        for d in found
        for row in d.publications
    ]  # fmt: skip
    per = "|".join(f"{figure} per post" for figure in FIGURES)
    return [
        table("Gaps", "desk|gap|from|until|minutes|calls|who", gap_rows),
        table("Wrong rota", "desk|enquiry|at|rostered|answered|how", wrong_rows),
        table("Changes", "desk|kind|what|entered|begins|notice hours|by", change_rows),
        table("Rules broken", "desk|clinician|rule|found|allowed|first shift|last shift|source", rule_rows),
        table("Fairness", f"desk|clinician|grade|post|{'|'.join(FIGURES)}|{per}", fair_rows),
        table("Publications", "desk|published|effective|notice days|by|file|reason", publication_rows),
    ]


def _calls_in(desk: _Desk, gap: Gap) -> int:
    return sum(gap.start <= at < gap.end for at in desk.arrivals)


def _names(gap: Gap) -> str:
    return ", ".join(person.name for person in gap.who)
