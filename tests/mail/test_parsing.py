import pytest

from advice_line.mail.parsing import parse_mail, safe_name
from advice_line.mail.plain_text import html_to_text, new_part, tidy
from advice_line.settings.mail import MailSettings
from tests.mail.mails import mail

LIMITS = MailSettings(attachment_mb=1)


def with_parts(*parts: str, head: str = "") -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    top = f"From: a@example.nhs.uk\r\nSubject: x\r\n{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return f"{top}{body}--b--\r\n".encode()


def test_a_plain_mail():
    found = parse_mail(mail("How much?", subject="Dose", In_Reply_To="<a@b>", References="<z@b> <a@b>"), LIMITS)
    assert (found.sender, found.sender_name) == ("reception@ashwell.example.nhs.uk", "Dr A Gill")
    assert (found.subject, found.words, found.message_id) == ("Dose", "How much?", "<one@ashwell.example.nhs.uk>")
    assert found.thread == ("<z@b>", "<a@b>", "<a@b>")
    assert found.understood
    assert found.problems == ()
    assert found.source is None


@pytest.mark.parametrize(
    "header, sender",
    [
        ("Dr O'Neill <o'neill@example.nhs.uk>", "o'neill@example.nhs.uk"),
        ("'o'neill@example.nhs.uk'", "o'neill@example.nhs.uk'"),
        ("reception@exаmple.nhs.uk", ""),
    ],
)
def test_a_sender_is_read_whole_or_not_at_all(header: str, sender: str):
    found = parse_mail(f"From: {header}\r\nSubject: x\r\n\r\nHow much?".encode(), LIMITS)
    assert found.sender == sender


@pytest.mark.parametrize(
    "charset, data",
    [
        ("utf-8", "Größe".encode()),
        ("iso-8859-1", "Größe".encode("latin-1")),
        ("windows-1252", "Größe".encode("cp1252")),
        ("koi8-r", "Доза".encode("koi8-r")),
        ("shift_jis", "用量".encode("shift_jis")),
        ("utf-8", "Größe".encode("cp1252")),  # it lies
        ("x-unknown", "Größe".encode()),
        ("rot13", b"Dose"),  # a codec that is no charset
    ],
)
def test_any_charset(charset: str, data: bytes):
    found = parse_mail(
        b"From: a@b.example\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n" + data, LIMITS
    )
    assert found.words in ("Größe", "Доза", "用量", "Dose")


def test_a_name_cannot_pose_as_an_address():
    raw = b"From: =?utf-8?q?boss=40example=2Enhs=2Euk?= <evil@example.com>\r\n\r\nHello"
    found = parse_mail(raw, LIMITS)
    assert (found.sender, found.sender_name) == ("evil@example.com", "boss@example.nhs.uk")


def test_html_is_shown_as_text_and_nothing_of_it_runs_or_is_fetched():
    page = (
        "<html><head><style>p{}</style></head><body onload=x()><script>steal()</script><p>INR&nbsp;6<br>on warfarin"
        '</p><a href="https://evil.example/x">nhs.uk</a><img src="https://evil.example/pixel.png" alt="logo"></body>'
    )
    assert html_to_text(page) == "INR 6\non warfarin\nnhs.uk <https://evil.example/x>[picture: logo]"


def test_the_plain_part_is_preferred_to_the_html():
    found = parse_mail(
        with_parts("Content-Type: text/plain\r\n\r\nplain", "Content-Type: text/html\r\n\r\n<b>rich</b>"), LIMITS
    )
    assert found.words == "plain"


def test_an_empty_plain_part_gives_way_to_the_html():
    found = parse_mail(
        with_parts("Content-Type: text/plain\r\n\r\n ", "Content-Type: text/html\r\n\r\n<b>rich</b>"), LIMITS
    )
    assert found.words == "rich"


def test_attachments_are_kept_where_type_and_size_allow_and_refused_by_name_where_not():
    pdf = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="../../etc/ecg.pdf"\r\n\r\n%PDF'
    exe = 'Content-Type: application/x-msdownload\r\nContent-Disposition: attachment; filename="a.exe"\r\n\r\nMZ'
    big = "Content-Type: image/png\r\nContent-Disposition: attachment; filename=big.png\r\n\r\n" + "x" * 1_000_001
    kept, refused, large = parse_mail(
        with_parts("Content-Type: text/plain\r\n\r\nsee", pdf, exe, big), LIMITS
    ).attachments
    assert (kept.name, kept.content, kept.refused) == ("ecg.pdf", b"%PDF", "")
    assert (refused.content, refused.refused) == (None, "files of the type application/x-msdownload are not kept")
    assert (large.content, large.refused) == (None, "it is larger than 1 MB")


def test_a_mail_within_a_mail_is_an_attachment_and_is_not_opened():
    inner = "Content-Type: message/rfc822\r\n\r\nFrom: x@y.example\r\nSubject: inner\r\n\r\nsecret"
    found = parse_mail(with_parts("Content-Type: text/plain\r\n\r\nsee inside", inner), LIMITS)
    assert found.words == "see inside"
    assert [a.type for a in found.attachments] == ["message/rfc822"]


@pytest.mark.parametrize(
    "name, safe",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\letter.docx", "letter.docx"),
        ("ecg\u202efdp.exe", "ecg⟨U+202E⟩fdp.exe"),
        ("a\x00b\r\nc.pdf", "a␀b␍␊c.pdf"),
        ("..", "attachment 3"),
        ("", "attachment 3"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_files_name_is_made_safe(name: str, safe: str):
    assert safe_name(name, 3) == safe


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X_Autoreply": "yes"},
        {"List_Id": "<news.example.com>"},
    ],
)
def test_an_automatic_answer_is_known(headers: dict[str, str]):
    assert parse_mail(mail(**headers), LIMITS).automatic


def test_a_mail_that_says_it_is_no_automatic_one():
    assert not parse_mail(mail(Auto_Submitted="no"), LIMITS).automatic


BOUNCE = b"""From: Mail Delivery Subsystem <mailer-daemon@example.nhs.uk>\r
Subject: Undelivered Mail Returned to Sender\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
The address does not exist.\r
--b\r
Content-Type: message/delivery-status\r
\r
Final-Recipient: rfc822; reception@gone.example.nhs.uk\r
Action: failed\r
Status: 5.1.1\r
--b\r
Content-Type: message/rfc822-headers\r
\r
From: cardiology.advice@example.nhs.uk\r
Message-ID: <advice-line.77@example.nhs.uk>\r
--b--\r
"""


def test_a_returned_mail_names_what_was_returned():
    found = parse_mail(BOUNCE, LIMITS)
    assert found.bounce
    assert found.bounced_ids == ("<advice-line.77@example.nhs.uk>",)
    assert found.new_words.startswith("The address does not exist.")


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"", "it has no sender"),
        (b"\x00\xff\xfe", "it has no sender"),
        (b"From: a@b.example\r\n\r\n", "it has nothing to read"),
        (b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n", "it has nothing to read"),
    ],
)
def test_what_cannot_be_understood_is_kept_whole_with_the_reason(data: bytes, problem: str):
    found = parse_mail(data, LIMITS)
    assert not found.understood
    assert problem in found.problems
    assert found.source == data


def test_a_mail_whose_parts_cannot_be_told_apart_is_shown_as_text():
    found = parse_mail(b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\nThe INR is 6", LIMITS)
    assert found.words == "The INR is 6"
    assert "cannot be told apart" in found.problems[0]
    assert found.source is not None


def test_a_text_beyond_all_measure_is_cut_and_said():
    found = parse_mail(mail("x " * 200_000), LIMITS)
    assert len(found.words) == 200_000
    assert "longer than is kept" in found.problems[0]


def test_a_mail_of_a_thousand_parts_ends():
    found = parse_mail(with_parts(*["Content-Type: text/plain\r\n\r\nx"] * 1000), LIMITS)
    assert "more than 500 parts" in found.problems[0]


@pytest.mark.parametrize(
    "text, own",
    [
        ("Thanks\n\nOn 4 August 2026 at 14:00 Cardiology wrote:\n> Start a DOAC", "Thanks"),
        ("> quoted\nBelow\n> more", "Below"),
        ("Yes\n-----Original Message-----\nFrom: x", "Yes"),
        ("Yes\n________\nFrom: x", "Yes"),
        ("no quote at all", "no quote at all"),
    ],
)
def test_what_the_writer_of_a_reply_wrote(text: str, own: str):
    assert new_part(text) == own


def test_what_cannot_be_seen_in_a_mail_is_a_sign_and_not_lost():
    hidden = "stop\x1b[2J warf\u200barin\u202e5 mg\ud800\r\nnow"
    assert tidy(hidden) == "stop␛[2J warf⟨U+200B⟩arin⟨U+202E⟩5 mg⟨U+D800⟩\nnow"
