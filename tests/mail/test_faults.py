"""A hundred mails through real servers, the worker killed at every step of taking in and of sending."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from advice_line.mail.steps import SENDING, TAKING_IN
from advice_line.store.verdicts import verdicts
from tests.hospital import TUESDAY, Hospital
from tests.mail.mails import ASHWELL, DESK, mail
from tests.mail.servers import HAS_DOVECOT, PASSWORD, WHY_NOT, Dovecot, Sink, dovecot, free_port
from tests.rows import row_of, rows_of

pytestmark = pytest.mark.skipif(not HAS_DOVECOT, reason=WHY_NOT)
MANY = 100


@pytest.fixture
def imap() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def sink(imap: Dovecot) -> Iterator[tuple[Sink, int]]:
    port = free_port()
    made = Sink({DESK: "cardiology"}, imap)
    made.start(port)
    yield made, port
    made.stop()


def worker(hospital: Hospital, imap: Dovecot, smtp: int, minutes: int = 0, step: str = "", number: int = 0):
    """One run of a worker process; its exit code is -9 when it was killed at the step."""
    arguments = [str(hospital.folder / "line.db"), imap.port, smtp, minutes, step, number]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.mail.working", *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TEST_MAILBOX": PASSWORD.replace(" ", "_"), "PYTHONPATH": str(Path.cwd())},
    )


def enquiries(hospital: Hospital) -> list[str]:
    rows = rows_of(hospital.store, "enquiries_waiting", site="RRV03")
    return [row_of(hospital.store, "question_of", enquiry=row["id"])["words"] for row in rows]  # type: ignore[index]


def deliver_questions(imap: Dovecot) -> None:
    for number in range(MANY):
        words = f"Question {number} about a patient."
        imap.deliver(
            "cardiology", mail(words, subject=f"Q {number}", message_id=f"<q{number}@ashwell.example.nhs.uk>")
        )


def test_mails_are_taken_in_exactly_once_wherever_the_worker_dies(
    local_hospital: Hospital, imap: Dovecot, sink: tuple[Sink, int]
):
    deliver_questions(imap)
    for place, step in enumerate(TAKING_IN):
        number = 1 if step == "connected" else 7 + 5 * place
        run = worker(local_hospital, imap, sink[1], 20 * place, step, number)
        run.communicate(timeout=120)
        assert run.returncode == -9, step
    together = [worker(local_hospital, imap, sink[1], 120) for _ in range(2)]
    assert all(run.communicate(timeout=120) for run in together)
    assert worker(local_hospital, imap, sink[1], 140).wait(120) == 0
    found = enquiries(local_hospital)
    assert len(found) == MANY
    assert len({words.split("\n")[0] for words in found}) == MANY
    assert (imap.count("cardiology"), imap.count("cardiology", "Advice Line")) == (0, MANY)
    (verdict,) = verdicts(local_hospital.store)
    assert verdict.broken_at is None


def test_answers_are_sent_exactly_once_wherever_the_worker_dies(
    local_hospital: Hospital, imap: Dovecot, sink: tuple[Sink, int]
):
    deliver_questions(imap)
    assert worker(local_hospital, imap, sink[1]).wait(120) == 0
    for row in rows_of(local_hospital.store, "enquiries_waiting", site="RRV03"):
        local_hospital.record(row["id"], "patel", TUESDAY, patient_kind="general question", **NOBODY)
    minutes = 0
    for place, step in enumerate(SENDING):
        run = worker(local_hospital, imap, sink[1], minutes, step, 5 + 9 * place)
        run.communicate(timeout=120)
        assert run.returncode == -9, step
        minutes += 20
    together = [worker(local_hospital, imap, sink[1], minutes) for _ in range(2)]
    assert all(run.communicate(timeout=120) for run in together)
    assert worker(local_hospital, imap, sink[1], minutes + 20).wait(120) == 0
    got = Counter(m["Message-ID"] for m in sink[0].to(ASHWELL))
    assert len(got) == MANY
    assert set(got.values()) == {1}
    states = Counter(row["state"] for row in rows_of(local_hospital.store, "outbox_newest", site="RRV03", most=500))
    assert states == {"sent": MANY}


NOBODY = {"nhs_number": "", "birth_date": "", "patient_name": ""}


def test_servers_that_stop_and_start_delay_mail_and_lose_none(
    local_hospital: Hospital, imap: Dovecot, sink: tuple[Sink, int]
):
    imap.deliver("cardiology", mail())
    imap.stop()
    run = worker(local_hospital, imap, sink[1])
    said, _ = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "The mail server 127.0.0.1 does not answer as it should" in said
    (ill,) = rows_of(local_hospital.store, "mail_servers")
    assert (ill["name"], ill["well_at"]) == ("incoming cardiology", None)
    imap.start()
    assert worker(local_hospital, imap, sink[1], 1).wait(60) == 0
    (row,) = rows_of(local_hospital.store, "enquiries_waiting", site="RRV03")
    at = TUESDAY + timedelta(minutes=2)
    local_hospital.record(row["id"], "patel", at, patient_kind="general question", **NOBODY)
    sink[0].stop()
    run = worker(local_hospital, imap, sink[1], 3)
    assert "cannot be used for sending" in run.communicate(timeout=60)[0]
    sink[0].start(sink[1])
    assert worker(local_hospital, imap, sink[1], 10).wait(60) == 0
    assert len(sink[0].to(ASHWELL)) == 1
    assert [s["ill_at"] for s in rows_of(local_hospital.store, "mail_servers")] == [None, None]
