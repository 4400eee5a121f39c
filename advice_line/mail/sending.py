"""Sending over SMTP: one delivery to the practice and, as its proof, to the desk's own mailbox."""

import smtplib
import ssl
from dataclasses import dataclass

from advice_line.mail.mailbox import MailTrouble
from advice_line.mail.steps import reached
from advice_line.settings.mail import Login, Server
from advice_line.usecases.mail_desk.outbox import ToSend

_TIMEOUT = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail: taken, refused for ever, or not now."""

    sent: bool
    for_ever: bool = False
    error: str = ""


class Sender:
    """A connection to the outgoing server, opened when the first mail needs it."""

    def __init__(self, server: Server, login: Login) -> None:
        self._server, self._login = server, login
        self._client: smtplib.SMTP | None = None

    def greet(self) -> None:
        """Connects and signs in. Raises MailTrouble."""
        self._open()

    def send(self, mail: ToSend) -> Outcome:
        """Sends one mail. Raises MailTrouble when the server itself cannot be used."""
        client = self._open()
        reached("greeted")
        try:
            refused = client.sendmail(mail.sender, list(mail.recipients), mail.source.encode("ascii"))
        except smtplib.SMTPRecipientsRefused as error:
            code, said = error.recipients.get(mail.recipients[0], (450, b"refused"))
            self._reset()
            return Outcome(False, 500 <= code < 600, _words(code, said))
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            self._reset()
            return Outcome(False, 500 <= error.smtp_code < 600, _words(error.smtp_code, error.smtp_error))
        except UnicodeEncodeError:
            self._reset()
            return Outcome(False, True, f"{mail.recipients[0]} holds letters that mail cannot be addressed with")
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise MailTrouble(f"The mail server {self._server.host} broke off: {error}.") from error
        if mail.recipients[0] in refused:
            code, said = refused[mail.recipients[0]]
            return Outcome(False, 500 <= code < 600, _words(code, said))
        return Outcome(True)

    def _open(self) -> smtplib.SMTP:
        if self._client is not None:
            return self._client
        server = self._server
        try:
            if server.tls == "tls":
                context = ssl.create_default_context()
                client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
            else:
                client = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
                if server.tls == "starttls":
                    client.starttls(context=ssl.create_default_context())
            if self._login.user:
                client.login(self._login.user, self._login.password())
        except (OSError, smtplib.SMTPException) as error:
            raise MailTrouble(f"The mail server {server.host} cannot be used for sending: {error}.") from error
        self._client = client
        return client

    def _reset(self) -> None:
        if self._client is not None:
            try:
                self._client.rset()
            except (OSError, smtplib.SMTPException):
                self.close()

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            try:
                client.quit()
            except (OSError, smtplib.SMTPException):
                client.close()


def _words(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:400]
