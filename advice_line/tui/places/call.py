"""A call in hand: the ladder, the number to dial, and one key for each way an attempt can end."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Digits, Static

from advice_line.enquiry.form import Field
from advice_line.enquiry.routing import Offer, Result
from advice_line.enquiry.states import State
from advice_line.tui.commands import Command
from advice_line.tui.dialling import copy_number, run_dial_command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.reading import StoryPage
from advice_line.tui.places.call_questions import QUESTION, WHY_GIVEN_UP, ask_call_back, ask_practice
from advice_line.tui.places.call_words import dialled, ladder_rows, loudly, next_person, who
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import talk
from advice_line.tui.widgets.rows import Column, Rows
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.calls.attempts import CallInHand
from advice_line.usecases.usecase import Press
from advice_line.words.times import clock_time

_RESULT_KEYS = {
    "a": (Result.ANSWERED, "Answered"),
    "n": (Result.NO_ANSWER, "No answer"),
    "e": (Result.ENGAGED, "Engaged"),
    "i": (Result.IN_CLINIC, "In clinic"),
    "t": (Result.IN_THEATRE, "In theatre"),
    "r": (Result.DECLINED, "Declined"),
    "w": (Result.WRONG_PERSON, "Wrong person"),
    "f": (Result.DEVICE_FAILED, "Device failed"),
    "o": (Result.NOT_ON_SITE, "Not on site"),
}


def _in_hand(call: "Call") -> bool:
    return call.hand is not None


def _ringing(call: "Call") -> bool:
    return call.hand is not None and call.hand.ringing is not None


def _at_rest(call: "Call") -> bool:
    return call.hand is not None and call.hand.ringing is None


def _to_ring(call: "Call") -> bool:
    return call.hand is not None and call.hand.ringing is None and bool(call.hand.offers)


def _not_verified(call: "Call") -> bool:
    return call.hand is not None and not call.hand.call.is_verified


class Call(Place):
    """Before dialling the cursor chooses whom; while it rings one key says how it ended."""

    NAME = "call"
    TITLE = "Call"
    HELP = (
        "The ladder: every device of everybody on call, in order; the cursor is on whom to ring next. d dials and "
        "copies the number. Then one key says how it ended, and the next is offered. Somebody in clinic can be "
        "chosen with ↑ ↓ and is rung only with a reason."
    )
    BINDINGS = [
        Command("call.dial", "d", "dial", "Dial", when=_to_ring),
        *(
            Command(f"call.{result.name.lower().replace('_', '-')}", key, f"result('{key}')", label, when=_ringing)
            for key, (result, label) in _RESULT_KEYS.items()
        ),
        Command(
            "call.next-rung",
            "k",
            "next_rung",
            "Next rung",
            "Skip to the next person; ↑ ↓ choose any device",
            when=_to_ring,
        ),
        Command("call.call-back", "b", "call_back", "Call back later", when=_at_rest),
        Command("call.email", "m", "email", "Into e-mail", when=_at_rest),
        Command("call.abandon", "x", "abandon", "Given up", when=_at_rest),
        Command("call.verify", "v", "verify", "Caller verified", when=_not_verified),
        Command("call.story", "s,f7", "story", "Story", when=_in_hand),
        Command("call.leave", "escape", "leave", "Board", "The call stays in your hand"),
    ]
    DEFAULT_CSS = """
    Call #who { height: auto; padding: 0 1; background: $boost; }
    Call #loud { height: auto; padding: 0 1; display: none; background: $error; color: $text; text-style: bold; }
    Call #loud.-shown { display: block; }
    Call #dial { height: 5; padding: 0 1; }
    Call #dial-words { width: 34; height: 5; padding-top: 1; }
    Call Digits { width: 1fr; height: 3; margin-top: 1; color: $text-accent; }
    Call #ladder { height: 1fr; border-top: solid $panel-lighten-2; }
    """

    @dataclass
    class CallFinished(Message):
        """The call has left the operator's hand; ``words`` say how."""

        words: str

    @dataclass
    class CallLeft(Message):
        """Back to the board, the call stays in hand."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.hand: CallInHand | None = None
        self._enquiry = 0
        self._dial_key = Press()

    def compose(self) -> ComposeResult:
        yield Static(id="who", markup=False)
        yield Static(id="loud", markup=False)
        with Horizontal(id="dial"):
            with Vertical(id="dial-words"):
                yield Static(id="dial-who", markup=False)
            yield Digits(id="number")
        yield Rows(
            Column("", 2),
            Column("Who"),
            Column("Duty", 24, from_width=100),
            Column("On", 18),
            Column("Now", 22),
            id="ladder",
            opens=False,
            empty="Nobody is on the ladder.",
        )

    @property
    def ladder(self) -> Rows:
        return self.query_one("#ladder", Rows)

    async def open(self, enquiry: int) -> None:
        """Shows a call that is in this person's hand; nothing of another call stays, whatever the store answers."""
        if enquiry != self._enquiry:
            self.hand = None
            self.query_one("#who", Static).update("")
            self.ladder.set_rows([])
        self._enquiry = enquiry
        self._dial_key = Press()
        await self.renew()
        self._offer_next()
        self.ladder.focus()

    def enter(self) -> None:
        self.ladder.focus()

    async def renew(self) -> None:
        enquiry = self._enquiry
        if not enquiry:
            return
        with self.saying_why_not():
            hand = await self.run(attempts.call_in_hand, enquiry)
            if enquiry == self._enquiry:  # no other call has been opened meanwhile
                self.hand = hand
                self._show()

    def _offer_next(self) -> None:
        if self.hand is not None and self.hand.next is not None:
            self.ladder.point_at(str(self.hand.next))

    def tick(self) -> None:
        self._show_dial()

    def _show(self) -> None:
        hand = self.hand
        if hand is None:
            return
        self.query_one("#who", Static).update(who(hand))
        loud, words = self.query_one("#loud", Static), loudly(hand, self.line.now(), self.session.zone)
        loud.update(words)
        loud.set_class(bool(words), "-shown")
        self.ladder.set_rows(ladder_rows(hand, self.line.now(), self.session.zone))
        self._show_dial()
        self.refresh_bindings()

    @property
    def offer(self) -> Offer | None:
        """The one under the cursor."""
        if self.hand is None or self.ladder.key is None:
            return None
        number = int(self.ladder.key)
        return self.hand.offers[number] if number < len(self.hand.offers) else None

    def _show_dial(self) -> None:
        words, digits = dialled(self.hand, self.offer, self.line.now())
        self.query_one("#dial-who", Static).update(words)
        self.query_one("#number", Digits).update(digits)

    @on(Rows.RowMoved, "#ladder")
    def _moved(self) -> None:
        self._show_dial()

    def action_next_rung(self) -> None:
        """Skips the rest of this person's devices."""
        hand = self.hand
        if self.offer is None or hand is None or self.ladder.key is None:
            return
        number = next_person(hand, int(self.ladder.key))
        if number is not None:
            self.ladder.point_at(str(number))

    @talk("call")
    async def action_dial(self) -> None:
        offer, hand = self.offer, self.hand
        if offer is None or hand is None or hand.ringing is not None:
            return
        reason = ""
        if offer.in_clinic:
            title = f"{offer.rung.clinician.name} is in clinic. Why call them out of it?"
            reason = await ask(self, Field("reason", title, hint="The reason is kept and raises a flag."))
        person = offer.rung.clinician
        number = offer.contact.value
        try:
            await self.run(attempts.start_attempt, self._enquiry, person.gmc, offer.contact, self._dial_key, reason)
        finally:  # the caller waits, whether or not it could be written
            copy_number(self.app, number)
            self._run_dial(number)

    @work(thread=True, group="dial", exit_on_error=False)
    def _run_dial(self, number: str) -> None:
        words = run_dial_command(self.session.settings.dial_command, number)
        if words:
            self.app.call_from_thread(self.session.tell, words, "bad")

    def action_result(self, key: str) -> None:
        ringing = self.hand.ringing if self.hand else None
        if ringing is not None:
            self._finish(ringing.id, _RESULT_KEYS[key][0])

    @talk("call")
    async def _finish(self, attempt: int, result: Result) -> None:
        self._dial_key = Press()
        await self.run(attempts.finish_attempt, attempt, result)
        await self.renew()
        if self.hand is not None and self.hand.call.state == State.TO_RECORD:
            name = self.hand.call.adviser_name  # the first press counts, whichever came last
            self.post_message(self.CallFinished(f"Connected to {name}. The advice is now theirs to record."))
        else:
            self._offer_next()

    @talk("call")
    async def action_verify(self) -> None:
        practice, key = None, Press()
        if self.hand is not None and self.hand.call.practice is None:
            practice = await ask_practice(self)
        await self.run(taking.verify_caller, self._enquiry, practice, key)
        self.say("The caller is marked as verified.")

    @talk("call")
    async def action_call_back(self) -> None:
        key = Press()
        due, words = await ask_call_back(self)
        await self.run(taking.call_back_later, self._enquiry, due, words, key)
        when = clock_time(due, self.session.zone, self.line.now())
        self.post_message(self.CallFinished(f"To be called back at {when}."))

    @talk("call")
    async def action_email(self) -> None:
        key = Press()
        words = await ask(self, QUESTION)
        await self.run(taking.turn_into_email, self._enquiry, words, key)
        self.post_message(self.CallFinished("Passed to the department's e-mail desk."))

    @talk("call")
    async def action_abandon(self) -> None:
        key = Press()
        words = await ask(self, WHY_GIVEN_UP)
        await self.run(taking.abandon, self._enquiry, words, key)
        self.post_message(self.CallFinished("Closed as given up."))

    @talk("story")
    async def action_story(self) -> None:
        found = await self.run(story, self._enquiry)
        self.app.push_screen(StoryPage.of(found, self.session))

    def action_leave(self) -> None:
        self.post_message(self.CallLeft())
