"""A rota file read into a Rota, or refused with every complaint at once.

The format and the list of errors are those of ``rotas/README.md``.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path as FilePath
from typing import Any

from advice_line.files import leave_alone
from advice_line.problems import Problem
from advice_line.rota.file.bounds import LARGEST, hidden_comments, hidden_texts, too_many, too_much
from advice_line.rota.file.fields import Complaints, TooManyComplaints, closest
from advice_line.rota.file.references import References, check_swaps
from advice_line.rota.file.syntax import Tables, read_tables
from advice_line.rota.file.tables import (
    read_bank_holidays,
    read_clinic,
    read_clinician,
    read_desk,
    read_duty,
    read_leave,
    read_pattern,
    read_shift,
    read_swap,
)
from advice_line.rota.model import REPLY_WITHIN_HOURS, Desk, Rota
from advice_line.toml_text import toml_trouble

TABLES = ("desk", "clinician", "duty", "pattern", "shift", "clinic", "leave", "swap", "bank_holidays")
_MANY = TABLES[1:8]
_NO_DESK = Desk("", "", "", "", "Europe/London", "", REPLY_WITHIN_HOURS, "")


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: the rota, or None when it is refused, and what was said about it."""

    rota: Rota | None
    errors: tuple[Problem, ...]


def read_rota(data: bytes, file: str, *, kept: bool = False) -> Reading:
    """Reads the bytes of one rota file. ``file`` is the name that complaints carry.

    ``kept`` is for what was published before: a limit that is newer than it does not shut out a desk.
    """
    if len(data) > LARGEST and not kept:
        return Reading(None, (Problem(file, 1, "This file is larger than 1 MB; that is no rota."),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Reading(None, (Problem(file, line, "This file is not UTF-8; save it as UTF-8."),))
    text = text.replace("\r\n", "\n")
    if not kept and (trouble := toml_trouble(text)):
        return Reading(None, (Problem(file, *trouble),))
    tables = read_tables(text)
    complaints = Complaints(file, tables.lines, kept=kept)
    complaints.found.extend(Problem(file, line, sentence) for line, sentence in tables.errors)
    try:
        rota = _read_within_bounds(tables, complaints, text, kept)
    except TooManyComplaints:
        rota = None
    if complaints.found or rota is None:
        return Reading(None, tuple(sorted(set(complaints.found))))
    return Reading(rota, ())


def _read_within_bounds(tables: Tables, complaints: Complaints, text: str, kept: bool) -> Rota | None:
    if kept:
        return _read_tables(tables, complaints, text)
    for path, sentence in too_many(tables.values):
        complaints.add(path, sentence)
    if complaints.found and not tables.errors:
        return None
    hidden = hidden_comments(text)
    complaints.found.extend(Problem(complaints.file, line, sentence) for line, sentence in hidden.items())
    for path, sentence in hidden_texts(tables.values):
        if complaints.line(path) not in hidden:
            complaints.add(path, sentence)
    rota = _read_tables(tables, complaints, text)
    for path, sentence in too_much(rota) if rota is not None else ():
        complaints.add(path, sentence)
    return rota


def read_bytes(path: FilePath, most: int = LARGEST) -> bytes:
    """The bytes of a file, one more than ``most`` where it is larger: a device never ends."""
    leave_alone(path)
    with path.open("rb") as file:
        return file.read(most + 1)


def read_files(paths: list[FilePath]) -> tuple[list[Rota], list[Problem]]:
    """Reads files, and the ``*.toml`` files of folders, in order of name; a desk may come only once."""
    rotas: list[Rota] = []
    problems: list[Problem] = []
    for path in _files(paths, problems):
        try:
            reading = read_rota(read_bytes(path), str(path))
        except OSError as error:
            problems.append(Problem(str(path), 1, f"This file cannot be read: {error.strerror}."))
            continue
        problems.extend(reading.errors)
        if reading.rota is not None:
            rotas.append(reading.rota)
    rotas.sort(key=lambda rota: rota.desk.id)
    for first, second in pairwise(rotas):
        if first.desk.id == second.desk.id:
            line = second.line("desk", "id")
            sentence = f"The desk “{second.desk.id}” is also in {first.file}; give each desk one file."
            problems.append(Problem(second.file, line, sentence))
    return rotas, problems


def _files(paths: list[FilePath], problems: list[Problem]) -> list[FilePath]:
    files: list[FilePath] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(path.glob("*.toml"))
            if not inside:
                problems.append(Problem(str(path), 1, "This folder holds no rota files (*.toml)."))
            files.extend(inside)
        elif path.exists():
            files.append(path)
        else:
            problems.append(Problem(str(path), 1, "There is no such file or folder."))
    return list(dict.fromkeys(files))


def _read_tables(tables: Tables, complaints: Complaints, source: str) -> Rota | None:
    values = tables.values
    for name in values:
        if name not in TABLES:
            path = (name,) if (name,) in tables.lines else (name, 0)
            complaints.add(path, f"A rota file has no table or key “{name}”{closest(name, TABLES)}")
    rows = {name: _rows(values, name, complaints) for name in _MANY}
    known = References.gather(rows, tables.lost)
    desk = None
    if "desk" in values:
        desk = read_desk(values["desk"], complaints, known)
    elif "desk" not in tables.lost:
        complaints.add((), "The file has no [desk] table; add one with id, name, site and function.")
    read: dict[str, list[Any]] = {
        "clinician": [read_clinician(row, i, complaints, known) for i, row in enumerate(rows["clinician"])],
        "duty": [read_duty(row, i, complaints, known) for i, row in enumerate(rows["duty"])],
        "pattern": [read_pattern(row, i, complaints, known) for i, row in enumerate(rows["pattern"])],
        "shift": [read_shift(row, i, complaints, known) for i, row in enumerate(rows["shift"])],
        "clinic": [read_clinic(row, i, complaints, known) for i, row in enumerate(rows["clinic"])],
        "leave": [read_leave(row, i, complaints, known) for i, row in enumerate(rows["leave"])],
        "swap": [read_swap(row, i, complaints, known) for i, row in enumerate(rows["swap"])],
    }
    bank_holidays = None
    if "bank_holidays" in values:
        bank_holidays = read_bank_holidays(values["bank_holidays"], complaints)
    rota = Rota(
        desk=desk or _NO_DESK,
        clinicians=_all(read["clinician"]),
        duties=_all(read["duty"]),
        patterns=_all(read["pattern"]),
        shifts=_all(read["shift"]),
        clinics=_all(read["clinic"]),
        leave=_all(read["leave"]),
        swaps=_all(read["swap"]),
        bank_holidays=bank_holidays,
        file=complaints.file,
        source=source,
        lines=tables.lines,
    )
    # Whether a swap moves a shift can be told as soon as the shifts can, whatever else is wrong.
    shifts_known = None not in (*read["pattern"], *read["shift"]) and not {"pattern", "shift"} & tables.lost
    if shifts_known and (bank_holidays is not None or "bank_holidays" not in values):
        check_swaps(rota, read["swap"], complaints)
    return None if complaints.found or desk is None else rota


def _all(read: list[Any]) -> tuple[Any, ...]:
    return tuple(value for value in read if value is not None)


def _rows(values: dict[str, Any], name: str, complaints: Complaints) -> list[Any]:
    rows = values.get(name, [])
    if not isinstance(rows, list):
        complaints.add((name,), f"Write [[{name}]] with two brackets: there may be several.")
        return []
    return rows
