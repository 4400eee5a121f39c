"""Past calls held against rotas that are not published yet: which files, which period, what comes of it."""

import asyncio
from datetime import timedelta
from pathlib import Path

from advice_line.enquiry.form import Field
from advice_line.periods import period_typed
from advice_line.rota import read_files
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.dialogues.lines import Lines
from advice_line.tui.dialogues.replay import ReplayPage
from advice_line.tui.places.rota.publishing import is_there
from advice_line.tui.places.rota.shown import RotaShown
from advice_line.usecases.audits.replay import replay_rotas

_YEAR = timedelta(weeks=52)


async def replay(place: RotaShown) -> str:
    """The whole talk. The path is kept for the next time, and for publishing what was tried."""
    hint = "A rota file, or a folder of them. Nothing is published by this."
    file = Field("file", "Replay calls against which draft?", hint=hint, first=place.last_file, check=is_there)
    place.last_file = typed = await ask(place, file)
    rotas, problems = await asyncio.to_thread(read_files, [Path(typed).expanduser()])
    if problems:
        title = "Nothing is replayed: mend these first"
        await place.app.push_screen_wait(Lines(title, [f"! {problem}" for problem in problems]))
        return ""
    today = place.today()
    hint = "2026-11, 2025/26, 2025/26 Q3 or two dates. Calls are moved by whole weeks to where the draft begins."
    first = f"{today - _YEAR} {today}"
    asked = Field(
        "period", "Calls of which time?", hint=hint, first=first, check=lambda text: period_typed(text, today)
    )
    period = period_typed(await ask(place, asked), today)
    found = await place.run(replay_rotas, rotas, period.begins, period.ends)
    await place.app.push_screen_wait(ReplayPage(period, found, place.session))
    return ""
