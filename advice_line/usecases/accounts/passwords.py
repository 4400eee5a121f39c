"""Passwords: only their argon2id hash is kept."""

from functools import cache
from typing import TYPE_CHECKING

from advice_line.problems import Refused

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 10
LONGEST = 1024
NONE = "!"
"""Stands where an account has no password: nothing is its hash."""


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


def password_trouble(password: str) -> str:
    """Why these words cannot be a password, as a sentence; empty when they can."""
    if len(password) < SHORTEST:
        return f"The password is too short; use {SHORTEST} characters or more, a few words are easy to keep."
    if len(password) > LONGEST:
        return f"The password is longer than {LONGEST} characters; use a shorter one."
    if not password.isascii() and any("\ud800" <= sign <= "\udfff" for sign in password):
        return "The password holds signs that are no text; type it again."
    return ""


def hash_password(password: str) -> str:
    """The argon2id hash of a password. Raises Refused when it is too short, or no password."""
    why_not = password_trouble(password)
    if why_not:
        raise Refused(why_not)
    return _hasher().hash(password)


def is_right(hashed: str | None, password: str) -> bool:
    """Whether this is the password. Without one to compare it takes as long, so that waiting tells no names apart."""
    from argon2.exceptions import InvalidHashError, VerificationError

    password = password[:LONGEST].encode("utf-8", "replace").decode()
    if hashed is None or hashed == NONE:
        _hasher().hash(password)
        return False
    try:
        return _hasher().verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False
