"""The key bar: every key that does something here and now, on as many lines as it needs; clickable."""

from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from advice_line.tui.commands import live

_NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "question_mark": "?",
    "slash": "/",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}


def key_name(key: str) -> str:
    """A key as it is printed on the keyboard."""
    return _NAMES.get(key, key.upper() if len(key) > 1 and key[0] == "f" else key.replace("ctrl+", "^"))


class KeyBar(Widget):
    """Reads the bindings that are active on its screen and shows them in their order."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: auto; max-height: 4; background: $panel; color: $foreground; padding: 0 1; }
    KeyBar Static {
        width: 1fr; height: auto;
        link-style: none; link-color: $foreground; link-background: $panel; link-background-hover: $primary;
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="keys")

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._renew)
        self.call_after_refresh(self._renew, self.screen)

    def on_resize(self) -> None:
        self._renew(self.screen)

    def _renew(self, screen: Screen[Any]) -> None:
        if not self.is_mounted:
            return
        lines: list[str] = [""]
        left = width = max(self.size.width - 2, 20)
        if getattr(getattr(self.app, "site", None), "is_demo", False):  # on every screen, whatever covers the header
            lines[0] = "[reverse bold] DEMO [/]  "
            left -= 8
        for binding in live(screen):
            name = key_name(binding.key)
            needed = len(name) + len(binding.description) + 3
            if needed - 2 > left:
                lines.append("")
                left = width
            left -= needed
            press = f"[@click=app.simulate_key('{binding.key}')]"
            lines[-1] += f"{press}[bold]{name}[/bold]\u00a0{binding.description}[/]  "
        keys, words = self.query_one("#keys", Static), "\n".join(lines)
        if keys.content != words:  # the focus moves at nearly every key, and what the keys do hardly ever changes
            keys.update(words)
