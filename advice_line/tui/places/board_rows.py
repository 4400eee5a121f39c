"""The lines of the board: a desk and who answers it, what waits, a caller who is still to be verified."""

from datetime import datetime
from zoneinfo import ZoneInfo

from advice_line.enquiry.form import Field
from advice_line.enquiry.states import State
from advice_line.store.values.enquiries import WaitingEnquiry
from advice_line.store.values.flags import OpenFlag
from advice_line.store.values.rotas import DeskRoster
from advice_line.tui.answering import answering_cells
from advice_line.tui.widgets.rows import Cell, RowOf
from advice_line.usecases.rotas.freshness import RotaFreshness
from advice_line.words.ladder import behind_words, in_clinic_words
from advice_line.words.spans import span_words
from advice_line.words.times import clock_time


def desk_row(roster: DeskRoster, now: datetime, *, noted: bool, stale: bool) -> RowOf:
    """A desk: ``✎`` has a note beside it, ``?`` a rota that nobody has confirmed lately."""
    who, contact, until = answering_cells(roster, roster.ladder(now), now)
    name = f"{'? ' if stale else ''}{'✎' if noted else ''}{roster.desk.name}"
    return RowOf(roster.desk.id, ((name, "busy" if stale else "strong"), who, contact, until))


def waiting_row(item: WaitingEnquiry, now: datetime, zone: ZoneInfo, own: int) -> RowOf:
    """Something that waits. ``own`` is the account that looks: what others hold is dim."""
    where = f"{item.desk_name} · {item.caller_name} · {item.practice_name}"
    match item.state:
        case State.IN_HAND:
            mine = item.holder == own
            first: Cell = ("in hand" if mine else "held", "good" if mine else "dim")
            words = where if mine else f"{item.holder_name} has {where}"
            second: Cell = (span_words(now - item.since), "")
        case State.CALL_BACK:
            assert item.due_at is not None
            late = item.due_at <= now
            first = ("CALL BACK", "bad") if late else ("call back", "busy")
            second = (clock_time(item.due_at, zone, now), "bad" if late else "")
            words = f"{item.caller_number} {where}{f' ({item.words})' if item.words else ''}"
        case _:
            assert item.due_at is not None
            late = item.due_at < now
            first = ("E-MAIL LATE", "bad") if late else ("e-mail", "")
            second, words = (span_words(item.due_at - now), "bad" if late else ""), where
    return RowOf(f"e{item.id}", (first, second, (words, "")))


def flag_row(flag: OpenFlag, now: datetime) -> RowOf:
    """A caller who is still to be rung back on the practice's listed number."""
    words = f"caller not verified · {flag.desk_name}"
    return RowOf(f"f{flag.enquiry}", (("verify", "busy"), (span_words(now - flag.raised_at), ""), (words, "")))


def stale_for(known: RotaFreshness | None, now: datetime) -> str:
    """How long ago somebody last stood up for a desk's rota, when that is too long; else nothing."""
    return span_words(now - known.at) if known is not None and known.stale(now) else ""


def about_desk(roster: DeskRoster, known: RotaFreshness | None, now: datetime, width: int) -> str:
    """What does not fit a desk's row: who is in clinic, who is behind, how fresh the rota is where there is room."""
    ladder = roster.ladder(now)
    above, stale = in_clinic_words(ladder, roster.desk.zone), stale_for(known, now)
    said = f" Rota not confirmed for {stale}." if stale else ""
    if known is not None and not stale:
        said = f" Rota {known.how} {span_words(now - known.at)} ago."
    words = f"{roster.desk.name}: {above}{'; ' if above else ''}then {behind_words(ladder) or 'nobody'}."
    return words + said if stale or len(words + said) < width else words


def note_beside(desk: str) -> Field:
    """A remark beside a desk for tonight, asked for on the board and at its rota."""
    return Field("note", f"Note beside {desk} tonight", hint="“swapped, ring 2044”. It stands for 14 hours.")
