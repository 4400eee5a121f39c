"""A form asked for in a talk, one field after the other: a list where there are choices, else words."""

from typing import Any, TypeVar

from textual.screen import ModalScreen

from advice_line.enquiry.form import Field
from advice_line.tui.dialogues.ask import Ask
from advice_line.tui.dialogues.pick import Pick
from advice_line.tui.talk import Talking, ThoughtBetter

Answer = TypeVar("Answer")


async def answered(where: Talking, dialogue: ModalScreen[Answer | None]) -> Answer:
    """What a dialogue gives. Raises ThoughtBetter on Escape."""
    answer: Any = await where.app.push_screen_wait(dialogue)
    if answer is None:
        raise ThoughtBetter
    found: Answer = answer
    return found


async def ask(where: Talking, field: Field) -> str:
    """One field. Raises ThoughtBetter on Escape."""
    return await answered(where, Pick(field.label, field.choices) if field.choices or field.chosen else Ask(field))


async def ask_all(where: Talking, *fields: Field) -> list[str]:
    """Several, one after the other. Raises ThoughtBetter on Escape at any of them."""
    return [await ask(where, field) for field in fields]
