"""Whether the mail settings work: signs in everywhere, reads and sends nothing."""

from collections.abc import Iterator

from advice_line.mail.mailbox import opened
from advice_line.mail.sending import Sender
from advice_line.problems import Refused
from advice_line.settings.mail import MailSettings


def check_servers(settings: MailSettings) -> Iterator[tuple[str, str]]:
    """(what was tried, what went wrong or nothing) for every mailbox and for sending."""
    if settings.incoming is None and settings.outgoing is None:
        yield "settings", "there is no [mail] in the settings; see docs/mail.md"
    for desk, login in sorted(settings.mailboxes.items()):
        if settings.incoming is None:
            yield f"mailbox {desk}", "no “imap” server is in the settings"
            continue
        try:
            login.password()  # said even where the server does not answer
            with opened(settings.incoming, login, settings.folder):
                pass
            yield f"mailbox {desk}", ""
        except Refused as trouble:
            yield f"mailbox {desk}", str(trouble)
    if settings.outgoing is not None:
        sender = Sender(settings.outgoing, settings.outgoing_login)
        try:
            settings.outgoing_login.password()
            sender.greet()
            yield "outgoing", ""
        except Refused as trouble:
            yield "outgoing", str(trouble)
        finally:
            sender.close()
