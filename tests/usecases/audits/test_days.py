"""A day that was counted is counted anew as soon as one of its enquiries changes, whatever changes it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.routing import Result
from advice_line.enquiry.totals import Totals, joined
from advice_line.enquiry.value import MANAGED
from advice_line.shipped import shipped_file
from advice_line.store import Store
from advice_line.store.queries import statements
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.feedback import give_feedback, note_afterwards, note_interface
from advice_line.usecases.advice.referral import write_referral
from advice_line.usecases.audits import counted_calls, days
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.flags.flags import open_flags, review_flag
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

BEGINS, UNTIL = datetime(2026, 8, 2, 23, tzinfo=UTC), datetime(2026, 8, 6, 23, tzinfo=UTC)
NOT_READ = "not read back"
READ = set(re.findall(r'"(audit_\w+)"', Path(counted_calls.__file__).read_text("utf-8")))
FRIDAY = datetime(2026, 8, 7, 9, tzinfo=UTC)


def read(store: Store) -> Totals:
    return joined(days.day_totals(store, site_named(store, "RRV03"), BEGINS, UNTIL, FRIDAY, apart=True).values())


def recounted(store: Store) -> Totals:
    """The same from the enquiries alone."""
    return joined(days.recounted(store, site_named(store, "RRV03"), BEGINS, UNTIL).values())


def kept_days(store: Store) -> list[str]:
    rows = rows_of(store, "day_totals", site="RRV03", first="2026", until="2027")
    return sorted(row["day"] for row in rows if row["desk"] == "cardiology")


def test_every_table_that_an_audit_reads_takes_the_days_of_its_rows_away():
    counted = set(re.findall(r"^-- counted: (\w+) by", shipped_file("schema.sql").read_text("utf-8"), re.MULTILINE))
    read = {
        table
        for name, text in statements().items()
        if name in READ
        for table in re.findall(r"(?:FROM|JOIN) (\w+)", text)
    }
    assert read - {"clinician"} == counted


def test_whatever_changes_an_enquiry_is_in_the_totals_at_once(hospital: Hospital):
    store, sam, okafor, bevan = hospital.store, hospital["sam"], hospital["okafor"], hospital["bevan"]
    numbers: dict[str, int] = {}
    at, later = TUESDAY + timedelta(minutes=90), TUESDAY + timedelta(hours=2)

    def keep(name: str, number: int) -> None:
        numbers[name] = number

    def flag_reviewed() -> None:
        flag = next(f for f in open_flags(store, okafor) if f.enquiry == numbers["call"])
        review_flag(By(store, okafor, later), flag.id, "rung back and confirmed")

    acts: list[tuple[str, Callable[[], None]]] = [
        ("taken", lambda: keep("call", hospital.call(at, number="07700 900123"))),
        ("verified", lambda: taking.verify_caller(By(store, sam, at), numbers["call"])),
        ("dialled", lambda: keep("attempt", hospital.dial(numbers["call"], "okafor", at=at))),
        ("answered", lambda: attempts.finish_attempt(By(store, sam, at), numbers["attempt"], Result.ANSWERED)),
        (
            "recorded",
            lambda: keep("advice", hospital.record(numbers["call"], "okafor", later, doses="not read back")),
        ),
        ("flag reviewed", flag_reviewed),
        ("countersigned", lambda: countersign(By(store, bevan, later), numbers["advice"], "agreed", "", Press())),
        ("acknowledged", lambda: acknowledge(By(store, sam, later), numbers["call"], "rang back", Press())),
        ("useful", lambda: give_feedback(By(store, sam, later), numbers["call"], "practice", "yes", "", Press())),
        ("followed", lambda: note_afterwards(By(store, sam, later), numbers["call"], MANAGED, "", Press())),
        (
            "a referral note",
            lambda: write_referral(By(store, okafor, later), numbers["call"], hospital.folder / "n.txt", Press()),
        ),
        (
            "a failure",
            lambda: note_interface(By(store, bevan, later), numbers["call"], "no discharge letter", "", Press()),
        ),
        (
            "amended",
            lambda: keep("second", hospital.record(numbers["call"], "okafor", later, "slip", outcome="admit")),
        ),
        ("another", lambda: keep("other", hospital.call(at))),
        ("given up", lambda: taking.abandon(By(store, sam, at), numbers["other"], "rang off", Press())),
        ("a third", lambda: keep("mail", hospital.call(at))),
        ("by e-mail", lambda: taking.turn_into_email(By(store, sam, at), numbers["mail"], "AF?", Press())),
        ("answered by e-mail", lambda: keep("answer", hospital.record(numbers["mail"], "okafor", later))),
    ]
    before = read(store)
    for name, act in acts:
        assert kept_days(store) == ["2026-08-03", "2026-08-04", "2026-08-05", "2026-08-06"]
        act()
        assert "2026-08-04" not in kept_days(store), f"{name}: the day that it changes stayed as it was"
        assert read(store) == recounted(store), name
        if name not in ("verified", "by e-mail"):
            assert read(store) != before, f"{name} is not counted at all"
        before = read(store)


@pytest.mark.parametrize(
    "at, day",
    [
        (datetime(2026, 8, 4, 22, 59, 59, tzinfo=UTC), date(2026, 8, 4)),
        (datetime(2026, 8, 4, 23, tzinfo=UTC), date(2026, 8, 5)),
    ],
)
def test_a_day_is_the_sites_and_a_call_after_its_midnight_is_the_next_ones(
    local_hospital: Hospital, at: datetime, day: date
):
    read(local_hospital.store)
    local_hospital.call(at)
    found = days.day_totals(local_hospital.store, site_named(local_hospital.store, "RRV03"), BEGINS, UNTIL, FRIDAY)
    assert [key for key, totals in found.items() if totals.counts["enquiries"]] == [("cardiology", day)]


def test_a_day_that_is_not_over_is_counted_and_not_kept(local_hospital: Hospital):
    local_hospital.call(TUESDAY)
    store, site = local_hospital.store, site_named(local_hospital.store, "RRV03")
    found = days.day_totals(store, site, BEGINS, UNTIL, TUESDAY)
    assert joined(found.values()).counts["enquiries"] == 1
    assert kept_days(store) == ["2026-08-03"]


def test_the_worker_counts_the_newest_days_first_and_only_what_is_lacking(local_hospital: Hospital):
    local_hospital.call(TUESDAY)
    store, site = local_hospital.store, site_named(local_hospital.store, "RRV03")
    assert days.keep_days(store, site, FRIDAY, 2) == 2
    assert kept_days(store) == ["2026-08-05", "2026-08-06"]
    assert days.keep_days(store, site, FRIDAY, 5) == 1
    assert days.keep_days(store, site, FRIDAY, 5) == 0
    assert kept_days(store) == ["2026-08-04", "2026-08-05", "2026-08-06"]


def test_what_was_counted_in_another_way_is_counted_anew(local_hospital: Hospital):
    local_hospital.call(TUESDAY)
    store = local_hospital.store
    read(store)
    store.script("UPDATE day_total SET totals = '[{},{},{},{},[]]', apart = '[{},{}]', made = '0 ' || made;\n")
    assert read(store) == recounted(store)
    assert read(store).counts["enquiries"] == 1


def test_an_audit_of_part_of_a_day_counts_that_part(local_hospital: Hospital):
    local_hospital.call(TUESDAY)
    local_hospital.call(TUESDAY + timedelta(hours=2))
    ruth = By(local_hospital.store, local_hospital["ruth"], FRIDAY)
    for begins, until, many in (
        (BEGINS, UNTIL, 2),
        (TUESDAY, TUESDAY + timedelta(hours=2), 1),
        (TUESDAY + timedelta(seconds=1), UNTIL, 1),
        (BEGINS, TUESDAY, 0),
    ):
        assert audit(ruth, "activity", begins, until).rows[-1]["enquiries"] == many
