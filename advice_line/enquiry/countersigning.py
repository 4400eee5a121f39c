"""What a consultant may say to advice about a patient the adviser had not seen, and when it is too late to say it."""

from advice_line.enquiry.reasons import is_blank
from advice_line.problems import Refused

AGREED = "agreed"
VERDICTS = (AGREED, "agreed with change", "disagreed")


def refuse_verdict(verdict: str, words: str, *, own: bool) -> None:
    """Refuses a verdict that is none, one that changes something and says not what, and any on one's own advice."""
    if verdict not in VERDICTS:
        raise Refused(f"“{verdict}” is not a verdict; choose one of: {', '.join(VERDICTS)}.")
    if verdict != AGREED and is_blank(words):
        raise Refused("Say what should be different; the registrar and the desk will read it.")
    if own:
        raise Refused("Nobody countersigns their own advice; another consultant of the desk must.")


def refuse_countersigned(known: str | None, by_name: str) -> None:
    """Refuses a second verdict on one version. ``known``: the first, if there is one, and who gave it."""
    if known is not None:
        raise Refused(f"{by_name} has countersigned this already: {known}.")


def refuse_amended(advice: int, newest: int) -> None:
    """Refuses a verdict on a version that is no longer the newest."""
    if advice != newest:
        raise Refused("This advice has been amended since; read the newest version.")
