"""What a practice can acknowledge: advice that is recorded, to a practice that is known, once."""

from advice_line.problems import Refused


def refuse_acknowledging(*, advised: bool, practice: str | None, known: str | None) -> None:
    """Refuses where nothing is recorded yet, nobody knows whose it is, or the newest advice is acknowledged.

    ``known``: how that came to be known, where it is.
    """
    if not advised:
        raise Refused("No advice is recorded yet that could be acknowledged.")
    if practice is None:
        raise Refused("The practice of this enquiry is not known; mark the caller verified first.")
    if known is not None:
        raise Refused(f"The practice has acknowledged this advice already: {known}.")
