"""An enquiry's whole story, and a consultant's review of it."""

from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.desk.countersigning import VERDICTS
from advice_line.desk.story import Story
from advice_line.tui.dialogues.ask import Ask, some_words
from advice_line.tui.widgets.keybar import KeyBar


def story_content(story: Story, zone: ZoneInfo) -> Content:
    """A story as a page: time, what, who, words."""
    parts: list[Content | tuple[str, str] | str] = []
    for event in story.events:
        local = event.at.astimezone(zone)
        parts += [(f"{local:%d %b %H:%M:%S}  ", "dim"), (event.what, "bold"), f", {event.who}\n"]
        if event.words:
            parts.append(f"                 {event.words}\n")
    if not story.clinical:
        parts.append(("\nClinical text is for the clinicians of this desk.", "dim italic"))
    return Content.assemble(*parts)


class Reading(ModalScreen[None]):
    """Reads one enquiry in time order."""

    BINDINGS = [Binding("escape,q", "dismiss", "Back")]
    DEFAULT_CSS = """
    Reading, Review { align: center middle; }
    Reading > VerticalScroll, Review > VerticalScroll {
        width: 110; max-width: 98%; height: 94%; padding: 1 2; background: $surface; border: round $primary;
    }
    Reading Static, Review Static { height: auto; }
    """

    def __init__(self, story: Story, zone: ZoneInfo) -> None:
        super().__init__()
        self._story, self._zone = story, zone

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as page:
            page.border_title = (
                f"{self._story.reference} · {self._story.row['desk_name']} · {self._story.row['state']}"
            )
            yield Static(story_content(self._story, self._zone))
        yield KeyBar()


class Review(ModalScreen[tuple[str, str] | None]):
    """Shows advice to a consultant, who agrees, agrees with a change, or disagrees."""

    BINDINGS = [
        Binding("1", "verdict(0)", "Agreed"),
        Binding("2", "verdict(1)", "Agreed with change"),
        Binding("3", "verdict(2)", "Disagreed", tooltip="Raises a flag on the registrar and the desk"),
        Binding("escape", "cancel", "Back"),
    ]

    def __init__(self, title: str, page: Content) -> None:
        super().__init__()
        self._title, self._page = title, page

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as scroll:
            scroll.border_title = self._title
            yield Static(self._page)
        yield KeyBar()

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
