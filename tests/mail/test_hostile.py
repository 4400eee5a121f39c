"""Thousands of hostile mails: no traceback, nothing dropped, memory bounded.

``ADVICE_LINE_HOSTILE_MAILS=2500`` makes it ten thousand in all.
"""

import json
import os
import tracemalloc
from collections import Counter

import pytest

from advice_line.mail.parsing import parse_mail
from advice_line.mail.plain_text import tidy
from advice_line.settings.mail import MailSettings
from advice_line.store.verdicts import verdicts
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.mail_desk.incoming import MailboxPlace, take_in
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.mail.hostile import hostile_mails
from tests.rows import rows_of

LIMITS = MailSettings()
MANY = int(os.environ.get("ADVICE_LINE_HOSTILE_MAILS", "750"))
"""From each seed."""
SEEDS = (11, 12, 13, 14)
TAKEN_IN = 200


@pytest.mark.parametrize("seed", SEEDS)
def test_hostile_mails_are_answered_with_something_clean(seed: int):
    kinds: Counter[bool] = Counter()
    for data in hostile_mails(MANY, seed):
        found = parse_mail(data, LIMITS)
        kinds[found.understood] += 1
        assert found.understood or found.source == data
        for text in (found.sender, found.sender_name, found.subject, found.words, found.message_id):
            assert tidy(text) == text
            text.encode("utf-8")
        assert all(a.name == a.name.strip() and "/" not in a.name for a in found.attachments)
    assert kinds.total() == MANY
    assert min(kinds.values()) > MANY / 25


def test_memory_is_bounded_by_the_mail_and_not_by_how_many_came():
    tracemalloc.start()
    for data in hostile_mails(100):
        parse_mail(data, LIMITS)
    _, few = tracemalloc.get_traced_memory()
    for _ in range(3):
        for data in hostile_mails(100):
            parse_mail(data, LIMITS)
    _, more = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert few < 10_000_000
    assert more - few < 2_000_000


@pytest.mark.parametrize("seed", [1])
def test_every_hostile_mail_is_in_the_store_and_what_nobody_understood_is_flagged(hospital: Hospital, seed: int):
    worker = worker_of(hospital.store, "RRV03", TUESDAY)
    with hospital.store.transaction():
        taken = [
            take_in(
                By(hospital.store, worker, TUESDAY),
                "cardiology",
                MailboxPlace("box", 1, uid),
                parse_mail(data, LIMITS),
                TUESDAY,
            )
            for uid, data in enumerate(hostile_mails(TAKEN_IN, seed), 1)
        ]
    rows = rows_of(hospital.store, "mails_newest", site="RRV03", most=TAKEN_IN + 1)
    assert len(rows) == TAKEN_IN
    asked = {mail.enquiry for mail in taken if mail.kind == "question"}
    assert {row["id"] for row in rows_of(hospital.store, "enquiries_waiting", site="RRV03")} == asked
    strays = [mail for mail in taken if mail.kind in ("not understood", "loop", "spam", "too large")]
    flagged = {flag["cause"] for flag in rows_of(hospital.store, "open_site_flags", site="RRV03")}
    assert strays
    assert {f"mail {mail.mail}" for mail in strays} <= flagged
    assert all(isinstance(json.loads(row["problems"]), list) for row in rows)
    (verdict,) = verdicts(hospital.store)
    assert verdict.broken_at is None
