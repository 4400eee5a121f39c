"""What every command that writes a file has in common: ``--force``, and the format by the file's ending."""

from collections.abc import Sequence
from pathlib import Path

import click

force = click.option("--force", is_flag=True, help="Replace the file where it is there already.")
_ENDINGS = ("csv", "xlsx", "json", "html", "ics", "toml", "pdf", "txt", "db")


def form_of(out: str | None, asked: str | None, forms: Sequence[str]) -> str:
    """The format that is meant: as asked for, else by the file's ending. Wrong usage where the two disagree."""
    path = Path(out) if out else None
    ending = path.suffix.lstrip(".").lower() if path else ""
    if asked and ending != asked and ending in _ENDINGS:
        raise click.UsageError(f"“{Path(out or '').name}” says {ending} and --format says {asked}; which is it?")
    form = asked or ending
    if form not in forms:
        said = f"“{path.name}” does not say how" if path else "Nothing says how"
        raise click.UsageError(f"{said}; add --format {', '.join(forms[:-1])} or {forms[-1]}.")
    return form
