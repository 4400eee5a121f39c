"""The e-mail desk, accountability, search and worklists, as their people press the keys."""

from datetime import timedelta

import pytest

from advice_line.chasers.ticking import tick
from advice_line.people.roles import Role
from advice_line.rota.changes import Leg
from advice_line.settings import Settings
from advice_line.usecases.accounts import accounts
from advice_line.usecases.mail_desk.practice_addresses import Recognised, enter_address, recognise
from advice_line.usecases.mail_desk.servers import note_ill, note_well
from advice_line.usecases.rotas.swaps import SwapOffer, offer_swap
from advice_line.usecases.usecase import By, Press, note_reading
from tests.hospital import FULL, GMC, TUESDAY, Hospital
from tests.mail.mails import ASHWELL, mail
from tests.mail.post import GENERAL, Post, answered
from tests.mail.test_parsing import with_parts
from tests.rows import rows_of
from tests.tui.desk import Desk, at_the_desk
from tests.tui.snapshots import assert_screen

SIZES = [(80, 24), (120, 40)]
EVENING = TUESDAY + timedelta(hours=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def fill(desk: Desk, **changed: str) -> None:
    form = desk.app.screen.query_one("#record")
    for key, value in (FULL | changed).items():
        widget = form.query_one(f"#{key}")
        setattr(widget, "text" if hasattr(widget, "text") else "value", value)


@pytest.mark.parametrize("size", SIZES)
async def test_an_email_question_is_answered_and_its_reply_reopens_it(
    local_hospital: Hospital, size: tuple[int, int]
):
    post = Post(local_hospital)
    enter_address(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    post.come(mail(), EVENING - 2 * HOUR)
    async with at_the_desk(local_hospital, "okafor", at=EVENING, size=size) as desk:
        assert "1 e-mail" in desk.screen.split("\n")[0]
        assert "22 h 00" in desk.line_with("to answer")
        assert "6 h 00 working" in desk.words
        await desk.press("enter")
        assert f"By e-mail from {ASHWELL}; your advice goes back as the answer" in desk.words
        assert "An 81-year-old with AF" in desk.words
        fill(desk, **GENERAL)
        await desk.settle()
        await desk.press("f10")
        assert "AL-000001 is recorded" in desk.screen
    (sent,) = post.send(EVENING)
    assert sent.recipients[0] == ASHWELL
    message_id = rows_of(local_hospital.store, "outbox_of_enquiry", enquiry=1)[0]["message_id"]
    post.come(mail("Her INR is 9 now.", message_id="<2@x>", In_Reply_To=message_id), EVENING + HOUR)
    async with at_the_desk(local_hospital, "okafor", at=EVENING + HOUR, size=size) as desk:
        assert "to answer" in desk.screen
        await desk.press("s", "end")
        assert "mail came in: reply" in desk.words
        assert "Her INR is 9 now." in desk.words
        await desk.press("n")
        await desk.type("rang them")
        await desk.press("enter")
        assert "advised" in desk.words
        await desk.press("escape")
        assert "Nothing waits for you" in desk.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_mail_screen(local_hospital: Hospital, size: tuple[int, int]):
    post = Post(local_hospital)
    note_well(local_hospital.store, TUESDAY, "outgoing")
    note_ill(local_hospital.store, TUESDAY, "incoming cardiology", "The mail server does not answer.")
    post.come(mail())
    post.come(mail("Buy now", sender="x@example.com", message_id="<s@x>", X_Spam_Flag="YES"))
    local_hospital.record(1, "patel", EVENING, **GENERAL)
    async with at_the_desk(local_hospital, "sam", at=EVENING, size=size) as desk:
        await desk.press("ctrl+e")
        assert "incoming cardiology: NOT WELL since 14:00, last well never" in desk.words
        assert_screen(f"mail-{size[0]}", desk.screen)
        await desk.press("enter")
        assert "Sorted as spam: the mail server marked it as spam" in desk.words
        await desk.press("escape", "x")
        await desk.type("advertising")
        await desk.press("enter")
        assert "Settled." in desk.screen
        await desk.press("tab", "t")
        assert "goes out with the next round" in desk.screen


async def test_a_stray_becomes_a_question_by_one_key(local_hospital: Hospital):
    Post(local_hospital).come(b"Subject: no sender\r\n\r\nINR of 9, what now?")
    async with at_the_desk(local_hospital, "sam", at=EVENING) as desk:
        await desk.press("ctrl+e", "q")
        await desk.type("V90001")
        await desk.press("enter")
        assert "AL-000001 waits for its answer" in desk.screen


async def test_a_mail_in_a_thread_is_the_practices_when_the_practice_says_so(local_hospital: Hospital):
    post = Post(local_hospital)
    enter_address(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    _, sent = answered(post)
    home = "gill@home.example.com"
    post.come(mail("Received.", sender=home, message_id="<2@home>", In_Reply_To=sent))
    async with at_the_desk(local_hospital, "sam", at=EVENING, size=(120, 40)) as desk:
        await desk.press("ctrl+e")
        assert "Practice's" in desk.screen
        assert "gill@home.example.com · an unknown address in our thread" in desk.words
        await desk.press("b")
        assert f"Whose is {home}?" in desk.screen
        await desk.type("Dr Gill herself, rung back")
        await desk.press("enter")
        assert f"{home} is Ashwell Surgery's from now on." in desk.words
        assert "Practice's" not in desk.screen
    async with at_the_desk(local_hospital, "okafor", at=EVENING, size=(120, 40)) as desk:
        await desk.press("enter")
        assert "Wrote again: Received." in desk.words
        assert f"By e-mail from {home}; your advice goes back as the answer" in desk.words


async def test_the_registrar_sees_that_the_answer_does_not_go_to_who_wrote(local_hospital: Hospital):
    post = Post(local_hospital)
    enter_address(By(local_hospital.store, local_hospital["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    _, sent = answered(post)
    post.come(mail("What does it mean?", sender="son@home.example.com", message_id="<2@home>", In_Reply_To=sent))
    async with at_the_desk(local_hospital, "okafor", at=EVENING) as desk:
        await desk.press("enter")
        assert (
            f"By e-mail from son@home.example.com, not known as the practice's; your advice goes to {ASHWELL}."
            in desk.words
        )


async def test_attachments_are_saved_from_the_enquirys_page(local_hospital: Hospital):
    pdf = "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=ecg.pdf\r\n\r\n%PDF-1"
    Post(local_hospital).come(with_parts("Content-Type: text/plain\r\n\r\nsee", pdf))
    async with at_the_desk(local_hospital, "patel", at=EVENING) as desk:
        await desk.press("s", "g")
        desk.app.screen.query_one("#answer").value = str(local_hospital.folder)  # type: ignore[attr-defined]
        await desk.press("enter")
    assert (local_hospital.folder / "ecg.pdf").read_bytes() == b"%PDF-1"


def records(hospital: Hospital, many: int) -> None:
    for number in range(many):
        at = EVENING - timedelta(minutes=60 - number)
        hospital.record(hospital.connected("patel", at), "patel", at, advice=f"Advice number {number}.")


async def test_a_consultant_countersigns_ten_in_a_row_reading_each(local_hospital: Hospital):
    records(local_hospital, 10)
    async with at_the_desk(local_hospital, "bevan", at=EVENING) as desk:
        assert "10 to countersign" in desk.screen
        await desk.press("c")
        for number in range(10):
            assert f"{number + 1} of 10" in desk.screen
            assert f"AL-{number + 1:06d}" in desk.screen
            await desk.press("1")
        assert "10 countersigned, 0 of them with a disagreement." in desk.screen
        assert "to countersign" not in desk.screen


@pytest.mark.parametrize("size", SIZES)
async def test_accountability_by_desk_and_by_consultant(local_hospital: Hospital, size: tuple[int, int]):
    records(local_hospital, 3)
    async with at_the_desk(local_hospital, "bevan", at=EVENING + DAY, size=size) as desk:
        await desk.press("ctrl+u")
        assert_screen(f"unseen-{size[0]}", desk.screen)
        await desk.press("2", "right")
        assert "‹ Dr Gareth Bevan ›" in desk.screen
        await desk.press("c", "1", "escape")
        assert "Countersigned: agreed." in desk.screen
        assert "2 unseen patients, 2 to countersign" in desk.screen
        await desk.press("c", "1", "escape")
    async with at_the_desk(local_hospital, "ruth", at=EVENING + DAY, size=size) as desk:
        await desk.press("ctrl+u")
        assert "1 unseen patient, 1 to countersign" in desk.screen
        assert "Countersign all" not in desk.screen


@pytest.mark.parametrize("size", SIZES)
async def test_search_from_anywhere(local_hospital: Hospital, size: tuple[int, int]):
    records(local_hospital, 2)
    async with at_the_desk(local_hospital, "patel", at=EVENING, size=size) as desk:
        await desk.press("slash")
        await desk.type("number 1")
        await desk.press("enter")
        assert "1 found, newest first." in desk.screen
        assert_screen(f"search-{size[0]}", desk.screen)
        await desk.press("enter")
        assert "AL-000002 · Cardiology" in desk.screen
        await desk.press("escape")
    async with at_the_desk(local_hospital, "sam", at=EVENING, size=size) as desk:
        await desk.press("ctrl+f")
        await desk.type("9990000018")
        await desk.press("enter")
        assert "Only clinicians look for a patient" in desk.words


async def test_a_repeat_call_is_said_at_once_and_read_by_a_key(local_hospital: Hospital):
    records(local_hospital, 1)
    local_hospital.connected("patel", EVENING)
    async with at_the_desk(local_hospital, "patel", at=EVENING) as desk:
        await desk.press("enter")
        assert "REPEAT" not in desk.screen
        desk.app.screen.query_one("#nhs_number").value = "999 000 0018"  # type: ignore[attr-defined]
        await desk.settle()
        assert "REPEAT: 1 in the last 30 days" in desk.screen
        assert "AL-000001" in desk.screen
        await desk.press("ctrl+r", "enter")
        assert "Advice number 0." in desk.words


async def test_special_fields_open_and_the_cancer_reminder_shows(local_hospital: Hospital):
    local_hospital.connected("patel", EVENING)
    async with at_the_desk(local_hospital, "patel", at=EVENING, size=(120, 40)) as desk:
        await desk.press("enter")
        assert "Urgent referral" not in desk.screen
        desk.app.screen.query_one("#suspected_cancer").focus()
        await desk.press("y")
        assert "Urgent referral" in desk.screen
        assert "! Advice does not replace an" in desk.screen
        assert "suspected-cancer referral." in desk.screen


async def test_the_usual_answer_is_one_key(local_hospital: Hospital):
    local_hospital.connected("patel", EVENING)
    async with at_the_desk(local_hospital, "patel", at=EVENING, size=(120, 40)) as desk:
        await desk.press("enter")
        desk.app.screen.query_one("#medicines").focus()
        await desk.press("f6", "f6")
        assert "not stated" in desk.line_with("Medicines as stated")
        assert "not stated" in desk.line_with("Allergies as stated")


async def test_a_swap_that_is_asked_is_on_the_worklist_and_enter_goes_to_the_rota(local_hospital: Hospital):
    leg = Leg(TUESDAY.date() + timedelta(days=9), "D", GMC["patel"], GMC["okafor"])
    offer_swap(By(local_hospital.store, local_hospital["patel"], TUESDAY), SwapOffer("cardiology", (leg,)), Press())
    async with at_the_desk(local_hospital, "okafor") as desk:
        assert "1 swap" in desk.screen.split("\n")[0]
        assert "Dr Rohan Patel asks: D of Thu 13 Aug" in desk.screen
        await desk.press("enter")
        assert "1 to answer: w" in desk.screen


async def test_what_a_chaser_says_is_announced_and_takes_neither_focus_nor_typing(local_hospital: Hospital):
    local_hospital.connected("patel", EVENING)
    at = EVENING + timedelta(minutes=20)
    async with at_the_desk(local_hospital, "patel", at=at) as desk:
        await desk.press("enter")
        desk.app.screen.query_one("#situation").focus()
        await desk.type("Syncope twi")
        rung = []
        desk.app.bell = lambda: rung.append(1)  # type: ignore[method-assign]
        await desk.app.line.do(tick, at, Settings())
        desk.app._main.look_again()  # type: ignore[union-attr]
        await desk.settle()
        assert "● AL-000001, Cardiology: put through, nothing recorded" in desk.screen
        assert rung == [1]
        await desk.type("ce")
        assert desk.app.screen.query_one("#situation").text == "Syncope twice"  # type: ignore[attr-defined]
        await desk.press("escape", "h")
        assert "put through, nothing recorded" in desk.screen


async def test_a_managers_worklist_names_desk_and_age(local_hospital: Hospital):
    records(local_hospital, 1)
    async with at_the_desk(local_hospital, "ruth", at=EVENING + DAY, size=(80, 24)) as desk:
        await desk.press("f4")
        assert "Cardiology" in desk.line_with("unseen, not countersigned")
        assert "25 h 00" in desk.line_with("unseen, not countersigned")


async def test_an_administrator_sees_what_the_machines_need(local_hospital: Hospital):
    note_ill(local_hospital.store, TUESDAY - HOUR, "outgoing", "The mail server refused the password.")
    note_reading(
        By(local_hospital.store, local_hospital["sam"], TUESDAY), "looked", "desk", "renal"
    )  # by a right clock
    tick(local_hospital.store, TUESDAY, Settings(backup_within_hours=0))
    async with at_the_desk(local_hospital, "admin") as desk:
        await desk.press("enter")
        assert "Outgoing mail: The mail server refused the password. Never well yet." in desk.words
        await desk.press("ctrl+e")
        assert "outgoing: NOT WELL" in desk.screen


async def test_feedback_and_acknowledgement_from_the_page(local_hospital: Hospital):
    records(local_hospital, 1)
    async with at_the_desk(local_hospital, "sam", at=EVENING + HOUR) as desk:
        await desk.press("ctrl+f")
        await desk.type("1")
        await desk.press("enter", "enter", "k")
        await desk.type("Dr Gill, by telephone")
        await desk.press("enter")
        await desk.press("f", "enter")
        await desk.type("no admission")
        await desk.press("f10")
        await desk.press("end")
        assert "acknowledged" in desk.words
        assert "feedback of the practice: useful yes" in desk.words


async def test_a_second_manager_says_by_keys_that_an_address_is_no_practices(local_hospital: Hospital):
    hospital, outside = local_hospital, "dr.gill@example.org"
    accounts.add_account(By(hospital.store, hospital["admin"], TUESDAY), "tom", "Tom Reed", Role.MANAGER)
    hospital.people["tom"] = accounts.person_of(hospital.store, accounts.account_named(hospital.store, "tom"))
    enter_address(By(hospital.store, hospital["ruth"], TUESDAY), "V90001", outside, Press())
    async with at_the_desk(hospital, "tom", at=EVENING) as desk:
        await desk.press("f4", "enter")
        assert f"letters are to go to {outside}, says Ruth Appleby" in desk.words
        await desk.press("down")
        assert "Nothing ever goes there" in desk.words
        await desk.press("enter")
        assert "Nothing waits for you." in desk.screen
    assert recognise(hospital.store, outside, []) == Recognised(None, False)
