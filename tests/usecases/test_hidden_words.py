"""What a person types is refused where it hides something, by every use-case itself, and the field is named.

The first test walks the use-cases: a new one that takes text stands here with its attack, or among what is no
free text.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_type_hints

import pytest

from advice_line import usecases
from advice_line.enquiry.advice import FIELDS
from advice_line.enquiry.calls import CallToTake
from advice_line.enquiry.interface_actions import Promise
from advice_line.enquiry.value import MANAGED
from advice_line.people.roles import Person, Role
from advice_line.periods import Month
from advice_line.problems import Refused
from advice_line.rota.changes import Leg
from advice_line.tariffs.contract import Contract
from advice_line.tariffs.file import read_contracts
from advice_line.usecases.accounts import accounts, tokens
from advice_line.usecases.accounts.desk_settings import choose_desk_setting
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.feedback import give_feedback, note_afterwards, note_interface
from advice_line.usecases.advice.recording import open_record
from advice_line.usecases.advice.story import story
from advice_line.usecases.calls import taking
from advice_line.usecases.flags.site_flags import settle_site_flag
from advice_line.usecases.mail_desk.inbox import believe_sender
from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.mail_desk.questions import MailedQuestion
from advice_line.usecases.reports.actions import change_action, finish_action, write_action
from advice_line.usecases.rotas import covering, locums, swaps, who_answers
from advice_line.usecases.rotas.changes import NewChange
from advice_line.usecases.rotas.leave import end_change, enter_leave, enter_sickness, undo_change
from advice_line.usecases.rotas.publishing import publish_rotas
from advice_line.usecases.rotas.swaps import SwapOffer
from advice_line.usecases.statements import life
from advice_line.usecases.statements.contract_writing import publish_upon
from advice_line.usecases.statements.contracts import ContractFile, publish_contracts
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.set_aside import set_aside
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from tests.hospital import CARDIOLOGY, GMC, TUESDAY, Hospital
from tests.mail.mails import ASHWELL, mail
from tests.mail.post import Post, answered
from tests.rota.files import rota
from tests.rows import row_of, rows_of
from tests.usecases.statements.contracted import CONTRACT, SEPTEMBER, calls_advised, with_two_managers
from tests.usecases.test_blanks import a_flag, advised, of_an_email, out_of_clinic

EVENING = TUESDAY + timedelta(hours=1)
WEDNESDAY = date(2026, 8, 5)
Saying = Callable[[Hospital, str], object]


def administrator(h: Hospital) -> Person:
    return replace(h["ruth"], role=Role.ADMINISTRATOR)


def leave(h: Hospital, words: str) -> int:
    day = (By(h.store, h["ruth"], TUESDAY), "cardiology", GMC["okafor"], WEDNESDAY, WEDNESDAY, "annual")
    return enter_leave(*day, words, Press())  # type: ignore[arg-type]


def sickness(h: Hospital, words: str) -> None:
    begins = TUESDAY + timedelta(days=1)
    who = (By(h.store, h["ruth"], TUESDAY), "cardiology", GMC["okafor"], begins, begins + timedelta(hours=8))
    enter_sickness(*who, words, Press())


def cover(h: Hospital, words: str) -> None:
    begins = TUESDAY + timedelta(days=1)
    taken = covering.shifts_to_cover(h.store, "cardiology", GMC["okafor"], begins, begins + timedelta(hours=2))
    to = (By(h.store, h["ruth"], TUESDAY), "cardiology", taken, GMC["patel"])
    covering.enter_cover(*to, words, Press(), knowing=True)


def offered(h: Hospital, words: str = "") -> int:
    legs = (Leg(WEDNESDAY, "D", GMC["okafor"], GMC["patel"]),)
    return swaps.offer_swap(By(h.store, h["okafor"], TUESDAY), swaps.SwapOffer("cardiology", legs, words), Press())


def refused_swap(h: Hospital, words: str) -> None:
    choose_desk_setting(By(h.store, h["ruth"], TUESDAY), "cardiology", "swaps_approved", "yes", Press())
    number = offered(h)
    swaps.agree_swap(By(h.store, h["patel"], TUESDAY), number, Press(), knowing=True)
    swaps.refuse_swap(By(h.store, h["ruth"], TUESDAY), number, words, Press())


def ended(h: Hospital, words: str) -> None:
    number = leave(h, "")
    end_change(By(h.store, h["ruth"], TUESDAY + timedelta(days=1)), number, words, Press())


def published(h: Hospital, words: str) -> None:
    found = rota(head=CARDIOLOGY + "\n# newer\n")
    publish_rotas(h.store, h["ruth"], [found], effective=EVENING, at=TUESDAY, reason=words)


def locum(h: Hospital, **changed: str) -> None:
    given = {"desk": "cardiology", "gmc": "7099999", "name": "Dr Gray", "grade": "registrar"}
    locums.add_locum(By(h.store, h["ruth"], TUESDAY), **({"contacts": "bleep 2222"} | given | changed), press=Press())


def call_back(h: Hospital, words: str) -> None:
    later = TUESDAY + timedelta(hours=1)
    taking.call_back_later(By(h.store, h["sam"], TUESDAY), h.call(), later, words, Press())


def an_account(h: Hospital, username: str = "newone", name: str = "New One") -> None:
    accounts.add_account(By(h.store, administrator(h), TUESDAY), username, name, Role.OPERATOR)


def practice_said(h: Hospital, side: str, words: str) -> None:
    who = h["sam"] if side == "practice" else h["okafor"]
    give_feedback(By(h.store, who, EVENING), advised(h)[0], side, "yes", words, Press())


def from_an_unknown_address(h: Hospital, words: str) -> None:
    """The practice owns up to a mail that joined a thread of its own from an address nobody knew."""
    enter_address(By(h.store, h["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    post = Post(h)
    _, sent = answered(post)
    home = "family@home.example.com"
    reply = post.come(mail("Received.", sender=home, message_id="<2@home>", In_Reply_To=sent))
    believe_sender(By(h.store, h["sam"], TUESDAY), reply.mail, words, Press())


# Each parameter of a use-case that a person types: how it is typed into, and how the sentence names it.
def _ruth(h: Hospital) -> By:
    return By(h.store, h["ruth"], SEPTEMBER)


def _promise(words: str) -> Promise:
    return Promise("no discharge letter", "", "", words, "Ward clerks", SEPTEMBER.date())


def issued(h: Hospital) -> int:
    """A statement of one call, issued by the second manager."""
    with_two_managers(h)
    calls_advised(h, 1)
    number = draft_statement(_ruth(h), "QZZ", Month(2026, 8), Press())
    life.issue_statement(By(h.store, h["carys"], SEPTEMBER), number, Press())
    return number


def queried(h: Hospital) -> int:
    number = issued(h)
    life.query_line(_ruth(h), number, 1, "price", "", Press())
    return number


def agreed(h: Hospital) -> int:
    number = issued(h)
    life.agree_statement(_ruth(h), number, Press())
    return number


def _contracts() -> tuple[Contract, ...]:
    return read_contracts(CONTRACT.encode(), "qzz.toml").contracts


TYPED: dict[str, tuple[Saying, str]] = {
    "accounts.add_account.username": (lambda h, w: an_account(h, username=w), "user name"),
    "accounts.add_account.name": (lambda h, w: an_account(h, name=w), "The person's name"),
    "accounts.rename_account.new": (
        lambda h, w: accounts.rename_account(By(h.store, administrator(h), TUESDAY), "sam", w), "user name"
    ),
    "accounts.rename_account.name": (
        lambda h, w: accounts.rename_account(By(h.store, administrator(h), TUESDAY), "sam", "samuel", name=w),
        "The person's name",
    ),
    "accounts.set_email.address": (
        lambda h, w: accounts.set_email(By(h.store, h["sam"], TUESDAY), "sam", f"sam{w}@example.nhs.uk"),
        "mail address",
    ),
    "acknowledging.acknowledge.how": (
        lambda h, w: acknowledge(By(h.store, h["sam"], EVENING), advised(h)[0], w, Press()), "How it was confirmed"
    ),
    "feedback.note_afterwards.words": (
        lambda h, w: note_afterwards(By(h.store, h["sam"], EVENING), advised(h)[0], MANAGED, w, Press()),
        "What was said",
    ),
    "recording.open_record.reason": (
        lambda h, w: open_record(By(h.store, h["mensah"], EVENING), advised(h)[0], w), "The reason"
    ),
    "recording.record_advice.amends_because": (
        lambda h, w: h.record(advised(h)[0], "okafor", EVENING, because=w), "The reason of the amendment"
    ),
    "who_answers.add_note.words": (
        lambda h, w: who_answers.add_note(By(h.store, h["sam"], EVENING), "cardiology", w, Press()), "The note"
    ),
    "attempts.start_attempt.clinic_reason": (out_of_clinic, "The reason"),
    "taking.call_back_later.words": (call_back, "What is to be said"),
    "taking.turn_into_email.words": (
        lambda h, w: taking.turn_into_email(By(h.store, h["sam"], TUESDAY), h.call(), w, Press()), "The question"
    ),
    "taking.abandon.words": (
        lambda h, w: taking.abandon(By(h.store, h["sam"], TUESDAY), h.call(), w, Press()), "The reason"
    ),
    "countersigning.countersign.words": (
        lambda h, w: countersign(By(h.store, h["bevan"], EVENING), advised(h)[1], "disagreed", w, Press()),
        "What should be different",
    ),
    "covering.enter_cover.words": (cover, "What you wrote"),
    "feedback.give_feedback.words": (lambda h, w: practice_said(h, "practice", w), "What was said"),
    "feedback.note_interface.words": (
        lambda h, w: note_interface(By(h.store, h["sam"], TUESDAY), h.call(), "no discharge letter", w, Press()),
        "What you wrote",
    ),
    "feedback.close_unanswered.why": (of_an_email, "The reason"),
    "flags.review_flag.words": (a_flag, "What came of it"),
    "locums.add_locum.name": (lambda h, w: locum(h, name=w), "The locum's name"),
    "locums.add_locum.gmc": (lambda h, w: locum(h, gmc=f"7099999{w}"), "registration number"),
    "locums.add_locum.contacts": (lambda h, w: locum(h, contacts=f"bleep 22{w}22"), "is not a bleep number"),
    "practice_addresses.enter_address.address": (
        lambda h, w: enter_address(By(h.store, h["ruth"], TUESDAY), "V90001", f"a{w}@example.nhs.uk", Press()),
        "mail address",
    ),
    "publishing.publish_rotas.reason": (published, "The reason"),
    "leave.enter_leave.words": (leave, "What you wrote"),
    "leave.enter_sickness.words": (sickness, "What you wrote"),
    "leave.undo_change.words": (
        lambda h, w: undo_change(By(h.store, h["ruth"], TUESDAY), leave(h, ""), w, Press()),
        "What you wrote",
    ),
    "leave.end_change.words": (ended, "What you wrote"),
    "site_flags.settle_site_flag.words": (
        lambda h, w: settle_site_flag(By(h.store, h["sam"], EVENING), h.notice("operator"), w), "What came of it"
    ),
    "story.story.reason": (
        lambda h, w: story(By(h.store, h["mensah"], EVENING), advised(h)[0], w), "The reason"
    ),
    "swaps.offer_swap.offer": (offered, "What you wrote"),
    "swaps.decline_swap.words": (
        lambda h, w: swaps.decline_swap(By(h.store, h["patel"], TUESDAY), offered(h), w, Press()), "What you wrote"
    ),
    "swaps.refuse_swap.words": (refused_swap, "The reason"),
    "tokens.add_token.name": (
        lambda h, w: tokens.add_token(By(h.store, administrator(h), TUESDAY), f"job{w}", Role.OPERATOR, 3),
        "name for a token",
    ),
    "inbox.believe_sender.how": (from_an_unknown_address, "How that is known"),
    "contracts.publish_contracts.reason": (lambda h, w: publish_contracts(_ruth(h), [], w, Press()), "The reason"),
    "contract_writing.publish_upon.reason": (
        lambda h, w: publish_upon(_ruth(h), "", ContractFile("qzz.toml", CONTRACT, _contracts()), w, Press()),
        "The reason",
    ),
    "life.query_line.words": (
        lambda h, w: life.query_line(_ruth(h), issued(h), 1, "price", w, Press()),
        "What is asked",
    ),
    "life.explain_line.words": (lambda h, w: life.explain_line(_ruth(h), queried(h), 1, w, Press()), "The answer"),
    "life.credit_line.words": (lambda h, w: life.credit_line(_ruth(h), queried(h), 1, w, Press()), "The answer"),
    "life.pay_statement.reference": (
        lambda h, w: life.pay_statement(_ruth(h), agreed(h), w, Press()),
        "The reference",
    ),
    "set_aside.set_aside.words": (lambda h, w: set_aside(_ruth(h), h.call(), "a test", w, Press()), "What you wrote"),
    "actions.write_action.promise": (lambda h, w: write_action(_ruth(h), _promise(w), Press()), "What is promised"),
    "actions.change_action.promise": (
        lambda h, w: change_action(_ruth(h), write_action(_ruth(h), _promise("x"), Press()), _promise(w), Press()),
        "What is promised",
    ),
    "actions.finish_action.words": (
        lambda h, w: finish_action(_ruth(h), write_action(_ruth(h), _promise("x"), Press()), w, Press()),
        "What was done",
    ),
    "desk_settings.choose_desk_setting.value": (
        lambda h, w: choose_desk_setting(
            By(h.store, h["ruth"], TUESDAY), "cardiology", "stale_after_days", f"3{w}", Press()
        ),
        "",
    ),
}  # fmt: skip
FORMS = {"recording.record_advice.fields", "taking.take_call.call"}
"""Tried field by field below."""
OTHERWISE = {
    "key", "desk", "site", "practice", "username", "door", "terminal", "form", "kind", "subject", "act", "holder",
    "password", "old", "password_hash", "verdict", "side", "useful", "to", "domains", "shape",
}  # fmt: skip
"""Codes of a list, names of what is there already, and what is never written."""
NOT_TYPED = {
    "accounts.add_account.commissioner", "accounts.change_role.commissioner", "life.query_line.reason",  # codes
    "contract_writing.contract_to_write.commissioner", "contract_writing.contract_to_write.replaces",
    "contract_writing.publish_upon.before", "contract_writing.read_form.values",  # a file, read by its one reader
    "contracts.contract_history.commissioner", "period.statements_audit.commissioner",
    "drafting.draft_statement.commissioner", "set_aside.set_aside.reason",
    "accounts.add_account.gmc", "accounts.change_role.gmc", "attempts.start_attempt.gmc", "locums.add_locum.grade",
    "leave.enter_leave.gmc", "leave.enter_sickness.gmc", "feedback.note_interface.reason",
    "audits.totals_by_desk.wanted",  # a question, not words
    "feedback.add_interface.reason", "feedback.note_afterwards.afterwards",  # a code
    "tokens.revoke_token.name", "desk_settings.choose_desk_setting.name",
    "practice_addresses.answer_for_address.address",  # an address that waits, or nothing
    "recording.same_patient.number", "repeats.earlier_enquiries.nhs_number", "searching.search.text",  # looked for
    "drafts.save_draft.fields", "drafts.keep_call.values",  # half typed: nothing is made of it
    "questions.new_enquiry.question", "outbox.note_copy.message_id", "outbox.note_failed.error",
    "acknowledging.note_bounce.message_ids", "acknowledging.note_bounce.words",  # from afar: signs
    "acknowledging.acknowledge_last.how", "site_flags.settle_by_itself.how", "practice_addresses.put_address.address",
    "feedback.add_feedback.words", "feedback.add_interface.words", "enquiries.require_reading.reason",
    "changes.add_change.new", "changes.take_step.words",  # called by those above
    "changes.take_step.change",
    "changes.take_step.detail", "usecase.note_reading.detail", "usecase.note_written.detail",  # of the program's own
}  # fmt: skip
_HOLDING_TEXT = (
    "str", CallToTake.__name__, MailedQuestion.__name__, SwapOffer.__name__, NewChange.__name__, Promise.__name__,
    "Row", "Mapping", "dict",
)  # fmt: skip


def takes_text() -> Iterator[str]:
    """Every parameter of every function of the desk that acts for a person and is given text."""
    for module in pkgutil.walk_packages(usecases.__path__, "advice_line.usecases."):
        there = importlib.import_module(module.name)
        for name, function in vars(there).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != there.__name__:
                continue
            hints = {key: kind for key, kind in get_type_hints(function).items() if key != "return"}
            if Person in hints.values() or By in hints.values():
                for key, kind in hints.items():
                    text = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else str(kind)
                    if any(word in text for word in _HOLDING_TEXT):
                        yield f"{module.name.rpartition('.')[2]}.{name}.{key}"


def test_every_text_of_every_use_case_is_attacked_here_or_known_to_be_no_free_text():
    unknown = [p for p in takes_text() if p not in TYPED.keys() | FORMS | NOT_TYPED]
    assert [p for p in unknown if p.rpartition(".")[2] not in OTHERWISE] == []
    assert sorted((TYPED.keys() | FORMS | NOT_TYPED) - set(takes_text())) == [], "named here, and not there any more"
    assert len(list(takes_text())) > 80, "the walk goes nowhere"


@pytest.mark.parametrize("hidden", ["\u202e", "\x1b"])
@pytest.mark.parametrize("typed", TYPED)
def test_what_hides_in_typed_words_is_refused_and_the_field_named(local_hospital: Hospital, typed: str, hidden: str):
    say, named = TYPED[typed]
    with pytest.raises(Refused) as refused:
        say(local_hospital, f"the practice{hidden} asked")
    assert named in str(refused.value)
    assert "There is no" not in str(refused.value), "refused for something else"
    assert hidden not in str(refused.value)


PASTED = "first\r\nsecond\tthird\u00a0fourth"


@pytest.mark.parametrize("typed", [t for t, (_, named) in TYPED.items() if named.startswith(("The r", "Wh", "How"))])
def test_line_ends_tabs_and_hard_blanks_of_pasted_words_are_let_be(local_hospital: Hospital, typed: str):
    TYPED[typed][0](local_hospital, PASTED)


CALL = {
    "caller_name": "The caller's name", "caller_role": "The caller's role", "patient_name": "The patient's name",
    "number": "telephone number", "nhs_number": "NHS number", "birth_date": "date",
}  # fmt: skip


@pytest.mark.parametrize("field", CALL)
def test_every_field_of_a_call_is_looked_at(local_hospital: Hospital, field: str):
    wrong: dict[str, Any] = {field: "Dr\u202eGill"}
    with pytest.raises(Refused, match=CALL[field]) as refused:
        local_hospital.call(**wrong)
    assert "\u202e" not in str(refused.value)


@pytest.mark.parametrize("field", [f.key for f in FIELDS.values() if not f.choices])
def test_every_field_of_the_record_is_looked_at_and_named(local_hospital: Hospital, field: str):
    enquiry = local_hospital.connected("okafor", EVENING)
    more = {"pregnancy": "yes", "outcome": "not appropriate for the line"}
    if FIELDS[field].label.startswith("Child"):
        more["birth_date"] = "4/7/2020"
    with pytest.raises(Refused) as refused:
        local_hospital.record(enquiry, "okafor", EVENING, **(more | {field: "as\u00adsaid"}))
    assert f"“{FIELDS[field].label}” holds a hidden character (U+00AD, soft hyphen) after “as”" in str(refused.value)


def test_a_record_keeps_its_lines(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING, advice="Stop it.\r\n\r\nRing\ttomorrow.")
    kept = rows_of(local_hospital.store, "advice_versions", enquiry=enquiry)[0]
    assert kept["advice"] == "Stop it.\n\nRing\ttomorrow."


def test_what_a_use_case_forgot_to_look_at_is_not_written_either(local_hospital: Hospital):
    h = local_hospital

    def work() -> Receipt:
        values = {"desk": "cardiology", "words": "ring\u202e me", "account": h["sam"].account, "key": "k"}
        row_of(h.store, "add_note", **values, at="2026-08-04T13:00:00Z", until="2026-08-05T13:00:00Z")
        return Receipt("1", {})

    with pytest.raises(Refused, match="The “words” of this desk note holds a hidden character"):
        act_once(By(h.store, h["sam"], TUESDAY), "wrote a note", "desk_note", Press.by_itself("k"), work)
    assert rows_of(h.store, "notes_now", now="2026-08-04T14:00:00Z") == []
