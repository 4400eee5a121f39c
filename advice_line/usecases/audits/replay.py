"""Last year's calls against a rota that is not yet published, and against what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from advice_line.enquiry.routing import Result
from advice_line.exports.replay import REPLAY_FORMS, replay_file
from advice_line.files import check_may_write, write_whole
from advice_line.instants import start_of, to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.rota import Rota
from advice_line.rota.replay import (
    ClinicCost,
    PastCall,
    Replayed,
    Tally,
    clinics_in_the_way,
    replay,
    tally,
    weeks_to_move,
)
from advice_line.rota.window import window
from advice_line.store.values.audits import Arrival, AuditedAnswer
from advice_line.usecases.exporting import check_format, provenance
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require, require_ever


@dataclass(frozen=True, slots=True)
class DeskReplay:
    """One desk: what its calls came to, and what they would have come to; ``weeks`` they were moved by."""

    desk: str
    name: str
    weeks: int
    then: Tally
    now: Tally
    same: int
    calls: tuple[Replayed, ...]
    clinics: tuple[ClinicCost, ...]

    @property
    def heading(self) -> str:
        moved = f", moved by {self.weeks} weeks" if self.weeks else ""
        return f"{self.name}: {self.now.calls} calls{moved}"


def compared_lines(one: DeskReplay) -> list[str]:
    """What is counted, as it was and as it would have been, side by side."""
    then, now = one.then, one.now
    rungs = sorted({*then.rungs, *now.rungs})
    rows: list[tuple[str, int | str, int | str]] = [
        ("", "as it was", "in this rota"),
        ("somebody was free", then.answered, now.answered),
        ("the first on call was free", then.first, now.first),
        ("somebody was passed over in clinic", then.in_clinic, now.in_clinic),
        ("nobody was free", then.nobody, now.nobody),
        *((f"from rung {rung}", then.rungs.get(rung, 0), now.rungs.get(rung, 0)) for rung in rungs),
        ("the same person first", "", one.same),
    ]
    return [f"  {words:<34}{was:>12}{would_be:>14}" for words, was, would_be in rows]


def clinic_lines(one: DeskReplay) -> list[str]:
    """Which sessions of the draft stood in the way of how many of the calls, the dearest first."""
    if not one.clinics:
        return ["  No clinic stood in the way of a call."]
    return ["  Clinics that stood in the way of a call:", *(_cost_words(cost) for cost in one.clinics)]


def _cost_words(cost: ClinicCost) -> str:
    lost = f", in {cost.nobody} nobody else was free" if cost.nobody else ""
    return f"  {cost.calls:>5}  {cost.clinician}, {cost.words}{lost}"


def replay_rotas(by: By, rotas: Sequence[Rota], begins: date, until: date) -> list[DeskReplay]:
    """Runs the calls of [begins, until) against each rota. Refused: a desk that was never published, a rota that does
    not reach over the period once its calls are moved to it."""
    found = []
    for rota in rotas:
        require(by.person, Act.AUDIT, desk=rota.desk.id, site=rota.desk.site)
        found.append(_replayed(by, rota, begins, until))
    names = ", ".join(rota.desk.id for rota in rotas)
    note_reading(by, "replayed calls", "audit", names, **{"from": begins.isoformat(), "until": until.isoformat()})
    return found


def export_replay(
    by: By, found: Sequence[DeskReplay], period: tuple[date, date], form: str, path: Path, *, replace: bool = False
) -> None:
    """Puts the export on the trail, and writes every replayed call to a file, with the head after that."""
    require_ever(by.person, Act.AUDIT)
    check_format(form, REPLAY_FORMS)
    check_may_write(path, replace=replace)
    note_reading(by, "exported replayed calls", "audit", ", ".join(one.desk for one in found), file=path.name)
    zone = provenance(by, by.at, by.at).zone
    made = provenance(by, *(start_of(day, zone) for day in period))
    head = head_on_paper(by.store, by.person.site, by.at)
    write_whole(path, replay_file([(one.desk, one.calls) for one in found], form, made, head), replace=replace)


def _replayed(by: By, rota: Rota, begins: date, until: date) -> DeskReplay:
    calls = _calls(by, rota, begins, until)
    covered = window(rota)
    days = [call.at.astimezone(rota.zone).date() for call in calls] or [covered.first]
    weeks = weeks_to_move(min(days), covered.first)
    last = max(days) + timedelta(weeks=weeks)
    if last >= covered.until:
        raise Refused(
            f"{rota.file}: this rota ends on {covered.until}; calls of {begins} until {until} reach {last} in it. "
            "Choose a shorter period."
        )
    replayed = replay(rota, calls, weeks)
    first = [(one.call.then.answering, one.now.answering) for one in replayed]
    same = sum(a is not None and b is not None and a.clinician.gmc == b.clinician.gmc for a, b in first)
    return DeskReplay(
        rota.desk.id,
        rota.desk.name,
        weeks,
        tally([call.then for call in calls]),
        tally([one.now for one in replayed]),
        same,
        tuple(replayed),
        tuple(clinics_in_the_way(rota, replayed)),
    )


def _calls(by: By, rota: Rota, begins: date, until: date) -> list[PastCall]:
    asked = {
        "site": rota.desk.site,
        "begins": to_text(start_of(begins, rota.zone)),
        "until": to_text(start_of(until, rota.zone)),
    }
    answers = by.store.all(AuditedAnswer, "audit_answers", **asked)
    answered = {row.id: row.gmc for row in answers if row.result is Result.ANSWERED}
    arrivals = by.store.all(Arrival, "audit_arrivals", **asked)
    calls = [row for row in arrivals if row.desk == rota.desk.id and row.channel == "phone"]
    return [
        PastCall(
            row.arrived_at,
            answered.get(row.id, ""),
            roster_of(by.store, rota.desk.id, row.arrived_at, known_at=row.arrived_at).ladder(row.arrived_at),
        )
        for row in calls
    ]
