"""Reading clinical text: of one's own desk, or over broken glass; either way it is on the trail."""

from advice_line.enquiry.reasons import words_of
from advice_line.people.roles import Act, Person, may
from advice_line.problems import NotPermitted
from advice_line.store.values.enquiries import CallDetails
from advice_line.usecases.usecase import By, note_reading, require


def require_reading(by: By, row: CallDetails, reason: str = "") -> None:
    """Clinical text of one's own desk, or with a typed reason (“break glass”). ``row`` is the enquiry's."""
    own = may(by.person, Act.SEE_CLINICAL_TEXT, desk=row.desk)
    if not own:
        if not may(by.person, Act.BREAK_GLASS):
            require(by.person, Act.SEE_CLINICAL_TEXT, desk=row.desk)
        reason = words_of(reason, "The reason")
        if not reason:
            raise NotPermitted("This record is of another desk. Type a reason to read it; the reason is kept.")
    act = "read a record" if own else "broke glass to read a record"
    note_reading(by, act, "enquiry", str(row.id), **({} if own else {"reason": reason}))


def desks_text(person: Person) -> str:
    """A person's desks as queries take them: ``,cardiology,renal,``."""
    return "," + ",".join(sorted(person.desks)) + ","
