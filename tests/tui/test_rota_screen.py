"""The Rota screen, by keys alone: looking, leave, illness and cover, swaps, hindsight, publishing with its diff."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from advice_line.rota.changes import Leg
from advice_line.usecases.accounts.desk_settings import choose_desk_setting
from advice_line.usecases.rotas import leave, swaps
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By, Press
from tests.hospital import GMC, TUESDAY, Hospital
from tests.tui.desk import Desk, at_the_desk
from tests.tui.snapshots import assert_screen
from tests.usecases.rotas.test_publishing import CLINIC_END

WEDNESDAY_NOON = datetime(2026, 8, 5, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)


def who(hospital: Hospital, at: datetime = WEDNESDAY_NOON) -> str | None:
    answering = roster_of(hospital.store, "cardiology", at).ladder(at).answering
    return answering.clinician.id if answering else None


async def to_the_rota(desk: Desk, *keys: str) -> None:
    await desk.press("f9", *keys)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_grid_of_a_desk(local_hospital: Hospital, size: tuple[int, int]):
    async with at_the_desk(local_hospital, "ruth", size=size) as desk:
        await to_the_rota(desk)
        assert_screen(f"rota-{size[0]}", desk.screen)


async def test_a_cell_says_why_it_is_so(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await to_the_rota(desk)
        assert "Day on call (D), rung 1: 09:00 to 17:00, 1 break of 30 min due" in desk.words
        assert "by the pattern, week 1 of 2" in desk.words
        assert "in clinic 13:30 to 15:00" in desk.words
        await desk.press("down")
        assert "Tue 4 Aug: Dr Rohan Patel, registrar, bleep 2042" in desk.words
        await desk.press("right", "up", "enter")
        assert "reached on 07700 900123" in desk.words


CHANGING = {"Leave", "Ill", "Cover", "Publish", "Confirm", "Swap"}


async def test_a_manager_is_shown_every_key_that_changes_the_rota(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk)
        assert set(" ".join(desk.screen.split("\n")[-4:]).split()) >= CHANGING


async def test_an_operator_sees_the_rota_and_changes_nothing(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await to_the_rota(desk)
        assert not CHANGING & set(" ".join(desk.screen.split("\n")[-4:]).split())
        await desk.press("l")
        assert "first day, last day" not in desk.screen


async def test_zoom_today_and_far_days(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk, "z")
        assert len([w for w in desk.line_with("Mon").split() if w in ("Mon", "Sun")]) == 4
        await desk.press("z")
        assert desk.line_with("August 2026").count("Mo") == 5
        await desk.press("pagedown")
        assert "September 2026" in desk.screen
        for _ in range(10):
            await desk.press("pagedown")
        assert "July 2027" in desk.screen  # beyond what was loaded at first
        await desk.press("t")
        assert "Tue 4 Aug" in desk.words


async def test_leave_by_keys(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth") as desk:
        await to_the_rota(desk, "right", "l")
        assert "Leave of Dr Adaeze Okafor: first day, last day, kind" in desk.words
        await desk.press("enter")
        assert "Leave of Dr Adaeze Okafor is entered" in desk.words
        assert who(local_hospital) == "bevan"
        assert "leave (annual): Dr Adaeze Okafor" in desk.words
        assert "gap: nobody on rung 1" in desk.words


async def test_leave_that_is_no_leave_is_asked_again_with_nothing_lost(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth") as desk:
        await to_the_rota(desk, "right", "l")
        await desk.type("ish")
        await desk.press("enter")
        assert "Type the first day, the last day and the kind" in desk.words
        assert "ish" in desk.line_with("▊  ish")


async def test_somebody_ill_and_who_can_cover(local_hospital: Hospital):
    """At 14:00 Okafor is ill; Patel would work on into his night, which must be known."""
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk, "i")
        assert "2026-08-04T14:00 2026-08-04T17:00" in desk.screen
        await desk.press("enter")
        assert "Who covers Day on call, Tue 4 Aug 14:00 to 17:00?" in desk.words
        assert "◐ Dr Rohan Patel" in desk.screen
        assert "✖ Dr Gareth Bevan: is on Consultant on call" in desk.words
        await desk.press("enter")
        assert "Go on all the same?" in desk.screen
        assert "one shift is at most 13 h" in desk.words
        await desk.type("yes")
        await desk.press("enter")
        assert "Dr Rohan Patel covers Day on call" in desk.words
    assert who(local_hospital, TUESDAY - timedelta(minutes=45)) == "okafor"
    assert who(local_hospital, TUESDAY + timedelta(minutes=30)) == "patel"


async def test_somebody_ill_whom_nobody_covers_is_said_loudly(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth") as desk:
        await to_the_rota(desk, "i", "enter", "escape")
        assert "is marked as ill and NOBODY covers yet" in desk.words


async def test_a_locum_by_keys(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "bevan", size=(120, 40)) as desk:
        await to_the_rota(desk, "right", "c", "end", "enter")
        await desk.type("Dr Ann Gray, 7999999, registrar, bleep 2077")
        await desk.press("enter")
        assert "Dr Ann Gray covers Day on call" in desk.words
    assert who(local_hospital) == "locum-dr-ann-gray" or "gray" in (who(local_hospital) or "")


async def test_a_swap_is_offered_by_one_and_agreed_by_the_other(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "okafor", size=(120, 40)) as desk:
        await to_the_rota(desk, "right", "o")
        assert "Offer D of Wed 5 Aug to whom?" in desk.words
        await desk.press("enter")
        assert "What in return?" in desk.screen
        await desk.press("enter")
        await desk.type("yes")
        await desk.press("enter")
        assert "Offered to Dr Rohan Patel; it counts once they have agreed." in desk.words
    assert who(local_hospital) == "okafor"
    async with at_the_desk(local_hospital, "patel", size=(120, 40)) as desk:
        await to_the_rota(desk)
        assert "1 to answer: w" in desk.words
        await desk.press("w")
        assert "swap: D Wed 5 Aug, Dr Adaeze Okafor to Dr Rohan Patel" in desk.words
        await desk.press("a")
        assert "one shift is at most 13 h" in desk.words
        await desk.type("yes")
        await desk.press("enter")
        assert "Agreed." in desk.screen
        await desk.press("enter")
        assert "Wed 5 Aug" in desk.words
        assert "D+N⇄" in desk.screen
    assert who(local_hospital) == "patel"


async def test_a_swap_is_declined_with_a_reason_and_approved_where_the_desk_wants_it(local_hospital: Hospital):
    hospital = local_hospital
    choose_desk_setting(By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", "swaps_approved", "yes", Press())
    leg = Leg(date(2026, 8, 5), "D", GMC["okafor"], GMC["patel"])
    for _ in range(2):
        swaps.offer_swap(
            By(hospital.store, hospital["okafor"], TUESDAY), swaps.SwapOffer("cardiology", (leg,)), Press()
        )
    async with at_the_desk(hospital, "patel", size=(120, 40)) as desk:
        await to_the_rota(desk, "w", "n")
        await desk.type("I am away")
        await desk.press("enter")
        assert "Declined." in desk.screen
        await desk.press("home", "a")
        await desk.type("yes")
        await desk.press("enter")
        assert "Agreed; it waits for approval." in desk.words
    assert who(hospital) == "okafor"
    async with at_the_desk(hospital, "bevan", size=(120, 40)) as desk:
        await to_the_rota(desk)
        assert "1 to answer: w" in desk.words
        await desk.press("w", "v")
        await desk.type("yes")
        await desk.press("enter")
        assert "Approved; it is in force." in desk.words
        await desk.press("u")
        assert "Undone." in desk.screen
    assert who(hospital) == "okafor"


async def test_publishing_shows_the_diff_and_a_conflict_that_is_then_settled(local_hospital: Hospital):
    hospital = local_hospital
    leg = Leg(date(2026, 8, 5), "D", GMC["okafor"], GMC["patel"])
    number = swaps.offer_swap(
        By(hospital.store, hospital["okafor"], TUESDAY), swaps.SwapOffer("cardiology", (leg,)), Press()
    )
    swaps.agree_swap(By(hospital.store, hospital["patel"], TUESDAY), number, Press(), knowing=True)
    file = hospital.folder / "rotas" / "cardiology.toml"
    leave = '\n[[leave]]\nclinician = "patel"\nfirst = 2026-08-05\nlast = 2026-08-05\nkind = "study"\n'
    file.write_text(file.read_text().replace(CLINIC_END, CLINIC_END + leave))
    later = TUESDAY + HOUR
    async with at_the_desk(hospital, "ruth", at=later, size=(120, 40)) as desk:
        await to_the_rota(desk, "p")
        await desk.type(str(file))
        await desk.press("enter")
        assert "From when does it hold?" in desk.screen
        await desk.press("enter")
        assert "What publishing changes" in desk.screen
        assert "Dr Rohan Patel loses" in desk.words
        assert "! gap opens: nobody on rung 1, Wed 5 Aug 09:00 to" in desk.words
        assert "leave in the new file; it will wait to be settled" in desk.words
        await desk.press("f10")
        await desk.type("study leave")
        await desk.press("enter")
        assert "Published: Cardiology." in desk.words
        assert "1 to settle: w" in desk.words
        await desk.press("w")
        assert "SETTLE" in desk.screen
        assert "CONFLICT: Dr Rohan Patel, who takes the shift, is on leave in the new file" in desk.words
        await desk.press("u")
        assert "Undone." in desk.screen
        await desk.press("escape")
        assert "to settle" not in desk.screen
    assert who(hospital) == "okafor"


async def test_the_same_file_changes_nothing(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth") as desk:
        await to_the_rota(desk, "p")
        await desk.type(str(local_hospital.folder / "rotas" / "cardiology.toml"))
        await desk.press("enter", "enter")
        assert "Nothing changes" in desk.words


@pytest.mark.parametrize("folder", ["x", "a-folder-whose-name-makes-every-line-wrap-elsewhere", "three words here"])
async def test_a_file_with_errors_is_shown_and_not_published(local_hospital: Hospital, folder: str):
    text = (local_hospital.folder / "rotas" / "cardiology.toml").read_text()
    file = local_hospital.folder / folder / "cardiology.toml"
    file.parent.mkdir()
    file.write_text(text.replace("rung = 1", "rung = 0"))
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk, "p")
        await desk.type(str(file))
        await desk.press("enter")
        assert "Nothing is published: mend these first" in desk.words
        assert "must be 1 or more" in desk.words
        await desk.press("escape", "p")
        assert "cardiology.toml" in desk.screen  # the path is still there


async def test_hindsight_on_the_screen(local_hospital: Hospital):
    hospital = local_hospital
    leave.enter_leave(
        By(hospital.store, hospital["ruth"], TUESDAY - HOUR), "cardiology", GMC["okafor"],
        date(2026, 8, 5), date(2026, 8, 5), "annual", "", Press(),
    )  # fmt: skip
    async with at_the_desk(hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk)
        assert "leave" in desk.line_with("Dr Adaeze Okafor")
        await desk.press("a")
        await desk.type("2026-08-04 12:59")
        await desk.press("enter")
        assert "AS OF Tue 4 Aug 2026 12:59" in desk.words
        assert "leave" not in desk.line_with("Dr Adaeze Okafor")
        await desk.press("l")
        assert "first day, last day" not in desk.screen  # the past is looked at, not changed
        await desk.press("a")
        assert "AS OF" not in desk.screen


async def test_a_stale_rota_is_marked_on_the_board_and_confirmed_with_one_key(local_hospital: Hospital):
    late = TUESDAY + timedelta(days=8)
    async with at_the_desk(local_hospital, "sam", at=late) as desk:
        assert "? Cardiology" in desk.screen
        assert "Rota not confirmed for 9 d." in desk.words
    async with at_the_desk(local_hospital, "ruth", at=late, size=(120, 40)) as desk:
        await to_the_rota(desk)
        assert "STALE, look at it and press y" in desk.words
        await desk.press("y")
        assert "The rota of Cardiology is confirmed as right today." in desk.words
        assert "STALE" not in desk.screen
    async with at_the_desk(local_hospital, "sam", at=late) as desk:
        assert "? Cardiology" not in desk.screen
        assert "? Renal Medicine" in desk.screen


async def test_the_gaps_ahead_and_going_to_one(local_hospital: Hospital):
    hospital = local_hospital
    leave.enter_leave(
        By(hospital.store, hospital["ruth"], TUESDAY), "cardiology", GMC["patel"],
        date(2026, 8, 12), date(2026, 8, 12), "annual", "", Press(),
    )  # fmt: skip
    async with at_the_desk(hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk, "g")
        assert "nobody on rung 1: Wed 12 Aug 09:00 to 17:00" in desk.words
        await desk.press("enter")
        assert "Wed 12 Aug" in desk.words
        assert "12!" in desk.screen
        await desk.press("right_square_bracket")
        assert "Renal Medicine" in desk.screen


async def test_broken_hours_rules_are_marked_with_why(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk, "down")
        assert "N!" in desk.screen
        assert "breaks “one shift is at most 13 h” (found 16 h)" in desk.words
        await desk.press("h")
        assert "Found 16 h, allowed 13 h: N Tue 4 Aug" in desk.words
        assert "Terms and conditions for resident doctors" in desk.words


async def test_fairness_of_the_half_year(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk, "f")
        assert "Sat 1 Aug 2026 to Fri 29 Jan 2027, in brackets for a whole-time post" in desk.words
        assert "bank hol." in desk.screen
        assert re.search(r"Adaeze Okafor +1 +\d+ \(\d+\)", desk.screen)


async def test_a_note_for_tonight_from_the_rota(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam", size=(120, 40)) as desk:
        await to_the_rota(desk, "n")
        await desk.type("ring 2044")
        await desk.press("enter")
        assert "note: “ring 2044”, Sam Hill" in desk.words
        await desk.press("f3")
        assert "Note: “ring 2044”, Sam Hill" in desk.words


async def test_a_month_in_eighty_columns_says_surnames_and_mondays(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "ruth") as desk:
        await to_the_rota(desk, "z", "z")
        assert desk.line_with("August 2026").split()[2:10] == ["S", "S", "M", "T", "W", "T", "F", "S"]
        days = desk.screen.split("\n")[3]
        assert days.split() == ["!", "!", "3", "10", "17", "24", "31"]
        assert "◐ Okafor" in desk.screen


async def test_what_nobody_foresaw_is_said_and_not_swallowed(
    local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    async with at_the_desk(local_hospital, "ruth", size=(120, 40)) as desk:
        await to_the_rota(desk)
        monkeypatch.setattr("advice_line.usecases.rotas.freshness.confirm_rota", broken)
        with suppress(WorkerFailed):
            await desk.press("y")
        await desk.settle()
        assert "This went wrong and was not done: ZeroDivisionError in broken: by nought." in desk.words


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_past_calls_are_replayed_against_a_draft_with_its_clinic_moved(
    local_hospital: Hospital, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    draft = tmp_path / "drafts"
    draft.mkdir()
    text = (local_hospital.folder / "rotas" / "cardiology.toml").read_text()
    (draft / "cardiology.toml").write_text(text.replace('days = ["Tue"]', 'days = ["Wed"]'))
    for at in (TUESDAY, TUESDAY + 2 * HOUR, TUESDAY + timedelta(days=1)):
        local_hospital.connected("bevan", at)
    async with at_the_desk(local_hospital, "ruth", at=TUESDAY + timedelta(days=3), size=size) as desk:
        await to_the_rota(desk, "r")
        await desk.type(f"{draft}\n")
        await desk.press("ctrl+u")
        await desk.type("2026-08-03 2026-08-07\n")
        assert "Cardiology: 3 calls" in desk.words
        assert "somebody was passed over in clinic 1 1" in desk.words
        assert "1 Dr Adaeze Okafor, Wed 13:30 to 15:00" in desk.words
        assert_screen(f"replay-{size[0]}", desk.screen)
        await desk.press("x", "enter", "escape")
        assert (tmp_path / "replay.xlsx").read_bytes().startswith(b"PK")


async def test_a_draft_with_errors_is_not_replayed_and_an_operator_replays_nothing(
    local_hospital: Hospital, tmp_path: Path
):
    (tmp_path / "draft.toml").write_text("[desk]\n")
    async with at_the_desk(local_hospital, "ruth") as desk:
        await to_the_rota(desk, "r")
        await desk.type(f"{tmp_path / 'draft.toml'}\n")
        assert "Nothing is replayed: mend these first" in desk.words
    async with at_the_desk(local_hospital, "sam") as desk:
        await to_the_rota(desk, "r")
        assert "Replay" not in desk.words
