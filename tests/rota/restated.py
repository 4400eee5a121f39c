"""Who answers, said again slowly: straight from the page that fixes the meaning, with no index and no sharing."""

from datetime import UTC, date, datetime, timedelta

import holidays

from advice_line.rota.model import Clinician, Rota


class Restated:
    """One rota between two days, worked out by walking every date and every rule."""

    def __init__(self, rota: Rota, first: date, last: date) -> None:
        self.rota = rota
        self.shifts: list[tuple[int, datetime, int, Clinician, datetime]] = []
        self.clinics: list[tuple[str, datetime, datetime]] = []
        day = first
        while day <= last:
            self._one_day(day)
            day += timedelta(days=1)
        self.shifts.sort(key=lambda shift: shift[:3])

    def _at(self, day: date, wall) -> datetime:
        return datetime(
            day.year, day.month, day.day, wall.hour, wall.minute, tzinfo=self.rota.zone, fold=0
        ).astimezone(UTC)

    def _holiday(self, day: date) -> bool:
        rules = self.rota.bank_holidays
        return rules is not None and day in holidays.country_holidays("GB", subdiv=rules.calendar)

    def _away(self, clinician: str, day: date) -> bool:
        return any(a.clinician == clinician and a.first <= day <= a.last for a in self.rota.leave)

    def _one_day(self, day: date) -> None:
        rota = self.rota
        column = day.weekday()
        holidays_rule = rota.bank_holidays if self._holiday(day) else None
        if holidays_rule is not None and holidays_rule.run_as is not None:
            column = holidays_rule.run_as
        on: set[tuple[str, str]] = set()
        for pattern in rota.patterns:
            if day >= pattern.from_ and (pattern.until is None or day < pattern.until):
                for clinician, first in pattern.starts:
                    week = ((day - pattern.from_).days // 7 + first - 1) % len(pattern.weeks)
                    on |= {(clinician, code) for code in pattern.weeks[week][column]}
        on |= {(shift.clinician, shift.duty) for shift in rota.shifts if shift.date == day}
        for swap in rota.swaps:
            if swap.date == day and (swap.from_, swap.duty) in on:
                on = on - {(swap.from_, swap.duty)} | {(swap.to, swap.duty)}
        for clinician, code in on:
            if not self._away(clinician, day):
                duty = next(d for d in rota.duties if d.code == code)
                person = next(c for c in rota.clinicians if c.id == clinician)
                end_day = day if duty.end > duty.start else day + timedelta(days=1)
                start, end = self._at(day, duty.start), self._at(end_day, duty.end)
                self.shifts.append((duty.rung, start, person.order, person, end))
        for rule in rota.clinics:
            weeks = 0
            if rule.from_:
                weeks = (day - (rule.from_ - timedelta(days=rule.from_.weekday()))).days // 7
            if (
                day.weekday() in rule.days
                and (rule.from_ is None or day >= rule.from_)
                and (rule.until is None or day < rule.until)
                and weeks % rule.every == 0
                and day not in rule.except_
                and not self._away(rule.clinician, day)
                and (holidays_rule is None or holidays_rule.clinics)
            ):
                self.clinics.append((rule.clinician, self._at(day, rule.start), self._at(day, rule.end)))

    def at(self, moment: datetime) -> tuple[list[str], str | None]:
        """(everybody on the ladder in order, who answers)."""
        people: list[str] = []
        answering = None
        for _, start, _, person, end in self.shifts:
            if start <= moment < end and person.id not in people:
                people.append(person.id)
                busy = any(c == person.id and s <= moment < e for c, s, e in self.clinics)
                if answering is None and not busy:
                    answering = person.id
        return people, answering
