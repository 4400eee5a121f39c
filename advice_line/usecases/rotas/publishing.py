"""Publishing rotas: what changes, the publication, and writing an endless pattern's shifts further out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from advice_line.enquiry.reasons import words_of
from advice_line.people.roles import Act, Person
from advice_line.problems import NotPermitted
from advice_line.rota import Rota, Shift, Timeline, read_rota
from advice_line.rota.changes import apply
from advice_line.rota.diff import Diff, cut, diff
from advice_line.rota.expand import clinics_between, shifts_between
from advice_line.rota.gaps import gaps
from advice_line.rota.ladder import clinic_order, ladder_order
from advice_line.rota.publishing import WRITTEN_AHEAD, refuse_past_effect, refuse_two_of_one_number, written_out_to
from advice_line.rota.warnings import supervisor_away
from advice_line.store import Store
from advice_line.store.publications import add_publication, add_shifts, rota_of, source_hash, written_until
from advice_line.store.rotas import rosters
from advice_line.store.values.rotas import DeskRoster, NewestPublication, Published, WrittenOut
from advice_line.usecases.rotas.conflicts import Conflict, conflicts_with, ground_of, in_force
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

EXTEND_WITHIN = timedelta(days=300)
_COMPARED = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing one rota would do. ``same``: this very file governs already; ``first``: never published."""

    rota: Rota
    same: bool
    first: bool
    diff: Diff
    conflicts: tuple[Conflict, ...]


def preview(store: Store, rotas: Sequence[Rota], effective: datetime, at: datetime) -> list[Preview]:
    """What publishing would change in the year from ``effective``, changes on screen laid over both."""
    published = {r.desk.id: r for r in rosters(store, effective, effective + _COMPARED)}
    newest = {found.desk: found.sha256 for found in store.all(NewestPublication, "newest_publications")}
    return [
        _preview(store, rota, published.get(rota.desk.id), newest.get(rota.desk.id), effective, at) for rota in rotas
    ]


def _preview(
    store: Store,
    rota: Rota,
    before: DeskRoster | None,
    newest: str | None,
    effective: datetime,
    at: datetime,
) -> Preview:
    until = effective + _COMPARED
    governing = before.stretches if before else ()
    old_rota = rota_of(store, governing[-1].publication) if governing else None
    if governing:
        until = min(until, written_until(store, governing[-1].publication) or until)
    first = effective.astimezone(rota.zone).date() - timedelta(days=2)
    last = min(until.astimezone(rota.zone).date() + timedelta(days=1), written_out_to(rota, effective.date()))
    changes = in_force(store, rota.desk.id, effective, until)
    written, held = shifts_between(rota, first, last), clinics_between(rota, first, last)
    applied = apply(ground_of(store, rota), list(written), list(held), changes)
    shifts = Timeline([p.shift for p in applied.shifts], ladder_order)
    clinics = Timeline(applied.clinics, clinic_order)
    before_shifts = _all(before.shifts, effective, until) if before else []
    ends = min(until, max((s.end for s in (*before_shifts, *_all(shifts, effective, until))), default=effective))
    after_gaps = gaps(shifts, clinics, effective, ends, rota.zone, supervisor_away(rota))
    before_gaps = after_gaps
    if before is not None and old_rota is not None:
        before_gaps = gaps(before.shifts, before.clinics, effective, ends, rota.zone, supervisor_away(old_rota))
    return Preview(
        rota,
        same=newest == source_hash(rota.source),
        first=old_rota is None,
        diff=diff(
            cut(before_shifts, effective, until),
            cut(_all(shifts, effective, until), effective, until),
            before_gaps,
            after_gaps,
            old_rota.clinicians if old_rota else (),
            rota.clinicians,
        ),
        conflicts=tuple(conflicts_with(store, rota, effective, at)),
    )


def _all(shifts: Timeline[Shift], begins: datetime, until: datetime) -> list[Shift]:
    found = {id(s): s for start, _, on in shifts.segments_from(begins) if start < until for s in on}
    return list(found.values())


def check_may_publish(person: Person, rotas: Sequence[Rota], *, effective: datetime, at: datetime) -> None:
    """Raises NotPermitted or Refused unless the person may publish these rotas from that instant on."""
    for rota in rotas:
        require(person, Act.PUBLISH_ROTA, desk=rota.desk.id, site=rota.desk.site)
        if rota.desk.site != person.site:
            sentence = f"this desk is at site {rota.desk.site}, and you work at {person.site}; look at “site”."
            raise NotPermitted(f"{rota.file}:{rota.line('desk', 'site')}: {sentence}")
        refuse_two_of_one_number(rota)
    refuse_past_effect(effective, at)


def publish_rotas(
    store: Store, person: Person, rotas: Sequence[Rota], *, effective: datetime, at: datetime, reason: str = ""
) -> list[str]:
    """Publishes accepted rotas, all or none, from an instant on; the names of the desks that were published.

    The past is never touched, and a file that governs already is not published again.
    """
    check_may_publish(person, rotas, effective=effective, at=at)
    with store.transaction():
        return [rota.desk.name for rota in rotas if _publish(store, person, rota, effective, at, reason)]


def _publish(store: Store, person: Person, rota: Rota, effective: datetime, at: datetime, reason: str) -> bool:
    press, reason = Press(), words_of(reason, "The reason")
    newest = next((p for p in store.all(NewestPublication, "newest_publications") if p.desk == rota.desk.id), None)
    if newest is not None and newest.sha256 == source_hash(rota.source) and newest.effective_from <= effective:
        return False

    def work() -> Receipt:
        number = add_publication(
            store, rota, effective=effective, at=at, account=person.account, key=press.key, reason=reason
        )
        first = effective.astimezone(rota.zone).date() - timedelta(days=2)
        until = written_out_to(rota, effective.date())
        shifts, clinics = shifts_between(rota, first, until), clinics_between(rota, first, until)
        add_shifts(store, number, shifts, clinics, until, at)
        return Receipt(str(number), {"desk": rota.desk.id} | ({"reason": reason} if reason else {}))

    act_once(By(store, person, at), "published a rota", "publication", press, work)
    return True


def publications(store: Store, desk: str) -> list[Published]:
    """Every publication of a desk, the newest first, with the file's own text."""
    return store.all(Published, "publication_history", desk=desk)


def extend_rosters(by: By) -> None:
    """Writes out more of every endless pattern whose shifts end within 300 days, so that no desk runs dry."""
    for newest in by.store.all(WrittenOut, "extents"):
        until = newest.until
        if until > by.at.date() + EXTEND_WITHIN:
            continue
        rota = read_rota(newest.source.encode(), newest.file, kept=True).rota
        if rota is None or all(pattern.until is not None for pattern in rota.patterns):
            continue
        further = max(until, by.at.date()) + WRITTEN_AHEAD

        def work(rota: Rota = rota, number: int = newest.id, first: date = until, last: date = further) -> Receipt:
            shifts, clinics = shifts_between(rota, first, last), clinics_between(rota, first, last)
            add_shifts(by.store, number, shifts, clinics, last, by.at)
            return Receipt(str(number), {"until": last.isoformat()})

        press = Press.by_itself(f"extend publication {newest.id} to {further}")
        act_once(by, "wrote out a rota further", "publication", press, work)
