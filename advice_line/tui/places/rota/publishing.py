"""Publishing a rota file from the screen: read, complain or show what changes, ask why, publish."""

import asyncio
from pathlib import Path

from advice_line.enquiry.form import Field
from advice_line.instants import parse_instant
from advice_line.rota import Rota, read_files
from advice_line.rota.hours import Limits
from advice_line.rota.warnings import rota_warnings
from advice_line.settings import Settings
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.usecases.rotas.publishing import Preview, check_may_publish, preview, publish_rotas
from advice_line.words.changes import change_words
from advice_line.words.publications import diff_lines


def is_there(words: str) -> None:
    """Raises ValueError where there is no such file or folder."""
    if not words or not Path(words).expanduser().exists():
        raise ValueError("There is no such file or folder.")


def _an_instant(words: str) -> None:
    if words != "now":
        parse_instant(words)


_WHEN = Field(
    "when", "From when does it hold?", hint="“now”, or a date and time to come.", first="now", check=_an_instant
)
_WHY = Field("reason", "Why?", must=False, hint="It is kept with the publication. Enter publishes.")


async def publish(place: RotaShown) -> str:
    """The whole talk; what was published, or nothing. The path is kept for the next time, whatever came of it."""
    hint = "A rota file, or a folder of them. Nothing is published before you have seen what changes."
    file = Field("file", "Publish which rota file?", hint=hint, first=place.last_file, check=is_there)
    place.last_file = typed = await ask(place, file)
    rotas, problems = await asyncio.to_thread(read_files, [Path(typed).expanduser()])
    if problems:
        title = "Nothing is published: mend these first"
        await place.app.push_screen_wait(Lines(title, [f"! {problem}" for problem in problems]))
        return ""
    zone, now = place.session.zone, place.line.now()
    when = await ask(place, _WHEN)
    effective = now if when == "now" else parse_instant(when, zone)
    check_may_publish(place.person, rotas, effective=effective, at=now)
    found = await place.line.do(preview, rotas, effective, now)
    if all(one.same for one in found):
        return "Nothing changes: this very file is published already."
    warnings = await asyncio.to_thread(_warnings, rotas, place.session.settings)
    lines = [line for one in found for line in _preview_lines(one)]
    if not await place.app.push_screen_wait(Lines("What publishing changes", [*lines, *warnings], send=True)):
        return ""
    reason = await ask(place, _WHY)
    fresh = [one.rota for one in found if not one.same]
    at = place.line.now()
    names = await place.line.do(
        publish_rotas, place.person, fresh, effective=at if when == "now" else effective, at=at, reason=reason
    )
    return f"Published: {', '.join(names)}."


def _warnings(rotas: list[Rota], settings: Settings) -> list[str]:
    return [
        f"? {Path(w.file).name}:{w.line}: {w.sentence}"
        for rota in rotas
        for w in rota_warnings(rota, Limits(settings.hours_limits, rota.desk.id))
    ]


def _preview_lines(one: Preview) -> list[str]:
    name = one.rota.desk.name
    if one.same:
        return [f"{name}: nothing changes."]
    lines = [f"{name}:"]
    if one.first:
        lines.append("  published for the first time")
    else:
        told = diff_lines(one.diff, one.rota.zone, shown=8)
        lines += [f"  {line}" for line in told] or ["  no shift, gap or contact changes in the coming year"]
    zone = one.rota.zone
    lines += [f"  ? {change_words(c.change, zone)}: {c.words}; it will wait to be settled" for c in one.conflicts]
    return lines
