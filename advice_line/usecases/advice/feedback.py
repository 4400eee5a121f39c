"""What came of an enquiry, from both sides; why the practice had to ring at all; what is not for the line."""

from datetime import datetime

from advice_line.enquiry.interface import INTERFACE_REASONS
from advice_line.enquiry.reasons import is_blank, said, words_of
from advice_line.enquiry.states import State
from advice_line.instants import to_text
from advice_line.people.roles import Act, Person
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.usecases.calls.taking import enquiry_row, move
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import Done, act_once, require

USEFUL = ("yes", "partly", "no", "not said")


def give_feedback(
    store: Store, person: Person, at: datetime, enquiry: int, side: str, useful: str, words: str, key: str
) -> None:
    """The practice's word as somebody heard it (operator or clinician), or the adviser's own."""
    row = enquiry_row(store, enquiry)
    if side == "practice":
        require(person, Act.HEAR_PRACTICE)
    else:
        require(person, Act.ANSWER, desk=row["desk"])
    if useful not in USEFUL:
        raise Refused(f"“{useful}” is not an answer; choose one of: {', '.join(USEFUL)}.")
    if useful == "not said" and is_blank(words):
        raise Refused("Write what was said.")

    def work() -> Done:
        add_feedback(store, person, at, enquiry, side, useful, words, key)
        return Done(str(enquiry), {"side": side, "useful": useful})

    act_once(store, person, at, "noted feedback", "enquiry", key, work)


def add_feedback(
    store: Store, person: Person, at: datetime, enquiry: int, side: str, useful: str, words: str, key: str
) -> None:
    """Writes it; call it inside a transaction."""
    values = {
        "side": side,
        "useful": useful,
        "words": words_of(words, "What was said"),
        "account": person.account,
        "key": f"{key} {side}",
    }
    store.row("add_feedback", enquiry=enquiry, at=to_text(at), **values)


def note_interface(
    store: Store, person: Person, at: datetime, enquiry: int, reason: str, words: str, key: str
) -> None:
    """Why the practice had to ring although no advice was needed. No patient and no clinical text in the words."""
    require(person, Act.HEAR_PRACTICE)
    if reason not in INTERFACE_REASONS:
        raise Refused(f"“{reason}” is not a reason of the list.")
    enquiry_row(store, enquiry)

    def work() -> Done:
        add_interface(store, person, at, enquiry, reason, words, key)
        return Done(str(enquiry), {"reason": reason})

    act_once(store, person, at, "noted an interface reason", "enquiry", key, work)


def add_interface(
    store: Store, person: Person, at: datetime, enquiry: int, reason: str, words: str, key: str
) -> None:
    """Writes it; call it inside a transaction."""
    words = words_of(words, "What you wrote")
    values = {"reason": reason, "words": words, "account": person.account, "key": f"{key} interface"}
    store.row("add_interface_note", enquiry=enquiry, at=to_text(at), **values)


def close_unanswered(store: Store, person: Person, at: datetime, enquiry: int, why: str, key: str) -> None:
    """An e-mail that needs no answer is closed with its reason: “thanks only”, “not for the line: …”."""
    row = enquiry_row(store, enquiry)
    require(person, Act.ANSWER, desk=row["desk"])
    why = said(why, "Say why it needs no answer; the reason is kept.", "The reason")

    def work() -> Done:
        now = enquiry_row(store, enquiry)
        if now["state"] != State.TO_ANSWER:
            raise Refused("This enquiry does not wait for an answer.")
        answered = bool(store.rows("advice_versions", enquiry=enquiry))
        then = State.ADVISED if answered else State.ABANDONED
        move(store, now, then, at, adviser=now["adviser"], words=f"no answer needed: {why}")
        refresh_flags(store, person, at, enquiry)
        return Done(str(enquiry), {})

    act_once(store, person, at, "closed without an answer", "enquiry", key, work)
