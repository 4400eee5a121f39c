"""The totals of a period, day by day: kept ones are read, the others counted from their enquiries.

A day that is over is counted once and kept. Whatever changes one of its enquiries takes it away again in the same
transaction, by a trigger of the store, so that no use-case can forget it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.totals import FORM, Totals, totals_from, totals_of, totals_texts
from advice_line.instants import start_of
from advice_line.store import Store
from advice_line.store.publications import calendar_of
from advice_line.store.rotas import desks
from advice_line.store.values.audits import DayMade, KeptDay
from advice_line.store.values.installation import Site
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.audits.counted_calls import read_calls

DayTotals = Mapping[tuple[str, date], Totals]
"""By desk and by day of the site's clock; desks and days without an enquiry may be missing."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Office:
    """A site's desks, and by what each of their days is counted: another form, zone or calendar counts anew."""

    site: Site
    made: Mapping[str, str]
    desks: Mapping[str, DeskRow]


def day_totals(
    store: Store, site: Site, begins: datetime, until: datetime, at: datetime, *, apart: bool = False
) -> DayTotals:
    """What [begins, until) comes to. Days that were over at ``at`` and are not kept yet are kept from now on.

    ``apart``: with what is counted by practice, by role and by hour, and the times between the steps.
    """
    office = _office(store, site)
    whole = _whole_days(site, begins, until)
    for day in _not_kept(store, office, [day for day in whole if start_of(day + _DAY, site.zone) <= at]):
        _keep_day(store, office, day)
    with store.snapshot():
        found = _kept(store, office, whole, apart=apart)
        missing = sorted(set(whole) - {day for _, day in found})
        for first, last in (*_runs(missing, site), *_edges(whole, site, begins, until)):
            found |= _counted(store, office, max(begins, first), min(until, last))
        return found


def recounted(store: Store, site: Site, begins: datetime, until: datetime) -> DayTotals:
    """The same from the enquiries alone, whatever is kept."""
    return _counted(store, _office(store, site), begins, until)


def keep_days(store: Store, site: Site, at: datetime, most: int) -> int:
    """Counts and keeps the newest days that are over and not kept, so many at most; how many there were."""
    first = store.one(datetime, "first_arrival", site=site.code)
    if first is None:
        return 0
    office = _office(store, site)
    today = at.astimezone(site.zone).date()
    begins = first.astimezone(site.zone).date()
    counted = set(store.all(str, "days_counted", site=site.code, desks=len(office.desks)))
    over = (today - n * _DAY for n in range(1, (today - begins).days + 1))
    lacking = list(islice((day for day in over if day.isoformat() not in counted), most))
    for day in lacking:
        _keep_day(store, office, day)
    return len(lacking)


def _keep_day(store: Store, office: _Office, day: date) -> None:
    """Counts one day of every desk and keeps it; nobody writes meanwhile, for what they wrote would be missing."""
    with store.transaction():
        if store.engine == "postgres":
            store.run("lock_day_totals_postgres")
        zone = office.site.zone
        found = _counted(store, office, start_of(day, zone), start_of(day + _DAY, zone))
        for desk, made in office.made.items():
            totals = found.get((desk, day), Totals())
            text, more = totals_texts(totals)
            store.run("keep_day", desk=desk, day=day.isoformat(), made=made, totals=text, apart=more)


def _office(store: Store, site: Site) -> _Office:
    own = {desk.id: desk for desk in desks(store) if desk.site == site.code}
    made = {name: f"{FORM} {desk.zone.key} {site.zone.key} {calendar_of(store, name)}" for name, desk in own.items()}
    return _Office(site, made, own)


def _not_kept(store: Store, office: _Office, days: Sequence[date]) -> list[date]:
    if not days:
        return []
    rows = store.all(DayMade, "days_made", site=office.site.code, **_window(days))
    many = Counter(row.day for row in rows if office.made.get(row.desk) == row.made)
    return [day for day in days if many[day.isoformat()] < len(office.desks)]


def _kept(store: Store, office: _Office, days: Sequence[date], *, apart: bool) -> dict[tuple[str, date], Totals]:
    """Of days that are whole: every desk has its row, and it was counted as it would be now."""
    lacking = set(_not_kept(store, office, days))
    by_text = {day.isoformat(): day for day in days if day not in lacking}
    if not by_text:
        return {}
    window = {"site": office.site.code, **_window(days)}
    return {
        (row.desk, by_text[row.day]): totals_from(row.totals, row.apart)
        for row in store.all(KeptDay, "day_totals_apart" if apart else "day_totals", **window)
        if row.day in by_text
    }


def _window(days: Sequence[date]) -> dict[str, str]:
    return {"first": days[0].isoformat(), "until": (days[-1] + _DAY).isoformat()}


def _counted(store: Store, office: _Office, begins: datetime, until: datetime) -> dict[tuple[str, date], Totals]:
    sorted_out: dict[tuple[str, date], list[CountedCall]] = {}
    for call in read_calls(store, office.site.code, begins, until):
        sorted_out.setdefault((call.desk, call.arrived_at.astimezone(office.site.zone).date()), []).append(call)
    return {key: totals_of(calls, office.desks[key[0]].zone) for key, calls in sorted_out.items()}


def _whole_days(site: Site, begins: datetime, until: datetime) -> list[date]:
    """The days of the site's clock that lie wholly within [begins, until)."""
    day = begins.astimezone(site.zone).date()
    if start_of(day, site.zone) < begins:
        day += _DAY
    found = []
    while start_of(day + _DAY, site.zone) <= until:
        found.append(day)
        day += _DAY
    return found


def _runs(days: Sequence[date], site: Site) -> Iterator[tuple[datetime, datetime]]:
    """Days in a row as periods, a week at most, so that their enquiries are never all in memory."""
    first = None
    for number, day in enumerate(days):
        first = first or day
        following = days[number + 1] if number + 1 < len(days) else None
        if following != day + _DAY or (day - first).days >= 6:
            yield start_of(first, site.zone), start_of(day + _DAY, site.zone)
            first = None


def _edges(
    whole: Sequence[date], site: Site, begins: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """What of [begins, until) is no whole day."""
    if not whole:
        yield begins, until
        return
    yield begins, start_of(whole[0], site.zone)
    yield start_of(whole[-1] + _DAY, site.zone), until
