"""Changes that a publication contradicts, to be settled one by one: kept in spite of it, or taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.rota import Rota, Shift
from advice_line.rota.changes import Change, PublishedRota
from advice_line.rota.conflicts import contradictions
from advice_line.rota.consent import ChangeStanding, ChangeStep
from advice_line.rota.expand import shifts_between
from advice_line.store import Store, rotas
from advice_line.store.changes import changes_between, locums
from advice_line.store.publications import rota_of
from advice_line.store.rotas import rosters
from advice_line.store.values.changes import ChangeRow
from advice_line.store.values.rotas import PublicationExtent
from advice_line.usecases.rotas.changes import take_step, the_change
from advice_line.usecases.usecase import By, Press, require

LOOKED_AHEAD = timedelta(days=400)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One change, what contradicts it, and the publication that does (0: one not yet published)."""

    change: ChangeRow
    words: str
    publication: int


def conflicts(store: Store, desk: str, at: datetime) -> list[Conflict]:
    """What is to be settled at a desk: changes older than the publication that governs their time."""
    open_ones = _ahead(store, desk, at)
    if not open_ones:
        return []
    found: list[Conflict] = []
    for stretch in rosters(store, at, at + LOOKED_AHEAD, desk=desk)[0].stretches:
        rota = rota_of(store, stretch.publication)
        published = next(
            p.published_at
            for p in store.all(PublicationExtent, "publications_of_desk", desk=desk)
            if p.id == stretch.publication
        )
        mine = [
            row
            for row in open_ones
            if (stretch.end is None or row.begins_at < stretch.end) and stretch.start < row.ends_at
        ]
        for row, words in _contradicted(store, rota, mine):
            kept = any(s.step is ChangeStep.KEPT and s.publication == stretch.publication for s in row.steps)
            older = row.at < published
            if older and not kept and row.id not in {c.change.id for c in found}:
                found.append(Conflict(row, words, stretch.publication))
    return found


def conflicts_with(store: Store, rota: Rota, effective: datetime, at: datetime) -> list[Conflict]:
    """What publishing a rota from an instant on would put into conflict."""
    rows = [row for row in _ahead(store, rota.desk.id, at) if row.ends_at > effective]
    return [Conflict(row, words, 0) for row, words in _contradicted(store, rota, rows)]


def _ahead(store: Store, desk: str, at: datetime) -> list[ChangeRow]:
    rows = changes_between(store, at, at + LOOKED_AHEAD, desk=desk)
    return [row for row in rows if row.standing is ChangeStanding.IN_FORCE and row.as_change() is not None]


def _contradicted(store: Store, rota: Rota, rows: Sequence[ChangeRow]) -> list[tuple[ChangeRow, str]]:
    if not rows:
        return []
    changes = [change for row in rows if (change := row.as_change()) is not None]
    first = min(row.begins_at for row in rows).astimezone(rota.zone).date() - _DAY
    until = max(row.ends_at for row in rows).astimezone(rota.zone).date() + _DAY
    by_id = {row.id: row for row in rows}
    shifts: list[Shift] = list(shifts_between(rota, first, until))
    return [(by_id[n], words) for n, words in contradictions(ground_of(store, rota), shifts, changes)]


def ground_of(store: Store, rota: Rota) -> PublishedRota:
    """The rota of a file, for changes to be laid over, published or not."""
    people = locums(store, rota.desk.id) | {person.gmc: person for person in rota.clinicians}
    return PublishedRota(people, rota.duty_by_code, rota.zone, rota.leave)


def in_force(store: Store, desk: str, begins: datetime, until: datetime) -> list[Change]:
    """The changes that count in a span, in the order they were made."""
    rows = changes_between(store, begins, until, desk=desk)
    return [c for row in rows if row.standing is ChangeStanding.IN_FORCE and (c := row.as_change()) is not None]


def keep_change(by: By, number: int, publication: int, press: Press) -> None:
    """Keeps a change as it is in spite of a publication; what of it finds nothing to change does nothing."""
    row = the_change(by.store, number)
    require(by.person, Act.CHANGE_ROTA, desk=row.desk, site=rotas.the_desk(by.store, row.desk).site)
    if row.standing is not ChangeStanding.IN_FORCE:
        raise Refused(f"It is {row.standing} already.")
    take_step(by, row, ChangeStep.KEPT, "", press, publication=publication, against=publication)
