"""What a use-case refuses before it has done anything: what is asked, and the sentence that answers it.

Refusals with a story of their own are told beside it; these have none. Nothing is written by any of them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from advice_line.enquiry.routing import Result
from advice_line.enquiry.states import State
from advice_line.exports.outgoing import Outgoing
from advice_line.people.phones import Contact
from advice_line.people.roles import Person
from advice_line.problems import Refused, TakenBySomebodyElse
from advice_line.rota.changes import Leg
from advice_line.rota.model import Shift
from advice_line.settings import Settings
from advice_line.store.verdicts import verdicts
from advice_line.usecases.accounts import accounts
from advice_line.usecases.accounts.desk_settings import choose_desk_setting
from advice_line.usecases.accounts.signing_in import sign_in_without_password
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.advice import feedback
from advice_line.usecases.audits.audits import audit, export_audit
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.enquiries import move_enquiry, the_enquiry
from advice_line.usecases.flags import site_flags
from advice_line.usecases.mail_desk import inbox, outbox
from advice_line.usecases.reminders.chasers import look_ahead
from advice_line.usecases.rotas import covering, handing_out, leave, swaps, who_answers
from advice_line.usecases.rotas.conflicts import keep_change
from advice_line.usecases.rotas.viewing import rota_view
from advice_line.usecases.usecase import By, Press
from tests.hospital import BEGAN, GMC, TUESDAY, Hospital
from tests.mail.mails import mail
from tests.mail.post import Post
from tests.mail.test_parsing import with_parts
from tests.rows import rows_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEDNESDAY = date(2026, 8, 5)
NINE = datetime(2026, 8, 5, 8, tzinfo=UTC)  # Wednesday, by London's clock
D_AWAY = Leg(WEDNESDAY, "D", GMC["okafor"], GMC["patel"])


def sick(h: Hospital, begins: datetime, until: datetime, gmc: str = GMC["okafor"], desk: str = "cardiology") -> int:
    return leave.enter_sickness(By(h.store, h["ruth"], TUESDAY), desk, gmc, begins, until, "", Press())


def okafors_wednesday(h: Hospital) -> list[Shift]:
    return covering.shifts_to_cover(h.store, "cardiology", GMC["okafor"], NINE, NINE + 8 * HOUR)


def cover(h: Hospital, taken: list[Shift], to: str) -> int:
    return covering.enter_cover(By(h.store, h["ruth"], TUESDAY), "cardiology", taken, to, "", Press(), knowing=True)


def offered(h: Hospital, *legs: Leg) -> int:
    wanted = swaps.SwapOffer("cardiology", legs or (D_AWAY,))
    return swaps.offer_swap(By(h.store, h["okafor"], TUESDAY), wanted, Press())


def undo(h: Hospital, number: int) -> None:
    leave.undo_change(By(h.store, h["ruth"], TUESDAY), number, "", Press())


def end(h: Hospital, number: int, at: datetime = TUESDAY) -> None:
    leave.end_change(By(h.store, h["ruth"], at), number, "", Press())


def undone(h: Hospital) -> int:
    number = sick(h, NINE, NINE + HOUR)
    undo(h, number)
    return number


def agreed(h: Hospital) -> int:
    choose_desk_setting(By(h.store, h["ruth"], TUESDAY), "cardiology", "swaps_approved", "yes", Press())
    number = offered(h)
    swaps.agree_swap(By(h.store, h["patel"], TUESDAY), number, Press(), knowing=True)
    return number


def asked(h: Hospital) -> int:
    enquiry = Post(h).come(mail()).enquiry
    assert enquiry is not None
    return enquiry


def given_up(h: Hospital) -> int:
    enquiry = h.call()
    taking.abandon(By(h.store, h["sam"], TUESDAY), enquiry, "rang off", Press())
    return enquiry


def useful(h: Hospital, useful: str) -> None:
    feedback.give_feedback(By(h.store, h["sam"], TUESDAY), h.call(), "practice", useful, "", Press())


def stale_flag(h: Hospital) -> int:
    later = TUESDAY + 8 * DAY
    look_ahead(By(h.store, worker_of(h.store, "RRV03", later), later), Settings(backup_within_hours=0), "one")
    return site_flags.open_site_flags(h.store, h["ruth"])[0].id


def sent(h: Hospital) -> int:
    post = Post(h)
    enquiry = post.come(mail()).enquiry
    assert enquiry is not None
    h.record(enquiry, "patel", TUESDAY)
    post.send()
    return int(rows_of(h.store, "outbox_of_enquiry", enquiry=enquiry)[0]["id"])


def letter_to(h: Hospital, address: str) -> None:
    wrong = Outgoing("Cardiology", "cardiology.advice@example.nhs.uk", address, "x", "x", [])
    outbox.put_in_outbox(By(h.store, h["sam"], TUESDAY), "answer", wrong, Press())


def save(h: Hospital, number: int, position: int = 0) -> None:
    inbox.save_attachment(By(h.store, h["patel"], TUESDAY), number, position, h.folder)


def with_file(h: Hospital, name: str, head: str = "") -> int:
    kind = "application/pdf" if name.endswith(".pdf") else "application/x-msdownload"
    part = f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename={name}\r\n\r\nx"
    return Post(h).come(with_parts("Content-Type: text/plain\r\n\r\nsee", part, head=head)).mail


def stranger(h: Hospital) -> Person:
    return replace(h["sam"], site="RXX01")


ASKED: dict[str, tuple[Callable[[Hospital], object], str]] = {
    "an audit of no desk": (
        lambda h: audit(By(h.store, h["ruth"], TUESDAY), "activity", BEGAN, TUESDAY, "surgery"),
        "There is no desk “surgery”.",
    ),
    "an audit in no format": (
        lambda h: export_audit(
            By(h.store, h["ruth"], TUESDAY), audit(By(h.store, h["ruth"], TUESDAY), "activity", BEGAN, TUESDAY),
            "doc", Path("audit.doc"),
        ),
        "“doc” is not a format",
    ),
    "an audit of no time": (
        lambda h: audit(By(h.store, h["ruth"], TUESDAY), "activity", TUESDAY, TUESDAY),
        "The period is empty",
    ),
    "an audit that is none": (
        lambda h: audit(By(h.store, h["ruth"], TUESDAY), "money", BEGAN, TUESDAY),  # type: ignore[arg-type]
        "There is no audit “money”; there are rota, activity, accountability, interface.",
    ),
    "an account that is none": (
        lambda h: accounts.set_email(By(h.store, h["admin"], TUESDAY), "nobody", ""),
        "There is no account “nobody”.",
    ),
    "to sign in without a password": (
        lambda h: sign_in_without_password(h.store, "sam", TUESDAY),
        "This is no demonstration store",
    ),
    "who answers for no desk": (
        lambda h: who_answers.roster_of(h.store, "surgery", TUESDAY),
        "There is no desk “surgery”.",
    ),
    "a note beside no desk": (
        lambda h: who_answers.add_note(By(h.store, h["sam"], TUESDAY), "surgery", "x", Press()),
        "There is no desk “surgery”.",
    ),
    "to dial for who has gone": (lambda h: h.dial(given_up(h), "bevan"), "This call is no longer in hand"),
    "to dial somebody of no rota": (
        lambda h: attempts.start_attempt(
            By(h.store, h["sam"], TUESDAY), h.call(), "7999999", Contact("bleep", "2042"), Press()
        ),
        "This clinician is not in any published rota.",
    ),
    "how an attempt ended that was none": (
        lambda h: attempts.finish_attempt(By(h.store, h["sam"], TUESDAY), 99, Result.ANSWERED),
        "There is no such attempt.",
    ),
    "an enquiry that is none": (lambda h: the_enquiry(h.store, 99), "There is no enquiry AL-000099."),
    "a question without words": (
        lambda h: taking.turn_into_email(By(h.store, h["sam"], TUESDAY), h.call(), " \n", Press()),
        "Write the caller's question as they say it",
    ),
    "a desk that is none": (lambda h: sick(h, NINE, NINE + HOUR, desk="surgery"), "There is no desk “surgery”."),
    "to choose for no desk": (
        lambda h: choose_desk_setting(By(h.store, h["ruth"], TUESDAY), "surgery", "swaps_approved", "yes", Press()),
        "There is no desk “surgery”.",
    ),
    "to choose what no department chooses": (
        lambda h: choose_desk_setting(By(h.store, h["ruth"], TUESDAY), "cardiology", "coffee", "yes", Press()),
        "“coffee” is nothing a department chooses; choose one of: stale_after_days, swaps_approved",
    ),
    "to look at no desk's rota": (
        lambda h: rota_view(h.store, h["ruth"], TUESDAY, "surgery", WEDNESDAY, WEDNESDAY + DAY),
        "There is no desk “surgery”.",
    ),
    "no desk's calendar": (
        lambda h: handing_out.desk_calendar(h.store, TUESDAY, "surgery", WEDNESDAY, WEDNESDAY + DAY),
        "There is no desk “surgery”.",
    ),
    "no desk's sheet": (lambda h: handing_out.sheets(h.store, TUESDAY, 1, "surgery"), "There is no desk “surgery”."),
    "no desk's file": (
        lambda h: handing_out.desk_source(h.store, BEGAN - DAY, "cardiology"),
        "No rota of “cardiology” is published for now.",
    ),
    "nobody's calendar": (
        lambda h: handing_out.clinician_calendar(h.store, TUESDAY, "7999999", WEDNESDAY, WEDNESDAY + DAY),
        "Nobody with the registration number 7999999 is in a rota.",
    ),
    "somebody of another desk": (
        lambda h: sick(h, NINE, NINE + HOUR, GMC["mensah"]),
        "Nobody with the registration number 7023456 is in the rota of Cardiology.",
    ),
    "sickness that ends before it begins": (lambda h: sick(h, NINE, NINE - HOUR), "It ends before it begins"),
    "sickness of yesterday": (
        lambda h: sick(h, TUESDAY - DAY, TUESDAY - HOUR),
        "That time is past; the past is not changed.",
    ),
    "a change that is none": (lambda h: undo(h, 99), "There is no change 99."),
    "to keep what was undone": (
        lambda h: keep_change(By(h.store, h["ruth"], TUESDAY), undone(h), 1, Press()),
        "It is undone already.",
    ),
    "to undo what was undone": (lambda h: undo(h, undone(h)), "It is undone already."),
    "to end what was undone": (lambda h: end(h, undone(h)), "It is over already."),
    "to end what has not begun": (lambda h: end(h, sick(h, NINE, NINE + HOUR)), "It has not begun; undo it."),
    "to end a swap": (lambda h: end(h, offered(h)), "A swap is undone before it begins"),
    "cover of nothing": (lambda h: cover(h, [], GMC["patel"]), "There is no shift to cover there."),
    "who could cover nothing": (
        lambda h: covering.who_can_cover(h.store, h["ruth"], "cardiology", []),
        "There is no shift to cover there.",
    ),
    "cover by who has it": (
        lambda h: cover(h, okafors_wednesday(h), GMC["okafor"]),
        "Dr Adaeze Okafor has this shift already.",
    ),
    "a swap between three": (
        lambda h: offered(h, D_AWAY, Leg(WEDNESDAY, "C", GMC["bevan"], GMC["okafor"])),
        "A swap is between the same two people both ways.",
    ),
    "to turn a swap down without a word": (
        lambda h: swaps.refuse_swap(By(h.store, h["ruth"], TUESDAY), agreed(h), " ", Press()),
        "Say why; the two will read it.",
    ),
    "feedback that is no answer": (lambda h: useful(h, "perhaps"), "“perhaps” is not an answer"),
    "an e-mail closed without a reason": (
        lambda h: feedback.close_unanswered(By(h.store, h["patel"], TUESDAY), asked(h), " ", Press()),
        "Say why it needs no answer",
    ),
    "a call closed as if it were an e-mail": (
        lambda h: feedback.close_unanswered(By(h.store, h["patel"], TUESDAY), h.connected("bevan"), "x", Press()),
        "This enquiry does not wait for an answer.",
    ),
    "a notice that is none": (
        lambda h: site_flags.settle_site_flag(By(h.store, h["ruth"], TUESDAY), 99, "x"),
        "There is no such flag.",
    ),
    "a notice that settles itself": (
        lambda h: site_flags.settle_site_flag(By(h.store, h["ruth"], TUESDAY), stale_flag(h), "x"),
        "“rota not confirmed” settles itself when its cause is gone.",
    ),
    "a mail to no address": (lambda h: letter_to(h, "nobody"), "nobody"),
    "a mail that is none, again": (
        lambda h: outbox.try_again(By(h.store, h["sam"], TUESDAY), 99, Press()),
        "There is no such mail.",
    ),
    "another hospital's mail, again": (
        lambda h: outbox.try_again(By(h.store, stranger(h), TUESDAY), sent(h), Press()),
        "There is no such mail.",
    ),
    "a mail that was sent, again": (
        lambda h: outbox.try_again(By(h.store, h["sam"], TUESDAY), sent(h), Press()),
        "This mail is sent; there is nothing to send again.",
    ),
    "to read a mail that is none": (
        lambda h: inbox.read_mail(By(h.store, h["sam"], TUESDAY), 99),
        "There is no such mail.",
    ),
    "an attachment that is none": (lambda h: save(h, 99), "There is no such attachment."),
    "an attachment of a stray mail": (
        lambda h: save(h, with_file(h, "ecg.pdf", "X-Spam-Flag: YES\r\n")),
        "This mail belongs to no enquiry; make it a question first.",
    ),
    "an attachment that was not kept": (
        lambda h: save(h, with_file(h, "macro.exe")),
        "“macro.exe” was not kept",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ASKED)
def test_it_is_refused_in_a_sentence(local_hospital: Hospital, what: str):
    ask, sentence = ASKED[what]
    with pytest.raises(Refused) as refused:
        ask(local_hospital)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith((".", "”."))
    assert all(verdict.broken_at is None for verdict in verdicts(local_hospital.store))


def test_an_enquiry_moved_on_meanwhile_is_not_moved_from_where_it_was(local_hospital: Hospital):
    """Two who act on one enquiry in the same moment: the second is told, and changes nothing."""
    hospital, store = local_hospital, local_hospital.store
    seen = the_enquiry(store, hospital.call())
    taking.abandon(By(store, hospital["sam"], TUESDAY), seen.id, "rang off", Press())
    with pytest.raises(TakenBySomebodyElse, match="has just moved this enquiry on"), store.transaction():
        move_enquiry(store, seen, State.CALL_BACK, TUESDAY)
    assert the_enquiry(store, seen.id).state == "abandoned"


def test_whose_address_it_is_can_be_said_only_where_the_practice_is_known(local_hospital: Hospital):
    """An enquiry of a caller who is not verified has no practice that could own an address."""
    post = Post(local_hospital)
    first = post.come(mail(sender="locum@home.example.com"))
    assert first.enquiry is not None
    reply = mail(
        "And?", sender="other@home.example.com", message_id="<2@x>", References="<one@ashwell.example.nhs.uk>"
    )
    second = post.come(reply)
    assert second.enquiry == first.enquiry
    with pytest.raises(Refused, match="The practice of this enquiry is not known"):
        inbox.believe_sender(
            By(local_hospital.store, local_hospital["sam"], TUESDAY), second.mail, "Dr Gill said so", Press()
        )
