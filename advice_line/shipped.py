"""Files that live at the root of the project and are carried inside the installed program."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped_file(name: str) -> Path:
    """Where ``schema.sql`` or ``rotas`` is: beside the package in a checkout, inside it when installed."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.exists() else _PACKAGE.parent / name
