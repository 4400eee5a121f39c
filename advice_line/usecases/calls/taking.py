"""The operator's calls: taken, verified, called back, turned into an e-mail question, given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from advice_line.enquiry.callers import is_from_listed
from advice_line.enquiry.reasons import is_blank, said, words_of
from advice_line.enquiry.states import State
from advice_line.instants import to_text
from advice_line.people.numbers import birth_date, nhs_number
from advice_line.people.phones import telephone
from advice_line.people.roles import Act, Person
from advice_line.plain import check_plain
from advice_line.problems import Refused, TakenBySomebodyElse
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id, the_desk
from advice_line.store.values.enquiries import CallDetails, Verification, WaitingEnquiry
from advice_line.store.values.mail import AddressedPractice
from advice_line.store.values.practices import Practice
from advice_line.usecases.enquiries import move_enquiry, require_in_hand, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.mail_desk.correspondents import mails_to_answer
from advice_line.usecases.mail_desk.practice_addresses import put_address
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

ROLES = ("GP", "practice nurse", "paramedic", "pharmacist", "other clinician")
URGENCIES = ("now", "today", "routine")


@dataclass(frozen=True, slots=True)
class CallToTake:
    """What the operator typed. ``patient`` is “given” when any of the three patient fields is filled."""

    desk: str
    number: str
    caller_name: str
    caller_role: str = "GP"
    practice: str | None = None
    urgency: str = "routine"
    patient: str = "not asked"
    nhs_number: str = ""
    birth_date: str = ""
    patient_name: str = ""


def take_call(by: By, call: CallToTake, press: Press) -> int:
    """Writes a call into the store and puts it in the person's hand. Returns the enquiry."""
    require(by.person, Act.ROUTE)
    values = _checked(by.store, call, by.at)

    def work() -> Receipt:
        made = by.store.inserted(
            "add_enquiry",
            site=by.person.site,
            desk=call.desk,
            channel="phone",
            arrived_at=to_text(by.at),
            account=by.person.account,
            key=press.key,
            **values,
        )
        by.store.run(
            "add_enquiry_state",
            enquiry=made,
            state=State.IN_HAND,
            holder=by.person.account,
            due_at=None,
            since=to_text(by.at),
        )
        by.store.run("end_draft", account=by.person.account, form="new call", subject=press.key)
        refresh_flags(by, made)
        return Receipt(str(made), {"desk": call.desk, "practice": call.practice, "urgency": call.urgency})

    return int(act_once(by, "took a call", "enquiry", press, work))


def _checked(store: Store, call: CallToTake, at: datetime) -> dict[str, Any]:
    if desk_by_id(store, call.desk) is None:
        raise Refused("Choose the desk the caller asks for.")
    if is_blank(call.caller_name):
        raise Refused("Ask the caller's name.")
    try:
        check_plain(call.caller_name.strip(), "The caller's name")
        check_plain(call.caller_role.strip(), "The caller's role")
        check_plain(call.patient_name.strip(), "The patient's name")
        number = telephone(call.number)
        nhs = nhs_number(call.nhs_number) if call.nhs_number.strip() else None
        born = birth_date(call.birth_date, at.date()).isoformat() if call.birth_date.strip() else None
    except ValueError as error:
        raise Refused(f"{error}") from error
    listed = {practice.code for practice in store.all(Practice, "practices_by_number", number=number.e164)}
    name = call.patient_name.strip() or None
    patient = "given" if nhs or born or name else call.patient
    if patient == "given" and not (nhs or born or name):
        patient = "not asked"
    return {
        "caller_name": call.caller_name.strip(),
        "caller_role": call.caller_role,
        "caller_number": number.shown,
        "caller_e164": number.e164,
        "caller_extension": number.extension,
        "practice": call.practice,
        "from_listed": int(is_from_listed(call.practice, listed)),
        "urgency": call.urgency,
        "patient": patient,
        "nhs_number": nhs,
        "birth_date": born,
        "patient_name": name,
    }


def verify_caller(by: By, enquiry: int, practice: str | None = None, press: Press | None = None) -> None:
    """The caller was rung back on the practice's listed number and is who they say.

    ``practice`` is the code of the practice that was rung, where it was not known when the call was taken.
    ``press`` is the person's: a second person is told who was first.
    """
    require(by.person, Act.ROUTE)
    press = press or Press()
    rung = the_enquiry(by.store, enquiry).practice or practice
    if rung is None:
        raise Refused("Without a practice there is no listed number to ring back on; find the practice first.")

    def work() -> Receipt:
        if known := by.store.one(Verification, "verification_of", enquiry=enquiry):
            raise Refused(f"{known.by_name} has verified this caller already: {known.how}.")
        how = "rung back on the practice's listed number"
        values = {"enquiry": enquiry, "account": by.person.account, "practice": rung, "how": how}
        by.store.run("add_verification", at=to_text(by.at), **values)
        _learn_address(by, enquiry, rung)
        refresh_flags(by, enquiry)
        return Receipt(str(enquiry), {})

    act_once(by, "verified the caller", "enquiry", press, work)


def _learn_address(by: By, enquiry: int, practice: str) -> None:
    """Who wrote an e-mail question and was rung back is known by that address from now on."""
    row = the_enquiry(by.store, enquiry)
    asked = mails_to_answer(by.store, row)[:1] if row.channel == "e-mail" else []
    if asked and by.store.one(AddressedPractice, "practice_of_address", address=asked[0].sender) is None:
        put_address(by, practice, asked[0].sender, Press.by_itself(f"verify {enquiry}"), letters=False)


def _end(by: By, enquiry: int, press: Press, act: str, then: State, **state: Any) -> None:
    require(by.person, Act.ROUTE)

    def work() -> Receipt:
        row = the_enquiry(by.store, enquiry)
        require_in_hand(row, by.person)
        move_enquiry(by.store, row, then, by.at, **state)
        refresh_flags(by, enquiry)
        return Receipt(str(enquiry), {})

    act_once(by, act, "enquiry", press, work)


def call_back_later(by: By, enquiry: int, due_at: datetime, words: str, press: Press) -> None:
    """Promises the caller to ring back at a time; the call waits for whoever takes it then."""
    if due_at <= by.at:
        raise Refused("The call-back lies in the past; choose a time to come.")
    _end(
        by,
        enquiry,
        press,
        "arranged a call-back",
        State.CALL_BACK,
        due_at=due_at,
        words=words_of(words, "What is to be said"),
    )


def turn_into_email(by: By, enquiry: int, words: str, press: Press) -> None:
    """Passes a question that can wait to the department, with its reply time running from now."""
    require(by.person, Act.ROUTE)
    ask = "Write the caller's question as they say it; the department reads it as it stands."
    words = said(words, ask, "The question")

    def work() -> Receipt:
        row = the_enquiry(by.store, enquiry)
        require_in_hand(row, by.person)
        desk = the_desk(by.store, row.desk)
        due_at = by.at + timedelta(hours=desk.reply_within_hours)
        move_enquiry(by.store, row, State.TO_ANSWER, by.at, due_at=due_at)
        question = {"enquiry": enquiry, "words": words, "account": by.person.account, "at": to_text(by.at)}
        by.store.run("add_question", due_at=to_text(due_at), **question)
        refresh_flags(by, enquiry)
        return Receipt(str(enquiry), {"due_at": to_text(due_at)})

    act_once(by, "turned a call into an e-mail question", "enquiry", press, work)


def abandon(by: By, enquiry: int, words: str, press: Press) -> None:
    """The caller has gone; the enquiry is closed with why."""
    words = said(words, "Say in a word why it was given up: “rang off”, “wrong hospital”.", "The reason")
    _end(by, enquiry, press, "gave up a call", State.ABANDONED, words=words)


def take_call_back(by: By, enquiry: int, press: Press) -> None:
    """Takes a waiting call-back in hand; who comes second is told who has it."""
    require(by.person, Act.ROUTE)
    if _is_in_own_hand(by, the_enquiry(by.store, enquiry)):
        return

    def work() -> Receipt:
        row = the_enquiry(by.store, enquiry)
        if row.state == State.IN_HAND and row.holder != by.person.account:
            raise TakenBySomebodyElse(f"{row.holder_name} took this call-back and has it in hand.")
        if row.state != State.IN_HAND:
            move_enquiry(by.store, row, State.IN_HAND, by.at, holder=by.person.account, words=row.words)
        return Receipt(str(enquiry), {})

    act_once(by, "took a call-back", "enquiry", press, work)


def _is_in_own_hand(by: By, row: CallDetails) -> bool:
    return row.state is State.IN_HAND and row.holder == by.person.account


def take_over(by: By, enquiry: int, before: int, press: Press) -> None:
    """Takes a call out of a colleague's hand, knowingly: their screen has died, or their shift ended."""
    require(by.person, Act.ROUTE)

    def work() -> Receipt:
        taken = by.store.one(
            int, "take_over_enquiry", enquiry=enquiry, holder=by.person.account, before=before, since=to_text(by.at)
        )
        if taken is None:
            raise TakenBySomebodyElse("Somebody else has just taken this call; look at it again.")
        return Receipt(str(enquiry), {"from_account": before})

    act_once(by, "took over a call", "enquiry", press, work)


def waiting(store: Store, person: Person) -> list[WaitingEnquiry]:
    """What is waiting at the person's site: in hand, then call-backs by due time, then e-mails by time left."""
    return store.all(WaitingEnquiry, "enquiries_waiting", site=person.site)
