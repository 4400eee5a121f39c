"""The practice's receipt of advice: by its reply, or told by telephone; and mail that came back."""

from collections.abc import Sequence
from dataclasses import dataclass

from advice_line.enquiry.acknowledging import refuse_acknowledging
from advice_line.enquiry.reasons import said
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.store import Store
from advice_line.store.values.advice import Acknowledgement, AdviceVersion
from advice_line.store.values.mail import KnownOfSent
from advice_line.usecases.enquiries import the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


def acknowledge(by: By, enquiry: int, how: str, press: Press) -> None:
    """That the practice said it has the newest advice; ``how`` says by whom and how it was told.

    Refused: nothing is recorded, the practice is not known, it has acknowledged this advice already.
    """
    require(by.person, Act.HEAR_PRACTICE)
    how = said(how, "Say who at the practice confirmed it, and how: “Dr Gill, by telephone”.", "How it was confirmed")

    def work() -> Receipt:
        newest = _newest(by.store, enquiry)
        refuse_acknowledging(advised=newest.advice is not None, practice=newest.practice, known=newest.known)
        acknowledge_last(by, enquiry, how)
        return Receipt(str(enquiry), {})

    act_once(by, "noted an acknowledgement", "enquiry", press, work)


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest advice of an enquiry, the practice it is for, and how its receipt is known, if it is."""

    advice: int | None
    practice: str | None
    known: str | None


def _newest(store: Store, enquiry: int) -> _Newest:
    versions = store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    advice = versions[-1].id if versions else None
    received = store.all(Acknowledgement, "acknowledgements_of", enquiry=enquiry)
    known = next((one.how for one in received if one.advice == advice), None)
    return _Newest(advice, the_enquiry(store, enquiry).practice, known)


def acknowledge_last(by: By, enquiry: int, how: str) -> None:
    """Writes it for the newest advice where there is some, its practice is known, and it is not written yet.

    Call it inside a transaction.
    """
    newest = _newest(by.store, enquiry)
    if newest.advice is None or newest.practice is None or newest.known is not None:
        return
    by.store.run("add_acknowledgement", advice=newest.advice, practice=newest.practice, at=to_text(by.at), how=how)
    refresh_flags(by, enquiry)


def note_bounce(by: By, message_ids: Sequence[str], words: str) -> int | None:
    """A mail of ours came back; gives the enquiry it was about. Call it inside a transaction."""
    for message_id in message_ids:
        sent = by.store.one(KnownOfSent, "enquiry_of_sent", message_id=message_id)
        if sent is not None:
            error = " ".join(words.split())[:300] or "it was returned"
            by.store.one(int, "bounce_outbox", outbox=sent.id, error=error, at=to_text(by.at))
            if sent.enquiry is not None:
                refresh_flags(by, sent.enquiry)
                return sent.enquiry
    return None
