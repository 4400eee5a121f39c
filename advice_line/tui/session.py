"""Who sits at these screens: made at sign-in, handed down to every place and dialogue, never changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from advice_line.people.roles import Person
from advice_line.settings import Settings
from advice_line.tui.line import StoreLine
from advice_line.usecases.usecase import By

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Premises:
    """Where this is: the hospital's name and clock, and whether it is one of the demo."""

    name: str
    zone: ZoneInfo
    is_demo: bool = False

    @property
    def named(self) -> str:
        """Its name where nothing else says that it is a demo."""
        return f"DEMO · {self.name}" if self.is_demo else self.name


@dataclass(frozen=True, slots=True)
class Session:
    """What a screen needs to act for a person, so that none asks the program that runs it."""

    person: Person
    line: StoreLine
    settings: Settings
    site: Premises
    tell: Callable[[str, str], None]
    """Says something on the main screen's message line, in a tone: good, news or bad."""
    sign_out: Callable[[], None]

    @property
    def zone(self) -> ZoneInfo:
        """The site's clock."""
        return self.site.zone

    async def run(self, use_case: Callable[Concatenate[By, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What comes of a use-case that this person does now; its refusals come out here."""
        return await self.line.act(use_case, self.person, self.now(), *args, **kwargs)

    def now(self) -> datetime:
        """The instant that the screens' clock shows."""
        return self.line.now()
