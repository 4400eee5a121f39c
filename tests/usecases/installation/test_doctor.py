"""What is wrong with an installation is found, and said with what to do; a sound one is left in peace."""

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advice_line.files import half_file
from advice_line.rota import read_files
from advice_line.store.sqlite import sqlite3  # type: ignore[attr-defined]
from advice_line.usecases.installation.doctor import Installation, examine
from advice_line.usecases.rotas.publishing import extend_rosters
from advice_line.usecases.statements.old_prices import uncontracted_prices
from advice_line.usecases.trail.keys import key_path, make_key
from advice_line.usecases.usecase import By
from tests.cli.test_commands import run
from tests.hospital import BEGAN, TUESDAY, Hospital
from tests.store.test_restore import crash
from tests.usecases.rotas.test_publishing import CLINIC_END, SWAP, republish
from tests.usecases.statements.contracted import publish


@pytest.fixture(autouse=True)
def settings_with_a_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    make_key(key_path(), None)


MONDAY = BEGAN + timedelta(hours=20)


def found(hospital: Hospital, private: tuple[Path, ...] = (), at=MONDAY) -> list[str]:
    """What is wrong."""
    place = Installation(hospital.folder / "line.db", private, at)
    return [f"{f.about}: {f.words}" for f in examine(place) if not f.well]


def test_of_a_sound_installation_nothing_is_said(local_hospital: Hospital):
    republish(local_hospital, TUESDAY, TUESDAY, CLINIC_END, CLINIC_END + SWAP)
    extend_rosters(By(local_hospital.store, local_hospital["ruth"], TUESDAY + timedelta(days=200)))
    assert found(local_hospital, at=TUESDAY + timedelta(days=200)) == []


def other_hands(hospital: Hospital, *statements: str) -> None:
    """What somebody does to the store with an SQL tool."""
    other = sqlite3.connect(hospital.folder / "line.db")
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


def test_a_price_of_before_there_were_contracts_is_said_until_a_contract_has_it(local_hospital: Hospital):
    other_hands(
        local_hospital,
        "INSERT INTO tariff"
        " (desk, commissioner, channel, pence, effective_from, effective_until, account, key) VALUES"
        "('cardiology', 'QZZ', 'phone', 2350, '2026-08-01', NULL, 1, 'a'),"
        "('renal', 'QZZ', 'e-mail', 1475, '2026-08-01', '2027-04-01', 1, 'b'),"
        "('renal', 'QZZ', 'e-mail', 1400, '2026-08-01', '2027-04-01', 1, 'c'),"
        "('renal', '16C', 'phone', 2350, '2026-08-01', NULL, 1, 'd'),"
        "('renal', 'QZZ', 'phone', 2350, '2026-07-01', NULL, 1, 'e')",
    )
    said = uncontracted_prices(local_hospital.store)
    assert len(said) == 5
    assert said[0].startswith("QZZ is to pay 23.50 for a call to cardiology from 2026-08-01 by a price")
    publish(local_hospital)
    assert [sentence.partition(" by a price")[0] for sentence in uncontracted_prices(local_hospital.store)] == [
        "QZZ is to pay 14.00 for an e-mail to renal from 2026-08-01 until 2027-04-01",
        "16C is to pay 23.50 for a call to renal from 2026-08-01",
        "QZZ is to pay 23.50 for a call to renal from 2026-07-01",
    ]
    assert [sentence for sentence in found(local_hospital) if sentence.startswith("prices: 16C is to pay 23.50")]


@pytest.mark.parametrize(
    "statements, sentence",
    [
        (
            ["UPDATE publication SET source = source || '# x' WHERE desk = 'renal'"],
            "not the one that was published",
        ),
        (["DELETE FROM shift WHERE id = (SELECT min(id) FROM shift)"], "says other shifts or clinics.*1 differ"),
        (["UPDATE shift SET duty = 'N' WHERE id = (SELECT min(id) FROM shift WHERE duty = 'D')"], "2 differ"),
        (["DELETE FROM clinic WHERE id = (SELECT min(id) FROM clinic)"], "1 differ"),
        (["UPDATE contact SET value = '0999' WHERE kind = 'bleep'"], "names other people, contacts or duties"),
    ],
)
def test_a_publication_whose_text_does_not_say_its_shifts(
    local_hospital: Hospital, statements: list[str], sentence: str
):
    local_hospital.store.close()
    tables = ("publication", "shift", "clinic", "contact")
    drop = [f"DROP TRIGGER {table}_{what}" for table in tables for what in ("no_update", "no_delete")]
    other_hands(local_hospital, *drop, *statements)
    (said, *_) = found(local_hospital)
    assert re.search(sentence, said), said
    assert said.startswith("publications: Publication ")
    assert said.endswith("Publish the right file again.")


def garbled(hospital: Hospital) -> None:
    settings = hospital.folder / "config" / "advice-line" / "settings.toml"
    settings.write_text('announce = "loudly"')


def torn(hospital: Hospital) -> None:
    from advice_line.store.backup import copy_store

    copy_store(hospital.store, hospital.folder / "copy.db")  # type: ignore[arg-type]
    hospital.call()
    crash(hospital)
    shutil.copyfile(hospital.folder / "copy.db", hospital.folder / "line.db")
    for file in hospital.folder.glob("line.db*"):
        file.chmod(0o600)


@pytest.mark.parametrize(
    "spoil, sentence",
    [
        (lambda h: (h.folder / "line.db").chmod(0o644), "is open to others (0644); run: chmod 600 "),
        (lambda h: h.folder.chmod(0o777), "Others may put files into "),
        (garbled, "“announce” is one of bell"),
        (torn, "does not belong to"),
        (lambda h: (h.folder / "line.db").unlink(), "There is no store at"),
    ],
)
def test_what_is_wrong_is_said(local_hospital: Hospital, spoil: Callable[[Hospital], object], sentence: str):
    if spoil is not torn:
        local_hospital.store.close()
    spoil(local_hospital)
    said = found(local_hospital)
    assert len(said) == 1
    assert sentence in said[0]


def test_a_session_that_others_may_read(local_hospital: Hospital, tmp_path: Path):
    (tmp_path / "session").write_text("token")
    os.chmod(tmp_path / "session", 0o640)  # noqa: PTH101
    assert "session is open to others (0640)" in found(local_hospital, (tmp_path / "session",))[0]


@pytest.mark.parametrize(
    "spoil, sentence",
    [
        (lambda key: key.unlink(), "head key: There is no key that signs"),
        (lambda key: key.chmod(0o640), "may be read by others"),
        (lambda key: key.write_text("x"), "is not a private key"),
    ],
)
def test_a_key_that_signs_nothing(local_hospital: Hospital, spoil: Callable[[Path], object], sentence: str):
    spoil(key_path())
    assert any(sentence in words for words in found(local_hospital))


def test_a_key_that_goes_where_the_store_goes(local_hospital: Hospital):
    local_hospital.folder.joinpath("config", "advice-line").mkdir(parents=True, exist_ok=True)
    beside = local_hospital.folder / "head.key"
    make_key(beside, None)
    local_hospital.folder.joinpath("config/advice-line/settings.toml").write_text(f'head_key = "{beside}"\n')
    assert any("lies beside the store" in words for words in found(local_hospital))


def test_what_a_killed_program_left_half_written_is_named_an_hour_later(local_hospital: Hospital):
    with half_file(local_hospital.folder / "backup.db") as (half, file):
        file.write(b"a patient")
        file.flush()
        os.utime(half, (MONDAY.timestamp(), MONDAY.timestamp()))
        assert found(local_hospital, at=MONDAY + timedelta(minutes=60)) == []
        later = found(local_hospital, at=MONDAY + timedelta(minutes=61))
        assert [words for words in later if words.startswith(f"left over: {half} was left half-written")] == later


def test_a_clock_that_is_behind_the_trail(local_hospital: Hospital):
    assert "this machine's clock is wrong" in found(local_hospital, at=TUESDAY - timedelta(days=3))[0]


def test_a_clock_under_which_the_chasers_wait(local_hospital: Hospital):
    said = found(local_hospital, at=BEGAN + timedelta(hours=25))
    assert len(said) == 1
    assert said[0].startswith("clock: This machine's clock says Tue 4 Aug 2026 07:00, more than a day ahead of")
    assert found(local_hospital, at=BEGAN + timedelta(hours=23)) == []


@pytest.mark.parametrize("where", ["[mail.desks.renal]\nuser", "[mail]\nsmtp = 'h'\nsmtp_user"])
@pytest.mark.parametrize(
    "content, mode, sentence",
    [
        (None, 0o600, "cannot be read from PW"),
        (b"\xff", 0o600, "cannot be read from PW"),
        (b"\n", 0o600, "in PW is empty"),
        (b"secret", 0o644, "PW, a password of the mail's, is open to others; run: chmod 600 PW"),
        (b"secret", 0o600, ""),
    ],
)
def test_a_mail_password_that_cannot_be_used_is_named(
    local_hospital: Hospital, where: str, content: bytes | None, mode: int, sentence: str
):
    password = local_hospital.folder / "pw"
    if content is not None:
        password.write_bytes(content)
        password.chmod(mode)
    settings = local_hospital.folder / "config" / "advice-line" / "settings.toml"
    table = where if where.startswith("[mail]") else f"[mail]\nimap = 'h'\n{where}"
    file = "smtp_password_file" if "smtp" in where else "password_file"
    settings.write_text(f"{table} = 'r'\n{file} = '{password}'\n")
    said = found(local_hospital)
    assert len(said) == bool(sentence)
    assert all(sentence.replace("PW", str(password)) in one and "secret" not in one for one in said)
    if "cannot be read" in sentence:
        from advice_line.mail.checking import check_servers
        from advice_line.settings import our_settings

        tried = dict(check_servers(our_settings().mail))
        assert any(str(password) in trouble for trouble in tried.values())


def test_on_the_command_line(local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store = ("--store", str(local_hospital.folder / "line.db"))
    local_hospital.call(datetime.now(UTC))
    done = run(*store, "doctor")
    assert done.exit_code == 0, done.stdout
    assert "well   publications: Every publication's text says the shifts" in done.stdout
    (local_hospital.folder / "line.db").chmod(0o640)
    ill = run(*store, "doctor", "--json")
    assert ill.exit_code == 1
    assert '"well": false' in ill.stdout


@pytest.mark.slow
def test_the_demo_hospitals_rotas_all_say_their_shifts(local_hospital: Hospital):
    from advice_line.shipped import shipped_file
    from advice_line.usecases.rotas.publishing import publish_rotas

    rotas, problems = read_files([shipped_file("rotas")])
    assert not problems
    own = [rota for rota in rotas if rota.desk.site == "RRV03"]
    publish_rotas(local_hospital.store, local_hospital["ruth"], own, effective=TUESDAY, at=TUESDAY)
    assert found(local_hospital, at=TUESDAY) == []
