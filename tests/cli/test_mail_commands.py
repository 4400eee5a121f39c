"""The commands of the e-mail desk, of search, of the letter, of the worker and of backups."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advice_line.cli.main import advice_line
from advice_line.problems import Refused
from advice_line.store import open_store
from advice_line.store.verdicts import verdicts
from tests.cli.signed import signed_in_here
from tests.hospital import TUESDAY, Hospital
from tests.mail.mails import mail
from tests.mail.post import GENERAL, Post
from tests.mail.servers import HAS_DOVECOT, PASSWORD, WHY_NOT, Sink, dovecot, free_port
from tests.rows import row_of

Run = Callable[..., Result]
EVENING = TUESDAY + timedelta(hours=1)


@pytest.fixture
def run(local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on the hospital's store, as somebody signed in."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def call(*arguments: str, who: str = "sam") -> Result:
        signed_in_here(local_hospital, who, tmp_path, monkeypatch)
        return CliRunner().invoke(advice_line, ["--store", str(tmp_path / "line.db"), *arguments])

    return call


def test_an_enquiry_is_found_and_its_letter_written(run: Run, local_hospital: Hospital, tmp_path: Path):
    local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    found = json.loads(run("search", "doac", "--json", who="patel").stdout)
    assert (found["reference"], found["by"], found["desk"]) == ("AL-000001", "words", "Cardiology")
    assert "AL-000001" in run("search", "ashwell").stdout
    out = tmp_path / "letter.txt"
    assert run("letter", "AL-000001", "--out", str(out), who="patel").exit_code == 0
    assert "Reference: AL-000001" in out.read_text()
    note = tmp_path / "note.html"
    made = run("referral", "AL-000001", "--out", str(note), who="patel")
    assert "it refers nobody until the practice sends it" in made.stderr
    assert "AL-000001" in note.read_text()
    for nonsense in ("twelve", "AL-²", f"AL-{9**30}"):
        assert run("letter", nonsense, "--out", str(out), who="patel").exit_code == 2
    not_text = run("search", b"ab\xff".decode("utf-8", "surrogateescape"), who="patel")
    assert (not_text.exit_code, "a byte that is not UTF-8" in not_text.stderr) == (2, True)
    refused = run("letter", "AL-000001", "--out", str(out))
    assert isinstance(refused.exception, Refused)


def test_the_mail_list_is_1_while_a_mail_needs_a_person(run: Run, local_hospital: Hospital):
    Post(local_hospital).come(mail())
    assert run("mail", "list").exit_code == 0
    Post(local_hospital).come(b"Subject: nobody\r\n\r\nx", uid=9)
    done = run("mail", "list", "--json")
    assert done.exit_code == 1
    assert [json.loads(line)["kind"] for line in done.stdout.splitlines()] == ["not understood", "question"]


def test_a_practices_address_is_entered_and_a_bad_one_refused(run: Run):
    done = run("mail", "address", "v90001", "Surgery@Example.nhs.uk", who="ruth")
    assert done.stdout == "V90001 is at surgery@example.nhs.uk.\n"
    assert "is not a mail address" in str(run("mail", "address", "V90001", "surgery", who="ruth").exception)
    assert "There is no practice" in str(run("mail", "address", "V99999", "a@example.nhs.uk", who="ruth").exception)


def test_an_operator_does_not_say_where_a_practices_letters_go(run: Run):
    refused = run("mail", "address", "V90001", "surgery@example.nhs.uk", who="sam").exception
    assert str(refused) == "As an operator you may not say where a practice's letters go."


def test_checking_mail_without_settings_says_so(run: Run):
    done = run("mail", "check")
    assert (done.exit_code, done.stdout) == (1, "settings: there is no [mail] in the settings; see docs/mail.md\n")


def test_a_backup_is_a_whole_store_and_never_replaces_a_file(run: Run, local_hospital: Hospital, tmp_path: Path):
    local_hospital.call()
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy)).exit_code == 0
    assert sorted(file.name for file in tmp_path.glob("copy*")) == ["copy.db", "copy.db.head"]
    opened = open_store(copy, TUESDAY)
    assert row_of(opened, "enquiry_by_id", id=1) is not None
    (verdict,) = verdicts(opened)
    assert verdict.broken_at is None
    opened.close()
    assert "never replaces a file" in str(run("backup", str(copy)).exception)
    assert row_of(local_hospital.store, "newest_backup", site="RRV03") is not None


def test_a_folder_that_is_not_there_gets_no_file_in_its_place(run: Run, tmp_path: Path):
    assert "There is no folder" in str(run("backup", f"{tmp_path / 'not mounted'}/").exception)
    assert not (tmp_path / "not mounted").exists()


def test_a_folder_gets_a_backup_named_by_its_time(run: Run, tmp_path: Path):
    (tmp_path / "backups").mkdir()
    assert run("backup", str(tmp_path / "backups")).exit_code == 0
    assert len(list((tmp_path / "backups").glob("advice-line-*Z.db"))) == 1


def test_an_address_for_chasers_is_ones_own_to_set(run: Run):
    assert run("user", "email", "patel", "r.patel@example.nhs.uk", who="patel").exit_code == 0
    assert "may not manage accounts" in str(run("user", "email", "okafor", "x@example.nhs.uk", who="patel").exception)


@pytest.mark.slow
@pytest.mark.skipif(not HAS_DOVECOT, reason=WHY_NOT)
def test_the_worker_does_everything_once(run: Run, local_hospital: Hospital, tmp_path: Path):
    with dovecot() as imap:
        port, sheets = free_port(), tmp_path / "sheets"
        sink = Sink({}, imap)
        sink.start(port)
        (tmp_path / "pw").write_text(PASSWORD.replace(" ", "_"))
        config = tmp_path / "config" / "advice-line"
        config.mkdir(parents=True)
        (config / "settings.toml").write_text(
            f'sheet_folder = "{sheets}"\n[mail]\nimap = "127.0.0.1:{imap.port}"\nimap_tls = "none"\n'
            f'smtp = "127.0.0.1:{port}"\nsmtp_tls = "none"\n'
            f'[mail.desks.cardiology]\nuser = "cardiology"\npassword_file = "{tmp_path / "pw"}"\n'
        )
        imap.deliver("cardiology", mail())
        assert run("mail", "check").stdout == "mailbox cardiology: well\noutgoing: well\n"
        done = run("worker", "--once")
        assert (done.exit_code, "mail for cardiology, question AL-000001" in done.stderr) == (0, True)
        assert sorted(file.name for file in sheets.iterdir()) == ["oncall.html", "oncall.pdf"]
        local_hospital.record(1, "patel", datetime.now(UTC), **GENERAL)
        assert run("worker", "--once").exit_code == 0
        assert [who for who, _ in sink.kept] == [
            "reception@ashwell.example.nhs.uk",
            "cardiology.advice@example.nhs.uk",
        ]
        sink.stop()
        failed = run("worker", "--once")
        assert failed.exit_code == 0  # nothing is left to send, so nobody asks the server
    gone = run("worker", "--once")
    assert gone.exit_code == 1
    assert "The mail server 127.0.0.1 does not answer as it should" in gone.stderr


def test_reports_are_scheduled_listed_and_stopped(run: Run, local_hospital: Hospital):
    assert run("user", "email", "ruth", "ruth@example.nhs.uk", who="ruth").exit_code == 0
    done = run("report", "schedule", "interface", "--to", "ruth", "--at", "08:30", who="ruth")
    assert done.stdout == "Report 1 is mailed to ruth on day 3 of every month at 08:30.\n"
    listed = json.loads(run("report", "list", "--json", who="ruth").stdout)
    assert (listed["report"], listed["to"], listed["why_not"]) == ("interface", "ruth", None)
    assert run("report", "schedule", "interface", "--to", "ruth", "--at", "8", who="ruth").exit_code == 2
    assert "mailed no more" in run("report", "stop", "1", who="ruth").stdout
    assert run("report", "list", who="ruth").stdout == ""


def test_the_interface_report_of_a_month_is_printed_and_written(run: Run, tmp_path: Path):
    asked = ("report", "interface", "--month", "2020-02")
    assert "What practices had to chase, February 2020" in run(*asked, who="ruth").stdout
    out = tmp_path / "report.html"
    assert run(*asked, "--out", str(out), who="ruth").exit_code == 0
    assert "no discharge letter" in out.read_text()
    assert run("report", "interface", "--month", "August", who="ruth").exit_code == 2


def test_a_practices_quarter_is_printed_and_written_and_a_quarter_is_one(run: Run, tmp_path: Path):
    asked = ("report", "practice", "v90001", "--quarter")
    assert (
        "Your questions to Exampleton General, October to December 2019" in run(*asked, "2019-Q4", who="ruth").stdout
    )
    out = tmp_path / "page.html"
    assert run(*asked, "2019/20 Q3", "--out", str(out), who="ruth").exit_code == 0
    assert "Ashwell Surgery (V90001)" in out.read_text()
    assert run(*asked, "autumn", who="ruth").exit_code == 2
    assert isinstance(run("report", "schedule", "practice", "--to", "V90001", who="ruth").exception, Refused)


def test_the_estimate_of_value_is_printed_and_written(run: Run, tmp_path: Path):
    assert "an estimate: February 2020" in run("report", "value", "--month", "2020-02", who="ruth").stdout
    out = tmp_path / "value.csv"
    assert run("report", "value", "--month", "2020-02", "--out", str(out), who="ruth").exit_code == 0
    assert out.read_text().startswith("desk,requests,answered,followed")
    assert run("report", "value", "--month", "2020-02", "--year", "2019/20", who="ruth").exit_code == 2
