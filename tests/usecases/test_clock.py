"""Chasers do not sweep by a clock that jumped, and nothing stops them for good."""

from datetime import datetime, timedelta

import pytest

from advice_line.chasers.ticking import tick
from advice_line.settings import Settings
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.clock import clock_trouble, newest_act
from advice_line.usecases.installation.copies import note_backup
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
EVENING = TUESDAY + 3 * HOUR
QUIET = Settings(backup_within_hours=0)


def acts(hospital: Hospital, who: str, at: datetime) -> None:
    act_once(By(hospital.store, hospital[who], at), "signed in", "account", Press(), lambda: Receipt("1", {}))


def waits(hospital: Hospital, at: datetime) -> bool:
    """Whether a tick does nothing; the call that was never recorded is due at every one of these times."""
    before = len(rows_of(hospital.store, "trail_of_site", site="RRV03", after=0, until=10**9, most=10**6))
    said = tick(hospital.store, at, QUIET)
    after = len(rows_of(hospital.store, "trail_of_site", site="RRV03", after=0, until=10**9, most=10**6))
    return not said and before == after


@pytest.fixture
def unrecorded(local_hospital: Hospital) -> Hospital:
    """Advice was given on Tuesday and never recorded, so there is always something to chase."""
    worker_of(local_hospital.store, "RRV03", EVENING)
    local_hospital.connected("okafor", EVENING)
    acts(local_hospital, "sam", EVENING)
    return local_hospital


@pytest.mark.parametrize("jump", [DAY + HOUR, 400 * DAY, -HOUR, -400 * DAY])
def test_chasers_wait_under_a_clock_that_jumped_until_somebody_signs_in(unrecorded: Hospital, jump: timedelta):
    now = EVENING + jump
    assert clock_trouble(unrecorded.store, now) != ""
    assert waits(unrecorded, now)
    acts(unrecorded, "sam", now)
    assert clock_trouble(unrecorded.store, now) == ""
    assert jump < timedelta() or tick(unrecorded.store, now, QUIET)


def test_a_clock_set_right_again_is_believed_at_the_next_sign_in(unrecorded: Hospital):
    acts(unrecorded, "sam", EVENING + 3650 * DAY)
    now = EVENING + HOUR
    assert "behind" in clock_trouble(unrecorded.store, now)
    assert waits(unrecorded, now)
    acts(unrecorded, "sam", now)
    assert tick(unrecorded.store, now, QUIET)


def test_the_machine_confirms_no_clock_to_itself(unrecorded: Hospital):
    """A backup by night, or a mail taken in, is written by whatever clock there is."""
    now = EVENING + 2 * DAY
    note_backup(unrecorded.store, now, unrecorded.folder / "copy.db")
    worker = worker_of(unrecorded.store, "RRV03", now)
    act_once(By(unrecorded.store, worker, now), "took a mail in", "mail", Press(), lambda: Receipt("1", {}))
    assert waits(unrecorded, now)


def test_a_quiet_weekend_at_which_the_worker_runs_is_no_jump(local_hospital: Hospital):
    acts(local_hospital, "sam", EVENING)
    for hour in range(0, 24 * 4, 6):
        tick(local_hospital.store, EVENING + hour * HOUR, QUIET)
    assert clock_trouble(local_hospital.store, EVENING + 4 * DAY - HOUR) == ""
    assert newest_act(local_hospital.store, "RRV03") == EVENING + 4 * DAY - 12 * HOUR
