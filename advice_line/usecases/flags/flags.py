"""Keeps the store's flags in step with what the rules say, in the transaction that changed the facts."""

from datetime import datetime

from advice_line.enquiry.advice import is_child
from advice_line.enquiry.flags import (
    HOW_SETTLED,
    SETTLED_BY_REVIEW,
    AdviceFacts,
    AttemptFacts,
    Confirmation,
    Facts,
    Flag,
    Kind,
    flags,
    how_settled,
)
from advice_line.enquiry.reasons import said
from advice_line.instants import to_text
from advice_line.people.roles import Act, Person, may
from advice_line.problems import NotPermitted, Refused
from advice_line.store import Store
from advice_line.store.values.advice import Acknowledgement, AdviceVersion
from advice_line.store.values.enquiries import Attempt, Enquiry
from advice_line.store.values.flags import EnquiryFlag, OneFlag, OpenFlag
from advice_line.store.values.mail import MailToPractice
from advice_line.usecases.accounts.desk_settings import desk_settings
from advice_line.usecases.flags.repeats import patient_enquiries
from advice_line.usecases.usecase import By, Press, Receipt, act_once


def _facts(store: Store, row: Enquiry, at: datetime, attempts: list[Attempt], versions: list[AdviceVersion]) -> Facts:
    return Facts(
        row.id,
        row.state,
        row.arrived_at,
        row.is_verified,
        at,
        row.due_at,
        [
            AttemptFacts(
                a.id,
                answered_at,
                a.publication is not None,
                a.clinic_reason is not None,
            )
            for a in attempts
            if (answered_at := a.answered_at) is not None
        ],
        _advice_facts(store, row, versions[-1]) if versions else None,
    )


def _advice_facts(store: Store, enquiry: Enquiry, row: AdviceVersion) -> AdviceFacts:
    return AdviceFacts(
        row.id,
        row.written_at,
        row.is_unseen,
        row.supervisor is not None,
        row.adviser_grade == "consultant",
        row.late,
        row.doses,
        row.countersigned_at,
        row.verdict,
        row.responsibility_agreed,
        _special(store, enquiry, row),
        _confirmation(store, enquiry, row),
    )


def _special(store: Store, enquiry: Enquiry, advice: AdviceVersion) -> frozenset[Kind]:
    found = set()
    written = advice.written_at
    if is_child({"birth_date": advice.birth_date or ""}, written.date()):
        found.add(Kind.CHILD)
    if advice.pregnancy == "yes":
        found.add(Kind.PREGNANCY)
    if advice.suspected_cancer == "yes":
        found.add(Kind.SUSPECTED_CANCER)
    number, arrived = advice.nhs_number, enquiry.arrived_at
    if number and patient_enquiries(store, enquiry.site, number, arrived, enquiry.id):
        found.add(Kind.REPEAT_CALL)
    return frozenset(found)


def _confirmation(store: Store, enquiry: Enquiry, advice: AdviceVersion) -> Confirmation | None:
    """What became of the mails about the newest advice; None when none was made."""
    mails = [m for m in store.all(MailToPractice, "outbox_of_enquiry", enquiry=enquiry.id) if m.advice == advice.id]
    if not mails:
        return None
    sent = [m.since for m in mails if m.state == "sent"]
    failed = [m.since for m in mails if m.state in ("refused", "bounced")]
    known = {k.advice for k in store.all(Acknowledgement, "acknowledgements_of", enquiry=enquiry.id)}
    due_at = max(sent) + desk_settings(store, enquiry.desk).acknowledge_within if sent else None
    return Confirmation(max(sent, default=None), max(failed, default=None), advice.id in known, due_at)


def refresh_flags(by: By, enquiry: int) -> None:
    """Raises what the rules newly say and settles what no longer holds; call it inside a transaction."""
    row = by.store.the(Enquiry, "enquiry_by_id", id=enquiry)
    versions = by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    facts = _facts(by.store, row, by.at, by.store.all(Attempt, "attempts_of", enquiry=enquiry), versions)
    wanted = {(flag.kind, flag.cause): flag for flag in flags(facts)}
    known = {(f.kind, f.cause): f for f in by.store.all(EnquiryFlag, "flags_of", enquiry=enquiry)}
    for (kind, cause), raised in known.items():
        gone = (kind, cause) not in wanted and kind not in SETTLED_BY_REVIEW
        if raised.settled_at is None and gone:
            how = how_settled(kind, cause, facts)
            _settle(by, raised.id, how)
    for key, flag in wanted.items():
        if key not in known:
            _raise(by.store, row, versions, flag)


def _raise(store: Store, row: Enquiry, versions: list[AdviceVersion], flag: Flag) -> None:
    clinician = None
    if flag.owner == "adviser":
        clinician = versions[-1].adviser if versions else row.adviser
    elif flag.owner == "supervisor" and versions:
        clinician = versions[-1].supervisor
    made = store.inserted(
        "add_flag",
        enquiry=row.id,
        kind=flag.kind,
        cause=flag.cause,
        raised_at=to_text(flag.raised_at),
        desk=row.desk,
        owner=flag.owner,
        clinician=clinician,
    )
    store.run("open_flag", flag=made, kind=flag.kind, desk=row.desk)


def _settle(by: By, flag: int, how: str) -> None:
    by.store.run("settle_flag", flag=flag, at=to_text(by.at), account=by.person.account, how=how)
    by.store.run("close_flag", flag=flag)


def open_flags(store: Store, person: Person) -> list[OpenFlag]:
    """The open flags that concern a person, oldest first.

    An operator sees callers to verify; a registrar their own; a consultant those of their desks; a manager
    all of the site.
    """
    return [flag for flag in store.all(OpenFlag, "open_flags", site=person.site) if _concerns(flag, person)]


def _concerns(flag: OpenFlag, person: Person) -> bool:
    own = _is_theirs(person, flag.clinician)
    return may(person, _SEE[flag.owner], desk=flag.desk, site=person.site, own=own)


def _is_theirs(person: Person, clinician: int | None) -> bool:
    return clinician is not None and clinician == person.clinician


_SEE = {
    "operator": Act.SEE_OPERATOR_FLAG,
    "adviser": Act.SEE_DESK_FLAG,
    "supervisor": Act.SEE_DESK_FLAG,
    "desk": Act.SEE_DESK_FLAG,
    "manager": Act.SEE_MANAGER_FLAG,
}
_SETTLE = {
    "operator": Act.SETTLE_OPERATOR_FLAG,
    "adviser": Act.SETTLE_ADVISER_FLAG,
    "supervisor": Act.SETTLE_DESK_FLAG,
    "desk": Act.SETTLE_DESK_FLAG,
    "manager": Act.SETTLE_MANAGER_FLAG,
}


def review_flag(by: By, flag: int, words: str, press: Press | None = None) -> None:
    """Settles a flag that only looking at it can settle; its owner says what came of it.

    ``press`` is the person's: a second person is told who was first.
    """
    row = by.store.one(OneFlag, "flag_by_id", id=flag)
    if row is None:
        raise Refused("There is no such flag.")
    if row.kind not in SETTLED_BY_REVIEW:
        raise Refused(f"“{row.kind}” is settled only by {HOW_SETTLED[row.kind]}.")
    own = _is_theirs(by.person, row.clinician)
    if not may(by.person, _SETTLE[row.owner], desk=row.desk, site=row.site, own=own):
        raise NotPermitted("Only the owner of this flag, or a consultant of the desk, may settle it.")
    words = what_came_of_it(words)

    def work() -> Receipt:
        now = by.store.one(OneFlag, "flag_by_id", id=flag)
        if now is not None and now.settled_at is not None:
            raise Refused(settled_before(now.settled_by, now.how))
        how = f"reviewed: {words}"
        _settle(by, flag, how)
        return Receipt(str(flag), {"kind": str(row.kind)})

    act_once(by, "settled a flag", "flag", press or Press(), work)


def what_came_of_it(words: str) -> str:
    """The words with which a flag is settled. Raises Refused when nothing is said."""
    return said(words, "Say what came of it; the words stay beside the flag.", "What came of it")


def settled_before(by_name: str, how: str) -> str:
    """The sentence for whoever comes second: who settled a flag, and with what words."""
    return f"{by_name} has settled this already: {how.removeprefix('reviewed: ')}."
