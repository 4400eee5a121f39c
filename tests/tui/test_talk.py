"""Work that a key sets going: its refusal is said, what is shown is read again, and nothing fails in silence."""

import pytest
from textual.app import App
from textual.containers import Vertical

from advice_line.problems import Refused, SignedOut
from advice_line.tui.talk import Talking, ThoughtBetter, talk


class _Talks(Talking, Vertical):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.renewed = 0

    def refuse(self, words: str) -> None:
        self.told.append(words)

    async def renew(self) -> None:
        self.renewed += 1

    @talk("one")
    async def act(self, error: Exception | None) -> None:
        if error is not None:
            raise error
        self.told.append("Done.")

    @talk("one", renews=False)
    async def look(self) -> None:
        self.told.append("Looked.")


class _Program(App[None]):
    def compose(self):
        yield _Talks()


@pytest.mark.parametrize(
    ("error", "told", "renewed"),
    [
        (None, ["Done."], 1),
        (Refused("Not today."), ["Not today."], 1),
        (ThoughtBetter(), [], 1),
        (SignedOut("You were signed out."), [], 0),
        (KeyError("x"), ["This went wrong and was not done: KeyError in act: 'x'. Please report it."], 0),
    ],
)
async def test_how_a_talk_ends(error: Exception | None, told: list[str], renewed: int):
    app = _Program()
    async with app.run_test() as pilot:
        talks = app.query_one(_Talks)
        talks.act(error)
        await pilot.pause()
        await pilot.pause()
        assert (talks.told, talks.renewed) == (told, renewed)


async def test_a_talk_that_changes_nothing_shown_reads_nothing_again():
    app = _Program()
    async with app.run_test() as pilot:
        talks = app.query_one(_Talks)
        talks.look()
        await pilot.pause()
        assert (talks.told, talks.renewed) == (["Looked."], 0)


async def test_a_later_talk_of_the_group_ends_the_one_before():
    app = _Program()
    async with app.run_test() as pilot:
        talks = app.query_one(_Talks)
        before = talks.act(None)
        talks.look()
        await pilot.pause()
        assert before.is_cancelled
        assert talks.told == ["Looked."]


class _Plain(Talking, Vertical):
    @talk("one")
    async def act(self) -> None:
        raise Refused("Not today.")


class _WithAPlainOne(App[None]):
    def compose(self):
        yield _Plain()


async def test_who_says_nothing_about_it_says_a_refusal_over_what_is_shown():
    app = _WithAPlainOne()
    async with app.run_test() as pilot:
        app.query_one(_Plain).act()
        await pilot.pause()
        await pilot.pause()
        assert [(toast.message, toast.severity) for toast in app._notifications] == [("Not today.", "error")]
