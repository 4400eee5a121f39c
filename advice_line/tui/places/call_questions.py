"""What an operator is asked before a call leaves their hand. Each gives None when they think better of it."""

from datetime import datetime

from advice_line.enquiry.callbacks import call_back_time
from advice_line.tui.dialogues.ask import Ask, some_words
from advice_line.tui.places.place import Place
from advice_line.usecases.accounts.practices import find_practices


async def ask_call_back(place: Place) -> tuple[datetime, str] | None:
    """When to ring back, and the remark after it."""
    now, zone = place.line.now(), place.session.zone
    typed = await place.app.push_screen_wait(
        Ask(
            "Call back when?",
            "14:30, or +20 for in twenty minutes; then why, if you like: 14:30 after clinic",
            check=lambda text: call_back_time(text.split(" ", 1)[0], now, zone),
        )
    )
    if typed is None:
        return None
    first, _, words = typed.partition(" ")
    return call_back_time(first, now, zone), words


async def ask_question(place: Place) -> str | None:
    """The question that the department will answer by e-mail."""
    title, hint = "The caller's question, in their words", "The department answers by e-mail. F10 sends it."
    return await place.app.push_screen_wait(Ask(title, hint, lines=5, check=some_words))


async def ask_why_given_up(place: Place) -> str | None:
    """Why nothing came of the call."""
    return await place.app.push_screen_wait(Ask("Given up: why?", "“rang off”, “wrong hospital”", check=some_words))


async def ask_practice(place: Place, title: str = "Which practice was rung back?") -> str | None:
    """The code of a practice: the one whose listed number was rung back, unless asked otherwise."""
    hint = "Its name or ODS code."
    while True:
        words = await place.app.push_screen_wait(Ask(title, hint, check=some_words))
        if words is None:
            return None
        found = await place.line.do(find_practices, words)
        if len(found) == 1 or (found and found[0].code == words.upper()):
            return found[0].code
        named = "; ".join(f"{p.code} {p.name}, {p.telephone}" for p in found[:6])
        hint = f"Several fit; type the code. {named}" if found else f"No practice fits “{words}”."
