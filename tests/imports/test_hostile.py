"""Whatever a file holds, the answer is a rota, questions, or a sentence: never a traceback."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advice_line.imports.bringing_in import bring_in
from advice_line.problems import Refused
from advice_line.rota import read_rota
from advice_line.rota.file.writing import rota_text
from tests.rota.files import PATTERN, rota

FILES = sorted((Path(__file__).parent / "files").iterdir())
BASE = rota(PATTERN)
FIRST, UNTIL = date(2026, 8, 3), date(2026, 9, 7)


def answered(data: bytes) -> None:
    """Brings a file in; what comes of it must be sound."""
    try:
        brought = bring_in(data, "file", BASE, {}, first=FIRST, until=UNTIL)
    except Refused:
        return
    assert brought.rota is not None or brought.questions or brought.unread
    if brought.rota is not None:
        reading = read_rota(rota_text(brought.rota).encode(), "file.toml")
        assert reading.rota is not None, reading.errors


@given(st.binary(max_size=400))
def test_bytes_of_any_kind(data: bytes):
    answered(data)


CELLS = st.sampled_from(
    ["date", "Name", "duty", "start", "end", "AM", "PM", "Mon", "2026-08-03", "2026-08-04", "2026-08-05", "4/8/26",
     "3 Aug", "August 2026", "1", "31", "Okafor", "Dr R Patel", "D", "N", "AL", "09:00", "25:00", "=1+1", "", "/",
     "\x00", "é", "Bleep", "2041", "D/N", "9am-5pm"]
)  # fmt: skip


@given(st.lists(st.lists(CELLS, max_size=9), max_size=8))
@settings(max_examples=300)
def test_tables_of_any_shape(rows: list[list[str]]):
    answered("\n".join(",".join(row) for row in rows).encode())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_files_with_bytes_changed_dropped_and_doubled(file: Path):
    chance = random.Random(20261123)
    whole = file.read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[place] = chance.randrange(256)
                case 1:
                    del data[place : place + chance.randrange(1, 40)]
                case _:
                    data[place:place] = data[place : place + chance.randrange(1, 40)]
        answered(bytes(data))


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=1000000", "FREQ=DAILY;UNTIL=99991231T000000Z"]
)
def test_a_calendar_that_never_ends_is_cut_to_the_dates_asked_for(rule: str):
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260701T000000Z\r\n"
        f"DTSTART:20260803T080000Z\r\nDTEND:20260803T160000Z\r\nRRULE:{rule}\r\nSUMMARY:Dr Okafor - Day on call\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    answered(text.encode())
