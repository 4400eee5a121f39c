"""A list of shifts, one a line: date, start, end, role, person, phone, bleep, in any order and by many names."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from advice_line.imports.sheets import Sheet, SheetRow
from advice_line.imports.understood import Answers, FoundShift, NotUnderstood, Question, Understood
from advice_line.imports.words import Order, a_date, a_span, a_time, ambiguous, decides, heading

_NEEDED = ("date", "person")


def headings_of(sheet: Sheet, answers: Answers) -> tuple[int, dict[str, int]] | None:
    """The place of the heading row and which column is which; None where the sheet has none."""
    best: tuple[int, dict[str, int]] | None = None
    for place, row in enumerate(sheet.rows[:20]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row.cells):
            name = heading(cell)
            if name is not None:
                columns.setdefault(name, column)
        if len(columns) >= 2 and "date" in columns and (best is None or len(columns) > len(best[1])):
            best = (place, columns)
    if best is None:
        return None
    titles = [str(cell) for cell in sheet.rows[best[0]].cells if cell is not None]
    for name in ("date", "start", "end", "role", "person", "phone", "bleep"):
        told = answers.get(f"column:{name}")
        if told in titles:
            best[1][name] = [str(cell) for cell in sheet.rows[best[0]].cells].index(told)
    return best


def read_shift_list(sheet: Sheet, answers: Answers) -> Understood:
    """Every line as a shift, or among those not understood."""
    understood = Understood()
    headings = headings_of(sheet, answers)
    if headings is None:
        understood.unread.append(NotUnderstood(sheet.where(1), "there is no line of headings with a date column"))
        return understood
    place, columns = headings
    titles = tuple(str(cell) for cell in sheet.rows[place].cells if cell is not None)
    for name in _NEEDED:
        if name not in columns:
            understood.ask(Question(f"column:{name}", f"Which column holds the {name}?", titles))
    if "role" not in columns and "hours" not in columns and not {"start", "end"} <= set(columns):
        understood.ask(Question("column:role", "Which column says which duty it is?", titles))
    order = _order(sheet, place, columns, answers, understood)
    if understood.questions:
        return understood
    for row in sheet.rows[place + 1 :]:
        if any(cell is not None for cell in row.cells):
            _read_line(sheet, row, columns, order, understood)
    known = ", ".join(f"{name} from “{sheet.rows[place].cells[column]}”" for name, column in sorted(columns.items()))
    understood.remarks.append(f"Columns: {known}.")
    return understood


def _order(sheet: Sheet, place: int, columns: Mapping[str, int], answers: Answers, understood: Understood) -> Order:
    """Day or month first: as a date proves it, else as a person says when any could be read both ways."""
    if "date" not in columns:
        return "day first"
    texts = [str(_cell(row, columns, "date") or "") for row in sheet.rows[place + 1 :]]
    proved = {order for text in texts if (order := decides(text)) is not None}
    if len(proved) == 1:
        return proved.pop()
    doubtful = next((text for text in texts if ambiguous(text)), None)
    told = answers.get("dates")
    if told in ("day first", "month first"):
        return "month first" if told == "month first" else "day first"
    if doubtful is not None:
        asked = f"Is “{doubtful}” written day first or month first?"
        understood.ask(Question("dates", asked, ("day first", "month first"), "day first"))
    return "day first"


def _cell(row: SheetRow, columns: Mapping[str, int], name: str) -> Any:
    column = columns.get(name)
    return row.cells[column] if column is not None and column < len(row.cells) else None


def _read_line(sheet: Sheet, row: SheetRow, columns: Mapping[str, int], order: Order, understood: Understood) -> None:
    where = sheet.where(row.number)
    who = _cell(row, columns, "person")
    if who is None:
        understood.unread.append(NotUnderstood(where, "nobody is named"))
        return
    try:
        written = _cell(row, columns, "date")
        day = a_date(written, order)
        start, end = _times(row, columns)
    except ValueError as error:
        understood.unread.append(NotUnderstood(where, f"{error}"))
        return
    contacts = _contacts(row, columns)
    role = _cell(row, columns, "role")
    if role is None and start is None:
        understood.unread.append(NotUnderstood(where, "neither a duty nor times are given"))
        return
    understood.found.append(FoundShift(where, day, str(who), str(role or "On call"), start, end, contacts))


def _times(row: SheetRow, columns: Mapping[str, int]) -> tuple[time | None, time | None]:
    hours = _cell(row, columns, "hours")
    start, end = _cell(row, columns, "start"), _cell(row, columns, "end")
    if start is None and end is None:
        if hours is None:
            return None, None
        return a_span(str(hours))
    if start is None or end is None:
        raise ValueError("only one of start and end is given")
    if isinstance(start, datetime) and isinstance(end, datetime) and (end - start).total_seconds() > 86_400:
        raise ValueError("the shift is longer than a day; write a line for each day")
    return a_time(start), a_time(end)


def _contacts(row: SheetRow, columns: Mapping[str, int]) -> tuple[str, ...]:
    found = []
    for name, prefix in (("bleep", "bleep "), ("ext", "ext "), ("phone", "")):
        value = _cell(row, columns, name)
        if value is not None:
            text = str(value)
            known = text.lower().startswith(("bleep", "ext"))
            found.append(text if known or not prefix else f"{prefix}{text}")
    return tuple(found)
