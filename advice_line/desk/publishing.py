"""Publishing rotas: what changes, the publication, and writing an endless pattern's shifts further out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from advice_line.desk.acting import Done, act_once, new_key, require
from advice_line.instants import clock_time
from advice_line.people.roles import Act, Person
from advice_line.problems import NotPermitted, Refused
from advice_line.rota import Roster, Rota, read_rota
from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.store import Store
from advice_line.store.rotas import DeskRoster, add_publication, add_shifts, rosters

WRITTEN_AHEAD = timedelta(days=400)
EXTEND_WITHIN = timedelta(days=120)
_COMPARED = timedelta(days=28)


def changes(store: Store, rotas: Sequence[Rota], effective: datetime) -> list[str]:
    """What publishing would change in the first four weeks, a sentence for each desk."""
    published = {r.desk.id: r for r in rosters(store, effective, effective + _COMPARED)}
    return [_change(rota, published, effective) for rota in rotas]


def _change(rota: Rota, published: dict[str, DeskRoster], effective: datetime) -> str:
    before = published.get(rota.desk.id)
    if before is None or not before.stretches:
        return f"{rota.desk.name}: published for the first time, from {clock_time(effective, rota.zone, effective)}."
    fresh = Roster(rota)
    until = effective + _COMPARED
    old = {(s.clinician.gmc, s.start, s.end) for _, _, on in before.shifts.segments_from(effective) for s in on}
    new = {
        (s.clinician.gmc, s.start, s.end)
        for start, _, on in fresh.shifts.segments_from(effective)
        if start < until
        for s in on
    }
    old = {s for s in old if effective <= s[1] < until}
    new = {s for s in new if effective <= s[1] < until}
    if old == new:
        return f"{rota.desk.name}: no shift changes in the next four weeks."
    return f"{rota.desk.name}: {len(new - old)} shifts come and {len(old - new)} go in the next four weeks."


def publish_rotas(
    store: Store, person: Person, rotas: Sequence[Rota], *, effective: datetime, at: datetime
) -> list[str]:
    """Publishes accepted rotas, all or none, from an instant on. The past is never touched."""
    for rota in rotas:
        require(person, Act.PUBLISH_ROTA, desk=rota.desk.id, site=rota.desk.site)
        if rota.desk.site != person.site:
            sentence = f"this desk is at site {rota.desk.site}, and you work at {person.site}; look at “site”."
            raise NotPermitted(f"{rota.file}:{rota.line('desk', 'site')}: {sentence}")
        numbers = [c.gmc for c in rota.clinicians]
        twice = next((n for n in numbers if numbers.count(n) > 1), None)
        if twice:
            raise Refused(
                f"{rota.file}: two clinicians have the registration number {twice}; it says who a person is."
            )
    if effective < at - timedelta(minutes=1):
        raise Refused("A publication may not reach into the past; choose an effective instant from now on.")
    with store.transaction():
        return [_publish(store, person, rota, effective, at) for rota in rotas]


def _publish(store: Store, person: Person, rota: Rota, effective: datetime, at: datetime) -> str:
    key = new_key()

    def work() -> Done:
        source = Path(rota.file).read_text("utf-8-sig")
        number = add_publication(store, rota, source, effective=effective, at=at, account=person.account, key=key)
        first = effective.astimezone(rota.zone).date() - timedelta(days=2)
        until = _write_until(rota, effective.date())
        shifts, clinics = shifts_between(rota, first, until), clinics_between(rota, first, until)
        add_shifts(store, number, shifts, clinics, until, at)
        return Done(str(number), {"desk": rota.desk.id})

    act_once(store, person, at, "published a rota", "publication", key, work)
    return rota.desk.name


def _write_until(rota: Rota, day: date) -> date:
    if any(pattern.until is None for pattern in rota.patterns):
        return day + WRITTEN_AHEAD
    ends = [p.until for p in rota.patterns if p.until] + [s.date + timedelta(days=1) for s in rota.shifts]
    return max([*ends, day])


def extend_rosters(store: Store, person: Person, at: datetime) -> None:
    """Writes out more of every endless pattern whose shifts end within four months, so that no desk runs dry."""
    for row in store.rows("extents"):
        until = date.fromisoformat(row["until"])
        if until > at.date() + EXTEND_WITHIN:
            continue
        rota = read_rota(row["source"].encode(), row["file"]).rota
        if rota is None or all(pattern.until is not None for pattern in rota.patterns):
            continue
        further = max(until, at.date()) + WRITTEN_AHEAD

        def work(rota: Rota = rota, number: int = row["id"], first: date = until, last: date = further) -> Done:
            add_shifts(store, number, shifts_between(rota, first, last), clinics_between(rota, first, last), last, at)
            return Done(str(number), {"until": last.isoformat()})

        key = f"extend publication {row['id']} to {further}"
        act_once(store, person, at, "wrote out a rota further", "publication", key, work)
