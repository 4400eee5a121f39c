"""What an operator is asked before a call leaves their hand; Escape leaves it there."""

from datetime import datetime

from advice_line.enquiry.callbacks import call_back_time
from advice_line.enquiry.form import Field
from advice_line.tui.dialogues.asking import ask
from advice_line.tui.places.place import Place
from advice_line.usecases.accounts.practices import find_practices

QUESTION = Field(
    "words", "The caller's question, in their words", lines=5, hint="The department answers by e-mail. F10 sends it."
)
"""The question that the department will answer by e-mail."""
WHY_GIVEN_UP = Field("why", "Given up: why?", hint="“rang off”, “wrong hospital”")


async def ask_call_back(place: Place) -> tuple[datetime, str]:
    """When to ring back, and the remark after it."""
    now, zone = place.line.now(), place.session.zone
    hint = "14:30, or +20 for in twenty minutes; then why, if you like: 14:30 after clinic"

    def due(words: str) -> datetime:
        return call_back_time(words.split(" ", 1)[0], now, zone)

    typed = await ask(place, Field("when", "Call back when?", hint=hint, check=due))
    return due(typed), typed.partition(" ")[2]


async def ask_practice(place: Place, title: str = "Which practice was rung back?") -> str:
    """The code of a practice: the one whose listed number was rung back, unless asked otherwise."""
    hint = "Its name or ODS code."
    while True:
        words = await ask(place, Field("practice", title, hint=hint))
        found = await place.line.do(find_practices, words)
        if len(found) == 1 or (found and found[0].code == words.upper()):
            return found[0].code
        named = "; ".join(f"{p.code} {p.name}, {p.telephone}" for p in found[:6])
        hint = f"Several fit; type the code. {named}" if found else f"No practice fits “{words}”."
