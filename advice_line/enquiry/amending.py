"""Why a later version of a record is written. The one before it is kept."""

from advice_line.problems import Refused

ASKED_AGAIN = "the practice wrote again"


def why_amended(reason: str, *, versions: int, asked_again: bool) -> str:
    """The reason that stands on the new version; a first one has none unless somebody gave it.

    Refused: an amendment that nobody gave a reason for, where no new question is one.
    """
    if versions and not reason and not asked_again:
        raise Refused("This advice is recorded already; say why it is amended. The original is kept.")
    return reason or (ASKED_AGAIN if versions else "")
