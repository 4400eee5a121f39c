"""The line on top: where one is, what waits, who is signed in, the time; as much of each as fits."""

from collections.abc import Sequence

from advice_line.tui.session import Session
from advice_line.usecases.reminders import worklists
from advice_line.usecases.reminders.worklists import WorklistItem
from advice_line.words.times import clock, moment_words


def header(session: Session, title: str, items: Sequence[WorklistItem], width: int) -> str:
    """The whole line. What waits is counted from ``items``, and never cut away first."""
    person, now = session.person, session.now()
    if session.site.is_demo:
        title = f"DEMO · {title}"
    waiting = " · ".join(
        f"{number} {what}{f' ({late} late)' if late else ''}" for what, number, late in worklists.counts(items, now)
    )
    when = moment_words(now, session.zone)
    ends = [
        (f"{title} · {session.site.name}", f"{person.name}, {person.role} · {when}"),
        (title, f"{person.name}, {person.role} · {when}"),
        (title, f"{person.name} · {when}"),
        (title, when),
        (title, clock(now, session.zone)),
    ]
    return _fitted(ends, waiting, width)


def _fitted(ends: list[tuple[str, str]], middle: str, width: int) -> str:
    """One line: the first left and right that leave room for what waits, which is never cut away first."""
    for left, right in ends:
        room = width - len(left) - len(right) - (len(middle) + 4 if middle else 1)
        if room >= 0:
            return f"{left}  {middle}{' ' * (room + 2)}{right}" if middle else f"{left}{' ' * (room + 1)}{right}"
    return f"{ends[-1][0]}  {middle}"[:width]
