"""A place: one of the panes of the main screen. It is told when to look again, and says what it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeVar

from textual.containers import Vertical
from textual.message import Message

from advice_line.people.roles import Person
from advice_line.tui.commands import Commanded
from advice_line.tui.line import StoreLine
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking
from advice_line.usecases.usecase import By

P = ParamSpec("P")
R = TypeVar("R")


class Place(Talking, Commanded, Vertical):
    """Common to all places."""

    NAME = ""
    """By which the main screen knows it."""
    TITLE = ""
    HELP = ""
    DEFAULT_CSS = "Place { height: 1fr; }"

    @dataclass
    class Elsewhere(Message):
        """What is asked for here is done in another place, perhaps at a desk."""

        place: str
        desk: str = ""

    def __init__(self, session: Session) -> None:
        super().__init__(id=self.NAME)
        self.session = session

    @property
    def line(self) -> StoreLine:
        return self.session.line

    @property
    def person(self) -> Person:
        return self.session.person

    async def run(self, use_case: Callable[Concatenate[By, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What comes of a use-case that the person does now."""
        return await self.session.run(use_case, *args, **kwargs)

    async def renew(self) -> None:
        """Reads again what it shows; called when it is shown and when the store has news."""

    def tick(self) -> None:
        """Called every second: clocks and ages, nothing that reads the store."""

    def enter(self) -> None:
        """Called when it is shown: put the focus where the person begins."""

    def go_to(self, desk: str) -> None:
        """Has this desk shown, where the place shows one at a time."""

    def refuse(self, words: str) -> None:
        self.session.tell(words, "bad")

    def say(self, words: str) -> None:
        """Says what was done."""
        self.session.tell(words, "good")
