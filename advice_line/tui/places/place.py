"""A place: one of the panes of the main screen. It is told when to look again, and says what it is for."""

from textual.containers import Vertical
from textual.worker import Worker, WorkerState

from advice_line.people.roles import Person
from advice_line.problems import Refused
from advice_line.tui.commands import Commanded
from advice_line.tui.line import Line
from advice_line.tui.session import Session


def unexpected(error: BaseException) -> str:
    """A sentence for what nobody foresaw: a refusal speaks for itself."""
    if isinstance(error, Refused):
        return str(error)
    where = error.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    place = f" in {where.tb_frame.f_code.co_name}" if where is not None else ""
    return f"This went wrong and was not done: {type(error).__name__}{place}: {error}. Please report it."


class Place(Commanded, Vertical):
    """Common to all places."""

    NAME = ""
    """By which the main screen knows it."""
    TITLE = ""
    HELP = ""
    DEFAULT_CSS = "Place { height: 1fr; }"

    def __init__(self, session: Session) -> None:
        super().__init__(id=self.NAME)
        self.session = session

    @property
    def line(self) -> Line:
        return self.session.line

    @property
    def person(self) -> Person:
        return self.session.person

    async def renew(self) -> None:
        """Reads again what it shows; called when it is shown and when the store has news."""

    def tick(self) -> None:
        """Called every second: clocks and ages, nothing that reads the store."""

    def enter(self) -> None:
        """Called when it is shown: put the focus where the person begins."""

    def go_to(self, desk: str) -> None:
        """Has this desk shown, where the place shows one at a time."""

    def complain(self, refusal: Refused) -> None:
        """Says a refusal where it is seen; nothing typed is touched."""
        self.session.tell(str(refusal), "bad")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work in the background that fails for no reason we know must not fail in silence."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.session.tell(unexpected(event.worker.error), "bad")

    def say(self, words: str) -> None:
        """Says what was done."""
        self.session.tell(words, "good")
