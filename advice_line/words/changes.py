"""How a change that was entered on screen is said."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from advice_line.words.days import day_words
from advice_line.words.spans import stretch_words

if TYPE_CHECKING:
    from advice_line.store.values.changes import ChangeRow  # here: a rota is checked without a database


def change_words(row: "ChangeRow", zone: ZoneInfo) -> str:
    """In a line: ``swap: D Wed 5 Aug, Dr Okafor to Dr Patel``."""
    span = stretch_words(row.begins_at, row.ends_at, zone)
    match row.kind:
        case "leave":
            assert row.first_day
            assert row.last_day
            days = f"{day_words(row.first_day)} to {day_words(row.last_day)}"
            return f"leave ({row.leave_kind}): {row.clinician_name}, {days}"
        case "sickness":
            return f"sickness: {row.clinician_name}, {span}"
        case "cover":
            of = f" for {row.clinician_name}" if row.clinician_name else ""
            return f"cover: {row.receiver_name}{of}, {span}"
        case _:
            names = {row.clinician: row.clinician_name, row.receiver: row.receiver_name}
            legs = [f"{g.duty} {day_words(g.date)}, {names[g.from_]} to {names[g.to]}" for g in row.legs]
            return f"swap: {'; '.join(legs)}"
