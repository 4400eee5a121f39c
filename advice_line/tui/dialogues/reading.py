"""An enquiry's whole story, and a consultant's review of it."""

from typing import TypeVar
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.desk.countersigning import VERDICTS
from advice_line.desk.story import Story
from advice_line.tui.dialogues.ask import Ask, some_words
from advice_line.tui.widgets.keybar import KeyBar

ResultType = TypeVar("ResultType")


class Page(ModalScreen[ResultType]):
    """A page over the place: what happened, in time order."""

    DEFAULT_CSS = """
    Page { align: center middle; }
    Page > VerticalScroll {
        width: 110; max-width: 100%; height: 1fr; padding: 0 1; background: $surface; border: round $primary;
    }
    Page Horizontal { height: auto; }
    Page Static { height: auto; width: 1fr; }
    Page .when { width: 17; color: $text-muted; }
    """

    def __init__(self, title: str, story: Story, zone: ZoneInfo) -> None:
        super().__init__()
        self._title, self._story, self._zone = title, story, zone

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as page:
            page.border_title = self._title
            for event in self._story.events:
                with Horizontal():
                    yield Static(f"{event.at.astimezone(self._zone):%d %b %H:%M:%S}", classes="when")
                    words = f"\n{event.words}" if event.words else ""
                    yield Static(Content.assemble((event.what, "bold"), f", {event.who}", words))
            if not self._story.clinical:
                yield Static("Clinical text is for the clinicians of this desk.", classes="when")
        yield KeyBar()


class Reading(Page[None]):
    """Reads one enquiry."""

    BINDINGS = [Binding("escape,q", "dismiss", "Back")]

    @classmethod
    def of(cls, story: Story, zone: ZoneInfo) -> "Reading":
        return cls(f"{story.reference} · {story.row['desk_name']} · {story.row['state']}", story, zone)


class Review(Page[tuple[str, str] | None]):
    """Shows advice to a consultant, who agrees, agrees with a change, or disagrees."""

    BINDINGS = [
        Binding("1", "verdict(0)", "Agreed"),
        Binding("2", "verdict(1)", "Agreed with change"),
        Binding("3", "verdict(2)", "Disagreed", tooltip="Raises a flag on the registrar and the desk"),
        Binding("escape", "cancel", "Back"),
    ]

    def action_verdict(self, number: int) -> None:
        verdict = VERDICTS[number]
        if number == 0:
            self.dismiss((verdict, ""))
            return

        def said(words: str | None) -> None:
            if words is not None:
                self.dismiss((verdict, words))

        self.app.push_screen(
            Ask(f"{verdict.capitalize()}: what should be different?", "F10 sends it.", lines=4, check=some_words),
            said,
        )

    def action_cancel(self) -> None:
        self.dismiss(None)
