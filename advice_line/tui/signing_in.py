"""The sign-in screen; the demo's shows its people, one key each."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from advice_line.people.roles import Person
from advice_line.problems import MustChangePassword
from advice_line.tui.commands import Command
from advice_line.tui.in_order import drop_type_ahead
from advice_line.tui.line import StoreLine
from advice_line.tui.talk import Talking, talk
from advice_line.tui.widgets.keybar import KeyBar
from advice_line.tui.widgets.small import SizedScreen, TooSmall


class SignedIn(Message):
    """Somebody is who they say."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.person = person


class SignIn(Talking, SizedScreen):
    """Name and password; or, in the demo, a key."""

    BINDINGS = [
        *(
            Command(f"sign-in.demo-{n}", str(n), f"demo({n})", f"As person {n} of the demo", show=False)
            for n in range(1, 10)
        ),
    ]
    DEFAULT_CSS = """
    SignIn { align: center middle; }
    SignIn #box {
        width: 76; max-width: 96%; height: auto; padding: 1 2; border: round $primary; background: $surface;
    }
    SignIn #box Static { height: auto; }
    SignIn #title { text-style: bold; margin-bottom: 1; }
    SignIn Input { margin-top: 1; }
    SignIn #why { color: $text-error; margin-top: 1; }
    """

    def __init__(
        self, line: StoreLine, site: str, demo: Sequence[tuple[str, str, str, str]] = (), why: str = ""
    ) -> None:
        super().__init__()
        self._line, self._site, self._demo, self._why = line, site, demo, why

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(f"Advice Line · {self._site}", id="title", markup=False)
            if self._demo:
                lines = [f"  {key}  {name}, {what}" for key, _, name, what in self._demo]
                text = "A demonstration with invented people. Press a key:\n\n" + "\n".join(lines)
                yield Static(text, id="people", markup=False)
            else:
                yield Input(placeholder="User name", id="username")
                yield Input(placeholder="Password", password=True, id="password")
            yield Static(self._why, id="why", markup=False)
        yield KeyBar()
        yield TooSmall()

    def on_mount(self) -> None:
        if not self._demo:
            self.query_one("#username").focus()
            self.call_after_refresh(self._look_at_clock)

    @talk("clock")
    async def _look_at_clock(self) -> None:
        """Says before anybody signs in that the clock is not believed: signing in says that it is right."""
        from advice_line.usecases.clock import clock_trouble

        doubt = await self._line.do(clock_trouble, self._line.now())
        why = self.query_one("#why", Static)
        if doubt and not str(why.content):
            why.update(doubt)

    def begin_again(self, why: str = "") -> None:
        """For the next person: nothing of the one before is left, save why they were signed out."""
        self._forget()
        self.query_one("#why", Static).update(why)
        if not self._demo:
            self.query_one("#username").focus()
            self._look_at_clock()

    def refuse(self, words: str) -> None:
        self.query_one("#why", Static).update(words)
        for field in self.query("#password").results(Input):
            field.value = ""

    def _forget(self) -> None:
        self.query_one("#why", Static).update("")
        for field in self.query(Input):
            field.value = ""

    def _let_in(self, person: Person) -> None:
        self._forget()  # this screen stays below the main one: no password waits in it
        self.app.post_message(SignedIn(person))

    def action_demo(self, number: int) -> None:
        found = next((username for key, username, _, _ in self._demo if key == str(number)), None)
        if found is not None:
            self._hear_no_more()
            self._sign_in_as(found)

    @talk("sign-in")
    async def _sign_in_as(self, username: str) -> None:
        from advice_line.usecases.accounts import signing_in

        self._let_in(await self._line.do(signing_in.sign_in_without_password, username, self._line.now()))

    @on(Input.Submitted, "#username")
    def _to_password(self) -> None:
        self.query_one("#password").focus()

    @on(Input.Submitted, "#password")
    def _send(self) -> None:
        self._hear_no_more()
        self._sign_in()

    def _hear_no_more(self) -> None:
        """What is typed behind the password is no command of the desk that opens, nor another password."""
        drop_type_ahead(self.app)

    @talk("sign-in")
    async def _sign_in(self) -> None:
        from advice_line.usecases.accounts.signing_in import sign_in

        name, password = self.query_one("#username", Input), self.query_one("#password", Input)
        try:
            person = await self._line.do(
                sign_in, name.value, password.value, self._line.now(), door=self._line.terminal
            )
        except MustChangePassword as must:
            self._ask_for_new(name.value, password.value, str(must))
            password.value = ""
            return
        self._let_in(person)

    def _ask_for_new(self, name: str, password: str, why: str) -> None:
        """The password was set by somebody else: nobody is let in before it is changed."""
        from advice_line.tui.dialogues.new_password import NewPassword
        from advice_line.usecases.accounts.signing_in import sign_in

        async def choose(new: str) -> Person:
            line = self._line
            return await line.do(sign_in, name, password, line.now(), door=line.terminal, new_password=new)

        def chosen(person: Person | None) -> None:
            if person is not None:
                self._let_in(person)

        self.app.push_screen(NewPassword(why, choose), chosen)
