"""Several real processes on one store, and one that is killed in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from advice_line.store import open_store, trail
from tests.hospital import TUESDAY, Hospital

WRITER = """
import sys
from pathlib import Path
from advice_line.desk import accounts, calls
from advice_line.store import open_store
from tests.hospital import TUESDAY

path, name, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_store(path, TUESDAY)
person = accounts.person_of(store, store.row("account_by_username", username="sam"))
for number in range(many):
    call = calls.NewCall("cardiology", "01632 960001", f"Dr {name} {number}", practice="V90001")
    made = calls.take_call(store, person, TUESDAY, call, f"{name}-{number}")
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
    before = next(trail.verify(local_hospital.store)).rows
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
    (verdict,) = trail.verify(local_hospital.store)
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
    assert next(trail.verify(store)).broken_at is None
    last = len(acknowledged) - 1
    again = writer(store_of(local_hospital), "killed", last + 1)
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert [line.split() for line in out.split("\n")[:-1]] == acknowledged[: last + 1]
    store.close()


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from advice_line.desk import accounts, calls
from advice_line.problems import StoreTrouble
from advice_line.store import open_store
from tests.hospital import TUESDAY

path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(path, TUESDAY)
person = accounts.person_of(store, store.row("account_by_username", username="sam"))
size = max(file.stat().st_size for file in path.parent.glob("line.db*"))
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 400_000, resource.RLIM_INFINITY))
made = 0
try:
    for number in range(100000):
        call = calls.NewCall("cardiology", "01632 960001", f"Dr {number}", practice="V90001")
        calls.take_call(store, person, TUESDAY, call, f"full-{number}")
        made += 1
except StoreTrouble as trouble:
    print(made)
    print(trouble)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    calls.take_call(store, person, TUESDAY, call, f"full-{number}")
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
    assert next(trail.verify(local_hospital.store)).broken_at is None
