"""``rota``, ``sheet`` and hindsight on the command line: what they print, write, refuse and exit with."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from advice_line.problems import Refused
from advice_line.rota import read_files, read_rota
from advice_line.usecases.usecase import By
from tests.cli.test_commands import PASSWORD, run
from tests.hospital import BEGAN, CARDIOLOGY, Hospital

Line = Callable[..., Result]
FIXTURES = Path(__file__).parent.parent / "imports" / "files"


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A store with a manager signed in, and cardiology's file beside it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    Path("cardiology.toml").write_text(CARDIOLOGY)

    def call(*arguments: str, stdin: str | None = None) -> Result:
        return run("--store", "line.db", *arguments, stdin=stdin)

    password = PASSWORD + "\n"
    call("init", "--site", "RRV03", "--name", "Exampleton", "--password-stdin", stdin=password)
    call("login", "--user", "admin", "--password-stdin", stdin=password)
    call("user", "add", "ruth", "--name", "Ruth", "--role", "manager", "--password-stdin", stdin=password)
    assert call("login", "--user", "ruth", "--password-stdin", stdin=password).exit_code == 0
    return call


def published(line: Line, *more: str) -> Result:
    done = line("rota", "publish", "cardiology.toml", "--yes", *more)
    assert done.exit_code == 0, done.output
    return done


def test_publishing_twice_changes_nothing(line: Line):
    assert "published for the first time" in published(line).stdout
    again = published(line)
    assert "nothing changes; this very file is published already." in again.stdout
    assert again.stdout.endswith("Nothing changes.\n")


def test_publishing_asks_shows_the_diff_and_keeps_the_reason(line: Line):
    published(line)
    far = (datetime.now(UTC) + timedelta(days=40)).date()
    leave = f'\n[[leave]]\nclinician = "okafor"\nfirst = {far}\nlast = {far}\nkind = "study"\n'
    Path("cardiology.toml").write_text(CARDIOLOGY + leave)
    done = line("rota", "publish", "cardiology.toml", stdin="y\nOkafor's course\n")
    assert done.exit_code == 0, done.output
    assert "- Dr Adaeze Okafor loses 1 shift" in done.stdout
    assert "! gap opens: nobody on rung 1" in done.stdout
    history = line("rota", "history", "cardiology").stdout.splitlines()
    assert len(history) == 2
    assert history[0].endswith("cardiology.toml: Okafor's course")
    assert json.loads(line("rota", "history", "cardiology", "--json").stdout.splitlines()[0])["by"] == "Ruth"
    assert line("rota", "history", "cardiology", "--source", "1").stdout == CARDIOLOGY
    no = line("rota", "history", "cardiology", "--source", "9")
    assert "has no publication 9" in str(no.exception)


def test_a_file_that_changes_while_it_is_asked_about_is_published_as_it_was_shown(
    line: Line, monkeypatch: pytest.MonkeyPatch
):
    def saves_it_meanwhile(*words: object, **more: object) -> bool:
        Path("cardiology.toml").write_text(CARDIOLOGY.replace("Adaeze Okafor", "Somebody Else"))
        return True

    monkeypatch.setattr("click.confirm", saves_it_meanwhile)
    assert line("rota", "publish", "cardiology.toml", stdin="\n").exit_code == 0
    assert line("rota", "history", "cardiology", "--source", "1").stdout == CARDIOLOGY


def test_the_past_is_never_published(line: Line):
    done = line("rota", "publish", "cardiology.toml", "--yes", "--effective", "2026-01-01T00:00:00Z")
    assert done.exit_code == 1
    assert "into the past" in str(done.exception)


def test_a_manager_of_nothing_sees_the_refusal_before_the_question(line: Line):
    line("login", "--user", "admin", "--password-stdin", stdin=PASSWORD + "\n")
    done = line("rota", "publish", "cardiology.toml")
    assert "may not publish a rota" in str(done.exception)
    assert "Publish 1 rota?" not in done.output


def test_confirming_and_choosing(line: Line):
    published(line)
    assert line("rota", "confirm", "cardiology").stdout == "Confirmed today: cardiology.\n"
    said = line("rota", "choose", "cardiology").stdout
    assert "trusted for 7 days; agreed swaps need no approval;" in said
    assert "countersigned within 24 h and acknowledged within 72 h; calls are confirmed by mail." in said
    done = line("rota", "choose", "cardiology", "--stale-after", "2", "--approve-swaps")
    assert "trusted for 2 days; agreed swaps are approved;" in done.stdout
    assert line("rota", "choose", "cardiology", "--stale-after", "0").exit_code == 1


def test_the_week_grid(local_hospital: Hospital, tmp_path: Path):
    done = run("--store", str(tmp_path / "line.db"), "rota", "show", "cardiology", "--week", "2026-08-12")
    assert done.exit_code == 0, done.exception
    head, days, okafor, *_ = done.stdout.splitlines()
    assert head == "Cardiology, 2026-08-10 to 2026-08-16"
    assert days.split() == ["Mon", "10", "Tue", "11", "Wed", "12", "Thu", "13", "Fri", "14", "Sat", "15", "Sun", "16"]
    assert okafor.split()[:3] == ["Dr", "Adaeze", "Okafor"]
    assert okafor.split()[3:] == ["N"] * 7
    asked = ("rota", "show", "cardiology", "--week", "2026-08-12", "--json")
    first = json.loads(run("--store", str(tmp_path / "line.db"), *asked).stdout.splitlines()[0])
    assert (first["date"], first["clinician"], first["shifts"][0]["start"]) == (
        "2026-08-10",
        "okafor",
        "2026-08-10T17:00:00+01:00",
    )


def test_gaps_from_files_alone_and_from_the_store(local_hospital: Hospital, tmp_path: Path):
    hole = tmp_path / "holes"
    hole.mkdir()
    text = CARDIOLOGY.split('\n[[pattern]]\nfrom = 2026-08-03\nweeks = ["C')[0]
    (hole / "cardiology.toml").write_text(text.replace("N N N N N N N", "N N . N N N N"))
    when = ("--from", "2026-08-10T00:00:00Z", "--days", "7")
    done = run("rota", "gaps", *when, "--rotas", str(hole))
    assert done.exit_code == 1
    assert done.stdout == "Cardiology: nobody on duty: Wed 12 Aug 17:00 to Thu 13 Aug 09:00 (960 min)\n"
    found = json.loads(run("rota", "gaps", *when, "--rotas", str(hole), "--json").stdout)
    assert (found["from"], found["minutes"]) == ("2026-08-12T17:00:00+01:00", 960)
    stored = run("--store", str(tmp_path / "line.db"), "rota", "gaps", *when, "cardiology")
    assert (stored.exit_code, stored.stdout) == (0, "No gaps in the next 7 days.\n")
    assert "There is no desk “x”" in str(run("--store", str(tmp_path / "line.db"), "rota", "gaps", "x").exception)


def test_broken_rules_with_their_evidence(local_hospital: Hospital, tmp_path: Path):
    store = ("--store", str(tmp_path / "line.db"))
    done = run(*store, "rota", "hours", "cardiology", "--from", "2026-08-10", "--until", "2026-09-07", "--json")
    assert done.exit_code == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    one = next(f for f in found if f["rule"] == "shift-length")
    assert (one["clinician"], one["found"], one["allowed"]) == ("okafor", "16 h", 13)
    assert one["shifts"] == ["N 2026-08-10"]
    assert "2016" in one["source"]


def test_an_opted_out_hospital_has_its_own_limits(
    local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = tmp_path / "advice-line" / "settings.toml"
    settings.parent.mkdir()
    settings.write_text('[[hours_limits]]\nrule = "shift-length"\nlimit = 16\nfrom = 2026-08-01\n')
    store = ("--store", str(tmp_path / "line.db"))
    done = run(*store, "rota", "hours", "cardiology", "--from", "2026-08-10", "--until", "2026-08-17", "--json")
    assert '"rule": "shift-length", "found": "16 h"' not in done.stdout
    settings.write_text('[[hours_limits]]\nrule = "shift-lenght"\nlimit = 16\n')
    done = run(*store, "rota", "hours", "cardiology")
    assert "settings.toml:2: There is no hours rule “shift-lenght”" in str(done.exception)


def test_fairness_is_shown_for_each_person_and_for_a_whole_post(
    local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "advice-line").mkdir()
    (tmp_path / "advice-line" / "settings.toml").write_text('whole_time = { "7012346" = 0.5 }\n')
    store = ("--store", str(tmp_path / "line.db"))
    asked = ("rota", "fairness", "cardiology", "--from", "2026-08-10", "--until", "2026-08-24")
    okafor, patel, bevan = [json.loads(line) for line in run(*store, *asked, "--json").stdout.splitlines()]
    assert (okafor["nights"], okafor["weekends"], okafor["hours"]) == (7, 2, 168)
    assert (patel["nights"], patel["nights_per_whole_time"]) == (7, 14)
    assert bevan["duties"] == 14
    assert "In brackets: per whole-time post." in run(*store, *asked).stdout


def test_hindsight_on_the_command_line(local_hospital: Hospital, tmp_path: Path):
    from datetime import date

    from advice_line.usecases.rotas import leave
    from advice_line.usecases.usecase import Press
    from tests.hospital import GMC, TUESDAY

    leave.enter_leave(
        By(local_hospital.store, local_hospital["ruth"], TUESDAY), "cardiology", GMC["okafor"],
        date(2026, 8, 5), date(2026, 8, 5), "annual", "", Press(),
    )  # fmt: skip
    asked = ("--store", str(tmp_path / "line.db"), "oncall", "cardiology", "--at", "2026-08-05T12:00", "--json")
    assert json.loads(run(*asked).stdout)["answering"]["clinician"] == "bevan"
    before = run(*asked, "--as-of", "2026-08-04T13:59")
    assert json.loads(before.stdout)["answering"]["clinician"] == "okafor"
    long_before = run(*asked, "--as-of", "2026-08-01T00:00")
    assert json.loads(long_before.stdout)["answering"] is None
    assert run("oncall", "--rotas", str(tmp_path / "rotas"), "--as-of", "2026-08-04T13:59").exit_code == 2
    assert BEGAN < TUESDAY


NEW = (
    "--name", "Cardiology", "--site", "RRV03", "--function", "320", "--email", "c@example.nhs.uk",
    "--consultant", "Dr Gareth Bevan,4212347,ext 04500", "--registrar", "Dr Adaeze Okafor,7012345,bleep 2041",
    "--registrar", "Dr Rohan Patel,7012346,bleep 2042, 07700 900124", "--begins", "2026-08-03",
)  # fmt: skip


def test_a_first_file_checks_and_explains_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    done = run("rota", "new", "cardiology", *NEW)
    assert done.exit_code == 0, done.exception
    text = Path("cardiology.toml").read_text("utf-8")
    assert text.startswith("#:schema rota.schema.json\n")
    assert "# Kinds of shift." in text
    assert "two at\n# once. “starts” says in which week each is" in text
    (rota,), problems = read_files([Path("cardiology.toml")])
    assert problems == []
    assert [c.id for c in rota.clinicians] == ["bevan", "okafor", "patel"]
    assert Path("rota.schema.json").exists()
    assert run("rota", "check", "cardiology.toml").exit_code == 0
    again = run("rota", "new", "cardiology", *NEW)
    assert "is there already" in str(again.exception)


def test_a_first_file_by_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    said = ["", "RRV03", "", "", "Dr Gareth Bevan, 42", "Dr Gareth Bevan, 4212347, ext 04500", "",
            "Dr Adaeze Okafor, 7012345, bleep 2041", ""]  # fmt: skip
    done = run("rota", "new", "cardiology", stdin="\n".join(said) + "\n")
    assert done.exit_code == 0, (done.output, done.exception)
    assert "after the name comes a registration number of seven digits" in done.output
    (rota,), problems = read_files([Path("cardiology.toml")])
    assert problems == []
    assert (rota.desk.name, rota.desk.function) == ("Cardiology", "320")


def test_digits_of_another_script_are_no_registration_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    said = ["", "RRV03", "", "", "Dr Gareth Bevan, ٤٢١٢٣٤٧", "Dr Gareth Bevan, 4212347, ext 04500", "",
            "Dr Adaeze Okafor, 7012345, bleep 2041", ""]  # fmt: skip
    assert "a registration number of seven digits" in run("rota", "new", "cardiology", stdin="\n".join(said)).output


def test_the_schema_is_printed():
    assert json.loads(run("rota", "schema").stdout)["title"] == "Advice Line rota"


def test_import_shows_what_it_understood_before_it_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("cardiology.toml").write_text(CARDIOLOGY)
    asked = ("rota", "import", str(FIXTURES / "list.csv"), "--out", "cardiology.toml")
    no = run(*asked, stdin="n\n")
    assert no.exit_code == 1
    assert Path("cardiology.toml").read_text() == CARDIOLOGY
    done = run(*asked, stdin="y\n")
    assert done.exit_code == 0, done.exception
    assert "Understood: 14 shifts. Not understood: 2." in done.stdout
    assert "line 17: “soon” is not a date" in done.stderr
    assert "Columns: bleep from “Pager”" in done.stdout
    (rota,), problems = read_files([Path("cardiology.toml")])
    assert problems == []
    assert len(rota.shifts) == 14


def test_import_remembers_its_answers_beside_the_rota(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("cardiology.toml").write_text(CARDIOLOGY)
    asked = ("rota", "import", str(FIXTURES / "ampm.xlsx"), "--out", "cardiology.toml", "--yes")
    no = run(*asked)
    assert "answer these with --answer" in str(no.exception)
    assert "code:D am: What is “D am” (C5)?" in no.stderr
    told = ("code:D am=09:00-13:00 1", "code:D pm=13:00-17:00 1", "code:LD pm=N")
    done = run(*asked, *(part for one in told for part in ("--answer", one)))
    assert done.exit_code == 0, done.exception
    assert json.loads(Path("cardiology.answers.json").read_text())["code:LD pm"] == "N"
    Path("cardiology.toml").write_text(CARDIOLOGY)
    assert run(*asked).exit_code == 0  # the second time nothing is asked


@pytest.mark.parametrize(
    "answers",
    [
        b"[" * 200_000,
        b'{"a": ' * 100_000,
        b'{"a": ' + b"9" * 200_000 + b"}",
        b'{"a": 1}',
        b'["a"]',
        b"\xff\xfe",
        b"",
        b'{"a": "' + b"x" * 2_000_000 + b'"}',
        b'{"code:D am": "09:00-13:00 1\\u202e", "code:D pm": "13:00-17:00 1", "code:LD pm": "N"}',
    ],
    ids=lambda value: repr(value)[:20],
)
def test_hostile_answers_are_a_sentence_that_names_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: bytes
):
    monkeypatch.chdir(tmp_path)
    Path("cardiology.toml").write_text(CARDIOLOGY)
    Path("cardiology.answers.json").write_bytes(answers)
    done = run("rota", "import", str(FIXTURES / "ampm.xlsx"), "--out", "cardiology.toml", "--yes")
    assert isinstance(done.exception, Refused)
    assert "cardiology.answers.json: the remembered answers" in (said := str(done.exception))
    assert "Mend or remove the file." in said
    assert len(said) < 400
    assert Path("cardiology.toml").read_text() == CARDIOLOGY


def test_import_without_the_desks_file_says_what_to_do(tmp_path: Path):
    done = run("rota", "import", str(FIXTURES / "list.csv"), "--out", str(tmp_path / "x.toml"))
    assert "Write a first one with “advice-line rota new”" in str(done.exception)


@pytest.mark.parametrize("form", ["ics", "xlsx", "csv", "json", "toml"])
def test_export_in_every_form(local_hospital: Hospital, tmp_path: Path, form: str):
    out = tmp_path / f"cardiology.{form}"
    store = ("--store", str(tmp_path / "line.db"))
    if form == "toml":  # the file that governs today
        done = run(*store, "rota", "export", "cardiology", "--out", str(out))
        assert done.exit_code == 0, done.exception
        assert read_rota(out.read_bytes(), "x").rota is not None
        return
    when = ("--from", "2026-08-10", "--until", "2026-08-17")
    done = run(*store, "rota", "export", "cardiology", *when, "--out", str(out))
    assert done.exit_code == 0, done.exception
    assert out.stat().st_size > 500


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (("--out", "x.doc"), "Name a DESK"),
        (("cardiology", "--out", "x.doc"), "does not say how"),
        (("--clinician", "7012345", "--out", "x.csv"), "as a calendar"),
        (("cardiology", "--from", "2026-08-10", "--until", "2026-08-10", "--out", "x.csv"), "must be after"),
    ],
)
def test_export_with_wrong_usage(local_hospital: Hospital, tmp_path: Path, arguments: tuple[str, ...], sentence: str):
    done = run("--store", str(tmp_path / "line.db"), "rota", "export", *arguments)
    assert done.exit_code == 2
    assert sentence in done.output


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_sheet(local_hospital: Hospital, tmp_path: Path, form: str):
    out = tmp_path / f"sheet.{form}"
    store = ("--store", str(tmp_path / "line.db"))
    done = run(*store, "sheet", "--at", "2026-08-04T14:30", "--out", str(out))
    assert done.exit_code == 0, done.exception
    assert out.read_bytes().startswith(b"<!doctype html>" if form == "html" else b"%PDF-")
    assert run(*store, "sheet", "--out", "x.doc").exit_code == 2
    assert "cannot be written" in str(run(*store, "sheet", "--out", str(tmp_path / "no" / f"x.{form}")).exception)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "html"])
def test_the_rota_audit_in_every_form(line: Line, form: str):
    published(line)
    out = Path(f"audit.{form}")
    when = ("--from", "2026-08-01", "--until", "2026-10-01")
    done = line("audit", "rota", *when, "--format", form, "--out", str(out))
    assert done.exit_code == 0, done.exception
    if form == "xlsx":
        import openpyxl

        book = openpyxl.load_workbook(out)
        assert book.sheetnames == [
            "About", "cardiology", "all desks", "Answered, % of hours, cardio",
            "Gaps", "Wrong rota", "Changes", "Rules broken", "Fairness",
            "Publications", "Definitions", "All rows", "Trail head",
        ]  # fmt: skip
        assert [cell.value for cell in book["cardiology"][1]] == ["figure", "2026-08", "2026-09"]
        assert all(sheet.freeze_panes == "A2" for sheet in book)
    elif form == "json":
        rows = json.loads(out.read_text())["rows"]
        assert [(row["desk"], row["month"]) for row in rows] == [
            ("cardiology", "2026-08"), ("cardiology", "2026-09"), ("all desks", ""),
        ]  # fmt: skip
    else:
        assert "cardiology" in out.read_text("utf-8")


def test_the_average_week_and_prospective_cover(local_hospital: Hospital, tmp_path: Path):
    store = ("--store", str(tmp_path / "line.db"))
    asked = ("rota", "average", "cardiology", "--from", "2026-08-10", "--until", "2026-08-24")
    okafor, _, bevan = run(*store, *asked).stdout.splitlines()
    assert okafor.split()[-3:] == ["84:00", "a", "week"]  # a week of days, 56 h, and one of nights, 112 h
    assert bevan.split()[-3:] == ["0:00", "a", "week"]  # on call from home
    more = ("--leave-weeks", "13.6", "--leave-week-hours", "42.5")
    assert "with prospective cover 98:42" in run(*store, *asked, *more).stdout.splitlines()[0]


@pytest.mark.parametrize(
    "command",
    [
        ("sheet", "--out", "out.html"),
        ("rota", "export", "cardiology", "--out", "out.csv"),
        ("rota", "export", "cardiology", "--out", "out.ics"),
        ("audit", "rota", "--from", "2026-08-01", "--until", "2026-09-01", "--out", "out.json"),
    ],
)
def test_what_is_there_is_replaced_only_with_force(line: Line, command: tuple[str, ...]):
    published(line)
    out = Path(command[-1])
    out.write_text("somebody's")
    done = line(*command)
    assert done.exit_code == 1
    assert "is there already" in str(done.exception)
    assert out.read_text() == "somebody's"
    assert line(*command, "--force").exit_code == 0
    assert out.read_bytes() != b"somebody's"
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("more", [(), ("--force",)])
@pytest.mark.parametrize("name", ["line.db", "line.db-wal", "line.db.lock", "another-name", "link"])
def test_no_command_replaces_the_store(line: Line, name: str, more: tuple[str, ...]):
    """A CSV of the rota once stood where the store had been, and nobody had signed in."""
    published(line)
    line("logout")
    Path("another-name").hardlink_to("line.db")
    Path("link").symlink_to("line.db")
    done = line("rota", "export", "cardiology", "--format", "csv", "--out", name, *more)
    assert done.exit_code != 0
    assert line("trail", "verify").exit_code == 0


@pytest.mark.parametrize(
    "command", [("rota", "export", "cardiology"), ("audit", "rota", "--from", "2026-08-01", "--until", "2026-09-01")]
)
def test_a_format_that_disagrees_with_the_ending_is_wrong_usage(line: Line, command: tuple[str, ...]):
    published(line)
    done = line(*command, "--format", "csv", "--out", "figures.xlsx")
    assert done.exit_code == 2
    assert "says xlsx and --format says csv" in done.stderr
    assert line(*command, "--out", "figures.xlsx").exit_code == 0
    assert Path("figures.xlsx").read_bytes().startswith(b"PK")
    assert line(*command, "--format", "csv", "--out", "figures").exit_code == 0


def test_a_new_rota_file_is_not_laid_over_another(line: Line):
    who = ("--consultant", "Dr Wei Liu,4223458,ext 1", "--registrar", "Dr Kwame Mensah,7023456,bleep 1")
    desk = ("--name", "Renal", "--site", "RRV03", "--function", "361", "--email", "renal@example.nhs.uk")
    asked = ("rota", "new", "renal", *desk, *who, "--out", "cardiology.toml")
    done = line(*asked)
    assert "add --force" in str(done.exception)
    assert Path("cardiology.toml").read_text() == CARDIOLOGY
    assert line(*asked, "--force").exit_code == 0
    assert "Renal" in Path("cardiology.toml").read_text()


def test_an_import_replaces_its_own_base_and_nothing_else_unasked(line: Line):
    Path("other.toml").write_text("# somebody's notes")
    asked = (
        "rota",
        "import",
        str(FIXTURES / "list.csv"),
        "--base",
        "cardiology.toml",
        "--out",
        "other.toml",
        "--yes",
    )
    assert "is there already" in str(line(*asked).exception)
    assert Path("other.toml").read_text() == "# somebody's notes"
    assert line(*asked, "--force").exit_code == 0
