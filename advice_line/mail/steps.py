"""The steps of taking in and of sending, by name, so that a test can stop the program between any two.

``reached`` does nothing; a fault run puts its own in its place and kills the process there.
"""

from collections.abc import Callable

TAKING_IN = ("connected", "fetched", "understood", "taken in", "moved")
SENDING = ("claimed", "greeted", "sent", "noted")

_watching: list[Callable[[str], None]] = []


def reached(step: str) -> None:
    """Says that a step is behind us."""
    for watch in _watching:
        watch(step)


def watch(watcher: Callable[[str], None]) -> None:
    """Has ``watcher`` called at every step of this process."""
    _watching.append(watcher)
