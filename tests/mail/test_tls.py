"""Mail is read and sent only towards a server that proves who it is."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from advice_line.mail.checking import check_servers
from advice_line.settings.mail import Login, MailSettings, Server, Tls
from tests.mail.servers import HAS_DOVECOT, PASSWORD, WHY_NOT, Dovecot, Sink, dovecot, free_port

pytestmark = pytest.mark.skipif(not HAS_DOVECOT, reason=WHY_NOT)


@dataclass
class Encrypted:
    """Both servers, each with TLS from the start and with STARTTLS, and the authority that vouches for them."""

    imap: Dovecot
    smtps: int
    starttls: int
    authority: Path

    def check(self, tls: Tls, host: str = "localhost") -> list[str]:
        imap, smtp = (self.imap.tls_port, self.smtps) if tls == "tls" else (self.imap.port, self.starttls)
        settings = MailSettings(
            incoming=Server(host, imap, tls),
            outgoing=Server(host, smtp, tls),
            mailboxes={"cardiology": Login("cardiology", password_env="TEST_MAILBOX")},
        )
        return [trouble for _, trouble in check_servers(settings)]


@pytest.fixture
def encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Encrypted]:
    authority = trustme.CA()
    issued = authority.issue_cert("localhost")
    certificate, vouching = tmp_path / "server.pem", tmp_path / "authority.pem"
    issued.private_key_and_cert_chain_pem.write_to_path(str(certificate))
    authority.cert_pem.write_to_path(str(vouching))
    monkeypatch.setenv("TEST_MAILBOX", PASSWORD.replace(" ", "_"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    issued.configure_cert(context)
    smtps, starttls = Sink({}), Sink({})
    with dovecot(certificate) as imap:
        found = Encrypted(imap, free_port(), free_port(), vouching)
        smtps.start(found.smtps, ssl_context=context)
        starttls.start(found.starttls, tls_context=context, require_starttls=True)
        yield found
        smtps.stop()
        starttls.stop()


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_server_that_a_known_authority_vouches_for_is_used(
    encrypted: Encrypted, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.authority))
    assert encrypted.check(tls) == ["", ""]


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_server_that_nobody_vouches_for_gets_no_password_and_no_mail(encrypted: Encrypted, tls: Tls) -> None:
    troubles = encrypted.check(tls)
    assert len(troubles) == 2
    assert all("certificate verify failed" in trouble for trouble in troubles)


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_for_another_name_is_refused(
    encrypted: Encrypted, tls: Tls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.authority))
    troubles = encrypted.check(tls, host="127.0.0.1")
    assert len(troubles) == 2
    assert all("127.0.0.1" in trouble and "certificate" in trouble for trouble in troubles)
