"""The e-mail desk: its servers, what goes out, what came in, and the strays that need a person."""

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from advice_line.enquiry.form import Field
from advice_line.enquiry.states import reference
from advice_line.people.roles import Act, may
from advice_line.problems import Refused
from advice_line.store.values.mail import MailServer, OutMail
from advice_line.tui.commands import Command
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.reading import StoryPage
from advice_line.tui.places.call_questions import ask_practice
from advice_line.tui.places.place import Place
from advice_line.tui.session import Session
from advice_line.tui.talk import ThoughtBetter, talk
from advice_line.tui.widgets.rows import Column, RowOf, Rows
from advice_line.usecases.advice.story import story
from advice_line.usecases.flags import site_flags
from advice_line.usecases.mail_desk import inbox, outbox
from advice_line.usecases.mail_desk.inbox import InMail, MailDesk
from advice_line.usecases.usecase import Press
from advice_line.words.times import clock_time

_WHY_NOTHING = Field("why", "Why does this mail need nothing?", hint="“advertising”, “answered by telephone”. Kept.")
_TONES = {"waiting": "busy", "sending": "busy", "refused": "bad", "bounced": "bad", "sent": "good"}


def _is_stray(place: "MailPlace") -> bool:
    return place.came_in is not None and place.came_in.enquiry is None and may(place.person, Act.ROUTE)


def _needs_a_person(place: "MailPlace") -> bool:
    return place.came_in is not None and place.came_in.needs_a_person


def _is_an_outsiders(place: "MailPlace") -> bool:
    return place.came_in is not None and place.came_in.is_an_outsiders and may(place.person, Act.ROUTE)


def _can_go_again(place: "MailPlace") -> bool:
    return place.goes_out is not None and place.goes_out.state != "sent"


class MailPlace(Place):
    """Outbox above, inbox below; Tab goes from one to the other."""

    NAME = "mail"
    TITLE = "Mail"
    HELP = (
        "What goes out (unsent first) and what came in (newest first). Enter reads the enquiry a mail belongs to, or "
        "the mail itself. A stray mail becomes a question with q, or is settled with x and why; b says that a mail "
        "in a thread is from the practice after all. Tab: the other list."
    )
    BINDINGS = [
        Command(
            "mail.question",
            "q",
            "question",
            "Make a question",
            "This stray mail is a question after all",
            when=_is_stray,
        ),
        Command(
            "mail.settle",
            "x",
            "settle",
            "Settle",
            "This stray mail needs nothing; your words are kept",
            when=_needs_a_person,
        ),
        Command(
            "mail.believe",
            "b",
            "believe",
            "Practice's",
            "The address this mail came from is the practice's",
            when=_is_an_outsiders,
        ),
        Command(
            "mail.again",
            "t",
            "again",
            "Send again",
            "Sends a waiting, refused or returned mail at once",
            when=_can_go_again,
        ),
        Command("mail.other", "tab", "other", "Other list", show=False),
    ]
    DEFAULT_CSS = """
    MailPlace #servers { height: auto; padding: 0 1; background: $boost; }
    MailPlace #mail-panes { height: 1fr; }
    MailPlace #going { height: 2fr; }
    MailPlace #coming { height: 3fr; border-top: solid $panel-lighten-2; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._desk = MailDesk((), (), ())

    def compose(self) -> ComposeResult:
        yield Static(id="servers", markup=False)
        with Container(id="mail-panes"):
            yield Rows(
                Column("Going out", 10),
                Column("When", 12),
                Column("No.", 9),
                Column("What", 12),
                Column("To, and what was said"),
                id="going",
                empty="Nothing was sent yet.",
            )
            yield Rows(
                Column("Came in", 15),
                Column("When", 12),
                Column("No.", 9),
                Column("Desk", 16, from_width=100),
                Column("From, and why it was sorted so"),
                id="coming",
                empty="No mail has come in yet.",
            )

    @property
    def going(self) -> Rows:
        return self.query_one("#going", Rows)

    @property
    def coming(self) -> Rows:
        return self.query_one("#coming", Rows)

    def enter(self) -> None:
        strays = next((mail for mail in self._desk.coming if mail.needs_a_person), None)
        if strays is not None:
            self.coming.point_at(str(strays.id))
        self.coming.focus()

    async def renew(self) -> None:
        self._desk = await self.line.do(inbox.mail_desk, self.person)
        self._servers()
        self.going.set_rows(list(map(self._out_row, self._desk.going)))
        self.coming.set_rows(list(map(self._in_row, self._desk.coming)))
        self.refresh_bindings()

    def tick(self) -> None:
        self._servers()

    def _servers(self) -> None:
        if not self._desk.servers:
            words = "No mail server has been spoken to yet: “advice-line worker” does it, docs/mail.md says how."
        else:
            words = "\n".join(map(self._server, sorted(self._desk.servers, key=lambda s: s.ill_at is None)[:4]))
        self.query_one("#servers", Static).update(words)

    def _server(self, server: MailServer) -> str:
        zone, now = self.session.zone, self.line.now()
        well = clock_time(server.well_at, zone, now) if server.well_at else "never"
        if server.ill_at is None:
            return f"✓ {server.name}: well at {well}"
        since = clock_time(server.ill_at, zone, now)
        return f"✖ {server.name}: NOT WELL since {since}, last well {well}. {server.error}"

    def _out_row(self, mail: OutMail) -> RowOf:
        zone, now = self.session.zone, self.line.now()
        words = mail.recipient + (
            f" · {mail.error} (try {mail.tries})" if mail.error and mail.state != "sent" else ""
        )
        number = reference(mail.enquiry) if mail.enquiry else ""
        tone = _TONES[mail.state]
        when = clock_time(mail.since, zone, now)
        return RowOf(str(mail.id), ((mail.state, tone), (when, ""), (number, "dim"), (mail.kind, ""), (words, "")))

    def _in_row(self, mail: InMail) -> RowOf:
        zone, now = self.session.zone, self.line.now()
        tone = "bad" if mail.needs_a_person else "" if mail.enquiry else "dim"
        number = reference(mail.enquiry) if mail.enquiry else ""
        why = dict.fromkeys([mail.why, *mail.problems])
        words = " · ".join(filter(None, [mail.sender or "no sender", mail.subject, *why]))
        when = clock_time(mail.arrived_at, zone, now)
        cells = ((str(mail.kind), tone), (when, ""), (number, "dim"), (mail.desk_name, ""), (words, ""))
        return RowOf(str(mail.id), cells)

    @property
    def came_in(self) -> InMail | None:
        if not self.coming.has_focus:
            return None
        return next((mail for mail in self._desk.coming if str(mail.id) == self.coming.key), None)

    @property
    def goes_out(self) -> OutMail | None:
        if not self.going.has_focus:
            return None
        return next((mail for mail in self._desk.going if str(mail.id) == self.going.key), None)

    @on(Rows.RowMoved)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_other(self) -> None:
        (self.going if self.coming.has_focus else self.coming).focus()
        self.refresh_bindings()

    @on(Rows.RowChosen)
    def _chosen(self) -> None:
        self.action_open()

    @talk("open")
    async def action_open(self) -> None:
        came, going = self.came_in, self.goes_out
        enquiry = came.enquiry if came else going.enquiry if going else None
        if enquiry is not None:
            found = await self.run(story, enquiry)
            self.app.push_screen(StoryPage.of(found, self.session))
        elif came is not None:
            lines = await self.run(inbox.read_mail, came.id)
            self.app.push_screen(Lines(f"Mail {came.id}: {came.kind}", lines))
        elif going is not None:
            self.say(f"{going.kind} to {going.recipient}: {going.state}. {going.error}")

    @talk("open")
    async def action_question(self) -> None:
        came = self.came_in
        if came is None:
            return
        key = Press()
        practice: str | None = None
        with suppress(ThoughtBetter):
            practice = await ask_practice(self, "Which practice is it from? Escape: not known.")
        made = await self.run(inbox.make_question, came.id, practice, key)
        self.say(f"{reference(made)} waits for its answer.")

    @talk("open")
    async def action_settle(self) -> None:
        came, key = self.came_in, Press()
        if came is None:
            return
        words = await ask(self, _WHY_NOTHING)
        if came.flag is None:
            raise Refused("This mail is settled already.")
        await self.run(site_flags.settle_site_flag, came.flag, words, key)
        self.say("Settled.")

    @talk("open")
    async def action_believe(self) -> None:
        came = self.came_in
        if came is None:
            return
        hint = "Ring the practice on its listed number. Write who there said it is theirs."
        how = await ask(self, Field("how", f"Whose is {came.sender}?", hint=hint))
        practice = await self.run(inbox.believe_sender, came.id, how, Press())
        self.say(f"{came.sender} is {practice}'s from now on.")

    @talk("open")
    async def action_again(self) -> None:
        going = self.goes_out
        if going is None:
            return
        await self.run(outbox.try_again, going.id, Press())
        self.say("It goes out with the next round of the worker.")
