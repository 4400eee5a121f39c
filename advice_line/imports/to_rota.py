"""What was understood, made a rota on the ground of the desk's own file: or the questions that stand in the way.

The imported shifts say who is on, so the file's patterns, single shifts and swaps give way to them. Its desk,
clinicians, duties, clinics and bank holidays stay, and its leave where it takes no imported shift.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from advice_line.imports.people import people_named
from advice_line.imports.understood import Answers, FoundShift, NotUnderstood, Question, Understood
from advice_line.imports.words import a_span, plain
from advice_line.people.numbers import GMC_NUMBER
from advice_line.people.phones import Contact, contact
from advice_line.rota.expand import instant
from advice_line.rota.file.writing import slug_of
from advice_line.rota.model import Clinician, Duty, ExtraShift, Grade, Leave, Rota

_ONE_DAY = timedelta(days=1)
_DUTY = re.compile(r"(?P<span>\S.*?\S)\s+(?P<rung>[1-9])(?P<away>\s+non-resident)?", re.IGNORECASE)
_PERSON = re.compile(rf"(?P<gmc>{GMC_NUMBER.pattern})\s+(?P<grade>registrar|consultant)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Brought:
    """The rota that a file comes to, or None while there are questions; and everything it could not take."""

    rota: Rota | None
    questions: tuple[Question, ...]
    unread: tuple[NotUnderstood, ...]
    remarks: tuple[str, ...]
    shifts: int


def to_rota(understood: Understood, base: Rota, answers: Answers) -> Brought:
    """The rota of what was understood; every question that its answers leave open, all at once."""
    asked = Understood(questions=list(understood.questions), unread=list(understood.unread))
    people = _People(base, answers, asked)
    duties = _Duties(base, answers, asked)
    shifts: dict[ExtraShift, None] = {}
    for found in understood.found:
        person, duty = people.of(found), duties.of(found)
        if person is not None and duty is not None:
            shifts[ExtraShift(found.date, duty.code, person)] = None
    leave = _leave(understood, people)
    remarks = list(understood.remarks)
    kept = [away for away in base.leave if not _takes(away, shifts)]
    if len(kept) < len(base.leave):
        remarks.append(f"{len(base.leave) - len(kept)} leave of the file would take imported shifts and is left out.")
    for name, gone in (("pattern", base.patterns), ("swap", base.swaps), ("single shift", base.shifts)):
        if gone:
            remarks.append(
                f"{len(gone)} {name}{'' if len(gone) == 1 else 's'} of the file give way to what is imported."
            )
    if asked.questions:
        return Brought(None, tuple(asked.questions), tuple(asked.unread), tuple(remarks), len(shifts))
    ordered = sorted(shifts, key=lambda s: (s.date, duties.place(s.duty), s.clinician))
    rota = replace(
        base,
        clinicians=tuple(people.all),
        duties=tuple(duties.all),
        patterns=(),
        shifts=tuple(ordered),
        swaps=(),
        leave=(*kept, *(away for away in leave if away not in kept and not _takes(away, shifts))),
    )
    return Brought(rota, (), tuple(asked.unread), tuple(remarks), len(shifts))


def _takes(away: Leave, shifts: Iterable[ExtraShift]) -> bool:
    return any(s.clinician == away.clinician and away.first <= s.date <= away.last for s in shifts)


def _leave(understood: Understood, people: "_People") -> list[Leave]:
    """Days of leave that follow each other are one leave."""
    days: dict[tuple[str, str], list[date]] = {}
    for away in understood.away:
        person = people.of(FoundShift(away.where, away.date, away.who, ""))
        if person is not None:
            days.setdefault((person, away.kind), []).append(away.date)
    found: list[Leave] = []
    for (person, kind), dates in days.items():
        for day in sorted(set(dates)):
            last = found[-1] if found else None
            if last and (last.clinician, last.kind, last.last + _ONE_DAY) == (person, kind, day):
                found[-1] = replace(last, last=day)
            else:
                found.append(Leave(person, day, day, kind))  # type: ignore[arg-type]
    return found


class _People:
    """The file's clinicians, and those whom the import adds."""

    def __init__(self, base: Rota, answers: Answers, asked: Understood) -> None:
        self.all: list[Clinician] = list(base.clinicians)
        self._answers, self._asked = answers, asked
        self._known: dict[str, str | None] = {}

    def of(self, found: FoundShift) -> str | None:
        """The id of whom a shift names; None when it must be asked."""
        key = " ".join(found.who.split())
        if key not in self._known:
            self._known[key] = self._find(key, found)
        clinician = self._known[key]
        if clinician is not None and found.contacts:
            self._reach(clinician, found)
        return clinician

    def _find(self, name: str, found: FoundShift) -> str | None:
        told = self._answers.get(f"person:{name}", "").strip()
        fresh = _PERSON.fullmatch(told)
        if fresh:
            return self._add(
                name, fresh["gmc"], "consultant" if fresh["grade"].lower() == "consultant" else "registrar"
            )
        meant = people_named(told or name, self.all)
        if len(meant) == 1:
            return meant[0].id
        which = "several" if meant else "nobody"
        self._asked.ask(
            Question(
                f"person:{name}",
                f"“{name}” ({found.where}) is {which} in the file. Who is it? An id of the file, or a registration "
                "number and a grade for somebody new, like “7012345 registrar”.",
                tuple(person.id for person in meant or self.all),
            )
        )
        return None

    def _add(self, name: str, gmc: str, grade: Grade) -> str:
        same = next((person for person in self.all if person.gmc == gmc), None)
        if same is not None:
            return same.id
        slug = slug_of(name, [person.id for person in self.all])
        self.all.append(Clinician(slug, " ".join(name.split()), gmc, grade, (), len(self.all)))
        return slug

    def _reach(self, clinician: str, found: FoundShift) -> None:
        """Contacts that the import names and the file does not have are tried last."""
        place = next(n for n, person in enumerate(self.all) if person.id == clinician)
        person = self.all[place]
        more: list[Contact] = []
        for text in found.contacts:
            try:
                more.append(contact(text))
            except ValueError as error:
                unread = NotUnderstood(found.where, f"{error}")
                if unread.words not in {other.words for other in self._asked.unread}:
                    self._asked.unread.append(unread)
        fresh = tuple(c for c in more if c not in person.contacts)
        if fresh:
            self.all[place] = replace(person, contacts=(*person.contacts, *fresh))


class _Duties:
    """The file's duties, and those that the import needs beside them."""

    def __init__(self, base: Rota, answers: Answers, asked: Understood) -> None:
        self.all: list[Duty] = list(base.duties)
        self._base, self._answers, self._asked = base, answers, asked
        self._known: dict[tuple[str, time | None, time | None], Duty | None] = {}

    def place(self, code: str) -> int:
        return next(n for n, duty in enumerate(self.all) if duty.code == code)

    def of(self, found: FoundShift) -> Duty | None:
        """The duty that a shift is; None when it must be asked."""
        if found.span is not None:
            same = self._by_span(found)
            if same is not None:
                return same
        key = (" ".join(found.role.split()), found.start, found.end)
        if key not in self._known:
            self._known[key] = self._find(*key, found)
        return self._known[key]

    def _by_span(self, found: FoundShift) -> Duty | None:
        """The duty of this role that comes to the same instants on this day: on a changed night, too."""
        zone = self._base.zone
        for duty in self._named(found.role):
            last = found.date if duty.end > duty.start else found.date + _ONE_DAY
            if found.span == (instant(found.date, duty.start, zone), instant(last, duty.end, zone)):
                return duty
        return None

    def _named(self, role: str) -> list[Duty]:
        words = plain(role)
        return [duty for duty in self.all if words in (plain(duty.code), plain(duty.name))]

    def _find(self, role: str, start: time | None, end: time | None, found: FoundShift) -> Duty | None:
        named = self._named(role)
        told = self._answers.get(f"code:{role}", "").strip()
        if told and not named:
            named = self._named(told)
        if start is None or end is None:
            if named:
                return named[0]
            return self._spelt(role, told, found)
        exact = next((duty for duty in named if (duty.start, duty.end) == (start, end)), None)
        if exact is not None:
            return exact
        if named:
            return self._variant(named[0], start, end)
        return self._on_rung(role, start, end, found)

    def _spelt(self, role: str, told: str, found: FoundShift) -> Duty | None:
        spelt = _DUTY.fullmatch(told)
        if spelt:
            try:
                start, end = a_span(spelt["span"])
            except ValueError:
                spelt = None
            else:
                return self._add(role, start, end, int(spelt["rung"]), not spelt["away"])
        self._asked.ask(
            Question(
                f"code:{role}",
                f"What is “{role}” ({found.where})? A duty of the file, times and a rung like “21:00-09:00 1” "
                "(or “… 2 non-resident”), “leave annual”, or “nothing”.",
                tuple(duty.code for duty in self.all),
            )
        )
        return None

    def _on_rung(self, role: str, start: time, end: time, found: FoundShift) -> Duty | None:
        told = self._answers.get(f"rung:{role}", "").strip().lower()
        rung = re.fullmatch(r"([1-9])(\s+non-resident)?", told)
        if rung:
            return self._add(role, start, end, int(rung[1]), not rung[2])
        self._asked.ask(
            Question(
                f"rung:{role}",
                f"On which rung is “{role}” ({found.where})? 1 is called first; add “non-resident” if so.",
                ("1", "2", "3", "2 non-resident"),
                "1",
            )
        )
        return None

    def _variant(self, duty: Duty, start: time, end: time) -> Duty:
        """The same duty at other hours: it keeps its name and its rung."""
        same = next((d for d in self.all if (d.name, d.start, d.end) == (duty.name, start, end)), None)
        return same or self._append(replace(duty, code=self._code(duty.code), start=start, end=end))

    def _add(self, role: str, start: time, end: time, rung: int, resident: bool) -> Duty:
        return self._append(Duty(self._code(role), " ".join(role.split()), start, end, rung, resident))

    def _append(self, duty: Duty) -> Duty:
        self.all.append(duty)
        return duty

    def _code(self, role: str) -> str:
        """A short code that is not taken: the role itself where it is short, else its initials."""
        words = re.findall(r"[A-Za-z0-9]+", role) or ["X"]
        stem = words[0] if len(words) == 1 and len(words[0]) <= 4 else "".join(word[0] for word in words).upper()
        taken = {duty.code for duty in self.all}
        if stem not in taken:
            return stem
        return next(f"{stem}{n}" for n in range(2, 1000) if f"{stem}{n}" not in taken)
