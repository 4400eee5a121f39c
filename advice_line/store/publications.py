"""Publications as they are written, and what never changes about them: people, duties, the file itself."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from advice_line.instants import start_of, to_text, wall_text
from advice_line.people.phones import Contact
from advice_line.problems import StoreTrouble
from advice_line.rota import Clinic, Clinician, Rota, Shift, read_rota
from advice_line.rota.expand import is_bank_holiday
from advice_line.rota.model import Duty
from advice_line.store.engine import Store
from advice_line.store.values.rotas import (
    ListedClinician,
    ListedContact,
    NewestPublication,
    RotaText,
    WrittenClinic,
    WrittenShift,
)


def source_hash(source: str) -> str:
    """By which two files are known to be the same."""
    return hashlib.sha256(source.encode()).hexdigest()


def add_publication(
    store: Store,
    rota: Rota,
    *,
    effective: datetime,
    at: datetime,
    account: int,
    key: str,
    reason: str = "",
) -> int:
    """Writes a publication with its people and duties, and makes the desk what it says. Not its shifts."""
    ids = {c.id: store.inserted("put_clinician", gmc=c.gmc, name=c.name, grade=c.grade) for c in rota.clinicians}
    desk = rota.desk
    store.run(
        "put_desk",
        id=desk.id,
        site=desk.site,
        name=desk.name,
        function=desk.function,
        timezone=desk.timezone,
        email=desk.email,
        reply_within_hours=desk.reply_within_hours,
        supervisor=ids[desk.supervisor],
    )
    publication = store.inserted(
        "add_publication",
        desk=desk.id,
        published_at=to_text(at),
        effective_from=to_text(effective),
        file=rota.file,
        source=rota.source,
        sha256=source_hash(rota.source),
        account=account,
        key=key,
        reason=reason,
    )
    for c in rota.clinicians:
        store.run(
            "add_publication_clinician",
            publication=publication,
            clinician=ids[c.id],
            slug=c.id,
            name=c.name,
            grade=c.grade,
            position=c.order,
        )
        store.many(
            "add_contact",
            [
                {
                    "publication": publication,
                    "clinician": ids[c.id],
                    "position": n,
                    "kind": x.kind,
                    "value": x.value,
                }
                for n, x in enumerate(c.contacts)
            ],
        )
    store.many(
        "add_duty",
        [
            {
                "publication": publication,
                "code": d.code,
                "name": d.name,
                "starts": wall_text(d.start),
                "ends": wall_text(d.end),
                "rung": d.rung,
                "resident": int(d.resident),
            }
            for d in rota.duties
        ],
    )
    return publication


def add_shifts(
    store: Store, publication: int, shifts: Iterable[Shift], clinics: Iterable[Clinic], until: date, at: datetime
) -> None:
    """Writes out a publication's shifts and clinics as far as ``until``."""
    listed = store.all(ListedClinician, "publication_people", publication=publication)
    ids = {row.slug: row.clinician for row in listed}
    store.many(
        "add_shift",
        [
            {
                "publication": publication,
                "clinician": ids[s.clinician.id],
                "duty": s.duty.code,
                "date": s.date.isoformat(),
                "starts_at": to_text(s.start),
                "ends_at": to_text(s.end),
            }
            for s in shifts
        ],
    )
    store.many(
        "add_clinic",
        [
            {
                "publication": publication,
                "clinician": ids[c.clinician],
                "starts_at": to_text(c.start),
                "ends_at": to_text(c.end),
            }
            for c in clinics
        ],
    )
    store.run("add_extent", publication=publication, until=until.isoformat(), at=to_text(at))


@dataclass(frozen=True, slots=True)
class Lists:
    """The people and duties of a publication, which never change."""

    people: dict[int, Clinician]
    duties: dict[str, Duty]

    @classmethod
    def of(cls, store: Store, publication: int) -> "Lists":
        key = ("publication", publication)
        if key not in store.kept:
            store.kept[key] = cls._read(store, publication)
        found: Lists = store.kept[key]
        return found

    @classmethod
    def _read(cls, store: Store, publication: int) -> "Lists":
        contacts: dict[int, list[Contact]] = {}
        for row in store.all(ListedContact, "publication_contacts", publication=publication):
            contacts.setdefault(row.clinician, []).append(Contact(row.kind, row.value))
        people = {
            row.clinician: Clinician(
                row.slug, row.name, row.gmc, row.grade, tuple(contacts.get(row.clinician, ())), row.position
            )
            for row in store.all(ListedClinician, "publication_people", publication=publication)
        }
        duties = {duty.code: duty for duty in store.all(Duty, "publication_duties", publication=publication)}
        return cls(people, duties)

    def shift(self, row: WrittenShift) -> Shift:
        return Shift(self.people[row.clinician], self.duties[row.duty], row.date, row.starts_at, row.ends_at)

    def clinic(self, row: WrittenClinic) -> Clinic:
        return Clinic(self.people[row.clinician].id, row.starts_at, row.ends_at)


def rota_of(store: Store, publication: int) -> Rota:
    """The rota of a publication, read again from the file's own text, which is kept whole."""
    key = ("rota", publication)
    if key not in store.kept:
        text = store.one(RotaText, "publication_source", id=publication)
        rota = read_rota(text.source.encode(), text.file, kept=True).rota if text else None
        if rota is None:
            raise StoreTrouble(f"Publication {publication} cannot be read any more; run “advice-line trail verify”.")
        store.kept[key] = rota
    found: Rota = store.kept[key]
    return found


def written_until(store: Store, publication: int) -> datetime | None:
    """How far an endless pattern's shifts are written out; beyond that nothing is known. None: the file ends."""
    rota = rota_of(store, publication)
    if all(pattern.until is not None for pattern in rota.patterns):
        return None
    until = store.one(date, "publication_extent", publication=publication)
    return start_of(until, rota.zone) if until else None


def _newest_rota(store: Store, desk: str) -> Rota | None:
    newest = next((p.id for p in store.all(NewestPublication, "newest_publications") if p.desk == desk), None)
    return None if newest is None else rota_of(store, newest)


def holidays_of(store: Store, desk: str) -> Callable[[date], bool]:
    """Which days the newest rota of a desk calls bank holidays."""
    rota = _newest_rota(store, desk)
    return lambda day: rota is not None and is_bank_holiday(rota, day)


def calendar_of(store: Store, desk: str) -> str:
    """Whose bank holidays they are; empty for none."""
    rota = _newest_rota(store, desk)
    return rota.bank_holidays.calendar if rota is not None and rota.bank_holidays is not None else ""
