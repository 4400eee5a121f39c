"""Mails as practices write them."""

from email.message import EmailMessage
from email.policy import SMTP

DESK = "cardiology.advice@example.nhs.uk"
ASHWELL = "reception@ashwell.example.nhs.uk"


def mail(
    words: str = "An 81-year-old with AF and an INR of 6. Advice on warfarin, please?",
    *,
    sender: str = f"Dr A Gill <{ASHWELL}>",
    to: str = DESK,
    subject: str = "Advice on warfarin",
    message_id: str = "<one@ashwell.example.nhs.uk>",
    **headers: str,
) -> bytes:
    """The bytes of a plain mail."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if message_id:
        message["Message-ID"] = message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()
