"""Who answers, as the cells of a row: the same on the board and in the new-call form."""

from datetime import datetime

from advice_line.rota import Ladder
from advice_line.store.values.rotas import DeskRoster
from advice_line.tui.widgets.rows import Cell
from advice_line.words.ladder import first_contact
from advice_line.words.times import clock_time


def answering_cells(roster: DeskRoster, ladder: Ladder, now: datetime) -> tuple[Cell, Cell, Cell]:
    """Who answers, on what, until when: three cells. Nobody is loud and says when and who next."""
    zone = roster.desk.zone
    rung = ladder.answering
    if rung is None:
        following = ladder.next_available
        if following is None:
            return ("✖ NOBODY", "bad"), ("", ""), ("", "")
        return (
            (f"✖ NOBODY, then {_short(following.clinician.name)}", "bad"),
            ("", ""),
            (clock_time(following.at, zone, now), "bad"),
        )
    who = f"{rung.clinician.name}{' (cons)' if rung.clinician.grade == 'consultant' else ''}"
    contact = first_contact(rung.clinician)
    until = clock_time(rung.shift.end, zone, now)
    if ladder.passed_over:
        return (f"◐ {who}", "busy"), (contact, "busy"), (until, "dim")
    return (f"● {who}", "good"), (contact, ""), (until, "dim")


def _short(name: str) -> str:
    """``Dr Adaeze Okafor`` as ``Dr Okafor``, where the whole would not fit."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else name
