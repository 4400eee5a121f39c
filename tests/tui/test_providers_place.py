"""A commissioner looks at the sites side by side, chooses a period and writes it to a file."""

from pathlib import Path

import pytest

from advice_line.people.roles import Role
from tests.hospital import Hospital
from tests.tui.desk import at_the_desk
from tests.tui.snapshots import assert_screen
from tests.usecases.statements.contracted import SEPTEMBER, add, calls_advised


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_sites_stand_side_by_side_with_intervals(
    local_hospital: Hospital, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    with local_hospital.store.transaction():
        local_hospital.store.run("add_site", code="RXX01", name="Quayside Infirmary", timezone="Europe/London")
    add(local_hospital, "payer", Role.COMMISSIONER, "QZZ")
    calls_advised(local_hospital, 12)
    async with at_the_desk(local_hospital, "payer", at=SEPTEMBER, size=size) as desk:
        await desk.press("f8")
        assert "12 of 12" not in desk.words, "the four weeks that end yesterday had none"
        await desk.press("p", *"summer", "enter")
        assert "“summer” is no period;" in desk.words
        await desk.press(*["backspace"] * 6, *"2026-08", "enter")
        assert "100.0 %" in desk.line_with("12 of 12")
        assert_screen(f"providers-{size[0]}", desk.screen)
        await desk.press("x", "enter")
        assert (tmp_path / "providers.xlsx").read_bytes().startswith(b"PK")
