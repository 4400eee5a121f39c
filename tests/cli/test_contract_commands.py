"""``contract`` and ``statement`` on the command line: what they print, write, refuse and exit with."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result

from advice_line.periods import Month
from tests.cli.test_commands import PASSWORD, run
from tests.hospital import CARDIOLOGY

Line = Callable[..., Result]
KINDS = {
    "per-unit": 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\nout_of_hours = "25 %"',
    "collar": 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\nout_of_hours = "25 %"\n'
    'limits = { per = "month", least = "6,000.00", most = "7,000.00" }',
    "marginal": 'kind = "tiers"\nper = "month"\nreading = "marginal"\n'
    'tiers = [{ to = 50, price = "30.00" }, { to = 100, price = "24.00" }, { price = "16.50" }]',
    "whole": 'kind = "tiers"\nper = "month"\nreading = "whole"\n'
    'tiers = [{ to = 50, price = "30.00" }, { to = 100, price = "24.00" }, { price = "16.50" }]',
    "block": 'kind = "block"\nyearly = "86,000.00"',
    "variable": 'kind = "fixed plus variable"\nmonthly = "10,000.00"\nplanned = 150\nprice = "23.50"\n'
    'over = "20 %"\nunder = "20 %"',
    "volume": 'kind = "cost and volume"\nyearly = "60,000.00"\nvolume = 2500\nover = "50 %"',
    "shared": 'kind = "shared budget"\nyearly = "86,000.00"\nsites = ["RRV03", "RRV04", "RRV05"]',
    "mff": 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\nmff = "1.0876"',
    "half": 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\nout_of_hours = "15 %"',
    "year": 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\nlimits = { per = "year", most = "3,000.00" }',
    "free": 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\nfree = 10\n'
    'limits = { per = "month", most = "2,000.00" }',
    "gain": 'kind = "gain share"\nshare = "40 %"\nreferral = "225.00"\nadmission = "900.00"',
}


def contracts(**changed: str) -> str:
    """One file with a contract of each kind, for a desk of its own."""
    text = '[commissioner]\ncode = "QZZ"\nname = "Quayside commissioning board"\n'
    for name, terms in KINDS.items():
        text += f'\n[[contract]]\nid = "{name}"\nsite = "RRV03"\ndesks = ["{changed.get(name, name)}"]\n'
        text += f"from = 2026-04-01\n{terms}\n"
    return text


@pytest.mark.parametrize(
    ("name", "asked", "comes_to"),
    [
        ("per-unit", "2026-11 --phone 96 --out-of-hours 41 --email 58", "November 2026: 4,316.08"),
        ("collar", "2026-11 --phone 96 --out-of-hours 41 --email 58", "November 2026: 6,000.00"),
        ("marginal", "2026-11 --phone 137", "November 2026: 3,310.50"),
        ("whole", "2026-11 --phone 137", "November 2026: 2,260.50"),
        ("block", "2026-04 --phone 0,0,0,0,0,0,0,0,0,0,0,0", "Together: 86,000.00"),
        ("variable", "2026-11 --phone 137", "November 2026: 9,938.90"),
        ("variable", "2026-11 --phone 171", "November 2026: 10,098.70"),
        ("volume", "2026-04 --phone 180,190,205,210,220,215,230,240,225,260,235,250", "March 2027: 6,920.00"),
        ("shared", "2026-08 --phone 71 --other RRV04=53 --other RRV05=13", "August 2026: 3,714.11"),
        ("mff", "2026-11 --phone 137", "November 2026: 3,501.72"),
        ("half", "2026-11 --out-of-hours 1", "November 2026: 27.03"),
        ("year", "2026-04 --phone 100,100", "May 2026: 650.00"),
        ("free", "2026-11 --phone 137", "November 2026: 2,000.00"),
        ("gain", "2026-11 --phone 10 --referrals 3 --admissions 1", "November 2026: 630.00"),
    ],
)
def test_a_contract_is_tried_on_numbers_worked_by_hand(tmp_path: Path, name: str, asked: str, comes_to: str):
    (tmp_path / "contracts.toml").write_text(contracts())
    done = run("contract", "try", str(tmp_path / "contracts.toml"), "--contract", name, "--from", *asked.split())
    assert done.exit_code == 0, done.output
    assert comes_to in done.stdout.splitlines()


def test_what_cannot_be_tried_is_a_sentence(tmp_path: Path):
    file = tmp_path / "contracts.toml"
    file.write_text(contracts())
    assert "Which contract?" in str(run("contract", "try", str(file), "--from", "2026-11").exception)
    asked = ("contract", "try", str(file), "--contract", "mff", "--from")
    assert "is not a month" in str(run(*asked, "November").exception)
    assert run(*asked, "2026-11", "--phone", "many").exit_code == 2
    assert run(*asked, "2026-11", "--other", "RRV04").exit_code == 2


def test_a_file_with_errors_prints_them_at_their_lines_and_exits_with_1(tmp_path: Path):
    file = tmp_path / "contracts.toml"
    file.write_text(contracts().replace('phone = "23.50"', "phone = 23.50", 1))
    done = run("contract", "check", str(file))
    assert done.exit_code == 1
    assert f"{file}:11: “phone” must be pounds in quotes" in done.stderr


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A store with a rota and two managers; ruth is signed in."""
    monkeypatch.chdir(tmp_path)
    Path("cardiology.toml").write_text(CARDIOLOGY)
    Path("contracts").mkdir()
    Path("contracts/qzz.toml").write_text(
        contracts(**{"per-unit": "cardiology"}).split('\n[[contract]]\nid = "collar"')[0]
    )

    def call(*arguments: str, stdin: str | None = None) -> Result:
        return run("--store", "line.db", *arguments, stdin=stdin)

    password = PASSWORD + "\n"
    call("init", "--site", "RRV03", "--name", "Exampleton", "--password-stdin", stdin=password)
    call("login", "--user", "admin", "--password-stdin", stdin=password)
    for who in ("ruth", "carys"):
        call("user", "add", who, "--name", who, "--role", "manager", "--password-stdin", stdin=password)
    more = ("--role", "commissioner", "--commissioner", "qzz", "--password-stdin")
    assert call("user", "add", "payer", "--name", "Pat Payer", *more, stdin=password).exit_code == 0
    sign_in(call, "ruth")
    assert call("rota", "publish", "cardiology.toml", "--yes").exit_code == 0
    return call


def sign_in(line: Line, who: str) -> None:
    assert line("login", "--user", who, "--password-stdin", stdin=PASSWORD + "\n").exit_code == 0


def last_month() -> Month:
    today = datetime.now(UTC).date()
    return Month.of(today.replace(day=1) - timedelta(days=1))


def test_a_month_goes_from_contract_to_payment(line: Line):
    done = line("contract", "publish", "contracts", "--yes", "--reason", "as signed")
    assert done.exit_code == 0, done.output
    assert "Published: QZZ." in done.stdout
    assert "23.50 a call, 14.75 an e-mail, out of hours 25 % more" in line("contract", "show").stdout
    assert json.loads(line("contract", "show", "--json").stdout)["contract"] == "per-unit"
    month = str(last_month())
    Path("settings").mkdir()
    assert line("statement", "draft", "QZZ", month).stdout == f"Draft 1: 0.00 for {last_month().words}.\n"
    assert "Who prepares a statement may not issue it" in str(line("statement", "issue", "1").exception)
    assert line("statement", "export", "1", "--out", "draft.pdf").exit_code == 0
    assert Path("draft.pdf").read_bytes().startswith(b"%PDF")
    listed = json.loads(line("statement", "list", "--json").stdout)
    assert (listed["statement"], listed["state"], listed["pence"]) == (None, "draft", 0)
    sign_in(line, "payer")
    assert line("statement", "list").stdout == ""
    assert "There is no statement “1”" in str(line("statement", "export", "1", "--out", "x.csv").exception)


def test_a_commissioners_account_says_for_whom_it_looks(line: Line):
    sign_in(line, "admin")
    add = ("user", "add", "other", "--name", "Other", "--password-stdin", "--role")
    assert "For whom does this account look?" in str(line(*add, "commissioner", stdin=PASSWORD).exception)
    wrong = line(*add, "manager", "--commissioner", "16C", stdin=PASSWORD)
    assert "An account for a manager has no commissioner's code." in str(wrong.exception)


def test_what_is_charged_to_nobody_is_listed_printed_and_written(line: Line):
    assert line("contract", "publish", "contracts", "--yes").exit_code == 0
    month = str(last_month())
    assert line("statement", "list").stdout == ""
    done = line("statement", "unattributed", month)
    assert "closed at the site in the month" in done.stdout
    assert line("statement", "unattributed", month, "--out", "nobody.xlsx").exit_code == 0
    assert Path("nobody.xlsx").read_bytes().startswith(b"PK")
    assert "is not a month" in str(line("statement", "unattributed", "November").exception)


def test_the_statements_of_a_period_are_audited(line: Line):
    assert line("contract", "publish", "contracts", "--yes").exit_code == 0
    month = str(last_month())
    done = line("audit", "statement", "--month", month)
    assert done.stdout == "statement,month,trail head\n"
    assert line("audit", "statement", "--month", month, "--out", "all.pdf").exit_code == 0
    assert Path("all.pdf").read_bytes().startswith(b"%PDF")
    assert "Statements are for whole months" in str(line("audit", "statement").exception)
    assert line("audit", "activity", "--out", "activity.pdf").exit_code == 2, "figures of calls have no PDF"


def test_providers_are_compared_by_a_commissioner_alone(line: Line):
    asked = ("audit", "providers", "--month", str(last_month()))
    assert "you may not compare providers" in str(line(*asked).exception)
    sign_in(line, "payer")
    assert line(*asked).stdout.startswith("heading,figure,site,provider,number,of,percent,from,to,trail head\n")
    assert line(*asked, "--out", "providers.pdf").exit_code == 0
    assert Path("providers.pdf").read_bytes().startswith(b"%PDF")
