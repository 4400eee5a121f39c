"""What may be published, and how far a publication's shifts are written out."""

from collections import Counter
from datetime import date, datetime, timedelta

from advice_line.problems import Refused
from advice_line.rota.model import Rota

WRITTEN_AHEAD = timedelta(days=400)
"""How far an endless pattern is written out."""
_WHILE_IT_IS_READ = timedelta(minutes=1)


def refuse_two_of_one_number(rota: Rota) -> None:
    """Refuses a file in which two people have one registration number, by which everything knows a person."""
    twice = [number for number, many in Counter(c.gmc for c in rota.clinicians).items() if many > 1]
    if twice:
        raise Refused(
            f"{rota.file}: two clinicians have the registration number {twice[0]}; it says who a person is."
        )


def refuse_past_effect(effective: datetime, at: datetime) -> None:
    """Refuses a publication that would change who was on."""
    if effective < at - _WHILE_IT_IS_READ:
        raise Refused("A publication may not reach into the past; choose an effective instant from now on.")


def written_out_to(rota: Rota, day: date) -> date:
    """The first day no longer written out, of what is published from a day on."""
    if any(pattern.until is None for pattern in rota.patterns):
        return day + WRITTEN_AHEAD
    ends = [p.until for p in rota.patterns if p.until] + [s.date + timedelta(days=1) for s in rota.shifts]
    return max([*ends, day])
