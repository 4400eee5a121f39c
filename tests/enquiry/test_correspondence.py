from dataclasses import replace

import pytest

from advice_line.enquiry.correspondence import (
    Arrived,
    Attachment,
    Known,
    MailKind,
    needs_a_person,
    practice_codes_in,
    reference_in,
    sort_mail,
)

MAIL = Arrived("a.gill@example.nhs.uk", "Dr Gill", "Warfarin", "<1@x>", (), "INR 6?", "INR 6?", 900, "0" * 64)
NEW = Known()
REPLY = Known(answers=12)


@pytest.mark.parametrize(
    "mail, known, kind",
    [
        (MAIL, NEW, MailKind.QUESTION),
        (MAIL, REPLY, MailKind.REPLY),
        (replace(MAIL, new_words="Received."), REPLY, MailKind.ACKNOWLEDGEMENT),
        (replace(MAIL, new_words="RECEIVED\n-- \nDr Gill\nAshwell"), REPLY, MailKind.ACKNOWLEDGEMENT),
        (replace(MAIL, new_words="Received. She has got worse."), REPLY, MailKind.REPLY),
        (replace(MAIL, new_words="received"), NEW, MailKind.QUESTION),
        (
            replace(MAIL, new_words="Received", attachments=(Attachment("ecg.pdf", "", 1, "", b""),)),
            REPLY,
            MailKind.REPLY,
        ),
        (MAIL, Known(came_before=True, answers=12), MailKind.DUPLICATE),
        (replace(MAIL, new_words="Received."), Known(answers=12, outsider=True), MailKind.REPLY),
        (MAIL, Known(ours=True, own_address=True), MailKind.OWN_COPY),
        (MAIL, Known(ours=True, answers=12), MailKind.REPLY),
        (replace(MAIL, whole=False, size=31_000_000), NEW, MailKind.TOO_LARGE),
        (replace(MAIL, bounce=True, automatic=True), NEW, MailKind.BOUNCE),
        (replace(MAIL, automatic=True), REPLY, MailKind.AUTOMATIC),
        (replace(MAIL, hops=40), REPLY, MailKind.LOOP),
        (MAIL, Known(own_address=True), MailKind.LOOP),
        (replace(MAIL, understood=False, problems=("it has no sender",)), NEW, MailKind.NOT_UNDERSTOOD),
        (replace(MAIL, spam=True), NEW, MailKind.SPAM),
        (replace(MAIL, spam=True), Known(practice="V90001"), MailKind.QUESTION),
        (replace(MAIL, spam=True), REPLY, MailKind.REPLY),
    ],
)
def test_what_a_mail_is(mail: Arrived, known: Known, kind: MailKind):
    assert sort_mail(mail, known).kind is kind


@pytest.mark.parametrize(
    "kind, known, joined, looked_at",
    [
        (MailKind.QUESTION, NEW, True, False),
        (MailKind.REPLY, REPLY, True, False),
        (MailKind.REPLY, Known(answers=12, outsider=True), True, True),
        (MailKind.BOUNCE, NEW, False, True),
        (MailKind.BOUNCE, Known(bounced=True), True, False),
        (MailKind.AUTOMATIC, Known(practice="V90001"), False, True),
        (MailKind.AUTOMATIC, NEW, False, False),
        (MailKind.AUTOMATIC, REPLY, True, False),
        (MailKind.SPAM, NEW, False, True),
        (MailKind.TOO_LARGE, NEW, False, True),
        (MailKind.DUPLICATE, NEW, False, False),
    ],
)
def test_whether_somebody_has_to_look_at_a_mail(kind: MailKind, known: Known, joined: bool, looked_at: bool):
    assert needs_a_person(kind, known, joined=joined) is looked_at


@pytest.mark.parametrize(
    "subject, number",
    [
        ("Re: Warfarin [AL-000123]", 123),
        ("AL-1234567 again", 1234567),
        ("Warfarin", None),
        ("XAL-000123X", None),
        (f"AL-{9**30}", None),
    ],
)
def test_the_reference_in_a_subject(subject: str, number: int | None):
    assert reference_in(subject) == number


@pytest.mark.parametrize(
    "address, codes",
    [
        ("advice.v90001@example.nhs.uk", ["V90001"]),
        ("V90001@nhs.net", ["V90001"]),
        ("reception@gp-v90001.example.nhs.uk", ["V90001"]),
        ("xv90001@nhs.net", []),
        ("v900012@nhs.net", []),
        ("dr.gill@nhs.net", []),
    ],
)
def test_a_practices_code_in_its_address(address: str, codes: list[str]):
    assert list(practice_codes_in(address)) == codes
