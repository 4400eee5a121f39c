"""A rota as the text of its file: what was brought in becomes a file, so that the file stays the source."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from advice_line.instants import wall_text
from advice_line.rota.model import WEEKDAYS, ClinicRule, Pattern, Rota
from advice_line.words.days import month_words

SCHEMA_LINE = "#:schema rota.schema.json"


def rota_text(rota: Rota, notes: Iterable[str] = ()) -> str:
    """The file of a rota, in the form that ``rotas/README.md`` describes; ``notes`` become comments at its head."""
    parts = [
        "\n".join([SCHEMA_LINE, *(f"# {line}" for note in notes for line in note.splitlines())]),
        _desk(rota),
        *_clinicians(rota),
        *_duties(rota),
        *(_pattern(pattern) for pattern in rota.patterns),
        *_shifts(rota),
        *(_clinic(rule) for rule in rota.clinics),
        *_leave(rota),
        *_swaps(rota),
        *_bank_holidays(rota),
    ]
    return "\n\n".join(parts) + "\n"


def quoted(text: str) -> str:
    """A TOML basic string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(values)}]"


def _desk(rota: Rota) -> str:
    desk = rota.desk
    lines = [
        "[desk]",
        f"id = {quoted(desk.id)}",
        f"name = {quoted(desk.name)}",
        f"site = {quoted(desk.site)}",
        f"function = {quoted(desk.function)}",
        f"timezone = {quoted(desk.timezone)}",
        f"email = {quoted(desk.email)}",
        f"reply_within_hours = {desk.reply_within_hours}",
        f"supervisor = {quoted(desk.supervisor)}",
    ]
    return "\n".join(lines)


def _clinicians(rota: Rota) -> Iterator[str]:
    for c in rota.clinicians:
        yield (
            f"[[clinician]]\nid = {quoted(c.id)}\nname = {quoted(c.name)}\ngmc = {quoted(c.gmc)}\n"
            f"grade = {quoted(c.grade)}\ncontacts = {_list(quoted(str(x)) for x in c.contacts)}"
        )


def _duties(rota: Rota) -> Iterator[str]:
    for d in rota.duties:
        resident = "" if d.resident else "\nresident = false"
        yield (
            f"[[duty]]\ncode = {quoted(d.code)}\nname = {quoted(d.name)}\nstart = {quoted(wall_text(d.start))}\n"
            f"end = {quoted(wall_text(d.end))}\nrung = {d.rung}{resident}"
        )


def _pattern(pattern: Pattern) -> str:
    widths = [max(len(_cell(week[day])) for week in pattern.weeks) for day in range(7)]
    weeks = [
        "  " + quoted(" ".join(_cell(day).ljust(width) for day, width in zip(week, widths, strict=True)).rstrip())
        for week in pattern.weeks
    ]
    starts = ", ".join(f"{clinician} = {week}" for clinician, week in pattern.starts)
    until = f"\nuntil = {pattern.until}" if pattern.until else ""
    head = f"[[pattern]]\nfrom = {pattern.from_}{until}\nweeks = [\n"
    return head + ",\n".join(weeks) + f",\n]\nstarts = {{ {starts} }}"


def _cell(codes: tuple[str, ...]) -> str:
    return "+".join(codes) or "."


def _shifts(rota: Rota) -> Iterator[str]:
    for month, shifts in groupby(rota.shifts, lambda s: (s.date.year, s.date.month)):
        first = date(*month, 1)
        yield f"# {month_words(first)}\n" + "\n".join(
            f"[[shift]]\ndate = {s.date}\nduty = {quoted(s.duty)}\nclinician = {quoted(s.clinician)}\n"
            for s in shifts
        ).rstrip("\n")


def _clinic(rule: ClinicRule) -> str:
    lines = [
        "[[clinic]]",
        f"clinician = {quoted(rule.clinician)}",
        f"days = {_list(quoted(WEEKDAYS[day]) for day in sorted(rule.days))}",
        f"start = {quoted(wall_text(rule.start))}",
        f"end = {quoted(wall_text(rule.end))}",
    ]
    if rule.from_:
        lines.append(f"from = {rule.from_}")
    if rule.until:
        lines.append(f"until = {rule.until}")
    if rule.every != 1:
        lines.append(f"every = {rule.every}")
    if rule.except_:
        lines.append(f"except = {_list(str(day) for day in sorted(rule.except_))}")
    return "\n".join(lines)


def _leave(rota: Rota) -> Iterator[str]:
    for a in rota.leave:
        days = f"first = {a.first}\nlast = {a.last}"
        yield f"[[leave]]\nclinician = {quoted(a.clinician)}\n{days}\nkind = {quoted(a.kind)}"


def _swaps(rota: Rota) -> Iterator[str]:
    for s in rota.swaps:
        yield f"[[swap]]\ndate = {s.date}\nduty = {quoted(s.duty)}\nfrom = {quoted(s.from_)}\nto = {quoted(s.to)}"


def _bank_holidays(rota: Rota) -> Iterator[str]:
    days = rota.bank_holidays
    if days is None:
        return
    lines = ["[bank_holidays]", f"calendar = {quoted(days.calendar)}"]
    if days.run_as is not None:
        lines.append(f"run_as = {quoted(WEEKDAYS[days.run_as])}")
    lines.append(f"clinics = {'true' if days.clinics else 'false'}")
    yield "\n".join(lines)


def slug_of(name: str, taken: Iterable[str] = ()) -> str:
    """A short id for a person: the surname, with a number where it is taken."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    stem = words[-1] if words else "somebody"
    used = set(taken)
    if stem not in used:
        return stem
    return next(f"{stem}-{n}" for n in range(2, 1000) if f"{stem}-{n}" not in used)
