"""That an enquiry is charged to nobody: withdrawn, a duplicate, for another desk, a test."""

from advice_line.enquiry.reasons import words_of
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.tariffs.counting import Excluded
from advice_line.usecases.enquiries import the_enquiry
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

SET_ASIDE = (Excluded.WITHDRAWN, Excluded.DUPLICATE, Excluded.WRONG_DESK, Excluded.TEST)
"""Why a person leaves an enquiry out; what else is not charged follows from the record and the contract."""


def set_aside(by: By, enquiry: int, reason: str, words: str, press: Press) -> None:
    """Leaves an enquiry out of every statement to come; an empty reason takes that back. No patient in the words."""
    row = the_enquiry(by.store, enquiry)
    require(by.person, Act.SET_ASIDE, desk=row.desk, site=row.site)
    if reason and reason not in SET_ASIDE:
        raise Refused(f"“{reason}” is not a reason of the list: {', '.join(SET_ASIDE)}.")
    words = words_of(words, "What you wrote")

    def work() -> Receipt:
        before = by.store.one(str, "set_aside_of", enquiry=enquiry) or ""
        if before == reason:
            raise Refused(f"This enquiry is {'set aside as ' + reason if reason else 'not set aside'} already.")
        number = by.store.inserted(
            "set_aside",
            enquiry=enquiry,
            reason=reason,
            words=words,
            at=to_text(by.at),
            account=by.person.account,
            key=press.key,
        )
        return Receipt(str(number), {"enquiry": enquiry, "reason": reason})

    act_once(by, "set an enquiry aside" if reason else "took an enquiry back in", "enquiry_set_aside", press, work)
