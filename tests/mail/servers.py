"""Real mail servers for the tests: Debian's dovecot on a folder of its own, and an SMTP sink that delivers.

What the sink gets for a mailbox of dovecot goes into that mailbox, as a mail server would do it; the rest it keeps.
"""

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
HAS_DOVECOT = Path(DOVECOT).exists()
WHY_NOT = "Debian's dovecot-imapd is not installed"
PASSWORD = "a mailbox for tests"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _owner() -> tuple[int, int]:
    """Whose the mailboxes are: dovecot serves none of root's."""
    if os.getuid() != 0:
        return os.getuid(), os.getgid()
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _hand_over(path: Path) -> None:
    if os.getuid() == 0:
        os.chown(path, *_owner())


def _until_it_listens(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)  # a server's start, not the program's speed
    raise RuntimeError(f"dovecot does not start: {log.read_text() if log.exists() else ''}")


@dataclass
class Dovecot:
    """A running IMAP server."""

    folder: Path
    port: int
    tls_port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    serial: int = 0

    def start(self) -> None:
        log = self.folder / "dovecot.log"
        self.process = subprocess.Popen([DOVECOT, "-F", "-c", str(self.folder / "dovecot.conf")])
        _until_it_listens(self.port, self.process, log)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    def deliver(self, user: str, data: bytes) -> None:
        """Puts a mail into a user's inbox, as a mail server does: written aside, then named."""
        box = self.folder / "mail" / user
        if not box.exists():
            box.mkdir()
            _hand_over(box)
        for part in ("tmp", "new", "cur"):
            if not (box / part).exists():
                (box / part).mkdir()
                _hand_over(box / part)
        self.serial += 1
        name = f"{int(time.time())}.{os.getpid()}_{self.serial}.test"
        (box / "tmp" / name).write_bytes(data)
        _hand_over(box / "tmp" / name)
        (box / "tmp" / name).rename(box / "new" / name)

    def count(self, user: str, folder: str = "") -> int:
        """How many mails lie in a folder; the inbox when it is not named."""
        box = self.folder / "mail" / user / (f".{folder}" if folder else "")
        return sum(len(list((box / part).glob("*"))) for part in ("new", "cur"))

    def mails(self, user: str, folder: str = "") -> list[Message]:
        box = self.folder / "mail" / user / (f".{folder}" if folder else "")
        files = [file for part in ("new", "cur") for file in sorted((box / part).glob("*"))]
        return [message_from_bytes(file.read_bytes()) for file in files]


@contextmanager
def dovecot(certificate: Path | None = None) -> Iterator[Dovecot]:
    """A dovecot of one's own, gone afterwards; with a certificate (its key in the same file) it speaks TLS only."""
    folder = Path(tempfile.mkdtemp(prefix="advice-line-dovecot-"))
    folder.chmod(0o755)
    server = Dovecot(folder, free_port(), free_port() if certificate else 0)
    (folder / "dovecot.conf").write_text(_config(folder, server, certificate))
    (folder / "mail").mkdir()
    _hand_over(folder / "mail")
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _config(folder: Path, server: Dovecot, certificate: Path | None) -> str:
    root = os.getuid() == 0
    user, group = getpass.getuser(), grp.getgrgid(os.getgid()).gr_name
    who = (
        ""
        if root
        else f"default_login_user = {user}\ndefault_internal_user = {user}\ndefault_internal_group = {group}\n"
    )
    tls = f"ssl = required\nssl_cert = <{certificate}\nssl_key = <{certificate}" if certificate else "ssl = no"
    chroot = "" if root else "  chroot =\n"
    return f"""
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
{tls}
disable_plaintext_auth = {"yes" if certificate else "no"}
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 0
first_valid_gid = 0
mail_max_userip_connections = 100
{who}
passdb {{
  driver = static
  args = password={PASSWORD.replace(" ", "_")}
}}
userdb {{
  driver = static
  args = uid={_owner()[0]} gid={_owner()[1]} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
{chroot}  inet_listener imap {{
    port = {server.port}
  }}
  inet_listener imaps {{
    port = {server.tls_port}
    ssl = {"yes" if certificate else "no"}
  }}
}}
service anvil {{
{chroot}  client_limit = 2000
}}
"""


@dataclass
class Sink:
    """An SMTP server that keeps what it gets, and delivers what is for a mailbox of dovecot's."""

    mailboxes: dict[str, str]
    imap: Dovecot | None = None
    kept: list[tuple[str, bytes]] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    controller: Any = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        for address in envelope.rcpt_tos:
            self.kept.append((address, bytes(envelope.content)))
            if address in self.mailboxes and self.imap is not None:
                self.imap.deliver(self.mailboxes[address], bytes(envelope.content))
        return "250 taken"

    def start(self, port: int, **tls: Any) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=port, data_size_limit=40_000_000, **tls)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def to(self, address: str) -> list[Message]:
        return [message_from_bytes(data) for who, data in self.kept if who == address]
