"""Screens as text, kept beside the tests: ``ADVICE_LINE_SNAPSHOTS=write pytest tests/tui`` makes them again."""

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "screens"


def assert_screen(name: str, screen: str) -> None:
    """Compares a screen with the one that is kept."""
    file = _FOLDER / f"{name}.txt"
    if os.environ.get("ADVICE_LINE_SNAPSHOTS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(screen + "\n", "utf-8")
    assert screen + "\n" == file.read_text("utf-8")
