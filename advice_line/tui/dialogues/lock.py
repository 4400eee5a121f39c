"""The idle lock."""

from textual.binding import Binding

from advice_line.tui.dialogues.ask import Ask


class Locked(Ask):
    """The idle lock: nothing is read or done until the password is typed; what was typed stays beneath."""

    BINDINGS = [Binding("escape", "stay", "", show=False)]

    def __init__(self, name: str) -> None:
        super().__init__(f"Locked for {name}", "Type your password to go on. Nothing typed is lost.", password=True)

    def action_cancel(self) -> None:
        """Escape does not unlock."""

    def action_stay(self) -> None:
        """Escape does not unlock."""
