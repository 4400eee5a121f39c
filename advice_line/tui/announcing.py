"""Says that something new waits: a line on the screen, and a bell or a desktop notification as chosen.

It takes no focus and touches nothing typed. Outside the window only counts are said, never words.
"""

from collections.abc import Sequence
from typing import Any

from textual.app import App

from advice_line.tui.beneath import write_to_terminal
from advice_line.tui.session import Session


def announce(app: App[Any], session: Session, words: Sequence[str]) -> None:
    """``words`` are what chasers said to this person, newest first."""
    more = f"  (and {len(words) - 1} more: h in the worklist)" if len(words) > 1 else ""
    session.tell(f"● {words[0]}{more}", "news")
    how = session.settings.announce
    if how in ("bell", "both"):
        app.bell()
    if how in ("desktop", "both"):
        notify_desktop(app, f"Advice Line: {len(words)} new")


def notify_desktop(app: App[Any], words: str) -> None:
    """OSC 9, which terminals with notifications turn into one and others ignore."""
    write_to_terminal(app, f"\x1b]9;{words}\x07")
