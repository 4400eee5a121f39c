"""The emptiest Textual app with somewhere to type: what the screens are measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Input


class Empty(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="Press a key")


if __name__ == "__main__":
    Empty().run()
