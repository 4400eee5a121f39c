"""The trail's head on everything that leaves the building, and read back from it."""

import csv
import io
import json
from datetime import timedelta
from email import message_from_string
from email.policy import default
from pathlib import Path

import openpyxl
import pytest

from advice_line.chasers.ticking import renew_sheet
from advice_line.exports.audits import FORMATS
from advice_line.settings import Settings
from advice_line.store.backup import copy_store
from advice_line.store.sqlite import SqliteStore
from advice_line.usecases.advice import letters
from advice_line.usecases.audits import audits
from advice_line.usecases.trail import heads, witnesses
from advice_line.usecases.trail.keys import key_path, make_key
from advice_line.usecases.usecase import By
from tests.hospital import BEGAN, SITE, TUESDAY, Hospital
from tests.mail.mails import mail
from tests.mail.post import Post
from tests.rows import row_of, rows_of
from tests.usecases.trail.test_heads import against, reseal

LATER = TUESDAY + timedelta(minutes=10)


@pytest.fixture(params=["signed", "unsigned"])
def signed(request: pytest.FixtureRequest) -> bool:
    if request.param == "signed":
        make_key(key_path(), None)
    return bool(request.param == "signed")


def number_of(hospital: Hospital, act: str) -> int:
    rows = rows_of(hospital.store, "trail_of_site", site=SITE, after=0, until=10**9, most=10**6)
    return max(int(row["seq"]) for row in rows if row["act"] == act)


def proves(hospital: Hospital, source: Path, act: str, signed: bool) -> None:
    """What left the building proves the trail, its own row with it; and the reseal of that row is seen by it."""
    proof = against(hospital, source)
    assert proof.proved
    reach = proof.through if signed else proof.unsigned_through
    assert reach is not None
    assert reach.seq >= number_of(hospital, act)
    assert bool(proof.signed) is signed
    reseal(hospital)
    assert not against(hospital, source).proved


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_a_letter_proves_its_own_row_of_the_trail(local_hospital: Hospital, ending: str, signed: bool):
    enquiry = local_hospital.connected("bevan")
    local_hospital.record(enquiry, "bevan", LATER)
    letter = local_hospital.folder / f"letter.{ending}"
    letters.write_letter(By(local_hospital.store, local_hospital["bevan"], LATER), enquiry, letter)
    proves(local_hospital, letter, "exported a letter", signed)


def test_a_printed_letter_carries_the_line_to_be_typed(local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch):
    import fpdf

    monkeypatch.setattr(fpdf.FPDF, "set_compression", lambda *_: None, raising=False)
    said: list[str] = []
    cell = fpdf.FPDF.multi_cell

    def noting(self, *values, **more):
        said.append(str(more.get("text", values[2] if len(values) > 2 else "")))
        return cell(self, *values, **more)

    monkeypatch.setattr(fpdf.FPDF, "multi_cell", noting)
    enquiry = local_hospital.connected("bevan")
    local_hospital.record(enquiry, "bevan", LATER)
    letter = local_hospital.folder / "letter.pdf"
    letters.write_letter(By(local_hospital.store, local_hospital["bevan"], LATER), enquiry, letter)
    (line,) = [words for words in said if words.startswith("Trail head")]
    typed = line.removeprefix("Trail head ").partition(" at ")[0]
    assert against(local_hospital, typed).proved


@pytest.mark.parametrize("kind", ["answer", "confirmation"])
def test_a_mail_with_advice_proves_the_advice_that_it_carries(local_hospital: Hospital, kind: str, signed: bool):
    post = Post(local_hospital)
    if kind == "answer":
        post.come(mail(sender="advice.v90002@example.nhs.uk"))
        local_hospital.record(1, "patel", TUESDAY)
    else:
        from advice_line.usecases.mail_desk.practice_addresses import enter_address
        from advice_line.usecases.usecase import Press

        enter_address(
            By(local_hospital.store, local_hospital["ruth"], TUESDAY), "V90001", "a@example.nhs.uk", Press()
        )
        local_hospital.record(local_hospital.connected("bevan"), "bevan", LATER)
    (row,) = rows_of(local_hospital.store, "outbox_newest", site=SITE, most=10)
    assert row["kind"] == kind
    made = row_of(local_hospital.store, "outbox_by_id", id=row["id"])
    assert made is not None
    sent = letters.as_sent(local_hospital.store, LATER, row["id"], made["source"])
    saved = local_hospital.folder / "sent.eml"
    saved.write_text(sent)
    mailed = message_from_string(sent, policy=default)
    assert mailed["Message-ID"].strip() == made["message_id"]
    assert len(list(mailed.iter_attachments())) == (kind == "confirmation")
    proves(local_hospital, saved, "recorded advice", signed)


@pytest.mark.parametrize("form", ["csv", "json", "html"])
def test_an_audit_proves_its_own_export(local_hospital: Hospital, form: str, signed: bool):
    ruth = local_hospital["ruth"]
    found = audits.audit(By(local_hospital.store, ruth, LATER), "activity", BEGAN, LATER)
    local_hospital.call()
    file = local_hospital.folder / f"audit.{form}"
    audits.export_audit(By(local_hospital.store, ruth, LATER), found, form, file)
    proves(local_hospital, file, "exported the activity audit", signed and form != "csv")


def test_an_audits_csv_stays_a_table(local_hospital: Hospital):
    found = audits.audit(By(local_hospital.store, local_hospital["ruth"], LATER), "activity", BEGAN, LATER)
    rows = list(csv.reader(io.StringIO(FORMATS["csv"](found).decode())))
    assert rows[0][-1] == "trail_head"
    assert {len(row) for row in rows} == {len(rows[0])}
    head = heads.head_of(local_hospital.store, SITE, LATER)
    assert {row[-1] for row in rows[1:]} == {head.short}


def test_an_audits_workbook_has_a_sheet_with_the_head(local_hospital: Hospital, signed: bool):
    found = audits.audit(By(local_hospital.store, local_hospital["ruth"], LATER), "activity", BEGAN, LATER)
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](found)))["Trail head"]
    values = {sheet.cell(1, c).value: sheet.cell(2, c).value for c in range(1, 7)}
    head = heads.head_of(local_hospital.store, SITE, LATER)
    assert (values["site"], values["seq"], values["hash"]) == (SITE, head.seq, head.hash)
    assert bool(values["note"]) is signed
    assert json.loads(FORMATS["json"](found))["trail_head"]["hash"] == head.hash


def test_the_on_call_sheet_carries_the_head(local_hospital: Hospital, signed: bool):
    folder = local_hospital.folder / "sheet"
    assert renew_sheet(local_hospital.store, TUESDAY, Settings(sheet_folder=str(folder)))
    proves(local_hospital, folder / "oncall.html", "created the store", signed)


def test_the_head_of_a_backup_lies_beside_it_and_is_that_copys(
    local_hospital: Hospital, signed: bool, tmp_path: Path
):
    assert isinstance(local_hospital.store, SqliteStore)
    copies = tmp_path / "copies"
    copies.mkdir()
    copy_store(local_hospital.store, copies / "line.db")
    seq = heads.head_of(local_hospital.store, SITE, TUESDAY).seq
    local_hospital.call()
    beside = heads.head_beside(copies / "line.db", LATER)
    assert beside == copies / "line.db.head"
    (witness, *_) = witnesses.kept_at(str(beside)).heads
    assert witness.seq == seq
    assert against(local_hospital, copies).proved
    assert bool(against(local_hospital, copies).signed) is signed
