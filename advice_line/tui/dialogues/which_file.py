"""Which file to write: its name, and whether what is there under that name may be replaced."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from advice_line.files import refuse_what_matters
from advice_line.tui.dialogues.ask import Ask, is_yes


async def which_file(
    app: App[Any], title: str, hint: str, value: str, check: Callable[[str], object]
) -> tuple[Path, bool] | None:
    """The file, and whether it may be replaced; None on Escape. Raises Refused for what is never written to."""
    typed = await app.push_screen_wait(Ask(title, hint, value=value, check=check))
    if not typed:
        return None
    path = Path(typed).expanduser()
    if not await asyncio.to_thread(refuse_what_matters, path):
        return path, False
    hint = f"{path} is there already. Type “yes” to replace it; Escape leaves it as it is."
    if await app.push_screen_wait(Ask("Replace this file?", hint, check=is_yes)) is None:
        return None
    return path, True
