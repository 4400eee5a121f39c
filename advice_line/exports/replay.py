"""Every replayed call: who was first on the ladder then, who would be in the draft."""

from collections.abc import Iterable, Sequence

from advice_line.exports.tables import Table, csv_text, xlsx_bytes
from advice_line.rota.ladder import Ladder
from advice_line.rota.replay import Replayed

_THEN = ("first free then", "rung then", "passed over then")
_COLUMNS = ("desk", "call", "moment in the draft", *_THEN, *(name.replace("then", "in the draft") for name in _THEN))


def replay_file(desks: Iterable[tuple[str, Sequence[Replayed]]], form: str) -> bytes:
    """As ``csv`` or ``xlsx``; no caller and no patient is in it."""
    rows = tuple(
        (desk, one.call.at, one.moment, *_ladder(one.call.then), *_ladder(one.now))
        for desk, calls in desks
        for one in calls
    )
    if form == "xlsx":
        return xlsx_bytes([Table("Replayed calls", _COLUMNS, rows)])
    return csv_text(_COLUMNS, rows).encode()


def _ladder(found: Ladder) -> tuple[str, int | None, str]:
    passed = ", ".join(rung.clinician.name for rung in found.passed_over)
    if found.answering is None:
        return "nobody", None, passed
    return found.answering.clinician.name, found.answering.shift.duty.rung, passed
