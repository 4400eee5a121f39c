"""The GP practices: the national file read in, and found by number, name or code."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from advice_line.files import leave_alone, not_read
from advice_line.instants import to_text
from advice_line.people.phones import telephone
from advice_line.people.practice_file import PracticeLine, columns_of, practice_line
from advice_line.people.roles import Act
from advice_line.problems import Problem, Refused
from advice_line.store import Store
from advice_line.store.values.practices import Practice
from advice_line.store.values.statements import CommissionedSince
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

_MOST_PROBLEMS = 1_000
_LARGEST = 20_000_000
_BATCH = 1000
_ALWAYS = date(1948, 7, 5)
"""The day the health service began: before any day that an enquiry could be of."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    new: int
    updated: int
    active: int
    left_out: int
    problems: tuple[Problem, ...]


def practices_with_number(store: Store, number: str) -> list[Practice]:
    """The active practices that list a telephone number; several may share one."""
    try:
        e164 = telephone(number).e164
    except ValueError:
        return []
    return store.all(Practice, "practices_by_number", number=e164)


def find_practices(store: Store, words: str) -> list[Practice]:
    """Active practices by the beginning of their code, or any part of their name."""
    typed = words.strip().replace("%", "").replace("_", "")
    if not typed:
        return []
    low = typed.lower()
    return store.all(Practice, "practices_by_words", code=f"{typed.upper()}%", beginning=f"{low}%", inside=f"%{low}%")


def practice_by_code(store: Store, code: str) -> Practice | None:
    return store.one(Practice, "practice_by_code", code=code)


def import_practices(
    by: By,
    path: Path,
    progress: Callable[[int], None] = lambda bytes_read: None,
) -> Imported:
    """Reads the national practice file into the store, in one transaction.

    Bad rows are reported with their line and skipped. A practice that has closed stays, and leaves the lists.
    ``progress`` is told how many bytes of lines have been read since it was last told.
    """
    require(by.person, Act.IMPORT_PRACTICES, site=by.person.site)
    problems: list[Problem] = []
    counts = {"new": 0, "updated": 0, "active": 0, "left out": 0}

    def work() -> Receipt:
        known = set(by.store.all(str, "practice_codes"))
        commissioners = {row.practice: row for row in by.store.all(CommissionedSince, "commissioned_since")}
        batch: list[PracticeLine] = []
        for line in _lines(path, problems, progress):
            if not line.is_gp_practice:
                counts["left out"] += 1
                continue
            counts["updated" if line.code in known else "new"] += 1
            counts["active"] += line.status == "A"
            known.add(line.code)
            batch.append(line)
            if len(batch) >= _BATCH:
                _put(by.store, batch, commissioners, by.at)
                batch.clear()
        _put(by.store, batch, commissioners, by.at)
        return Receipt(path.name, dict(counts))

    act_once(by, "imported practices", "practice", Press(), work)
    return Imported(counts["new"], counts["updated"], counts["active"], counts["left out"], tuple(problems))


def _put(
    store: Store, lines: Iterable[PracticeLine], commissioners: Mapping[str, CommissionedSince], at: datetime
) -> None:
    lines = list(lines)
    store.many(
        "put_practice",
        [
            {
                "code": line.code,
                "name": line.name,
                "search_name": line.name.lower(),
                "address": line.address,
                "postcode": line.postcode,
                "telephone": line.telephone,
                "commissioner": line.commissioner,
                "status": line.status,
                "opened": line.opened,
                "closed": line.closed,
                "seen_at": to_text(at),
            }
            for line in lines
        ],
    )
    store.many("forget_practice_phones", [{"practice": line.code} for line in lines])
    store.many("put_practice_phone", [{"practice": line.code, "number": line.e164} for line in lines if line.e164])
    changed = [(line, since) for line in lines if (since := _since(line, commissioners.get(line.code), at.date()))]
    store.many(
        "put_practice_commissioner",
        [
            {"practice": line.code, "since": since.isoformat(), "commissioner": line.commissioner}
            for line, since in changed
        ],
    )


def _since(line: PracticeLine, before: CommissionedSince | None, today: date) -> date | None:
    """From when on a practice's commissioner is another than was known; None: nothing changes.

    What was known of a day before stays: the day is the file's where it lies after that, else today. One that was not
    known at all has had its first commissioner always.
    """
    if before is None:
        return _ALWAYS
    if before.commissioner == line.commissioner:
        return None
    said = date.fromisoformat(line.joined) if line.joined else today
    return said if before.since < said <= today else today


def _lines(path: Path, problems: list[Problem], progress: Callable[[int], None]) -> Iterator[PracticeLine]:
    try:
        leave_alone(path)
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise not_read(path, error) from error
    if len(data) > _LARGEST:
        raise Refused(f"{path}: this file is larger than {_LARGEST // 1_000_000} MB; that is no list of practices.")
    encoding = "utf-8-sig"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
    lines = data.count(b"\n")
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline=""))
    columns: dict[str, int] | None = None
    read = 0
    while True:
        if len(problems) > _MOST_PROBLEMS:
            raise Refused(f"{path}: more than {_MOST_PROBLEMS:,} lines are no practices; nothing was imported.")
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(Problem(str(path), reader.line_num, f"This line cannot be read: {error}."))
            continue
        if reader.line_num - read >= 500:
            progress(round(len(data) * 500 / max(lines, 1)))
            read = reader.line_num
        if columns is None:
            columns, is_header = columns_of(row)
            if is_header:
                continue
        if not any(cell.strip() for cell in row):
            continue
        try:
            yield practice_line(row, columns)
        except ValueError as error:
            problems.append(Problem(str(path), reader.line_num, str(error)))
    if columns is None:
        raise Refused(f"{path}: this file is empty.")
