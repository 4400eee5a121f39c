"""Which notices of the site a person settles, and which settle themselves when their cause is gone."""

from advice_line.enquiry.chasing import ChaserKind
from advice_line.problems import Refused

SETTLED_BY_A_PERSON = frozenset({ChaserKind.MAIL, ChaserKind.ACCOUNT, ChaserKind.LETTERS})
SECOND_PERSON = "letters wait "
"""How the cause of a notice begins that asks a second person about a practice's address, whose number follows."""


def asks_second(cause: str) -> bool:
    """Whether a notice asks a second person whether an address is a practice's."""
    return cause.startswith(SECOND_PERSON)


def refuse_by_itself(kind: ChaserKind) -> None:
    """Refuses to settle what settles itself."""
    if kind not in SETTLED_BY_A_PERSON:
        raise Refused(f"“{kind}” settles itself when its cause is gone.")


def refuse_for_second(cause: str) -> None:
    """Refuses to settle with words what a second person says yes or no to."""
    if asks_second(cause):
        raise Refused("A second person agrees or refuses: Enter on it, or “advice-line mail confirm”.")
