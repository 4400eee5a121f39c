"""A person's own keys: what is refused before the screens open, and what is shown once they have."""

from pathlib import Path

import pytest

from advice_line.settings import Settings, read_settings
from advice_line.tui.keymap import all_keys, refusals, troubles
from tests.hospital import Hospital
from tests.tui.desk import at_the_desk


def said(chosen: dict[str, str]) -> str:
    return " ".join(words for _, words in troubles(chosen))


def test_the_keys_as_they_are_delivered_have_nothing_against_them():
    assert said({}) == ""


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("board.note", "f11"),
        ("call.no-answer", "q"),
        ("rota.today", "ctrl+t,t"),
        ("board.note", "f6"),
        ("call.dial", "z"),  # of the rota, which is never shown beside a call
        ("story.letter", "d"),  # a dialogue covers the place
    ],
)
def test_another_key_may_be_chosen(name: str, key: str):
    assert said({name: key}) == ""


@pytest.mark.parametrize(
    ("name", "key", "why"),
    [
        (
            "board.not",
            "f11",
            "There is no command “board.not”; “advice-line keys” lists them. Is “board.note” meant?",
        ),
        ("xyz", "f11", "There is no command “xyz”; “advice-line keys” lists them."),
        ("app.quit", "f11", "“app.quit” keeps its key"),
        ("board.note", "f2", "F2 for “board.note” is “board.new-call” (New call) already"),
        ("board.note", "f9", "F9 for “board.note” is “main.rota” (Rota) already"),
        ("main.rota", "f10", "F10 for “main.rota” is “new-call.take” (Ladder) already"),
        ("main.rota", "ctrl+q", "^q for “main.rota” is “app.quit” (Quit) already"),
        ("story.letter", "k", "k for “story.letter” is “story.acknowledged” (Practice has it) already"),
        ("rota.today", "left", "← for “rota.today” is “grid.day-before” (Day before) already"),
        ("worklist.said", "up", "↑ for “worklist.said” is “list.up” (Up) already"),
        ("record.usual", "u", "“u” goes into fields where “record.usual” is wanted"),
        ("record.usual", "ctrl+k", "“^k” goes into fields where “record.usual” is wanted"),
        ("board.note", "f77", "“f77” is no key"),
        ("board.note", "hyper+f6", "“hyper+f6” is no key"),
        ("board.note", "f11,", "“board.note” needs a key"),
    ],
)
def test_what_cannot_be_a_key_is_refused(name: str, key: str, why: str):
    assert why in said({name: key})


def test_two_of_ones_own_may_not_be_the_same_but_two_may_change_places():
    assert "f12" in said({"board.note": "f12", "board.story": "f12"}).lower()
    assert said({"board.note": "f7", "board.story": "f6"}) == ""


def test_the_keys_a_person_chose_are_told_from_those_delivered():
    note = next(key for key in all_keys({"board.note": "f11,f12"}) if key.name == "board.note")
    assert (note.printed, note.own) == ("F11, F12", True)
    assert not any(key.own for key in all_keys({}))


def test_a_refusal_says_the_line(tmp_path: Path):
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"board.note" = "f2"\ncall.dial = "x"\n')
    chosen = read_settings(file).keys
    assert chosen == {"board.note": "f2", "call.dial": "x"}
    assert [refusal.partition(" ")[0] for refusal in refusals(file, chosen)] == [f"{file}:2:", f"{file}:3:"]


async def test_a_chosen_key_does_what_it_was_chosen_for_and_the_one_before_no_more(local_hospital: Hospital):
    settings = Settings(keys={"board.note": "f11"})
    async with at_the_desk(local_hospital, "sam", settings=settings) as desk:
        assert "F11\xa0Note" in desk.screen
        await desk.press("f6")
        assert "tonight" not in desk.screen
        await desk.press("f11")
        assert "tonight" in desk.screen
