"""How evenly a rota is borne: nights, weekends, bank holidays and hours for each person, and per whole-time post."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from advice_line.rota.hours import Worked, worked
from advice_line.rota.model import Clinician, Shift


@dataclass(frozen=True, slots=True)
class Burden:
    """What one person bore in a period. ``whole_time`` is their share of a whole-time post."""

    clinician: Clinician
    whole_time: float
    duties: int
    nights: int
    weekends: int
    bank_holidays: int
    hours: float

    def per_whole_time(self, figure: str) -> float:
        """A figure as it would be for a whole-time post."""
        return round(float(getattr(self, figure)) / self.whole_time, 2)


FIGURES = ("duties", "nights", "weekends", "bank_holidays", "hours")


def fairness(
    people: Iterable[Clinician],
    shifts: Sequence[Shift],
    bank_holidays: Iterable[date],
    zone: ZoneInfo,
    whole_time: Mapping[str, float],
) -> list[Burden]:
    """Everybody's burden by the shifts given, in the order of the people; hours by the clock on the wall."""
    by_person: dict[str, list[Shift]] = {}
    for shift in shifts:
        by_person.setdefault(shift.clinician.gmc, []).append(shift)
    holidays = frozenset(bank_holidays)
    return [
        _burden(person, worked(by_person.get(person.gmc, ()), zone), holidays, whole_time.get(person.gmc, 1.0))
        for person in people
    ]


def _burden(person: Clinician, on: Sequence[Worked], holidays: frozenset[date], whole_time: float) -> Burden:
    days = [day for w in on for day in days_touched(w)]
    weekends = {day - timedelta(days=day.weekday() - 5) for day in days if day.weekday() >= 5}
    return Burden(
        person,
        whole_time,
        duties=len(on),
        nights=sum(w.night for w in on),
        weekends=len(weekends),
        bank_holidays=len(holidays.intersection(days)),
        hours=round(sum(w.hours for w in on), 2),
    )


def days_touched(w: Worked) -> list[date]:
    """The days on which some of a shift falls."""
    last = (w.end - timedelta(microseconds=1)).date()
    return [w.start.date() + timedelta(days=n) for n in range((last - w.start.date()).days + 1)]
