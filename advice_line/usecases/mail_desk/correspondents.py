"""Who writes about an enquiry, and to whom its answer goes.

A practice forwards our mail, and whoever gets it can reply into its thread: a patient, a colleague at home. Their
mail joins the enquiry and is read, but it proves no receipt and gets no answer until somebody has said that the
address is the practice's.
"""

from collections.abc import Sequence

from advice_line.enquiry.correspondence import MailKind, reference_in
from advice_line.store import Store
from advice_line.store.values.advice import AdviceVersion
from advice_line.store.values.enquiries import Enquiry
from advice_line.store.values.mail import AddressedPractice, MailOfEnquiry, MailToPractice


def mails_to_answer(store: Store, enquiry: Enquiry) -> list[MailOfEnquiry]:
    """The mails of an enquiry that ask something, oldest first; the first may be a stray that a person kept."""
    mails = store.all(MailOfEnquiry, "mails_of_enquiry", enquiry=enquiry.id)
    first = mails[:1] if enquiry.channel == "e-mail" else []
    return [m for m in mails if m.sender and (m in first or m.kind in (MailKind.QUESTION, MailKind.REPLY))]


def is_correspondent(store: Store, enquiry: Enquiry, address: str, practice: str | None = None) -> bool:
    """Whether an address asked the question, was written to by us, or is the practice's.

    ``practice``: whose the address was recognised to be, where that is known already.
    """
    if practice is None:
        known = store.one(AddressedPractice, "practice_of_address", address=address)
        practice = known.code if known else None
    if practice is not None and practice == enquiry.practice:
        return True
    asked = mails_to_answer(store, enquiry)[:1] if enquiry.channel == "e-mail" else []
    ours = store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry.id)
    written_to = (mail.recipient.lower() for mail in ours)
    return address in (mail.sender for mail in asked) or address in written_to


def answer_address(store: Store, enquiry: Enquiry, asked: Sequence[MailOfEnquiry]) -> str:
    """Where the answer to ``asked`` goes: to the newest writer who is a correspondent, else where we wrote last."""
    for mail in reversed(asked):
        if is_correspondent(store, enquiry, mail.sender):
            return mail.sender
    written = store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry.id)
    return written[-1].recipient if written else ""


def has_our_newest(store: Store, enquiry: int, subject: str, thread: Sequence[str]) -> bool:
    """Whether a mail shows that its writer got our newest advice: it names our mail of it, or quotes its number."""
    versions = store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    if not versions:
        return False
    written = store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry)
    ours = [mail for mail in written if mail.advice == versions[-1].id]
    if any(mail.message_id in thread for mail in ours):
        return True
    named_none = not any(mail.message_id in thread for mail in written)
    return named_none and reference_in(subject) == enquiry and any(mail.state == "sent" for mail in ours)
