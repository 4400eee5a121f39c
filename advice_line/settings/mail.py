"""The e-mail desk's settings: which servers, which mailbox for which desk, and what is too much.

The settings are read before the first screen is painted, so these are plain tuples: quicker to define.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from advice_line.problems import Refused

Tls = Literal["tls", "starttls", "none"]
_TLS: tuple[Tls, ...] = ("tls", "starttls", "none")
PRACTICE_DOMAINS = ("nhs.net", "nhs.uk")
_LOCAL = ("localhost", "127.0.0.1", "::1")
SAFE_TYPES = (
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/tiff",
    "image/heic",
    "text/plain",
    "text/csv",
    "application/rtf",
    "text/rtf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
    "application/dicom",
)


class Server(NamedTuple):
    """A mail server: TLS unless told otherwise; without it only on this machine."""

    host: str
    port: int
    tls: Tls = "tls"


class Login(NamedTuple):
    """A name and where its password is read from when it is needed; the password is never in the settings."""

    user: str = ""
    password_file: str = ""
    password_env: str = ""

    def password(self) -> str:
        """The password now. Raises Refused with a sentence when it cannot be read."""
        if self.password_env:
            found = os.environ.get(self.password_env)
            if found is None:
                raise Refused(f"The password of {self.user} should be in {self.password_env}, which is not set.")
            return found
        if not self.password_file:
            return ""
        try:
            return Path(self.password_file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(
                f"The password of {self.user} cannot be read from {self.password_file}: {error}."
            ) from error


class MailSettings(NamedTuple):
    """Servers, mailboxes and limits."""

    incoming: Server | None = None
    outgoing: Server | None = None
    outgoing_login: Login = Login()
    mailboxes: Mapping[str, Login] = MappingProxyType({})
    folder: str = "Advice Line"
    poll_seconds: int = 60
    largest_mb: int = 25
    attachment_mb: int = 10
    attachment_types: tuple[str, ...] = SAFE_TYPES
    practice_domains: tuple[str, ...] = PRACTICE_DOMAINS
    """Domains, with those below them, in whose addresses a practice's code is believed."""


def read_mail(path: Path, values: Any) -> MailSettings:
    """The [mail] table. Raises Refused with a sentence that names the key."""
    if not isinstance(values, dict):
        raise Refused(f"{path}: write the e-mail desk's settings as a table, [mail].")
    unknown = set(values) - _KEYS
    if unknown:
        raise Refused(f"{path}: [mail] has no key “{min(unknown)}”; see docs/mail.md.")
    return MailSettings(
        incoming=_server(path, values, "imap", 993, 143),
        outgoing=_server(path, values, "smtp", 465, 587),
        outgoing_login=_login(path, "mail", values, "smtp_user", "smtp_password_file", "smtp_password_env"),
        mailboxes={
            desk: _login(path, f"mail.desks.{desk}", one, "user", "password_file", "password_env")
            for desk, one in _table(path, values.get("desks", {}), "[mail.desks]").items()
        },
        folder=_text(path, values.get("folder", "Advice Line"), "folder"),
        poll_seconds=_number(path, values.get("poll_seconds", 60), "poll_seconds"),
        largest_mb=_number(path, values.get("largest_mb", 25), "largest_mb"),
        attachment_mb=_number(path, values.get("attachment_mb", 10), "attachment_mb"),
        attachment_types=_texts(path, values.get("attachment_types", list(SAFE_TYPES)), "attachment_types"),
        practice_domains=_texts(path, values.get("practice_domains", list(PRACTICE_DOMAINS)), "practice_domains"),
    )


_KEYS = {
    "imap",
    "imap_tls",
    "smtp",
    "smtp_tls",
    "smtp_user",
    "smtp_password_file",
    "smtp_password_env",
    "desks",
    "folder",
    "poll_seconds",
    "largest_mb",
    "attachment_mb",
    "attachment_types",
    "practice_domains",
}


def _server(path: Path, values: dict[str, Any], key: str, tls_port: int, plain_port: int) -> Server | None:
    if key not in values:
        return None
    text = _text(path, values[key], key)
    tls = values.get(f"{key}_tls", "tls")
    if tls not in _TLS:
        raise Refused(f"{path}: [mail] “{key}_tls” is one of {', '.join(_TLS)}.")
    host, colon, port = text.rpartition(":") if text.count(":") == 1 else (text, "", "")
    if colon and not (port.isdigit() and 0 < int(port) < 65536):
        raise Refused(f"{path}: [mail] “{key}”: “{port}” is not a port.")
    if tls == "none" and host not in _LOCAL:
        raise Refused(f"{path}: [mail] “{key}_tls”: mail goes unencrypted only to this machine, not to {host}.")
    return Server(host, int(port) if colon else tls_port if tls == "tls" else plain_port, tls)


def _login(path: Path, table: str, values: Any, user: str, file: str, env: str) -> Login:
    if not isinstance(values, dict):
        raise Refused(f"{path}: write [{table}] as a table.")
    if table != "mail" and set(values) - {user, file, env}:
        raise Refused(f"{path}: [{table}] has no key “{min(set(values) - {user, file, env})}”; see docs/mail.md.")
    return Login(*(_text(path, values.get(key, ""), key, empty=True) for key in (user, file, env)))


def _table(path: Path, value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(f"{path}: write {name} as a table.")
    return value


def _text(path: Path, value: Any, key: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (value.strip() or empty):
        raise Refused(f"{path}: [mail] “{key}” must be text in quotes.")
    return value.strip()


def _number(path: Path, value: Any, key: str) -> int:
    if type(value) is not int or value < 1:
        raise Refused(f"{path}: [mail] “{key}” must be a whole number, 1 or more.")
    return value


def _texts(path: Path, value: Any, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise Refused(f"{path}: [mail] “{key}” must be a list of texts.")
    return tuple(part.lower() for part in value)
