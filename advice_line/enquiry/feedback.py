"""What either side may say of an answer afterwards."""

from advice_line.enquiry.reasons import is_blank
from advice_line.enquiry.value import AFTERWARDS
from advice_line.problems import Refused

NOT_SAID = "not said"
USEFUL = ("yes", "partly", "no", NOT_SAID)


def refuse_afterwards(afterwards: str) -> None:
    """Refuses what is none of the list."""
    if afterwards not in AFTERWARDS:
        raise Refused(f"“{afterwards}” is not one of the list: {', '.join(AFTERWARDS)}.")


def refuse_feedback(useful: str, words: str) -> None:
    """Refuses what is not one of the answers, and feedback that says nothing at all."""
    if useful not in USEFUL:
        raise Refused(f"“{useful}” is not an answer; choose one of: {', '.join(USEFUL)}.")
    if useful == NOT_SAID and is_blank(words):
        raise Refused("Write what was said.")
