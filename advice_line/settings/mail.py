"""The e-mail desk's settings: which servers, which mailbox for which desk, and what is too much.

The settings are read before the first screen is painted, so these are plain tuples: quicker to define.
"""

import os
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from advice_line.problems import Refused
from advice_line.settings.values import Keys, Reader, Wrong, each_read, one_of, place, table, text, texts, whole

Tls = Literal["tls", "starttls", "none"]
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
            return Path(self.password_file).expanduser().read_text("utf-8").rstrip("\r\n")
        except (OSError, ValueError, RuntimeError) as error:
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


def read_mail(at: Keys, values: Any) -> MailSettings:
    """The [mail] table. Raises Wrong with a sentence at the key."""
    given = each_read(at, table(at, values, "[mail]"), _READ, "[mail] has no key “{key}”; see docs/mail.md.")
    for key in given:
        server = "imap" if key.startswith("imap") or key == "desks" else "smtp" if key.startswith("smtp") else key
        if server not in given:
            raise Wrong((*at, key), f"“{key}” is of a server that is not named; write “{server}” too.")
    return MailSettings(
        incoming=_server(at, given, "imap", 993, 143),
        outgoing=_server(at, given, "smtp", 465, 587),
        outgoing_login=_login(at, given, "smtp_"),
        mailboxes=given.get("desks", {}),
        **{key: value for key, value in given.items() if key in MailSettings._fields},
    )


def _server(at: Keys, given: dict[str, Any], key: str, tls_port: int, plain_port: int) -> Server | None:
    if key not in given:
        return None
    named, tls = given[key], given.get(f"{key}_tls", "tls")
    host, colon, port = named.rpartition(":") if named.count(":") == 1 else (named, "", "")
    if not re.fullmatch(_HOST, host):
        raise Wrong((*at, key), f"“{named[:80]}” is no mail server; write its name, and a port after a colon.")
    if colon and not (port.isascii() and port.isdigit() and len(port) < 6 and 0 < int(port) < 65536):
        raise Wrong((*at, key), f"“{port[:20]}” is not a port.")
    if tls == "none" and host not in _LOCAL:
        raise Wrong((*at, f"{key}_tls"), f"Mail goes unencrypted only to this machine, not to {host}.")
    return Server(host, int(port) if colon else tls_port if tls == "tls" else plain_port, tls)


def _mailboxes(at: Keys, values: Any) -> dict[str, Login]:
    found = {}
    for desk, one in table(at, values, "[mail.desks]").items():
        keys, name = (*at, desk), f"[mail.desks.{desk}]"
        unknown = f"{name} has no key “{{key}}”; see docs/mail.md."
        given = each_read(keys, table(keys, one, name), _OF_A_LOGIN, unknown)
        if "user" not in given:
            raise Wrong(keys, f"The mailbox of {desk} needs its “user”.")
        found[desk] = _login(keys, given)
    return found


def _login(at: Keys, given: dict[str, Any], prefix: str = "") -> Login:
    user, file, env = (f"{prefix}{key}" for key in _OF_A_LOGIN)
    name, path, variable = (given.get(key, "") for key in (user, file, env))
    if path and variable:
        raise Wrong((*at, env), f"The password is in “{file}” or in “{env}”, not in both.")
    if name and not (path or variable):
        raise Wrong((*at, user), f"Where is the password of {name}? Write “{file}” or “{env}”.")
    if not name and (path or variable):
        raise Wrong((*at, file if path else env), f"Whose password is this? Write “{user}”.")
    return Login(name, path, variable)


def _variable(keys: Keys, value: Any) -> str:
    found = text(keys, value, empty=True)
    if found and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", found):
        raise Wrong(keys, f"“{found[:80]}” is no name of an environment variable.")
    return found


def _each(keys: Keys, value: Any, fits: str, like: str) -> tuple[str, ...]:
    found = tuple(one.lower() for one in texts(keys, value, "a list of texts"))
    for number, one in enumerate(found):
        if not re.fullmatch(fits, one):
            raise Wrong((*keys, number), f"“{one[:80]}” does not fit in “{keys[-1]}”; write it like {like}.")
    return found


_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|::1"
_TYPE = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}"
_DOMAIN = r"(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}"
_OF_A_LOGIN: dict[str, Reader] = {
    "user": text,
    "password_file": partial(place, kind="file"),
    "password_env": _variable,
}
_READ: dict[str, Reader] = {
    "imap": text,
    "imap_tls": partial(one_of, choices=get_args(Tls)),
    "smtp": text,
    "smtp_tls": partial(one_of, choices=get_args(Tls)),
    **{f"smtp_{key}": read for key, read in _OF_A_LOGIN.items()},
    "desks": _mailboxes,
    "folder": text,
    "poll_seconds": partial(whole, least=1, most=86_400),
    "largest_mb": partial(whole, least=1, most=200),
    "attachment_mb": partial(whole, least=1, most=200),
    "attachment_types": partial(_each, fits=_TYPE, like="image/png"),
    "practice_domains": partial(_each, fits=_DOMAIN, like="nhs.net"),
}
"""How each key of [mail] is read; what has a field of its name in ``MailSettings`` is that field's value."""
