"""A rota file of hostile size or with hidden characters is a sentence with its line, soon and in little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from advice_line.rota import read_rota
from advice_line.rota.file.bounds import LARGEST, MOST_ROWS
from advice_line.rota.file.json_schema import json_schema
from advice_line.rota.model import LONGEST_TEXT, MOST_COMPLAINTS, MOST_NUMBER
from advice_line.rota.warnings import rota_warnings
from tests.rota.files import HEAD, PATTERN, complaints

GOOD = HEAD + PATTERN
SHIFT = '\n[[shift]]\ndate = 2026-09-05\nduty = "D"\nclinician = "patel"\n'


def people(many: int) -> str:
    return "".join(
        f'\n[[clinician]]\nid = "p{n}"\nname = "Dr {n}"\ngmc = "{8_000_000 + n}"\ngrade = "registrar"\n'
        for n in range(many)
    )


def every_day(many: int, until: str, duty: str = "D") -> str:
    starts = ", ".join(f"p{n} = 1" for n in range(many))
    weeks = " ".join([duty] * 7)
    return f'\n[[pattern]]\nfrom = 2026-08-03\nuntil = {until}\nweeks = ["{weeks}"]\nstarts = {{ {starts} }}\n'


def clinics(many: int) -> str:
    days = '["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]'
    return "".join(
        f'\n[[clinic]]\nclinician = "okafor"\ndays = {days}\nstart = "{n // 60:02}:{n % 60:02}"\nend = "23:59"\n'
        for n in range(many)
    )


# (the text, the line of the complaint or None, what it says)
HOSTILE = {
    "nested deeply": (GOOD + "a = " + "[" * 400_000, "a = [", "more than 16 brackets"),
    "inline tables in each other": (GOOD + "a = " + "{a = " * 190_000, "a = {a", "more than 16 brackets"),
    "a key of endless parts": (GOOD + "a." * 400_000 + "a = 1", "a.a.a", "more than 8 parts"),
    "a table of endless parts": (GOOD + "[" + "a." * 400_000 + "a]", "[a.a", "more than 8 parts"),
    "100,000 digits": (GOOD.replace("rung = 1", f"rung = {'9' * 100_000}"), "rung = 999", "has 100000 digits"),
    "100,000 digits below zero": (GOOD.replace("rung = 1", f"rung = -{'9' * 100_000}"), "rung = -9", "digits"),
    "a hexadecimal giant": (GOOD.replace("rung = 1", f"rung = 0x{'f' * 100_000}"), "rung = 0xf", "digits"),
    "a number out of all reason": (GOOD.replace("rung = 1", "rung = 10001"), "rung = 10001", "10,000 or less"),
    "10,000 clinicians": (HEAD + people(9_000), None, "[[clinician]] tables; a rota has 300 at most"),
    "too many swaps": (
        GOOD + '\n[[swap]]\ndate = 2026-09-05\nfrom = "a"\n' * 1_001,
        None,
        "a rota has 1,000 at most",
    ),
    "a pattern from year 1": (GOOD.replace("2026-08-03", "0001-01-01"), "0001-01-01", "outside the years"),
    "leave until year 9999": (
        GOOD + '\n[[leave]]\nclinician = "okafor"\nfirst = 2026-09-07\nlast = 9999-12-31\nkind = "other"\n',
        "9999-12-31",
        "outside the years",
    ),
    "a clinic but for year 9999": (
        GOOD + clinics(1) + "from = 2026-08-03\nexcept = [9999-12-31]\n",
        "except",
        "outside the years",
    ),
    "a pattern of 160 years": (
        GOOD.replace("2026-08-03", "1990-01-01") + SHIFT.replace("2026-09-05", "2149-09-05"),
        "1990-01-01",
        "days of people, more than 150,000",
    ),
    "thirty people on every day for four years": (
        HEAD + people(30) + every_day(30, "2030-08-03"),
        "from = 2026-08-03",
        "comes to 32,880 shifts, more than 24,000",
    ),
    "two duties at once for ever": (
        HEAD + people(20) + every_day(20, "2028-08-03", "D+C"),
        "from = 2026-08-03",
        "comes to 29,240 shifts",
    ),
    "a shift of long ago": (
        GOOD + SHIFT.replace("2026-09-05", "1995-09-05"),
        "1995-09-05",
        "from 1995-09-05 to 2026-08-03, longer than 20 years",
    ),
    "ninety clinics for six years": (
        GOOD.replace("2026-08-03", "2022-08-01") + clinics(90) + SHIFT,
        None,
        "more than can be worked out",
    ),
    "tables that nobody knows": (GOOD + "".join(f"[a{n}]\n" for n in range(90_000)), None, "more than 20,000 tables"),
    "a list without end": (f"x = [{'1,' * 400_000}]\n{GOOD}", "x = [", "120,000 commas, equals signs and braces"),
    "tables in a list without end": (f"x = [\n{'{a=1},' * 130_000}]\n{GOOD}", "{a=1}", "120,000 commas"),
    "a clinic every minute": (GOOD + clinics(900), None, "more than can be worked out"),
    "a name of a megabyte": (GOOD.replace("Cardiology", "C" * 900_000, 1), 'name = "CCC', "1,000 is the most"),
    "an address that takes an hour to refuse": (
        GOOD.replace("cardiology.advice@example.nhs.uk", "a@" + "." * 900_000 + "@"),
        "email =",
        "1,000 is the most",
    ),
}


@pytest.mark.parametrize(("text", "needle", "words"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_out_of_all_reason_is_refused_at_its_line(text: str, needle: str | None, words: str):
    found = complaints(text)
    assert len(found) < 4
    assert any(words in said for said in found)
    assert max(map(len, found)) < 500
    if needle is not None:
        line = next(number for number, line in enumerate(text.split("\n"), 1) if needle in line)
        assert any(said.startswith(f"cardiology.toml:{line}: ") for said in found)


def test_a_file_over_1_mb_is_not_even_decoded():
    reading = read_rota(b"\xff" * (LARGEST + 1), "rota.toml")
    assert [str(error) for error in reading.errors] == [
        "rota.toml:1: This file is larger than 1 MB; that is no rota."
    ]


def test_the_first_two_hundred_complaints_are_told():
    wrong = "".join(f'\n[[shift]]\ndate = 2026-09-05\nduty = "D"\nclinician = "nobody{n}"\n' for n in range(5_000))
    assert len(complaints(GOOD + wrong)) == MOST_COMPLAINTS
    assert len(complaints(GOOD + "\n[[shift]]\nx = = 1\n" * 5_000)) <= MOST_COMPLAINTS + 1


def test_as_much_as_is_allowed_is_allowed():
    assert complaints(GOOD + people(MOST_ROWS["clinician"] - 3)) == []
    one = '{date = 2026-09-05, duty = "D", clinician = "nobody"},'
    in_one_list = f"shift = [\n{(one + chr(10)) * MOST_ROWS['shift']}]\n{GOOD}"
    assert not any("120,000" in said for said in complaints(in_one_list))


def test_thirty_people_on_five_days_a_week_for_three_years_are_a_rota():
    assert complaints(HEAD + people(30) + every_day(30, "2029-08-06").replace("D D D D D D D", "D D D D D . .")) == []


@pytest.mark.slow
def test_a_pattern_that_has_stood_for_twenty_years_is_a_rota_and_its_last_three_years_are_judged():
    stood = HEAD + people(20) + every_day(20, "2026-08-03").replace("from = 2026", "from = 2006")
    stood = stood.replace("2006-08-03", "2006-08-07")
    assert complaints(stood) == []
    rota = read_rota(stood.encode(), "cardiology.toml").rota
    assert rota is not None
    said = [str(warning) for warning in rota_warnings(rota)]
    line = next(number for number, line in enumerate(stood.split("\n"), 1) if line == "from = 2006-08-07")
    judged = f"cardiology.toml:{line}: warning: Gaps and hours rules are looked at from 2023-08-03 on"
    assert [one for one in said if "2006" in one or "looked at" in one] == [
        f"{judged}: the last three years of this rota."
    ]
    assert any("breaks the hours rule" in one for one in said)


def test_of_a_rota_of_three_years_nothing_is_left_out():
    rota = read_rota((HEAD + people(1) + every_day(1, "2029-08-03")).encode(), "cardiology.toml").rota
    assert rota is not None
    assert not any("looked at" in str(warning) for warning in rota_warnings(rota))


def test_editors_know_the_limits_too():
    schema = json_schema()
    assert {
        name: table["maxItems"] for name, table in schema["properties"].items() if "maxItems" in table
    } == MOST_ROWS
    left, seen = [schema], 0
    while left:
        one = left.pop()
        assert "enum" in one or one.get("type") != "string" or one["maxLength"] == LONGEST_TEXT
        assert one.get("type") != "integer" or one["maximum"] == MOST_NUMBER
        left += [v for v in (*one.values(), *one.get("properties", {}).values()) if isinstance(v, dict)]
        seen += 1
    assert seen > 60
    kept = Path(__file__).parents[3] / "rotas" / "rota.schema.json"
    assert json.loads(kept.read_text("utf-8")) == schema


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("Dr Rohan Patel", "Dr Rohan\u202ePatel"), "right-to-left override"),
        (GOOD.replace("Dr Rohan Patel", "Dr Rohan\\u202EPatel"), "right-to-left override"),
        (GOOD.replace("Dr Rohan Patel", "Dr Rohan\\u001b[2JPatel"), "an escape character after “Dr Rohan”"),
        (GOOD.replace("Dr Rohan Patel", "Dr Rohan\\nPatel"), "a line end"),
        (GOOD.replace('name = "Dr Rohan Patel"', 'name = "Dr Rohan Patel" # \u200b'), "zero width space"),
        (GOOD.replace("bleep 2042", "bleep 2042\\u200b"), "zero width space"),
    ],
)
def test_a_hidden_character_is_refused_at_its_line(text: str, words: str):
    needle = "bleep 2042" if "bleep 2042\\" in text else "Rohan"
    line = next(number for number, line in enumerate(text.split("\n"), 1) if needle in line)
    found = [said for said in complaints(text) if words in said]
    assert len(found) == 1
    assert found[0].startswith(f"cardiology.toml:{line}: ")


def test_what_was_published_before_the_limits_is_still_read():
    old = GOOD.replace("Dr Rohan Patel", "Dr Rohan\u00adPatel").replace("rung = 1", "rung = 20000")
    assert read_rota(old.encode(), "rota.toml").rota is None
    assert read_rota(old.encode(), "rota.toml", kept=True).rota is not None


@pytest.mark.skipif(sys.platform == "win32", reason="limits of memory are set as POSIX does")
def test_a_device_that_never_ends_and_a_hostile_file_fit_into_little_memory(tmp_path: Path):
    (tmp_path / "nested.toml").write_text(HOSTILE["nested deeply"][0])
    (tmp_path / "parts.toml").write_text(HOSTILE["a key of endless parts"][0])
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (400_000_000, 400_000_000))\n"
        "from pathlib import Path\nfrom advice_line.rota import read_files\n"
        f"print(len(read_files([Path({str(tmp_path)!r})])[1]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3\n", "")
