"""Every replayed call: who was first on the ladder then, who would be in the draft."""

from collections.abc import Iterable, Sequence

from advice_line.exports.provenance import Provenance
from advice_line.exports.tables import Table, csv_text, xlsx_bytes
from advice_line.exports.trail_heads import Printed
from advice_line.rota.ladder import Ladder
from advice_line.rota.replay import Replayed

REPLAY_FORMS = ("csv", "xlsx")
_THEN = {
    "first free then": "who was first on the ladder and free when the call came, as the rota was known then",
    "rung then": "that person's rung; empty where nobody was free",
    "passed over then": "who stood above them and was in clinic",
}
_MEANINGS = {
    "desk": "the desk's code",
    "call": "when the call came, by the hospital's clock",
    "moment in the draft": "the moment of the draft that it was held against: the same weekday and time",
    **_THEN,
    **{name.replace("then", "in the draft"): f"the same in the draft: {words}" for name, words in _THEN.items()},
}
REPLAY_DEFINITIONS = Table("Definitions", ("column", "meaning"), tuple(_MEANINGS.items()))


def replay_file(desks: Iterable[tuple[str, Sequence[Replayed]]], form: str, made: Provenance, head: Printed) -> bytes:
    """As ``csv`` or ``xlsx``; no caller and no patient is in it, and no question by mail: nobody is rung for one."""
    zone = made.zone
    rows = tuple(
        (desk, one.call.at.astimezone(zone), one.moment.astimezone(zone), *_ladder(one.call.then), *_ladder(one.now))
        for desk, calls in desks
        for one in calls
    )
    columns = tuple(_MEANINGS)
    if form == "csv":
        beside = (*made.columns, ("trail_head", head.head.short))
        names, values = tuple(name for name, _ in beside), tuple(value for _, value in beside)
        return csv_text((*columns, *names), [(*row, *values) for row in rows]).encode()
    facts = (*made.facts, ("Calls", f"{len(rows):,}"), ("Left out", "questions by mail: nobody is rung for them"))
    return xlsx_bytes(
        [
            Table("About", ("what", "words"), facts),
            Table("Replayed calls", columns, rows),
            REPLAY_DEFINITIONS,
            Table("Trail head", tuple(head.values), (tuple(head.values.values()),)),
        ]
    )


def _ladder(found: Ladder) -> tuple[str, int | None, str]:
    passed = ", ".join(rung.clinician.name for rung in found.passed_over)
    if found.answering is None:
        return "nobody", None, passed
    return found.answering.clinician.name, found.answering.shift.duty.rung, passed
