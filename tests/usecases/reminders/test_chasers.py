"""Chasers are said once each, in order, by whoever ticks; and stop by themselves."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.chasing import Audience, ChaserKind
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.quiet_hours import NO_QUIET
from advice_line.rota.model import Duty, Shift
from advice_line.settings import Settings
from advice_line.settings.mail import MailSettings, Server
from advice_line.store.values.chasers import Notice
from advice_line.usecases.accounts.accounts import set_email
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.calls import taking
from advice_line.usecases.flags.flags import open_flags
from advice_line.usecases.flags.site_flags import open_site_flags
from advice_line.usecases.installation.copies import note_backup
from advice_line.usecases.leases import take_lease
from advice_line.usecases.mail_desk.servers import note_ill, note_well
from advice_line.usecases.reminders import chasers
from advice_line.usecases.reminders.causes import NOW, causes_now, zone_of
from advice_line.usecases.reminders.chasers import LEASE, ChaserSaid, look_ahead, notices, sweep
from advice_line.usecases.rotas.covering import enter_cover
from advice_line.usecases.rotas.diaries import all_shifts
from advice_line.usecases.rotas.freshness import confirm_rota
from advice_line.usecases.rotas.locums import add_locum
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.mail.mails import mail
from tests.mail.post import GENERAL, Post
from tests.rows import row_of, rows_of
from tests.usecases.rotas.test_publishing import republish

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PLAIN = Settings(backup_within_hours=0)
EVENING = TUESDAY + 3 * HOUR


def ticked(hospital: Hospital, at: datetime, settings: Settings = PLAIN, holder: str = "one") -> list[ChaserSaid]:
    return sweep(By(hospital.store, worker_of(hospital.store, "RRV03", at), at), settings, holder)


def ahead(hospital: Hospital, at: datetime, settings: Settings = PLAIN) -> list[ChaserSaid]:
    return look_ahead(By(hospital.store, worker_of(hospital.store, "RRV03", at), at), settings, "one")


def heard(hospital: Hospital, who: str) -> list[Notice]:
    return notices(hospital.store, hospital[who])


def test_a_call_put_through_and_not_recorded_is_said_to_the_one_who_took_it_and_to_nobody_else(hospital: Hospital):
    hospital.connected("okafor", EVENING)
    since = EVENING + timedelta(seconds=30)
    assert ticked(hospital, since + 15 * MINUTE - timedelta(seconds=1)) == []
    (said,) = ticked(hospital, since + 15 * MINUTE)
    assert said.words == "AL-000001, Cardiology: put through, nothing recorded"
    assert ticked(hospital, since + 16 * MINUTE) == []
    assert [n.words for n in heard(hospital, "okafor")] == [said.words]
    assert heard(hospital, "patel") == heard(hospital, "bevan") == heard(hospital, "ruth") == []


def test_it_is_said_each_hour_then_to_the_consultant_then_to_the_manager_and_stops_when_it_is_recorded(
    hospital: Hospital,
):
    enquiry = hospital.connected("okafor", EVENING)
    for hour in range(5):
        ticked(hospital, EVENING + 16 * MINUTE + hour * HOUR)
    assert (len(heard(hospital, "okafor")), len(heard(hospital, "bevan"))) == (3, 2)
    ticked(hospital, EVENING + DAY + MINUTE)
    assert len(heard(hospital, "ruth")) == 1
    hospital.record(enquiry, "okafor", EVENING + DAY + 2 * MINUTE)
    assert [s for s in ticked(hospital, EVENING + 3 * DAY) if s.kind is ChaserKind.RECORD] == []


def test_a_worker_that_was_down_says_each_missed_chaser_once_in_order_and_how_late(hospital: Hospital):
    hospital.connected("okafor", EVENING)
    hospital.connected("bevan", EVENING + 30 * MINUTE)
    said = ticked(hospital, EVENING + 4 * HOUR)
    assert [s.due_at for s in said] == sorted(s.due_at for s in said)
    assert Counter(s.words.split(",")[0] for s in said) == {"AL-000001": 4, "AL-000002": 4}
    assert said[0].words.endswith("(due 17:15, 3 h 44 late)")
    assert ticked(hospital, EVENING + 4 * HOUR) == []


def test_what_was_settled_while_the_worker_was_down_is_not_said(hospital: Hospital):
    enquiry = hospital.connected("okafor", EVENING)
    hospital.record(enquiry, "okafor", EVENING + HOUR)
    assert [s for s in ticked(hospital, EVENING + 4 * HOUR) if s.kind is ChaserKind.RECORD] == []


def test_a_chaser_claimed_by_one_that_died_is_said_by_the_next_when_its_lease_is_over(hospital: Hospital):
    hospital.connected("okafor", EVENING)
    at = EVENING + 16 * MINUTE
    worker = worker_of(hospital.store, "RRV03", at)
    causes = causes_now(hospital.store, "RRV03", at)
    chasers._plan(By(hospital.store, worker, at), PLAIN, zone_of(hospital.store, "RRV03"), causes)
    assert chasers._claim(By(hospital.store, worker, at), "dies now", NOW) is not None
    assert ticked(hospital, at + LEASE - timedelta(seconds=1), holder="two") == []
    assert len(ticked(hospital, at + LEASE, holder="two")) == 1


def test_a_clock_set_back_holds_no_chaser_and_says_none_twice(hospital: Hospital):
    hospital.connected("okafor", EVENING)
    at = EVENING + 16 * MINUTE
    worker = worker_of(hospital.store, "RRV03", at)
    chasers._plan(
        By(hospital.store, worker, at),
        PLAIN,
        zone_of(hospital.store, "RRV03"),
        causes_now(hospital.store, "RRV03", at),
    )
    tomorrow = at + DAY  # a clock a day fast claims, and is set right
    assert chasers._claim(By(hospital.store, worker, tomorrow), "fast", NOW) is not None
    assert len(ticked(hospital, at)) == 1
    assert ticked(hospital, at - HOUR) == []
    assert ticked(hospital, at) == []


def test_an_email_past_its_time_is_flagged_and_said_to_registrars_then_consultants_then_managers(hospital: Hospital):
    post = Post(hospital)
    post.come(mail())
    for at in (TUESDAY + 12 * HOUR, TUESDAY + 20 * HOUR, TUESDAY + 24 * HOUR):
        ticked(hospital, at, Settings(quiet_hours=NO_QUIET, backup_within_hours=0))
    assert (len(heard(hospital, "patel")), len(heard(hospital, "bevan")), len(heard(hospital, "ruth"))) == (1, 1, 1)
    assert heard(hospital, "mensah") == []
    assert Kind.EMAIL_LATE in {f.kind for f in open_flags(hospital.store, hospital["bevan"])}
    hospital.record(1, "patel", TUESDAY + 25 * HOUR, **GENERAL)
    assert Kind.EMAIL_LATE not in {f.kind for f in open_flags(hospital.store, hospital["bevan"])}


def test_what_can_wait_is_silent_at_night_and_said_in_the_morning(hospital: Hospital):
    post = Post(hospital)
    post.come(mail())  # half its time is up at two in the night, by the desk's clock
    assert ticked(hospital, TUESDAY + 13 * HOUR) == []
    (said,) = ticked(hospital, TUESDAY + 17 * HOUR)
    assert said.due_at == TUESDAY + 17 * HOUR  # 07:00 in London


def test_a_call_back_is_said_to_the_operators_when_it_is_due(hospital: Hospital):
    enquiry = hospital.call(TUESDAY)
    taking.call_back_later(By(hospital.store, hospital["sam"], TUESDAY), enquiry, TUESDAY + HOUR, "clinic", Press())
    assert ticked(hospital, TUESDAY + HOUR - MINUTE) == []
    ticked(hospital, TUESDAY + HOUR)
    assert "waits to be rung back" in heard(hospital, "sam")[0].words
    taking.take_call_back(By(hospital.store, hospital["sam"], TUESDAY + HOUR), enquiry, Press())
    assert ticked(hospital, TUESDAY + 2 * HOUR) == []


def test_advice_not_countersigned_is_said_to_the_consultant_who_answers_for_it(hospital: Hospital):
    enquiry = hospital.connected("okafor", EVENING)
    advice = hospital.record(enquiry, "okafor", EVENING)
    said = ticked(hospital, EVENING + DAY)
    assert [s.kind for s in said] == [ChaserKind.COUNTERSIGN]
    assert len(heard(hospital, "bevan")) == 1
    countersign(By(hospital.store, hospital["bevan"], EVENING + DAY), advice, "agreed", "", Press())
    assert ticked(hospital, EVENING + 5 * DAY) == []


def test_advice_the_practice_did_not_acknowledge_becomes_a_flag_and_is_chased(hospital: Hospital):
    post = Post(hospital)
    post.come(mail(sender="advice.v90002@example.nhs.uk"))
    hospital.record(1, "patel", TUESDAY, **GENERAL)
    post.send(TUESDAY)
    ticked(hospital, TUESDAY + 3 * DAY - MINUTE)
    assert Kind.NOT_ACKNOWLEDGED not in {f.kind for f in open_flags(hospital.store, hospital["sam"])}
    ticked(hospital, TUESDAY + 3 * DAY)
    assert Kind.NOT_ACKNOWLEDGED in {f.kind for f in open_flags(hospital.store, hospital["sam"])}
    assert "has not acknowledged" in heard(hospital, "sam")[0].words


def test_a_mail_server_that_does_not_answer_is_a_flag_until_it_does(hospital: Hospital):
    note_well(hospital.store, TUESDAY - HOUR, "incoming cardiology")
    note_ill(hospital.store, TUESDAY, "incoming cardiology", "The mail server does not answer.")
    ahead(hospital, TUESDAY + MINUTE)
    assert [f for f in open_site_flags(hospital.store, hospital["admin"]) if f.kind is ChaserKind.MAIL_SERVER] == []
    ahead(hospital, TUESDAY + 15 * MINUTE)
    (flag,) = open_site_flags(hospital.store, hospital["admin"])
    assert "Last well 13:00" in flag.words
    assert flag.id in {f.id for f in open_site_flags(hospital.store, hospital["ruth"])}
    assert len(heard(hospital, "admin")) == 1
    note_well(hospital.store, TUESDAY + 20 * MINUTE, "incoming cardiology")
    ahead(hospital, TUESDAY + 20 * MINUTE)
    assert open_site_flags(hospital.store, hospital["admin"]) == []


def test_mail_that_nobody_sends_is_a_flag_even_where_no_worker_runs(hospital: Hospital):
    Post(hospital).come(mail())
    hospital.record(1, "patel", TUESDAY, **GENERAL)
    ahead(hospital, TUESDAY + HOUR + MINUTE)
    assert any("Mail waits to be sent" in f.words for f in open_site_flags(hospital.store, hospital["admin"]))


def test_a_rota_that_nobody_confirmed_is_told_to_the_manager_once_until_it_is_confirmed(local_hospital: Hospital):
    hospital, later = local_hospital, TUESDAY + 8 * DAY
    said = ahead(hospital, later)
    assert [(s.kind, s.to) for s in said] == [(ChaserKind.STALE_ROTA, Audience.MANAGERS)] * 2
    assert site_flags(hospital, "ruth") == [ChaserKind.STALE_ROTA] * 2
    assert ahead(hospital, later + 5 * MINUTE) == []
    confirm_rota(By(hospital.store, hospital["bevan"], later + 6 * MINUTE), "cardiology", Press())
    ahead(hospital, later + 10 * MINUTE)
    (left,) = open_site_flags(hospital.store, hospital["ruth"])
    assert left.words.startswith("Renal Medicine: nobody has published or confirmed its rota for")


def site_flags(hospital: Hospital, who: str) -> list[ChaserKind]:
    return [ChaserKind(flag.kind) for flag in open_site_flags(hospital.store, hospital[who])]


def test_a_gap_is_told_the_day_before_and_nearer_each_time_and_stays_one_flag_until_it_is_filled(
    local_hospital: Hospital,
):
    hospital = local_hospital
    nine = datetime(2026, 8, 5, 8, tzinfo=UTC)  # by London's clock; nobody has Wednesday's day
    republish(hospital, TUESDAY, TUESDAY, '"D D D D D D D"', '"D D . D D D D"')
    told: list[tuple[Audience, str]] = []
    for at in (TUESDAY, TUESDAY + HOUR, nine - 12 * HOUR, nine - 4 * HOUR, nine - HOUR, nine + HOUR):
        told += [(s.to, s.words) for s in ahead(hospital, at) if s.kind is ChaserKind.GAP]
        assert site_flags(hospital, "ruth") == [ChaserKind.GAP]
    assert [to for to, _ in told] == [
        Audience.MANAGERS,
        Audience.MANAGERS,
        Audience.CONSULTANTS,
        Audience.OPERATORS,
    ]
    assert told[0][1].startswith("Cardiology: nobody on rung 1, ")
    assert (len(heard(hospital, "bevan")), len(heard(hospital, "liu")), len(heard(hospital, "sam"))) == (1, 0, 1)
    gray = add_locum(
        By(hospital.store, hospital["ruth"], nine + HOUR), "cardiology", "7999999", "Dr Ann Gray", "registrar",
        "ext 1", Press(),
    )  # fmt: skip
    day = Shift(gray, duty_of(hospital, "D"), nine.date(), nine + HOUR, nine + 8 * HOUR)
    enter_cover(
        By(hospital.store, hospital["ruth"], nine + HOUR), "cardiology", [day], gray.gmc, "", Press(), open_shift=True
    )
    ahead(hospital, nine + HOUR + MINUTE)
    assert site_flags(hospital, "ruth") == []


def duty_of(hospital: Hospital, code: str) -> Duty:
    shifts = all_shifts(roster_of(hospital.store, "cardiology", TUESDAY), TUESDAY)
    return next(shift.duty for shift in shifts if shift.duty.code == code)


def test_a_shift_whose_clinician_cannot_be_reached_is_told_to_the_manager_then_to_the_operators(
    local_hospital: Hospital,
):
    hospital, five = local_hospital, TUESDAY + 3 * HOUR  # 17:00 in London, when patel's night begins
    republish(hospital, TUESDAY, TUESDAY, 'contacts = ["bleep 2042"]', "contacts = []")
    said = [*ahead(hospital, TUESDAY), *ahead(hospital, five - HOUR - MINUTE), *ahead(hospital, five - HOUR)]
    assert [(s.kind, s.to) for s in said] == [
        (ChaserKind.NO_CONTACT, Audience.MANAGERS),
        (ChaserKind.NO_CONTACT, Audience.OPERATORS),
    ]
    assert said[0].words.startswith("Cardiology: no contact (Dr Rohan Patel), ")
    assert site_flags(hospital, "ruth") == [ChaserKind.NO_CONTACT]


def test_a_backup_that_is_overdue_is_chased_until_one_is_made(hospital: Hospital):
    settings = Settings(backup_within_hours=26)
    late = TUESDAY + 27 * HOUR
    ahead(hospital, late, settings)
    assert any(f.kind is ChaserKind.BACKUP for f in open_site_flags(hospital.store, hospital["admin"]))
    note_backup(hospital.store, late, Path("copy.db"))
    ahead(hospital, late + MINUTE, settings)
    assert not any(f.kind is ChaserKind.BACKUP for f in open_site_flags(hospital.store, hospital["admin"]))


def test_a_chaser_is_mailed_to_those_who_have_an_address_and_names_no_patient(hospital: Hospital):
    set_email(By(hospital.store, hospital["okafor"], TUESDAY), "okafor", "a.okafor@example.nhs.uk")
    hospital.connected("okafor", EVENING, nhs_number="999 000 0018", patient_name="Edna Tranter")
    settings = Settings(mail=MailSettings(outgoing=Server("127.0.0.1", 25, "none")), backup_within_hours=0)
    ticked(hospital, EVENING + 16 * MINUTE, settings)
    (row,) = rows_of(hospital.store, "outbox_newest", site="RRV03", most=10)
    assert (row["kind"], row["recipient"]) == ("chaser", "a.okafor@example.nhs.uk")
    (sent,) = Post(hospital).send(EVENING + 16 * MINUTE)
    assert sent.recipients == ("a.okafor@example.nhs.uk",)  # the desk's mailbox is for letters, and keeps no copy
    source = row_of(hospital.store, "outbox_by_id", id=row["id"])["source"]  # type: ignore[index]
    assert "put through, nothing recorded" in source
    assert "Auto-Submitted: auto-generated" in source
    assert "Tranter" not in source


def test_what_a_desk_leaves_undone_is_mailed_to_its_own_clinicians_alone(local_hospital: Hospital):
    hospital = local_hospital
    for who in ("okafor", "patel", "bevan", "mensah", "osborne", "liu"):
        set_email(By(hospital.store, hospital[who], TUESDAY), who, f"{who}@example.nhs.uk")
    Post(hospital).come(mail())
    outgoing = MailSettings(outgoing=Server("127.0.0.1", 25, "none"))
    ticked(hospital, TUESDAY + 20 * HOUR, Settings(mail=outgoing, quiet_hours=NO_QUIET, backup_within_hours=0))
    sent = {row["recipient"].split("@")[0] for row in rows_of(hospital.store, "outbox_newest", site="RRV03", most=20)}
    assert sent == {"okafor", "patel", "bevan"}


def test_a_slow_worker_whose_lease_is_over_leaves_the_chaser_to_the_one_that_holds_it_now(local_hospital: Hospital):
    hospital, at = local_hospital, EVENING + 16 * MINUTE
    hospital.connected("okafor", EVENING)
    worker = worker_of(hospital.store, "RRV03", at)
    causes = causes_now(hospital.store, "RRV03", at)
    zone = zone_of(hospital.store, "RRV03")
    chasers._plan(By(hospital.store, worker, at), PLAIN, zone, causes)
    slow = chasers._claim(By(hospital.store, worker, at), "slow", NOW)
    quick = chasers._claim(By(hospital.store, worker, at + LEASE), "quick", NOW)
    assert slow is not None
    assert slow == quick
    assert chasers._say(By(hospital.store, worker, at + LEASE), PLAIN, zone, "slow", slow, causes[0]) is None
    assert heard(hospital, "okafor") == []
    assert chasers._say(By(hospital.store, worker, at + LEASE), PLAIN, zone, "quick", slow, causes[0]) is not None
    assert len(heard(hospital, "okafor")) == 1


def test_a_turn_is_free_again_at_the_second_it_ends_and_not_before(local_hospital: Hospital):
    store, second = local_hospital.store, timedelta(seconds=1)
    assert take_lease(store, "the post", "one", TUESDAY, MINUTE)
    assert not take_lease(store, "the post", "two", TUESDAY + MINUTE - second, MINUTE)
    assert take_lease(store, "the post", "two", TUESDAY + MINUTE, MINUTE)
    assert not take_lease(store, "the post", "one", TUESDAY + MINUTE, MINUTE)


TICKER = """
import sys
from datetime import timedelta
from pathlib import Path
from advice_line.chasers.ticking import tick
from advice_line.settings import Settings
from advice_line.store import open_store
from tests.hospital import TUESDAY

store = open_store(Path(sys.argv[1]), TUESDAY)
for minute in range(0, 300, 15):
    for said in tick(store, TUESDAY + timedelta(hours=3, minutes=minute), Settings(backup_within_hours=0)):
        print(said.kind, "|", said.words.split(" (due")[0], "|", said.due_at, flush=True)
"""


@pytest.mark.faults
def test_four_processes_that_tick_at_once_say_each_chaser_once(local_hospital: Hospital):
    for number in range(6):
        local_hospital.connected("okafor", EVENING + number * MINUTE)
    arguments = [sys.executable, "-c", TICKER, str(local_hospital.folder / "line.db")]
    env = os.environ | {"PYTHONPATH": str(Path.cwd())}
    running = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, env=env) for _ in range(4)]
    lines = [line for process in running for line in process.communicate(timeout=120)[0].splitlines()]
    assert all(process.returncode == 0 for process in running)
    recorded = [line for line in lines if line.startswith(ChaserKind.RECORD)]
    assert len(recorded) == 6 * 5
    assert max(Counter(lines).values()) == 1


@pytest.mark.parametrize("night", ["2026-10-25", "2026-03-29"])
def test_both_changed_nights_say_each_chaser_once(local_hospital: Hospital, night: str):
    begins = datetime.fromisoformat(f"{night}T00:00:00+00:00") + timedelta(days=365 if night < "2026-08" else 0)
    enquiry = local_hospital.call(begins - HOUR)
    due = begins + HOUR
    taking.call_back_later(By(local_hospital.store, local_hospital["sam"], begins - HOUR), enquiry, due, "", Press())
    said = []
    for minute in range(0, 240, 5):
        said += ticked(local_hospital, begins + minute * MINUTE)
    own = [s for s in said if s.kind is ChaserKind.CALL_BACK]
    assert [s.due_at - due for s in own] == [timedelta(), 15 * MINUTE, HOUR]
