import re

import pytest

from advice_line.rota import read_files, read_rota
from tests.rota.files import HEAD, PATTERN, complaints

GOOD = HEAD + PATTERN


def line_of(text: str, needle: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if needle in line)


def extra(block: str) -> str:
    return GOOD + "\n" + block + "\n"


CLINIC = '[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "13:30"\nend = "17:00"\n'
LEAVE = '[[leave]]\nclinician = "okafor"\nfirst = 2026-09-07\nlast = 2026-09-18\nkind = "annual"\n'
SWAP = '[[swap]]\ndate = 2026-09-05\nduty = "D"\nfrom = "okafor"\nto = "patel"\n'
SHIFT = '[[shift]]\ndate = 2026-09-05\nduty = "N"\nclinician = "patel"\n'

# (the broken text, where the offending value stands, what the sentence says)
BROKEN = {
    "TOML syntax": (GOOD.replace('site = "RRV03"', "site = RRV03"), "site = RRV03", "not TOML"),
    "unknown key": (GOOD.replace("email =", "emial ="), "emial", "did you mean “email”"),
    "missing key": (GOOD.replace('gmc = "7012346"\n', ""), 'id = "patel"', "lacks “gmc”"),
    "unknown table": (extra("[[shfit]]\nx = 1"), "[[shfit]]", "no table or key “shfit”"),
    "wrong type": (GOOD.replace("rung = 2", 'rung = "2"'), 'rung = "2"', "must be a whole number"),
    "truth is not a number": (
        GOOD.replace("rung = 2", "rung = true"),
        "rung = true",
        "must be a whole number",
    ),
    "time not in quotes": (
        GOOD.replace('start = "17:00"', "start = 17:00:00"),
        "start = 17:00:00",
        "in quotes",
    ),
    "date in quotes": (extra(LEAVE.replace("2026-09-07", '"2026-09-07"')), '"2026-09-07"', "without quotes"),
    "unknown clinician": (extra(CLINIC.replace("okafor", "okafr")), '"okafr"', "did you mean “okafor”"),
    "unknown clinician in starts": (GOOD.replace("patel = 2", "patil = 2"), "patil = 2", "No clinician has"),
    "unknown duty": (extra(SHIFT.replace('"N"', '"X"')), 'duty = "X"', "No duty has the code “X”"),
    "unknown duty in a week": (
        GOOD.replace("N N N N N N N", "N N Q N N N N"),
        "N N Q",
        "No duty has the code “Q”",
    ),
    "unknown weekday": (extra(CLINIC.replace('"Tue"', '"Tues"')), '"Tues"', "not a weekday"),
    "unknown grade": (GOOD.replace('"consultant"', '"consultnt"'), '"consultnt"', "not a grade"),
    "unknown kind of leave": (
        extra(LEAVE.replace('"annual"', '"holiday"')),
        '"holiday"',
        "not a kind of leave",
    ),
    "unknown calendar": (extra('[bank_holidays]\ncalendar = "UK"'), 'calendar = "UK"', "not a calendar"),
    "unknown function": (GOOD.replace('"320"', '"999"'), '"999"', "not a treatment function code"),
    "duplicate id": (GOOD.replace('id = "patel"', 'id = "okafor"'), 'id = "okafor"', "two clinicians"),
    "duplicate code": (GOOD.replace('code = "N"', 'code = "D"'), 'code = "D"', "two duties"),
    "bad slug": (GOOD.replace('id = "cardiology"', 'id = "Cardio Logy"'), "Cardio Logy", "not a desk id"),
    "bad site code": (GOOD.replace("RRV03", "RRV"), '"RRV"', "not an ODS site code"),
    "bad time": (GOOD.replace('"17:00"\nend = "09:00"', '"24:00"\nend = "09:00"'), '"24:00"', "not a time"),
    "bad zone": (GOOD.replace("email =", 'timezone = "Europe/Londn"\nemail ='), "Londn", "not a time zone"),
    "bad phone number": (GOOD.replace("07700 900123", "07700 9001"), "07700 9001", "not a telephone number"),
    "bad extension": (GOOD.replace("ext 04521", "ext five"), "ext five", "only digits"),
    "bad registration number": (GOOD.replace("7012345", "701234"), '"701234"', "registration number"),
    "rung below 1": (GOOD.replace("rung = 2", "rung = 0"), "rung = 0", "must be 1 or more"),
    "week without seven columns": (GOOD.replace("N N N N N N N", "N N N N N N"), '"N N N', "has 6 columns"),
    "start week out of range": (GOOD.replace("patel = 2", "patel = 3"), "patel = 3", "the weeks are 1 to 2"),
    "start week nought": (GOOD.replace("patel = 2", "patel = 0"), "patel = 0", "the weeks are 1 to 2"),
    "not a Monday": (GOOD.replace("2026-08-03", "2026-08-04"), "2026-08-04", "is a Tuesday"),
    "until before from": (
        GOOD.replace("from = 2026-08-03\n", "from = 2026-08-03\nuntil = 2026-08-03\n", 1),
        "until = 2026-08-03",
        "must be after",
    ),
    "leave ends before it begins": (extra(LEAVE.replace("09-18", "09-01")), "2026-09-01", "before it begins"),
    "clinic ends before it begins": (extra(CLINIC.replace("17:00", "12:00")), 'end = "12:00"', "not after"),
    "every without from": (extra(CLINIC + "every = 2"), "every = 2", "add “from”"),
    "swap with no such shift": (extra(SWAP.replace('"D"', '"N"')), 'from = "okafor"', "to swap"),
    "swap with oneself": (extra(SWAP.replace('"patel"', '"okafor"')), 'to = "okafor"', "themselves"),
    "supervisor not a consultant": (
        GOOD.replace('supervisor = "bevan"', 'supervisor = "okafor"'),
        "supervisor",
        "not a consultant",
    ),
    "two brackets missing": (extra(LEAVE.replace("[[leave]]", "[leave]")), "[leave]", "two brackets"),
}


def test_the_good_file_is_accepted():
    assert complaints(GOOD) == []


@pytest.mark.parametrize("text, where, what", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_at_the_line_of_the_offending_value(text: str, where: str, what: str):
    said = complaints(text)
    assert read_rota(text.encode(), "cardiology.toml").rota is None
    matching = [sentence for sentence in said if what in sentence]
    assert matching, said
    lines = {int(re.match(r"cardiology\.toml:(\d+): ", sentence)[1]) for sentence in matching}  # type: ignore[index]
    assert any(where in text.splitlines()[line - 1] for line in lines) or line_of(text, where) - 1 in lines
    assert all(sentence.endswith((".", "?")) for sentence in said)


def test_every_error_is_told_at_once_and_not_only_the_first():
    text = GOOD.replace("RRV03", "rrv").replace("7012345", "x").replace("rung = 2", "rung = 0")
    text += LEAVE.replace("annual", "spa") + CLINIC.replace("Tue", "Tuesday") + SWAP.replace('"D"', '"N"')
    assert len(complaints(text)) == 6


def test_a_syntax_error_does_not_hide_what_is_wrong_elsewhere():
    text = GOOD.replace('grade = "registrar"\ncontacts = ["bleep 2042"]', "grade = registrar") + LEAVE.replace(
        '"annual"', '"spa"'
    )
    said = complaints(text)
    assert any("not TOML" in sentence for sentence in said)
    assert any("kind of leave" in sentence for sentence in said)
    # patel's table was lost to the slip, so nobody is told that patel does not exist
    assert not any("No clinician" in sentence for sentence in said)


def test_two_syntax_errors_are_both_told():
    text = GOOD.replace('name = "Cardiology"', "name = Cardiology").replace("rung = 2", "rung = two")
    assert len([sentence for sentence in complaints(text) if "not TOML" in sentence]) == 2


def test_a_file_that_is_not_utf8_names_the_line():
    data = GOOD.replace("Adaeze", "Adaézé").encode("latin-1")
    (error,) = read_rota(data, "f.toml").errors
    assert error.line == line_of(GOOD, "Adaeze")
    assert "UTF-8" in error.sentence


@pytest.mark.parametrize("data", [b"", b"\x00", b"[[[", b"desk = 3", b"[desk]\n[[desk]]", b"clinician = [1]"])
def test_rubbish_is_a_sentence_and_never_a_traceback(data: bytes):
    reading = read_rota(data, "f.toml")
    assert reading.rota is None
    assert reading.errors


def test_contacts_keep_their_leading_zeros_and_their_order():
    okafor = read_rota(GOOD.encode(), "f").rota.clinicians[0]  # type: ignore[union-attr]
    assert [(c.kind, c.value) for c in okafor.contacts] == [
        ("bleep", "2041"),
        ("phone", "07700 900123"),
        ("extension", "04521"),
    ]


def test_lines_hold_inside_dotted_keys_sub_tables_and_long_strings():
    text = GOOD.replace("starts = { bevan = 1 }", "[pattern.starts]\nbevan = 9")
    assert any(f":{line_of(text, 'bevan = 9')}: “bevan” starts on week 9" in s for s in complaints(text))
    text = GOOD.replace('name = "Cardiology"', 'name = """Car\n[[x]]\ndiology"""').replace("rung = 2", "rung = 0")
    assert [f":{line_of(text, 'rung = 0')}:" in s for s in complaints(text)] == [False, True]
    assert "“name” holds a line end after “Car”" in complaints(text)[0]


def test_two_files_for_one_desk_are_an_error(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD)
    _, problems = read_files([tmp_path])
    assert [problem.sentence for problem in problems if "is also in" in problem.sentence]


def test_a_missing_file_and_an_empty_folder_are_sentences(tmp_path):
    _, problems = read_files([tmp_path, tmp_path / "none.toml"])
    assert [p.sentence for p in problems] == [
        "This folder holds no rota files (*.toml).",
        "There is no such file or folder.",
    ]
