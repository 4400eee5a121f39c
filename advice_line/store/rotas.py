"""The rosters that publications and the changes on top of them come to."""

from datetime import date, datetime, timedelta

from advice_line.instants import to_text
from advice_line.problems import no_desk
from advice_line.rota import Clinic, Shift, Timeline
from advice_line.rota.changes import Applied, Change, PublishedRota, ShiftTakenAway, StandingShift, apply
from advice_line.rota.consent import ChangeStanding
from advice_line.rota.governing import PublicationInForce, joined, joined_clinics, publications_in_force, within
from advice_line.rota.ladder import clinic_order, ladder_order
from advice_line.store.changes import changes_between, locums
from advice_line.store.engine import Store
from advice_line.store.publications import Lists, rota_of
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.rotas import DeskRoster, DeskRow, PublicationExtent, WrittenClinic, WrittenShift

LONGEST_SHIFT = timedelta(hours=26)
_KEPT = 600


def desks(store: Store) -> list[DeskRow]:
    return store.all(DeskRow, "desks")


def desk_by_id(store: Store, desk: str) -> DeskRow | None:
    return store.one(DeskRow, "desk_by_id", id=desk)


def the_desk(store: Store, desk: str) -> DeskRow:
    """The desk with this id. Raises Refused when there is none."""
    found = desk_by_id(store, desk)
    if found is None:
        raise no_desk(desk)
    return found


def rosters(
    store: Store, begins: datetime, until: datetime, *, desk: str | None = None, known_at: datetime | None = None
) -> list[DeskRoster]:
    """Every desk's roster for the window [begins, until), as it was known at ``known_at`` (None: now).

    ``desk``: its roster alone. Raises Refused when there is no such desk.
    """
    if desk is None:
        wanted, published = desks(store), store.all(PublicationExtent, "publications")
    else:
        wanted, published = [the_desk(store, desk)], store.all(PublicationExtent, "publications_of_desk", desk=desk)
    publications: dict[str, list[tuple[int, datetime, datetime]]] = {}
    extents: dict[int, date | None] = {}
    for row in published:
        publications.setdefault(row.desk, []).append((row.id, row.published_at, row.effective_from))
        extents[row.id] = row.extent
    changes = _in_force(changes_between(store, begins - LONGEST_SHIFT, until, known_at, desk))
    made = []
    for d in wanted:
        stretches = publications_in_force(publications.get(d.id, []), known_at)
        near = tuple(s for s in stretches if s.start < until and (s.end is None or begins < s.end))
        own = tuple(changes.get(d.id, ()))
        standins = tuple(locums(store, d.id).values()) if own else ()
        key = ("roster", d.id, begins, until, near, tuple(extents[s.publication] for s in near), own, standins)
        if key not in store.kept:
            if len(store.kept) > _KEPT:
                store.kept.clear()
            store.kept[key] = _resolve(store, d, near, begins, until, own)
        made.append(DeskRoster(d, *store.kept[key]))
    return made


def _in_force(rows: list[ChangeRow]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for row in rows:
        change = row.as_change() if row.standing is ChangeStanding.IN_FORCE else None
        if change is not None:
            found.setdefault(row.desk, []).append(change)
    return found


Resolved = tuple[
    Timeline[Shift],
    Timeline[Clinic],
    tuple[PublicationInForce, ...],
    tuple[StandingShift, ...],
    tuple[ShiftTakenAway, ...],
]


def _resolve(
    store: Store,
    desk: DeskRow,
    stretches: tuple[PublicationInForce, ...],
    begins: datetime,
    until: datetime,
    changes: tuple[Change, ...],
) -> Resolved:
    shifts: list[Shift] = []
    clinics: list[Clinic] = []
    placed: list[StandingShift] = []
    lost: list[ShiftTakenAway] = []
    for stretch in stretches:
        number = stretch.publication
        lists = Lists.of(store, number)
        window = {"publication": number, "begins": to_text(begins - LONGEST_SHIFT), "until": to_text(until)}
        own = [lists.shift(row) for row in store.all(WrittenShift, "publication_shifts", **window)]
        held = [lists.clinic(row) for row in store.all(WrittenClinic, "publication_clinics", **window)]
        if changes:
            applied = apply(published_rota(store, desk, number), own, held, changes)
            own, held = [p.shift for p in applied.shifts], list(applied.clinics)
            _clip(applied, stretch, placed, lost)
        shifts += within(own, stretch)
        clinics += within(held, stretch)
    if len(stretches) > 1:
        shifts, clinics = joined(shifts), joined_clinics(clinics)
    return Timeline(shifts, ladder_order), Timeline(clinics, clinic_order), stretches, tuple(placed), tuple(lost)


def published_rota(store: Store, desk: DeskRow, publication: int) -> PublishedRota:
    """What changes are laid over: a publication's people with the desk's locums, its duties and its leave."""
    lists, rota = Lists.of(store, publication), rota_of(store, publication)
    people = locums(store, desk.id) | {person.gmc: person for person in lists.people.values()}
    return PublishedRota(people, lists.duties, desk.zone, rota.leave)


def _clip(
    applied: Applied, stretch: PublicationInForce, placed: list[StandingShift], lost: list[ShiftTakenAway]
) -> None:
    for p in applied.shifts:
        if p.change is not None:
            placed += [StandingShift(shift, p.change, p.instead_of) for shift in within([p.shift], stretch)]
    for away in applied.lost:
        lost += [ShiftTakenAway(shift, away.change) for shift in within([away.shift], stretch)]
