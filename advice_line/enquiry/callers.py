"""PURE. Whether whoever rings or writes is who they say."""

from collections.abc import Container
from datetime import datetime


def is_from_listed(practice: str | None, listed: Container[str]) -> bool:
    """Whether the practice that was chosen is among those that list the number rung from."""
    return practice is not None and practice in listed


def is_verified(from_listed: bool, rung_back_at: datetime | None) -> bool:
    """They rang from a listed number, wrote from a known address, or were rung back on a listed number."""
    return from_listed or rung_back_at is not None
