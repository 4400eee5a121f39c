"""Publications, and the rosters that they come to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advice_line.instants import from_text, to_text
from advice_line.people.phones import Contact
from advice_line.rota import Clinic, Clinician, Ladder, Rota, Shift, Timeline, ladder
from advice_line.rota.governing import Governed, governed, joined, within
from advice_line.rota.ladder import clinic_order, ladder_order
from advice_line.rota.model import Duty
from advice_line.store.engine import Row, Store

LONGEST_SHIFT = timedelta(hours=26)
_KEPT = 600


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk as the newest publication describes it."""

    id: str
    site: str
    name: str
    function: str
    zone: ZoneInfo
    email: str
    reply_within_hours: int
    supervisor: int
    supervisor_gmc: str
    supervisor_name: str


@dataclass(frozen=True, slots=True)
class DeskRoster:
    """One desk's published shifts and clinics in a window of time, ready for the resolver."""

    desk: DeskRow
    shifts: Timeline[Shift]
    clinics: Timeline[Clinic]
    stretches: tuple[Governed, ...]

    def ladder(self, at: datetime) -> Ladder:
        return ladder(self.shifts, self.clinics, at)

    def publication_at(self, at: datetime) -> int | None:
        """The publication that governs an instant."""
        for stretch in self.stretches:
            if stretch.start <= at and (stretch.end is None or at < stretch.end):
                return stretch.publication
        return None


def desk_row(row: Row) -> DeskRow:
    return DeskRow(
        row["id"],
        row["site"],
        row["name"],
        row["function"],
        ZoneInfo(row["timezone"]),
        row["email"],
        row["reply_within_hours"],
        row["supervisor"],
        row["supervisor_gmc"],
        row["supervisor_name"],
    )


def desks(store: Store) -> list[DeskRow]:
    return [desk_row(row) for row in store.rows("desks")]


def desk_by_id(store: Store, desk: str) -> DeskRow | None:
    row = store.row("desk_by_id", id=desk)
    return desk_row(row) if row else None


def add_publication(
    store: Store, rota: Rota, source: str, *, effective: datetime, at: datetime, account: int, key: str
) -> int:
    """Writes a publication with its people and duties, and makes the desk what it says. Not its shifts."""
    ids = {
        c.id: _returned(store.row("put_clinician", gmc=c.gmc, name=c.name, grade=c.grade)) for c in rota.clinicians
    }
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
    publication = _returned(
        store.row(
            "add_publication",
            desk=desk.id,
            published_at=to_text(at),
            effective_from=to_text(effective),
            file=rota.file,
            source=source,
            sha256=hashlib.sha256(source.encode()).hexdigest(),
            account=account,
            key=key,
        )
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
                "starts": f"{d.start:%H:%M}",
                "ends": f"{d.end:%H:%M}",
                "rung": d.rung,
                "resident": int(d.resident),
            }
            for d in rota.duties
        ],
    )
    return publication


def _returned(row: Row | None) -> int:
    assert row is not None
    return int(row["id"])


def add_shifts(
    store: Store, publication: int, shifts: Iterable[Shift], clinics: Iterable[Clinic], until: date, at: datetime
) -> None:
    """Writes out a publication's shifts and clinics as far as ``until``."""
    ids = {row["slug"]: row["clinician"] for row in store.rows("publication_people", publication=publication)}
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


def rosters(
    store: Store, begins: datetime, until: datetime, *, desk: str | None = None, known_at: datetime | None = None
) -> list[DeskRoster]:
    """Every desk's roster for the window [begins, until), as it was known at ``known_at`` (None: now)."""
    if desk is None:
        wanted, published = desks(store), store.rows("publications")
    else:
        found = desk_by_id(store, desk)
        wanted, published = [found] if found else [], store.rows("publications_of_desk", desk=desk)
    publications: dict[str, list[tuple[int, datetime, datetime]]] = {}
    extents: dict[int, str] = {}
    for row in published:
        entry = (row["id"], from_text(row["published_at"]), from_text(row["effective_from"]))
        publications.setdefault(row["desk"], []).append(entry)
        extents[row["id"]] = row["extent"]
    made = []
    for d in wanted:
        stretches = governed(publications.get(d.id, []), known_at)
        near = tuple(s for s in stretches if s.start < until and (s.end is None or begins < s.end))
        key = ("roster", d.id, begins, until, near, tuple(extents[s.publication] for s in near))
        if key not in store.kept:
            if len(store.kept) > _KEPT:
                store.kept.clear()
            store.kept[key] = _timelines(store, near, begins, until)
        shifts, clinics = store.kept[key]
        made.append(DeskRoster(d, shifts, clinics, near))
    return made


def _timelines(
    store: Store, stretches: tuple[Governed, ...], begins: datetime, until: datetime
) -> tuple[Timeline[Shift], Timeline[Clinic]]:
    shifts: list[Shift] = []
    clinics: list[Clinic] = []
    for stretch in stretches:
        number = stretch.publication
        lists = _Lists.of(store, number)
        window = {"publication": number, "begins": to_text(begins - LONGEST_SHIFT), "until": to_text(until)}
        shifts += within([lists.shift(row) for row in store.rows("publication_shifts", **window)], stretch)
        clinics += within([lists.clinic(row) for row in store.rows("publication_clinics", **window)], stretch)
    if len(stretches) > 1:
        shifts = joined(shifts)
    return Timeline(shifts, ladder_order), Timeline(clinics, clinic_order)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The people and duties of a publication, which never change."""

    people: dict[int, Clinician]
    duties: dict[str, Duty]

    @classmethod
    def of(cls, store: Store, publication: int) -> "_Lists":
        key = ("publication", publication)
        if key not in store.kept:
            store.kept[key] = cls._read(store, publication)
        found: _Lists = store.kept[key]
        return found

    @classmethod
    def _read(cls, store: Store, publication: int) -> "_Lists":
        contacts: dict[int, list[Contact]] = {}
        for row in store.rows("publication_contacts", publication=publication):
            contacts.setdefault(row["clinician"], []).append(Contact(row["kind"], row["value"]))
        people = {
            row["clinician"]: Clinician(
                row["slug"],
                row["name"],
                row["gmc"],
                row["grade"],
                tuple(contacts.get(row["clinician"], ())),
                row["position"],
            )
            for row in store.rows("publication_people", publication=publication)
        }
        duties = {
            row["code"]: Duty(
                row["code"],
                row["name"],
                time.fromisoformat(row["starts"]),
                time.fromisoformat(row["ends"]),
                row["rung"],
                row["resident"] == 1,
            )
            for row in store.rows("publication_duties", publication=publication)
        }
        return cls(people, duties)

    def shift(self, row: Row) -> Shift:
        return Shift(
            self.people[row["clinician"]],
            self.duties[row["duty"]],
            date.fromisoformat(row["date"]),
            from_text(row["starts_at"]),
            from_text(row["ends_at"]),
        )

    def clinic(self, row: Row) -> Clinic:
        person = self.people[row["clinician"]]
        return Clinic(person.id, from_text(row["starts_at"]), from_text(row["ends_at"]))
