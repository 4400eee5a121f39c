"""Who answers, as the cells of a row: the same on the board and in the new-call form."""

from datetime import datetime

from advice_line.instants import clock_time
from advice_line.rota import Ladder
from advice_line.store.rotas import DeskRoster
from advice_line.tui.widgets.rows import Cell


def behind(ladder: Ladder) -> str:
    """The next person on the ladder behind the one who answers, with where they are reached; empty: nobody."""
    rung = next((r for r in ladder.behind if r.clinic_until is None), None)
    if rung is None:
        return ""
    contact = f", {rung.clinician.contacts[0]}" if rung.clinician.contacts else ""
    return f"{rung.clinician.name}{contact}"


def answering_cells(roster: DeskRoster, ladder: Ladder, now: datetime) -> tuple[Cell, Cell, Cell]:
    """Who answers, on what, until when: three cells. Nobody is loud and says when and who next."""
    zone = roster.desk.zone
    rung = ladder.answering
    if rung is None:
        following = ladder.next_available
        if following is None:
            return ("✖ NOBODY", "bad"), ("", ""), ("", "")
        return (
            (f"✖ NOBODY, then {following.clinician.name}", "bad"),
            ("", ""),
            (clock_time(following.at, zone, now), "bad"),
        )
    who = f"{rung.clinician.name}{' (cons)' if rung.clinician.grade == 'consultant' else ''}"
    contact = str(rung.clinician.contacts[0]) if rung.clinician.contacts else "no contact"
    until = clock_time(rung.shift.end, zone, now)
    if ladder.passed_over:
        first = ladder.passed_over[0]
        surname = first.clinician.name.split()[-1]
        return (
            (f"◐ {who}; {surname} in clinic", "busy"),
            (contact, "busy"),
            (until, "dim"),
        )
    return (f"● {who}", "good"), (contact, ""), (until, "dim")
