"""The practice's receipt of advice: by its reply, or told by telephone; and mail that came back."""

from collections.abc import Sequence

from advice_line.enquiry.reasons import said
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store.values.advice import Acknowledgement, AdviceVersion
from advice_line.store.values.mail import KnownOfSent
from advice_line.usecases.enquiries import practice_of, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


def acknowledge(by: By, enquiry: int, how: str, press: Press) -> None:
    """That the practice said it has the newest advice; ``how`` says by whom and how it was told."""
    require(by.person, Act.HEAR_PRACTICE)
    how = said(how, "Say who at the practice confirmed it, and how: “Dr Gill, by telephone”.", "How it was confirmed")

    def work() -> Receipt:
        row = the_enquiry(by.store, enquiry)
        if not by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry):
            raise Refused("No advice is recorded yet that could be acknowledged.")
        practice_of(row)
        if not acknowledge_last(by, enquiry, how):
            known = by.store.all(Acknowledgement, "acknowledgements_of", enquiry=enquiry)[-1].how
            raise Refused(f"The practice has acknowledged this advice already: {known}.")
        return Receipt(str(enquiry), {})

    act_once(by, "noted an acknowledgement", "enquiry", press, work)


def acknowledge_last(by: By, enquiry: int, how: str) -> bool:
    """Writes it for the newest advice, once; call it inside a transaction. False: there was nothing to write."""
    row, versions = (
        the_enquiry(by.store, enquiry),
        by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry),
    )
    known = {k.advice for k in by.store.all(Acknowledgement, "acknowledgements_of", enquiry=enquiry)}
    if not versions or row.practice is None or versions[-1].id in known:
        return False
    by.store.run("add_acknowledgement", advice=versions[-1].id, practice=row.practice, at=to_text(by.at), how=how)
    refresh_flags(by, enquiry)
    return True


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
