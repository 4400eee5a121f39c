"""How large a rota may be: far more than any department has, far less than would stop the program.

The limits are stated in ``rotas/README.md``. What goes beyond one is refused at its line, before it is worked out.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from advice_line.plain import check_plain, hidden_lines
from advice_line.rota.model import LONGEST_TEXT, Path, Pattern, Rota
from advice_line.rota.roster import last_dated
from advice_line.rota.window import judged_from

LARGEST = 1_000_000
"""Bytes of a file."""
MOST_ROWS = {
    "clinician": 300,
    "duty": 100,
    "pattern": 200,
    "shift": 10_000,
    "clinic": 1_000,
    "leave": 5_000,
    "swap": 1_000,
}
MOST_TURNS = 150_000
"""Days times people of a rota's patterns and clinics: twenty people for twenty years."""
MOST_SHIFTS = 24_000
"""Shifts that a rota comes to in the years that are judged: thirty people, five days a week, three years."""
MOST_CLINIC_DAYS = 90_000
"""Days of those times clinics, held or not: eighty clinics."""
MOST_DAYS = 7_305
"""From a single shift to the last date of a rota: twenty years. A date further off is mistyped."""
_ENDLESS = timedelta(days=366)


def hidden_comments(text: str) -> dict[int, str]:
    """By line: hidden characters as they stand in the file, in comments too. Control characters are no TOML."""
    return {
        line: f"This line holds {name}; type it afresh without."
        for line, name in hidden_lines(text)
        if not name.startswith(("a control", "an escape", "a NUL", "a line end"))
    }


def too_many(values: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Tables of which there are too many, or that name too many people."""
    for name, most in MOST_ROWS.items():
        rows = values.get(name)
        if isinstance(rows, list) and len(rows) > most:
            yield (name, most), f"There are {len(rows):,} [[{name}]] tables; a rota has {most:,} at most."


def hidden_texts(values: Any) -> Iterator[tuple[Path, str]]:
    """Texts and keys that hold what cannot be seen, however it was written (``"\\u202e"``), or are too long."""
    left: list[tuple[Path, Any]] = [((), values)]
    while left:
        path, value = left.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                left.append(((*path, key), inner))
                yield from _text((*path, key), key, "The name of this key")
        elif isinstance(value, list):
            left.extend(((*path, place), inner) for place, inner in enumerate(value))
        elif isinstance(value, str):
            yield from _text(path, value, f"“{next((p for p in reversed(path) if isinstance(p, str)), '')}”")


def _text(path: Path, text: str, what: str) -> Iterator[tuple[Path, str]]:
    if len(text) > LONGEST_TEXT:
        yield path, f"{what[:80]} has {len(text):,} letters; {LONGEST_TEXT:,} is the most."
        return
    try:
        check_plain(text, what)
    except ValueError as error:
        yield path, f"{error}"


def too_much(rota: Rota) -> Iterator[tuple[Path, str]]:
    """What a rota comes to, where that is more than can be worked out while somebody waits."""
    last = last_dated(rota) + _ENDLESS
    each = [((p.until or last) - p.from_).days * max(len(p.starts), 1) for p in rota.patterns]
    turns = sum(each)
    if turns > MOST_TURNS:
        yield (
            ("pattern", each.index(max(each)), "from"),
            f"The patterns come to {turns:,} days of people, more than {MOST_TURNS:,}; let this one begin later or "
            "end earlier.",
        )
        return
    judged = judged_from(last if any(p.until is None for p in rota.patterns) else last_dated(rota))
    shifts = [_shifts(pattern, judged, last) for pattern in rota.patterns]
    if sum(shifts) + len(rota.shifts) > MOST_SHIFTS:
        yield (
            ("pattern", shifts.index(max(shifts)), "from") if rota.patterns else ("shift", 0),
            f"The rota comes to {sum(shifts) + len(rota.shifts):,} shifts, more than {MOST_SHIFTS:,}; let this "
            "pattern begin later or end earlier.",
        )
        return
    far = min((s.date for s in rota.shifts), default=last)
    if (last - far).days > MOST_DAYS + _ENDLESS.days:
        yield (
            ("shift", [s.date for s in rota.shifts].index(far), "date"),
            f"The rota goes from {far} to {last - _ENDLESS}, longer than 20 years; look at the date of this shift.",
        )
        return
    first = max(min([p.from_ for p in rota.patterns] + [far]), judged)
    if (last - first).days * len(rota.clinics) > MOST_CLINIC_DAYS:
        yield (
            ("clinic", len(rota.clinics) - 1),
            f"{len(rota.clinics):,} clinics from {first} to {last} are more than can be worked out; "
            "write them as fewer, longer ones, or let the rota begin later.",
        )


def _shifts(pattern: Pattern, judged: date, last: date) -> int:
    """About how many shifts a pattern comes to from ``judged`` on, until ``last`` where it has no end of its own."""
    days = max(((pattern.until or last) - max(pattern.from_, judged)).days, 0)
    in_a_turn = sum(len(cell) for week in pattern.weeks for cell in week)
    return in_a_turn * len(pattern.starts) * days // (7 * len(pattern.weeks))
