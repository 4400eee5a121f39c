"""Which practice a mail comes from, and where a practice's letters go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.correspondence import practice_codes_in
from advice_line.enquiry.notices import SECOND_PERSON, asks_second
from advice_line.instants import to_text
from advice_line.people.addresses import mail_address
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.settings.mail import PRACTICE_DOMAINS
from advice_line.store import Store
from advice_line.store.values.flags import OneSiteFlag
from advice_line.store.values.mail import AddressedPractice, AddressToCheck, EnteredAddress, LettersAddress
from advice_line.store.values.practices import Practice
from advice_line.usecases.flags.site_flags import all_open, raise_site_flag, settle_by_itself
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require
from advice_line.words.times import moment_words


@dataclass(frozen=True, slots=True)
class Recognised:
    """The practice an address belongs to; ``known``: somebody entered or verified it."""

    code: str | None
    known: bool


def recognise(store: Store, address: str, domains: Sequence[str]) -> Recognised:
    """By the address as entered, else by a practice's code within it where its domain is to be believed."""
    row = store.one(AddressedPractice, "practice_of_address", address=address)
    if row is not None:
        return Recognised(row.code, True)
    if is_within(address, domains):
        for code in practice_codes_in(address):
            found = store.one(Practice, "practice_by_code", code=code)
            if found is not None and found.status == "A":
                return Recognised(code, False)
    return Recognised(None, False)


def enter_address(
    by: By,
    practice: str,
    address: str,
    press: Press,
    domains: Sequence[str] = PRACTICE_DOMAINS,
) -> bool:
    """That a practice writes from, and is written to, at an address; the newest address gets its letters.

    The desks that the practice asks are told. False: the address is outside ``domains``, and counts only when a
    second person has agreed.
    """
    require(by.person, Act.SAY_LETTERS, site=by.person.site)
    try:
        clean = mail_address(address).lower()
    except ValueError as error:
        raise Refused(f"{error}") from None
    known = by.store.one(Practice, "practice_by_code", code=practice)
    if known is None:
        raise Refused(f"There is no practice {practice}.")
    within = is_within(clean, domains)

    def work() -> Receipt:
        before = address_of(by.store, practice)
        number = put_address(by, practice, clean, press, letters=True)
        if within:
            _tell_desks(by, number, practice, known.name, clean, before)
        else:
            by.store.run("add_letters_check", address=number, at=to_text(by.at))
            words = f"{known.name}'s letters are to go to {clean}, says {by.person.name}: a second person is asked"
            cause = f"{SECOND_PERSON}{number}"
            raise_site_flag(by.store, by.person.site, by.at, ChaserKind.LETTERS, cause, words, "manager")
        return Receipt(practice, {"practice": practice, "second_person": not within})

    act_once(by, "entered a practice's address", "practice", press, work)
    return within


_ASKED_LATELY = timedelta(days=366)
NEW_FOR = timedelta(days=30)
"""How long an address is called new beside a record."""


def is_within(address: str, domains: Sequence[str]) -> bool:
    """Whether an address is of one of these domains or below one."""
    domain = address.rpartition("@")[2]
    return any(domain == d or domain.endswith(f".{d}") for d in domains)


def answer_for_address(
    by: By,
    practice: str,
    address: str,
    agreed: bool,
    press: Press,
    *,
    entry: int | None = None,
) -> None:
    """The second person's word on an address outside the known domains: they rang the practice, or it is no.

    ``entry`` tells which, where several people entered the same address; else it is the newest that this person may
    answer.
    """
    require(by.person, Act.SAY_LETTERS, site=by.person.site)
    clean = address.strip().lower()

    def work() -> Receipt:
        own = by.person.account if agreed else None
        row = by.store.one(
            AddressToCheck,
            "letters_to_check",
            practice=practice,
            address=clean,
            entry=entry,
            site=by.person.site,
            own=own,
        )
        if row is None:
            raise Refused(f"No address {clean} of {practice} waits for a second person.")
        if row.account == by.person.account and agreed:
            raise Refused("You entered this address yourself; somebody else agrees to it.")
        before = address_of(by.store, practice)
        by.store.run(
            "add_letters_word", address=row.id, agreed=int(agreed), at=to_text(by.at), account=by.person.account
        )
        for flag in all_open(by.store, by.person.site):
            if flag.cause == f"{SECOND_PERSON}{row.id}":
                settle_by_itself(by, flag.id, "a second person agreed" if agreed else "refused")
        if agreed:
            _tell_desks(by, row.id, practice, row.practice_name, clean, before)
        return Receipt(practice, {"practice": practice, "agreed": agreed})

    act_once(by, "answered for a practice's address", "practice", press, work)


def answer_for_notice(by: By, flag: int, agreed: bool, press: Press) -> None:
    """The same, of the very entry that a notice asks about."""
    found = by.store.one(OneSiteFlag, "site_flag_by_id", id=flag)
    asks = found is not None and found.site == by.person.site and asks_second(found.cause)
    if found is None or not asks:
        raise Refused("This notice asks for no second person.")
    entry = int(found.cause.removeprefix(SECOND_PERSON))
    row = by.store.the(EnteredAddress, "practice_address_by_id", id=entry)
    answer_for_address(by, row.practice, row.address, agreed, press, entry=entry)


def _tell_desks(by: By, number: int, practice: str, name: str, address: str, before: str) -> None:
    """A notice to every desk that this practice asked in the last year; a person of the desk settles it."""
    was = f", not to {before}" if before and before != address else ""
    words = f"{name}'s letters go to {address} from now on{was}: said {by.person.name}"
    since = to_text(by.at - _ASKED_LATELY)
    for desk in by.store.all(str, "desks_of_practice", practice=practice, site=by.person.site, since=since):
        cause = f"letters {number} {desk}"
        raise_site_flag(by.store, by.person.site, by.at, ChaserKind.LETTERS, cause, words, "desk", desk=desk)


def put_address(by: By, practice: str, address: str, press: Press, *, letters: bool) -> int:
    """Writes it; call it inside a transaction. ``letters``: those of the practice go there from now on.

    That an address only writes for a practice takes no letters away from it.
    """
    other = by.store.one(AddressedPractice, "letters_of_address", address=address)
    if not letters and other is not None:
        if other.code == practice:
            return 0
        raise Refused(
            f"{address} is where the letters of {other.name} go; who may say where letters go changes that first."
        )
    values = {"address": address, "practice": practice, "account": by.person.account, "key": f"{press.key} address"}
    return by.store.inserted("put_practice_address", at=to_text(by.at), letters=int(letters), **values)


def address_of(store: Store, practice: str | None) -> str:
    """Where a practice's letters go; empty when nobody has entered it."""
    row = store.one(LettersAddress, "address_of_practice", practice=practice) if practice else None
    return row.address if row else ""


def letters_go(store: Store, practice: str | None, at: datetime, zone: ZoneInfo) -> str:
    """The same as it stands beside a record: “goes to …”, and since when where that is new."""
    row = store.one(LettersAddress, "address_of_practice", practice=practice) if practice else None
    if row is None:
        return ""
    new = f", new since {moment_words(row.since, zone)} ({row.author})" if at - row.since < NEW_FOR else ""
    return f"goes to {row.address}{new}"
