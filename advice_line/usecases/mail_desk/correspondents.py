"""Who writes about an enquiry, and to whom its answer goes.

A practice forwards our mail, and whoever gets it can reply into its thread: a patient, a colleague at home. Their
mail joins the enquiry and is read, but it proves no receipt and gets no answer until somebody has said that the
address is the practice's.
"""

from collections.abc import Sequence

from advice_line.enquiry.correspondence import MailKind, reference_in
from advice_line.store import Row, Store
from advice_line.store.values.advice import AdviceVersion
from advice_line.store.values.enquiries import Enquiry


def mails_to_answer(store: Store, enquiry: Enquiry) -> list[Row]:
    """The mails of an enquiry that ask something, oldest first; the first may be a stray that a person kept."""
    mails = store.rows("mails_of_enquiry", enquiry=enquiry.id)
    first = mails[:1] if enquiry.channel == "e-mail" else []
    return [m for m in mails if m["sender"] and (m in first or m["kind"] in (MailKind.QUESTION, MailKind.REPLY))]


def is_correspondent(store: Store, enquiry: Enquiry, address: str, practice: str | None = None) -> bool:
    """Whether an address asked the question, was written to by us, or is the practice's.

    ``practice``: whose the address was recognised to be, where that is known already.
    """
    if practice is None:
        known = store.row("practice_of_address", address=address)
        practice = known["code"] if known else None
    if practice is not None and practice == enquiry.practice:
        return True
    asked = mails_to_answer(store, enquiry)[:1] if enquiry.channel == "e-mail" else []
    written_to = (mail["recipient"].lower() for mail in store.rows("outbox_of_enquiry", enquiry=enquiry.id))
    return address in (mail["sender"] for mail in asked) or address in written_to


def answer_address(store: Store, enquiry: Enquiry, asked: Sequence[Row]) -> str:
    """Where the answer to ``asked`` goes: to the newest writer who is a correspondent, else where we wrote last."""
    for mail in reversed(asked):
        if is_correspondent(store, enquiry, mail["sender"]):
            return str(mail["sender"])
    written = store.rows("outbox_of_enquiry", enquiry=enquiry.id)
    return str(written[-1]["recipient"]) if written else ""


def has_our_newest(store: Store, enquiry: int, subject: str, thread: Sequence[str]) -> bool:
    """Whether a mail shows that its writer got our newest advice: it names our mail of it, or quotes its number."""
    versions = store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    if not versions:
        return False
    ours = [m for m in store.rows("outbox_of_enquiry", enquiry=enquiry) if m["advice"] == versions[-1].id]
    if any(mail["message_id"] in thread for mail in ours):
        return True
    named_none = not any(m["message_id"] in thread for m in store.rows("outbox_of_enquiry", enquiry=enquiry))
    return named_none and reference_in(subject) == enquiry and any(mail["state"] == "sent" for mail in ours)
