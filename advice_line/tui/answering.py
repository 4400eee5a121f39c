"""Who answers, as the cells of a row: the same on the board and in the new-call form."""

from datetime import datetime

from advice_line.instants import clock_time
from advice_line.rota import Ladder
from advice_line.store.values.rotas import DeskRoster
from advice_line.tui.widgets.rows import Cell


def behind(ladder: Ladder) -> str:
    """The next person on the ladder behind the one who answers, with where they are reached; empty: nobody."""
    rung = next((r for r in ladder.behind if r.clinic_until is None), None)
    if rung is None:
        return ""
    contact = f", {rung.clinician.contacts[0]}" if rung.clinician.contacts else ""
    return f"{rung.clinician.name}{contact}"


def in_clinic(roster: DeskRoster, ladder: Ladder, now: datetime) -> str:
    """Who above the one who answers is in clinic, and until when; empty: nobody."""
    return ", ".join(
        f"{rung.clinician.name} in clinic until {clock_time(rung.clinic_until, roster.desk.zone, now)}"
        for rung in ladder.passed_over
        if rung.clinic_until is not None
    )


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
    contact = str(rung.clinician.contacts[0]) if rung.clinician.contacts else "no contact"
    until = clock_time(rung.shift.end, zone, now)
    if ladder.passed_over:
        return (f"◐ {who}", "busy"), (contact, "busy"), (until, "dim")
    return (f"● {who}", "good"), (contact, ""), (until, "dim")


def _short(name: str) -> str:
    """``Dr Adaeze Okafor`` as ``Dr Okafor``, where the whole would not fit."""
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 else name
