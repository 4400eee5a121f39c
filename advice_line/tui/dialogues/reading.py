"""An enquiry's whole story, and a consultant's review of it."""

from collections.abc import Callable
from typing import TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from advice_line.enquiry.countersigning import VERDICTS
from advice_line.enquiry.form import Field
from advice_line.tui.commands import Command, Commanded
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.enquiry_actions import ACTIONS, may_do
from advice_line.tui.session import Session
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.usecases.advice.story import Story, story
from advice_line.words.times import second_column

ResultType = TypeVar("ResultType")


class Page(Talking, Commanded, ModalScreen[ResultType]):
    """A page over the place: what happened, in time order."""

    DEFAULT_CSS = """
    Page { align: center middle; }
    Page > VerticalScroll {
        width: 110; max-width: 100%; height: 1fr; padding: 0 1; background: $surface; border: round $primary;
    }
    Page Horizontal { height: auto; }
    Page Static { height: auto; width: 1fr; }
    Page .when { width: 17; color: $text-muted; }
    Page .held-back { color: $text-muted; }
    """

    def __init__(self, title: str, story: Story, session: Session) -> None:
        super().__init__()
        self._title, self.story, self.session = title, story, session

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=True) as page:
            page.border_title = self._title
            advised = max((n for n, event in enumerate(self.story.events) if event.is_advice), default=-1)
            for number, event in enumerate(self.story.events):
                with Horizontal(id="advice" if number == advised else None):
                    yield Static(second_column(event.at, self.session.zone), classes="when")
                    words = f"\n{event.words}" if event.words else ""
                    yield Static(Content.assemble((event.what, "bold"), f", {event.who}", words))
            if not self.story.clinical:
                yield Static("Clinical text is for the clinicians of this desk.", classes="held-back")
        yield KeyBar()


def _named(story: Story) -> str:
    return f"{story.reference} · {story.enquiry.desk_name} · {story.enquiry.state}"


def _may(action: str) -> Callable[["StoryPage"], bool]:
    return lambda page: may_do(action, page.story, page.session.person)


class StoryPage(Page[None]):
    """One enquiry's whole story, and what can be added to it from anywhere."""

    BINDINGS = [
        Command(
            "story.acknowledged",
            "k",
            "acknowledged",
            "Practice has it",
            "The practice said that it has the advice",
            when=_may("acknowledged"),
        ),
        Command(
            "story.feedback",
            "f",
            "feedback",
            "Feedback",
            "What came of it: the practice's word, or your own",
            when=_may("feedback"),
        ),
        Command(
            "story.afterwards",
            "a",
            "afterwards",
            "Afterwards",
            "What became of the patient, as the practice says",
            when=_may("afterwards"),
        ),
        Command(
            "story.interface",
            "i",
            "interface",
            "Interface",
            "Why they had to ring although no advice was needed",
            when=_may("interface"),
        ),
        Command(
            "story.no-answer",
            "n",
            "no_answer",
            "No answer needed",
            "Closes an e-mail question with your reason",
            when=_may("no_answer"),
        ),
        Command(
            "story.letter",
            "l",
            "letter",
            "Letter",
            "The record as a letter to print: .pdf, .html or .txt",
            when=_may("letter"),
        ),
        Command(
            "story.referral",
            "r",
            "referral",
            "Referral note",
            "The record in the order of a referral, for the practice to send",
            when=_may("referral"),
        ),
        Command(
            "story.files",
            "g",
            "files",
            "Save files",
            "Writes the attachments to a folder; none is ever opened",
            when=_may("files"),
        ),
        Command(
            "story.set-aside",
            "s",
            "set_aside",
            "Set aside",
            "Charges it to nobody: withdrawn, a duplicate, for another desk, a test",
            when=_may("set_aside"),
        ),
        Command(
            "story.take-back",
            "t",
            "take_back",
            "Take back in",
            "It was set aside, and is charged after all",
            when=_may("take_back"),
        ),
        Command("story.dismiss", "escape,q", "dismiss", "Back"),
    ]

    @classmethod
    def of(cls, story: Story, session: Session) -> "StoryPage":
        return cls(_named(story), story, session)

    def action_acknowledged(self) -> None:
        self._act("acknowledged")

    def action_feedback(self) -> None:
        self._act("feedback")

    def action_afterwards(self) -> None:
        self._act("afterwards")

    def action_interface(self) -> None:
        self._act("interface")

    def action_no_answer(self) -> None:
        self._act("no_answer")

    def action_letter(self) -> None:
        self._act("letter")

    def action_referral(self) -> None:
        self._act("referral")

    def action_files(self) -> None:
        self._act("files")

    def action_set_aside(self) -> None:
        self._act("set_aside")

    def action_take_back(self) -> None:
        self._act("take_back")

    @talk("act")
    async def _act(self, name: str) -> None:
        said = await ACTIONS[name](self, self.session, self.story)
        self.story = await self.session.run(story, self.story.enquiry.id)
        self.notify(said, markup=False)
        self._title = _named(self.story)
        await self.recompose()


class Review(Page[tuple[str, str] | None]):
    """Shows advice to a consultant, who agrees, agrees with a change, or disagrees."""

    BINDINGS = [
        Command("review.agreed", "1", "verdict(0)", "Agreed"),
        Command("review.agreed-with-change", "2", "verdict(1)", "Agreed with change"),
        Command("review.disagreed", "3", "verdict(2)", "Disagreed", "Raises a flag on the registrar and the desk"),
        Command("review.cancel", "escape", "cancel", "Back"),
    ]

    def on_mount(self) -> None:
        """What is to be judged is on the page from its first line; what led to it is above."""
        self.call_after_refresh(lambda: self.query_one("#advice").scroll_visible(top=True, animate=False))

    @talk("verdict")
    async def action_verdict(self, number: int) -> None:
        verdict, words = VERDICTS[number], ""
        if number:
            title = f"{verdict.capitalize()}: what should be different?"
            words = await ask(self, Field("words", title, hint="F10 sends it.", lines=4))
        self.dismiss((verdict, words))

    def action_cancel(self) -> None:
        self.dismiss(None)
