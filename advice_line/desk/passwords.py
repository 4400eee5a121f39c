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


def hash_password(password: str) -> str:
    """The argon2id hash of a password. Raises Refused when it is too short, or no password."""
    if len(password) < SHORTEST:
        raise Refused(f"The password is too short; use {SHORTEST} characters or more, a few words are easy to keep.")
    if len(password) > LONGEST:
        raise Refused(f"The password is longer than {LONGEST} characters; use a shorter one.")
    try:
        return _hasher().hash(password)
    except UnicodeEncodeError:
        raise Refused("The password holds signs that are no text; type it again.") from None


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
