"""What counts as having said something: a reason, a note, the words beside a flag."""

from unicodedata import category

from advice_line.plain import check_plain
from advice_line.problems import Refused

_LOOK_LIKE_NOTHING = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their code, and empty to the eye (fillers)."""


def is_blank(text: str) -> bool:
    """Whether nothing is said: no letter and no figure. Signs nobody sees and a lone full stop say nothing."""
    return not any(category(char)[0] in "LN" and char not in _LOOK_LIKE_NOTHING for char in text)


def words_of(text: str, what: str, *, lines: bool = True) -> str:
    """The words without the space around them; empty where nothing is said. ``what`` is what they are called.

    Raises Refused where they hold what nobody sees; ``lines`` lets line ends and tabs be, however they are written.
    """
    if is_blank(text):
        return ""
    try:
        return check_plain(text.replace("\r\n", "\n") if lines else text.strip(), what, lines=lines).strip()
    except ValueError as error:
        raise Refused(f"{error}") from None


def said(text: str, ask: str, what: str, *, lines: bool = True) -> str:
    """The words. Raises Refused with the sentence ``ask`` where nothing is said, or where they hide something."""
    words = words_of(text, what, lines=lines)
    if not words:
        raise Refused(ask)
    return words
