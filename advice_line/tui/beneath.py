"""What of Textual's own inside is touched, all in one place: it offers no other way, and an upgrade may change it."""

from typing import Any

from textual import events
from textual.app import App
from textual.screen import Screen


def write_to_terminal(app: App[Any], sequence: str) -> None:
    """Sends the terminal a sequence: Textual has a way for the clipboard's (OSC 52), and none for any other."""
    driver = app._driver
    if driver is not None:
        driver.write(sequence)
        driver.flush()


def bring_to_top(app: App[Any], screen: Screen[Any]) -> None:
    """Puts an open screen above those that came after it: Textual only pushes and pops, and popping would end it."""
    app.screen.post_message(events.ScreenSuspend())
    app._screen_stack.remove(screen)
    app._screen_stack.append(screen)
    screen.post_message(events.ScreenResume())
