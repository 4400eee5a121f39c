"""Who answers: the resolver against recurring-ical-events and cached dateutil, on cardiology's patterns.

All three are asked the same instants and must name the same people on duty; leave, swaps and clinics are
left out of the other two, which makes their work lighter.
"""

import random
import timeit
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import recurring_ical_events
from dateutil.rrule import WEEKLY, rrule
from icalendar import Calendar, Event

from advice_line.rota import Roster, Rota, read_files
from advice_line.rota.expand import instant
from advice_line.shipped import shipped_file

WEEK = timedelta(weeks=1)


def plain(rota: Rota) -> Rota:
    """The rota's patterns alone."""
    return replace(rota, shifts=(), clinics=(), leave=(), swaps=(), bank_holidays=None)


def series(rota: Rota) -> list[tuple[str, datetime, timedelta, int, datetime]]:
    """Each clinician's weekly series: who, first local start, length, weeks between, until."""
    found = []
    for pattern in rota.patterns:
        assert pattern.until is not None
        many = len(pattern.weeks)
        for clinician, start in pattern.starts:
            for week in range(many):
                for column, codes in enumerate(pattern.weeks[(week + start - 1) % many]):
                    for code in codes:
                        duty = rota.duty_by_code[code]
                        day = pattern.from_ + week * WEEK + timedelta(days=column)
                        begins = datetime.combine(day, duty.start, rota.zone)
                        ends = datetime.combine(day, duty.end, rota.zone)
                        length = (ends if ends > begins else ends + timedelta(days=1)) - begins
                        until = datetime.combine(pattern.until, duty.start, rota.zone) - timedelta(seconds=1)
                        found.append((clinician, begins, length, many, until))
    return found


def calendar(rota: Rota) -> Calendar:
    made = Calendar()
    for number, (who, begins, length, many, until) in enumerate(series(rota)):
        event = Event()
        event.add("uid", str(number))
        event.add("summary", who)
        event.add("dtstart", begins)
        event.add("dtend", begins + length)
        event.add("rrule", {"freq": "weekly", "interval": many, "until": until.astimezone(UTC)})
        made.add_component(event)
    return made


def main() -> None:
    (rota,), _ = read_files([shipped_file("rotas") / "cardiology.toml"])
    rota = plain(rota)
    roster = Roster(rota)
    query = recurring_ical_events.of(calendar(rota))
    rules = [
        (
            who,
            rrule(WEEKLY, interval=many, dtstart=b.replace(tzinfo=None), until=u.replace(tzinfo=None), cache=True),
            length,
        )
        for who, b, length, many, u in series(rota)
    ]

    def by_resolver(at: datetime) -> set[str]:
        return {rung.clinician.id for rung in roster.ladder(at).rungs}

    def by_calendar(at: datetime) -> set[str]:
        return {str(event["summary"]) for event in query.at(at)}

    def by_dateutil(at: datetime) -> set[str]:
        local = at.astimezone(rota.zone).replace(tzinfo=None)
        found = set()
        for who, rule, length in rules:
            before = rule.before(local, inc=True)
            if before is not None:
                start = instant(before.date(), before.time(), rota.zone)
                end = instant((before + length).date(), (before + length).time(), rota.zone)
                if start <= at < end:
                    found.add(who)
        return found

    chance = random.Random(1)
    begins = datetime(2026, 8, 10, tzinfo=UTC)
    instants = [begins + timedelta(minutes=chance.randrange(60 * 24 * 380)) for _ in range(40)]
    for at in instants:
        assert by_resolver(at) == by_dateutil(at), at
    agreed = sum(by_resolver(at) == by_calendar(at) for at in instants)
    ours = (
        min(timeit.repeat(lambda: [roster.ladder(at) for at in instants], number=50, repeat=5)) / 50 / len(instants)
    )
    theirs = min(timeit.repeat(lambda: [by_calendar(at) for at in instants], number=1, repeat=3)) / len(instants)
    cached = min(timeit.repeat(lambda: [by_dateutil(at) for at in instants], number=2, repeat=3)) / 2 / len(instants)
    later = Roster(rota)
    far = [at + timedelta(days=365 * 20) for at in instants]
    endless = Roster(replace(rota, patterns=tuple(replace(p, until=None) for p in rota.patterns)))
    for at in far:
        endless.ladder(at)
        later.ladder(at)
    old = min(timeit.repeat(lambda: [endless.ladder(at) for at in far], number=50, repeat=5)) / 50 / len(far)
    print("Who answers, one desk, warm")
    print(f"  resolver                {ours * 1e6:10.1f} µs   1 x")
    print(f"  the same, rota 20 years old {old * 1e6:6.1f} µs   {old / ours:.2f} x")
    print(f"  cached dateutil         {cached * 1e6:10.1f} µs   {cached / ours:,.0f} x")
    agreeing = f"(agrees on {agreed} of {len(instants)})"
    print(f"  recurring-ical-events   {theirs * 1e6:10.1f} µs   {theirs / ours:,.0f} x  {agreeing}")


if __name__ == "__main__":
    main()
