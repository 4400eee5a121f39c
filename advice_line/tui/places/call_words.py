"""What is said of a call in hand: who rings, the ladder line by line, the number to dial, and what is loud."""

from datetime import datetime
from zoneinfo import ZoneInfo

from advice_line.enquiry.routing import Offer
from advice_line.tui.widgets.rows import Cell, RowOf
from advice_line.usecases.calls.attempts import CallInHand
from advice_line.words.spans import span_words
from advice_line.words.times import clock_time


def who(hand: CallInHand) -> str:
    """Whose call it is, and the number on which to ring back."""
    call = hand.call
    verified = "✓ verified" if call.is_verified else "◐ NOT VERIFIED"
    listed = f" · practice lists {call.practice_telephone}" if call.practice_telephone else ""
    extension = f" ext {call.caller_extension}" if call.caller_extension else ""
    return (
        f"{call.reference} · {call.desk_name} · {call.urgency} · {verified}\n"
        f"{call.caller_name}, {call.caller_role}, {call.practice_name}\n"
        f"Ring back on {call.caller_number}{extension}{listed}"
    )


def loudly(hand: CallInHand, now: datetime, zone: ZoneInfo) -> str:
    """That nobody answers, or nobody is left to try; empty while somebody is."""
    if hand.ladder.answering is None:
        following = hand.ladder.next_available
        when = ""
        if following is not None:
            when = f"Next: {following.clinician.name} from {clock_time(following.at, zone, now)}. "
        return f"NOBODY ANSWERS THIS DESK NOW. {when}b call back later, m into e-mail."
    if hand.next is None and hand.ringing is None:
        return "EVERYBODY FREE HAS BEEN TRIED. b call back later, m into e-mail, or choose again with ↑ ↓."
    return ""


def ladder_rows(hand: CallInHand, now: datetime, zone: ZoneInfo) -> list[RowOf]:
    """Every device of everybody on call; an arrow is at the one to ring next."""
    return [_ladder_row(hand, number, offer, now, zone) for number, offer in enumerate(hand.offers)]


def _ladder_row(hand: CallInHand, number: int, offer: Offer, now: datetime, zone: ZoneInfo) -> RowOf:
    person = offer.rung.clinician
    tried = [a for a in hand.attempts if a.name == person.name and a.contact == offer.contact]
    state: Cell = ("free", "good")
    if offer.rung.clinic_until is not None:
        state = (f"in clinic until {clock_time(offer.rung.clinic_until, zone, now)}", "busy")
    if tried:
        last = tried[-1]
        state = (str(last.result), "dim") if last.result else ("ringing", "strong")
    arrow = "▶" if number == hand.next and hand.ringing is None else ""
    grade = "consultant" if person.grade == "consultant" else "registrar"
    duty = f"{offer.rung.shift.duty.rung} {offer.rung.shift.duty.name}"
    return RowOf(
        str(number),
        ((arrow, "good"), (f"{person.name}, {grade}", ""), (duty, "dim"), (str(offer.contact), "strong"), state),
    )


def dialled(hand: CallInHand | None, offer: Offer | None, now: datetime) -> tuple[str, str]:
    """Who rings or would be rung, and their number."""
    ringing = hand.ringing if hand else None
    if ringing is not None:
        age = span_words(now - ringing.started_at)
        return f"Ringing {age}\n{ringing.name}\n{ringing.contact.kind}", ringing.contact.value
    if offer is not None:
        return f"d dials\n{offer.rung.clinician.name}\n{offer.contact.kind}", offer.contact.value
    return "Nobody to dial", ""


def next_person(hand: CallInHand, number: int) -> int | None:
    """The first device of whoever comes after the one whose device this is."""
    person = hand.offers[number].rung.clinician
    after = range(number + 1, len(hand.offers))
    return next((n for n in after if hand.offers[n].rung.clinician != person), None)
