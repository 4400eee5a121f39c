"""Files that the screens write: nothing is replaced that somebody did not say “yes” to."""

from pathlib import Path

import pytest

from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.tui.desk import at_the_desk


async def test_a_file_that_is_there_is_replaced_only_after_a_yes(
    local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "activity-2026-07-07-2026-08-04.csv"
    out.write_text("last month's, with my notes")
    async with at_the_desk(local_hospital, "ruth", at=TUESDAY) as desk:
        await desk.press("x", "enter")
        assert "is there already" in desk.words
        await desk.press("escape")
        assert out.read_text() == "last month's, with my notes"
        await desk.press("x", "enter")
        await desk.type("yes")
        await desk.press("enter")
    assert out.read_text().startswith("from,until,desk,")


async def test_the_screens_never_write_over_the_store_they_stand_on(
    local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "figures.csv").hardlink_to("line.db")
    async with at_the_desk(local_hospital, "ruth", at=TUESDAY) as desk:
        await desk.press("x", "ctrl+u")
        await desk.type("figures.csv")
        await desk.press("enter")
        assert "figures.csv is a database, perhaps the store; it is never replaced." in desk.words
    assert rows_of(local_hospital.store, "sites")


async def test_a_clinician_makes_a_referral_note_from_the_enquirys_page(
    local_hospital: Hospital, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    local_hospital.record(local_hospital.connected("patel", TUESDAY), "patel", TUESDAY)
    async with at_the_desk(local_hospital, "patel", at=TUESDAY) as desk:
        await desk.press("slash")
        await desk.type("AL-000001\n")
        await desk.press("enter")
        assert "r Referral note" in desk.words
        await desk.press("r", "enter")
        assert [row["by_name"] for row in rows_of(local_hospital.store, "referral_notes_of", enquiry=1)] == [
            "Dr Rohan Patel"
        ]
    assert (tmp_path / "AL-000001-referral.pdf").read_bytes().startswith(b"%PDF")
