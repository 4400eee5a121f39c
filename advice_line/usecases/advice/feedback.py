"""What came of an enquiry, from both sides; why the practice had to ring at all; what is not for the line."""

from advice_line.enquiry.feedback import refuse_afterwards, refuse_feedback
from advice_line.enquiry.interface import refuse_reason
from advice_line.enquiry.reasons import said, words_of
from advice_line.enquiry.states import closed_unanswered
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store.values.advice import AdviceVersion
from advice_line.usecases.enquiries import move_enquiry, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


def give_feedback(by: By, enquiry: int, side: str, useful: str, words: str, press: Press) -> None:
    """The practice's word as somebody heard it (operator or clinician), or the adviser's own.

    Refused: what is none of the answers, and no answer without words.
    """
    row = the_enquiry(by.store, enquiry)
    if side == "practice":
        require(by.person, Act.HEAR_PRACTICE)
    else:
        require(by.person, Act.ANSWER, desk=row.desk)
    refuse_feedback(useful, words)

    def work() -> Receipt:
        add_feedback(by, enquiry, side, useful, words, press)
        return Receipt(str(enquiry), {"side": side, "useful": useful})

    act_once(by, "noted feedback", "enquiry", press, work)


def add_feedback(by: By, enquiry: int, side: str, useful: str, words: str, press: Press) -> None:
    """Writes it; call it inside a transaction."""
    values = {
        "side": side,
        "useful": useful,
        "words": words_of(words, "What was said"),
        "account": by.person.account,
        "key": f"{press.key} {side}",
    }
    by.store.inserted("add_feedback", enquiry=enquiry, at=to_text(by.at), **values)


def note_afterwards(by: By, enquiry: int, afterwards: str, words: str, press: Press) -> None:
    """What became of the patient, as the practice says; the newest word counts. It narrows what is estimated.

    Refused: what is none of the list, and an enquiry that nobody has advised on.
    """
    require(by.person, Act.HEAR_PRACTICE)
    refuse_afterwards(afterwards)
    words = words_of(words, "What was said")
    the_enquiry(by.store, enquiry)

    def work() -> Receipt:
        if not by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry):
            raise Refused("No advice is recorded yet; what followed it can be noted after that.")
        values = {"account": by.person.account, "key": f"{press.key} afterwards"}
        by.store.run(
            "add_afterwards", enquiry=enquiry, afterwards=afterwards, words=words, at=to_text(by.at), **values
        )
        return Receipt(str(enquiry), {"afterwards": afterwards})

    act_once(by, "noted what followed", "enquiry", press, work)


def note_interface(by: By, enquiry: int, reason: str, words: str, press: Press) -> None:
    """Why the practice had to ring although no advice was needed. No patient and no clinical text in the words."""
    require(by.person, Act.HEAR_PRACTICE)
    refuse_reason(reason)
    the_enquiry(by.store, enquiry)

    def work() -> Receipt:
        add_interface(by, enquiry, reason, words, press)
        return Receipt(str(enquiry), {"reason": reason})

    act_once(by, "noted an interface reason", "enquiry", press, work)


def add_interface(by: By, enquiry: int, reason: str, words: str, press: Press) -> None:
    """Writes it; call it inside a transaction."""
    words = words_of(words, "What you wrote")
    values = {"reason": reason, "words": words, "account": by.person.account, "key": f"{press.key} interface"}
    by.store.inserted("add_interface_note", enquiry=enquiry, at=to_text(by.at), **values)


def close_unanswered(by: By, enquiry: int, why: str, press: Press) -> None:
    """An e-mail that needs no answer is closed with its reason: “thanks only”, “not for the line: …”.

    Refused: it does not wait for one.
    """
    row = the_enquiry(by.store, enquiry)
    require(by.person, Act.ANSWER, desk=row.desk)
    why = said(why, "Say why it needs no answer; the reason is kept.", "The reason")

    def work() -> Receipt:
        now = the_enquiry(by.store, enquiry)
        advised = bool(by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry))
        then = closed_unanswered(now.state, advised=advised)
        move_enquiry(by.store, now, then, by.at, adviser=now.adviser, words=f"no answer needed: {why}")
        refresh_flags(by, enquiry)
        return Receipt(str(enquiry), {})

    act_once(by, "closed without an answer", "enquiry", press, work)
