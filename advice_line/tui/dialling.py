"""What “dial” does outside the program: the clipboard, and the command that the settings name."""

import subprocess
from collections.abc import Sequence

from textual.app import App


def copy_number(app: App[None], number: str) -> None:
    """Copies a number: by the terminal (OSC 52, unacknowledged) and by the desktop where there is one."""
    app.copy_to_clipboard(number)
    try:
        import pyperclip

        pyperclip.copy(number)
    except Exception:  # no desktop clipboard: the terminal's copy stands, and the number is on the screen
        return


def run_dial_command(command: Sequence[str], number: str) -> str:
    """Runs the configured command without a shell; a sentence when it fails, empty when it went well."""
    if not command:
        return ""
    parts = [part.replace("{number}", number) for part in command]
    try:
        done = subprocess.run(parts, capture_output=True, timeout=20, check=False, text=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The dial command failed ({error}); dial {number} by hand."
    if done.returncode:
        first = (done.stderr or done.stdout).strip().splitlines()
        why = first[0] if first else f"it ended with {done.returncode}"
        return f"The dial command failed ({why}); dial {number} by hand."
    return ""
