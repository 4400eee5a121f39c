"""Reading clinical text: of one's own desk, or over broken glass; either way it is on the trail."""

from datetime import datetime

from advice_line.enquiry.reasons import words_of
from advice_line.enquiry.states import State, check_step, is_of_another, reference
from advice_line.instants import to_text
from advice_line.people.roles import Act, Person, may
from advice_line.problems import NotPermitted, Refused, TakenBySomebodyElse
from advice_line.store import Store
from advice_line.store.values.enquiries import CallDetails, Enquiry
from advice_line.usecases.usecase import By, note_reading, require


def require_in_hand(row: CallDetails, person: Person) -> None:
    """Only the one who holds a call may act on it."""
    if is_of_another(row.state, row.holder, person.account):
        raise TakenBySomebodyElse(f"{row.holder_name} has this call in hand.")


def move_enquiry(
    store: Store,
    row: CallDetails,
    then: State,
    at: datetime,
    *,
    holder: int | None = None,
    adviser: int | None = None,
    due_at: datetime | None = None,
    words: str = "",
) -> None:
    """Takes an enquiry one step on, or refuses; call it inside a transaction."""
    check_step(row.state, then)
    moved = store.one(
        int,
        "move_enquiry",
        enquiry=row.id,
        before=row.state,
        state=then,
        holder=holder,
        adviser=adviser,
        due_at=to_text(due_at) if due_at else None,
        words=words,
        since=to_text(at),
    )
    if moved is None:
        raise TakenBySomebodyElse("Somebody else has just moved this enquiry on; look at it again.")


def the_enquiry(store: Store, enquiry: int) -> Enquiry:
    """One enquiry with its state; raises Refused where there is none."""
    row = store.one(Enquiry, "enquiry_by_id", id=enquiry)
    if row is None:
        raise Refused(f"There is no enquiry {reference(enquiry)}.")
    return row


def practice_of(row: CallDetails) -> str:
    """The code of the practice that an enquiry is of; raises Refused while nobody has found it."""
    if row.practice is None:
        raise Refused("The practice of this enquiry is not known; mark the caller verified first.")
    return row.practice


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
