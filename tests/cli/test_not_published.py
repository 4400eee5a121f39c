"""“No gaps” and “no rule is broken” are said only of rotas that are published and written out."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.problems import Refused
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.usecase import By
from tests.cli.test_commands import run
from tests.cli.test_rota_commands import Line, line  # noqa: F401 - a fixture
from tests.hospital import BEGAN, TUESDAY, Hospital


@pytest.mark.parametrize("command", ["gaps", "hours"])
def test_without_a_published_rota_nothing_is_said_to_be_well(line: Line, command: str):  # noqa: F811
    done = line("rota", command)
    assert done.stdout == ""
    assert isinstance(done.exception, Refused)
    assert str(done.exception).startswith("No rota is published: nothing was looked at")


def test_hours_of_a_desk_that_is_none_are_refused(local_hospital: Hospital, tmp_path: Path):
    done = run("--store", str(tmp_path / "line.db"), "rota", "hours", "x")
    assert "There is no desk “x”" in str(done.exception)


def test_beyond_what_is_written_out_nothing_is_said_of_gaps(local_hospital: Hospital, tmp_path: Path):
    when = ("--from", "2026-08-10T00:00:00Z", "--days", "790")
    done = run("--store", str(tmp_path / "line.db"), "rota", "gaps", *when, "cardiology")
    assert "No gaps" not in done.stdout
    assert "Cardiology: the rota is written out until" in done.stderr
    assert "nothing is known of gaps after that" in done.stderr


def test_an_audit_of_days_without_a_rota_leaves_the_gaps_empty(local_hospital: Hospital):
    store, ruth = local_hospital.store, local_hospital["ruth"]
    before = audit(By(store, ruth, TUESDAY), "rota", BEGAN - timedelta(days=40), BEGAN - timedelta(days=35))
    assert {(row["gaps"], row["minutes_nobody_on_duty"]) for row in before.rows} == {(None, None)}
    within = audit(By(store, ruth, TUESDAY), "rota", BEGAN + timedelta(days=1), BEGAN + timedelta(days=2))
    assert [row["gaps"] for row in within.rows] == [0, 0, 0]


def test_prospective_cover_is_not_the_average_again(local_hospital: Hospital, tmp_path: Path):
    asked = ("--store", str(tmp_path / "line.db"), "rota", "average", "cardiology")
    when = ("--from", "2026-08-10", "--until", "2026-08-24")
    alone = run(*asked, *when, "--leave-weeks", "13.6")
    assert alone.exit_code == 2
    assert "wants --leave-week-hours too" in alone.stderr
    both = run(*asked, *when, "--leave-weeks", "13.6", "--leave-week-hours", "42.5", "--json")
    okafor = json.loads(both.stdout.splitlines()[0])
    assert okafor == {"clinician": "okafor", "hours_a_week": 84.0, "with_prospective_cover": 98.7}
    assert json.loads(run(*asked, *when, "--json").stdout.splitlines()[0])["with_prospective_cover"] is None
