"""PURE. The rota file, its shifts and clinics, and the ladder: no database, no screen, no clock."""

from advice_line.rota.file.reader import read_files, read_rota
from advice_line.rota.ladder import Ladder, NextAvailable, Rung, ladder
from advice_line.rota.model import Clinic, Clinician, Rota, Shift
from advice_line.rota.roster import Roster
from advice_line.rota.timeline import Timeline

__all__ = [
    "Clinic",
    "Clinician",
    "Ladder",
    "NextAvailable",
    "Roster",
    "Rota",
    "Rung",
    "Shift",
    "Timeline",
    "ladder",
    "read_files",
    "read_rota",
]
