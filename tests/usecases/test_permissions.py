"""Every cell of the table of roles, held against the use-cases themselves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from advice_line.enquiry.calls import CallToTake
from advice_line.enquiry.routing import Result
from advice_line.people.roles import Person, Role
from advice_line.problems import NotPermitted
from advice_line.rota import read_files
from advice_line.rota.changes import Leg
from advice_line.usecases.accounts import accounts, desk_settings
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.feedback import give_feedback
from advice_line.usecases.audits import audits
from advice_line.usecases.calls import taking
from advice_line.usecases.flags.flags import review_flag
from advice_line.usecases.flags.site_flags import open_site_flags, settle_site_flag
from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.rotas import freshness, leave, locums, swaps, who_answers
from advice_line.usecases.rotas.publishing import publish_rotas
from advice_line.usecases.usecase import By, Press
from tests.hospital import GMC, TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)
ROLES = {"operator": "sam", "registrar": "okafor", "consultant": "bevan", "manager": "ruth", "administrator": "admin"}


def take(h: Hospital, p: Person) -> None:
    call = CallToTake("cardiology", "01632 960001", "Dr A Gill", practice="V90001")
    taking.take_call(By(h.store, p, EVENING), call, Press())


def read_own(h: Hospital, p: Person) -> None:
    recording.open_record(By(h.store, p, EVENING), h.connected("okafor", EVENING))


def read_other(h: Hospital, p: Person) -> None:
    recording.open_record(By(h.store, p, EVENING), h.connected("mensah", EVENING, desk="renal"))


def record(h: Hospital, p: Person, clinician: str) -> None:
    enquiry = h.connected(clinician, EVENING)
    fields = recording.open_record(By(h.store, h[clinician], EVENING), enquiry).fields
    from tests.hospital import FULL

    recording.record_advice(By(h.store, p, EVENING), enquiry, fields | FULL, Press())


def record_own(h: Hospital, p: Person) -> None:
    record(h, p, p.username if p.username in ("okafor", "bevan") else "okafor")


def record_other(h: Hospital, p: Person) -> None:
    record(h, p, "bevan" if p.username == "okafor" else "okafor")


def sign(h: Hospital, p: Person, clinician: str, desk: str) -> None:
    advice = h.record(h.connected(clinician, EVENING, desk=desk), clinician, EVENING)
    countersign(By(h.store, p, EVENING), advice, "agreed", "", Press())


def sign_own(h: Hospital, p: Person) -> None:
    sign(h, p, "okafor", "cardiology")


def sign_other(h: Hospital, p: Person) -> None:
    sign(h, p, "mensah", "renal")


def publish(h: Hospital, p: Person, desk: str) -> None:
    rotas, _ = read_files([h.folder / "rotas" / f"{desk}.toml"])
    publish_rotas(h.store, p, rotas, effective=EVENING, at=EVENING)


def publish_other_site(h: Hospital, p: Person) -> None:
    file = h.folder / "rotas" / "cardiology.toml"
    file.write_text(file.read_text().replace("RRV03", "RXX01"))
    publish(h, p, "cardiology")


def audit(h: Hospital, p: Person, desk: str) -> None:
    audits.audit(By(h.store, p, EVENING), "activity", TUESDAY - timedelta(days=1), EVENING, desk)


WEDNESDAY = date(2026, 8, 5)
OF_A_ROTA: dict[str, Callable[[Hospital, Person], object]] = {
    "enter leave": lambda h, p: leave.enter_leave(
        By(h.store, p, EVENING), "cardiology", GMC["okafor"], WEDNESDAY, WEDNESDAY, "annual", "", Press()
    ),
    "enter sickness": lambda h, p: leave.enter_sickness(
        By(h.store, p, EVENING), "cardiology", GMC["okafor"], EVENING, EVENING + timedelta(days=1), "", Press()
    ),
    "enter a locum": lambda h, p: locums.add_locum(
        By(h.store, p, EVENING), "cardiology", "7999999", "Dr Ann Gray", "registrar", "ext 1", Press()
    ),
    "offer another's shift": lambda h, p: swaps.offer_swap(
        By(h.store, p, EVENING),
        swaps.SwapOffer("cardiology", (Leg(WEDNESDAY, "D", GMC["okafor"], GMC["patel"]),)),
        Press(),
    ),
    "confirm a rota": lambda h, p: freshness.confirm_rota(By(h.store, p, EVENING), "cardiology", Press()),
    "choose for a desk": lambda h, p: desk_settings.choose_desk_setting(
        By(h.store, p, EVENING), "cardiology", "countersign_hours", "2", Press()
    ),
}


@pytest.mark.parametrize("act", OF_A_ROTA)
def test_a_manager_plans_their_own_site_and_no_other(local_hospital: Hospital, act: str):
    stranger = replace(local_hospital["ruth"], site="RXX01")
    with pytest.raises(NotPermitted, match="As a manager you may not"):
        OF_A_ROTA[act](local_hospital, stranger)
    OF_A_ROTA[act](local_hospital, local_hospital["ruth"])


def acknowledged(h: Hospital, p: Person) -> None:
    enquiry = h.connected("okafor", EVENING)
    h.record(enquiry, "okafor", EVENING)
    acknowledge(By(h.store, p, EVENING), enquiry, "Dr Gill, by telephone", Press())


def desks_word(h: Hospital, p: Person, desk: str) -> None:
    clinician = "okafor" if desk == "cardiology" else "mensah"
    enquiry = h.connected(clinician, EVENING, desk=desk)
    give_feedback(By(h.store, p, EVENING), enquiry, "adviser", "yes", "", Press())


def settle(h: Hospital, p: Person, kind: str, desk: str = "cardiology") -> None:
    """A flag of an adviser (a dose not read back) or of the managers (called out of clinic)."""
    adviser = "okafor" if desk == "cardiology" else "mensah"
    enquiry = h.call(TUESDAY, desk=desk)
    h.dial(enquiry, adviser, Result.ANSWERED, TUESDAY, clinic_reason="the GP says now")
    h.record(enquiry, adviser, EVENING, doses="not read back")
    flag = next(f for f in rows_of(h.store, "flags_of", enquiry=enquiry) if f["kind"] == kind)
    review_flag(By(h.store, p, EVENING), flag["id"], "looked at")


def settle_notice(h: Hospital, p: Person, owner: str, desk: str = "cardiology") -> None:
    """Whoever may settle a notice sees it among those that wait for them."""
    number = h.notice(owner, desk)
    seen = [flag.id for flag in open_site_flags(h.store, p)]
    settle_site_flag(By(h.store, p, EVENING), number, "advertising")
    assert seen == [number]


def offer(h: Hospital, p: Person, giver: str, taker: str, duty: str) -> None:
    leg = Leg(WEDNESDAY, duty, GMC[giver], GMC[taker])
    swaps.offer_swap(By(h.store, p, EVENING), swaps.SwapOffer("cardiology", (leg,)), Press())


# What is done, and whether operator, registrar, consultant, manager, administrator may.
TABLE: dict[str, tuple[Callable[[Hospital, Person], object], str]] = {
    "take a call": (take, "yyynn"),
    "see clinical text of the own desk": (read_own, "nyynn"),
    "see clinical text of another desk": (read_other, "nnnnn"),
    "record one's own advice": (record_own, "nyynn"),
    "record another's advice": (record_other, "nnnnn"),
    "countersign at the own desk": (sign_own, "nnynn"),
    "countersign at another desk": (sign_other, "nnnnn"),
    "publish the own desk": (lambda h, p: publish(h, p, "cardiology"), "nnyyn"),
    "publish another desk": (lambda h, p: publish(h, p, "renal"), "nnnyn"),
    "swap one's own shift, of okafor": (lambda h, p: offer(h, p, "okafor", "patel", "D"), "nyyyn"),
    "swap another's shift": (lambda h, p: offer(h, p, "patel", "okafor", "N"), "nnyyn"),
    "publish at another site": (publish_other_site, "nnnnn"),
    "note on the own desk": (
        lambda h, p: who_answers.add_note(By(h.store, p, EVENING), "cardiology", "x", Press()),
        "yyyyn",
    ),
    "note on another desk": (
        lambda h, p: who_answers.add_note(By(h.store, p, EVENING), "renal", "x", Press()),
        "ynnyn",
    ),
    "note what the practice said": (acknowledged, "yyynn"),
    "give the own desk's word": (lambda h, p: desks_word(h, p, "cardiology"), "nyynn"),
    "give another desk's word": (lambda h, p: desks_word(h, p, "renal"), "nnnnn"),
    "settle an adviser's flag, of okafor": (lambda h, p: settle(h, p, "dose not read back"), "nyynn"),
    "settle another adviser's flag": (lambda h, p: settle(h, p, "dose not read back", "renal"), "nnnnn"),
    "settle the managers' flag": (lambda h, p: settle(h, p, "put through during a clinic"), "nnyyn"),
    "settle an operators' notice": (lambda h, p: settle_notice(h, p, "operator"), "ynnyn"),
    "settle the own desk's notice": (lambda h, p: settle_notice(h, p, "desk"), "nyyyn"),
    "settle another desk's notice": (lambda h, p: settle_notice(h, p, "desk", "renal"), "nnnyn"),
    "settle an administrators' notice": (lambda h, p: settle_notice(h, p, "administrator"), "nnnyy"),
    "enter a practice's address": (
        lambda h, p: enter_address(By(h.store, p, EVENING), "V90001", "ashwell@example.nhs.uk", Press()),
        "nnnyy",
    ),
    "audit the own desk": (lambda h, p: audit(h, p, "cardiology"), "nnyyn"),
    "audit another desk": (lambda h, p: audit(h, p, "renal"), "nnnyn"),
    "import practices": (lambda h, p: import_practices(By(h.store, p, EVENING), h.folder / "epraccur.csv"), "nnnyy"),
    "add an account": (lambda h, p: accounts.add_account(By(h.store, p, EVENING), "x", "X", Role.OPERATOR), "nnnny"),
    "list accounts": (lambda h, p: accounts.accounts(h.store, p), "nnnny"),
    "disable an account": (lambda h, p: accounts.disable_account(By(h.store, p, EVENING), "jo"), "nnnny"),
    "change another's password": (
        lambda h, p: accounts.reset_password(By(h.store, p, EVENING), "jo", "correct horse battery"),
        "nnnny",
    ),
}
CELLS = [(act, role, may == "y") for act, (_, row) in TABLE.items() for role, may in zip(ROLES, row, strict=True)]


@pytest.mark.parametrize("act, role, allowed", CELLS, ids=[f"{role}: {act}" for act, role, _ in CELLS])
def test_a_cell_of_the_table(local_hospital: Hospital, act: str, role: str, allowed: bool):
    person = local_hospital[ROLES[role]]
    if allowed:
        TABLE[act][0](local_hospital, person)
    else:
        with pytest.raises(NotPermitted, match=r"\.$"):
            TABLE[act][0](local_hospital, person)
