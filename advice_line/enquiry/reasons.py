"""What counts as having said something: a reason, a note, the words beside a flag."""

from unicodedata import category

from advice_line.problems import Refused

_LOOK_LIKE_NOTHING = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their code, and empty to the eye (fillers)."""


def is_blank(text: str) -> bool:
    """Whether nothing is said: no letter and no figure. Signs nobody sees and a lone full stop say nothing."""
    return not any(category(char)[0] in "LN" and char not in _LOOK_LIKE_NOTHING for char in text)


def words_of(text: str) -> str:
    """The words without the space around them; empty where nothing is said."""
    return "" if is_blank(text) else text.strip()


def said(text: str, ask: str) -> str:
    """The words. Raises Refused with the sentence ``ask`` where nothing is said."""
    words = words_of(text)
    if not words:
        raise Refused(ask)
    return words
