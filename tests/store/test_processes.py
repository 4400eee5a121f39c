"""Several real processes on one store, and one that is killed in the middle."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from advice_line.store import open_store, trail
from advice_line.store.verdicts import verdicts
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital

WRITER = """
import sys
from pathlib import Path
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.calls import taking
from advice_line.usecases.usecase import By, Press
from advice_line.store import open_store
from tests.hospital import TUESDAY

path, name, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_store(path, TUESDAY)
person = accounts.person_of(store, store.the(Account, "account_by_username", username="sam"))
for number in range(many):
    call = taking.CallToTake("cardiology", "01632 960001", f"Dr {name} {number}", practice="V90001")
    made = taking.take_call(By(store, person, TUESDAY), call, Press.by_itself(f"{name}-{number}"))
    print(f"{name}-{number} {made}", flush=True)
"""


def writer(path: Path, name: str, many: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(many)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )


def store_of(hospital: Hospital) -> Path:
    return hospital.folder / "line.db"


def test_eight_processes_write_at_once_and_every_acknowledged_row_is_there(local_hospital: Hospital):
    before = next(verdicts(local_hospital.store)).rows
    processes = [writer(store_of(local_hospital), f"w{n}", 25) for n in range(8)]
    acknowledged: list[str] = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        acknowledged += out.split("\n")[:-1]
    assert len(acknowledged) == 200
    for line in acknowledged:
        key, made = line.split()
        assert trail.subject_of(local_hospital.store, key) == made
    (verdict,) = verdicts(local_hospital.store)
    assert (verdict.broken_at, verdict.rows) == (None, before + 200)


def test_a_writer_killed_in_the_middle_loses_nothing_it_acknowledged_and_a_retry_makes_no_second_row(
    local_hospital: Hospital,
):
    process = writer(store_of(local_hospital), "killed", 100000)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(40)]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.read().split("\n")
    process.wait(timeout=30)
    acknowledged = [line.split() for line in lines if line.count(" ") == 1 and line.strip()]
    store = open_store(store_of(local_hospital), TUESDAY)
    for key, made in acknowledged:
        assert trail.subject_of(store, key) == made
    assert next(verdicts(store)).broken_at is None
    last = len(acknowledged) - 1
    again = writer(store_of(local_hospital), "killed", last + 1)
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert [line.split() for line in out.split("\n")[:-1]] == acknowledged[: last + 1]
    store.close()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.calls import taking
from advice_line.usecases.usecase import By, Press
from advice_line.problems import StoreTrouble
from advice_line.store import open_store
from tests.hospital import TUESDAY

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(path, TUESDAY)
person = accounts.person_of(store, store.the(Account, "account_by_username", username="sam"))
size = max(file.stat().st_size for file in path.parent.glob("line.db*"))
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 400_000, resource.RLIM_INFINITY))
made = 0
try:
    for number in range(100000):
        call = taking.CallToTake("cardiology", "01632 960001", f"Dr {number}", practice="V90001")
        taking.take_call(By(store, person, TUESDAY), call, Press.by_itself(f"full-{number}"))
        made += 1
except StoreTrouble as trouble:
    print(made)
    print(trouble)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    taking.take_call(By(store, person, TUESDAY), call, Press.by_itself(f"full-{number}"))
"""


def test_a_disk_that_fills_up_is_a_sentence_and_loses_nothing(local_hospital: Hospital):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(store_of(local_hospital))],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
    )
    made, sentence = done.stdout.split("\n")[:2]
    assert "is full or failing" in sentence
    assert "Nothing was lost" in sentence
    assert int(made) > 0
    assert trail.subject_of(local_hospital.store, f"full-{int(made) - 1}") is not None
    assert trail.subject_of(local_hospital.store, f"full-{made}") is not None  # the retry, once there was space
    assert next(verdicts(local_hospital.store)).broken_at is None


COVERER = """
import sys
from datetime import datetime
from pathlib import Path
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.rotas import covering
from advice_line.usecases.usecase import By, Press
from advice_line.problems import Refused
from advice_line.store import open_store
from tests.hospital import GMC, TUESDAY

store = open_store(Path(sys.argv[1]), TUESDAY)
person = accounts.person_of(store, store.the(Account, "account_by_username", username="ruth"))
begins, ends = (datetime.fromisoformat(text) for text in ("2026-08-05T08:00:00+00:00", "2026-08-05T16:00:00+00:00"))
taken = covering.shifts_to_cover(store, "cardiology", GMC["okafor"], begins, ends)
print("ready", flush=True)
sys.stdin.readline()
try:
    press = Press.by_itself(sys.argv[2])
    covering.enter_cover(By(store, person, TUESDAY), "cardiology", taken, sys.argv[2], "", press, knowing=True)
    print("covered", flush=True)
except Refused as refusal:
    print(refusal, flush=True)
"""


def test_of_four_managers_who_cover_one_shift_at_once_one_is_told_yes(local_hospital: Hospital):
    """Each has seen the shift free before any has covered it; the ladder must have one person more, not four."""
    from advice_line.usecases.rotas import locums
    from advice_line.usecases.rotas.who_answers import roster_of
    from advice_line.usecases.usecase import Press

    numbers = [f"799999{n}" for n in range(4)]
    for n, gmc in enumerate(numbers):
        locums.add_locum(
            By(local_hospital.store, local_hospital["ruth"], TUESDAY), "cardiology", gmc, f"Dr Locum {'ABCD'[n]}ly",
            "registrar", f"bleep {n}", Press(),
        )  # fmt: skip
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", COVERER, str(store_of(local_hospital)), gmc],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        )
        for gmc in numbers
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    said = [process.communicate("go\n", timeout=60)[0].strip() for process in processes]
    assert said.count("covered") == 1
    assert sum("has Day on call by now" in words for words in said) == 3
    noon = datetime(2026, 8, 5, 11, tzinfo=UTC)
    on = roster_of(local_hospital.store, "cardiology", noon).ladder(noon).rungs
    assert sum(rung.clinician.id.startswith("locum") for rung in on) == 1
