"""Settings: one TOML file in the platform's config folder, every field optional."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advice_line.enquiry.quiet_hours import QuietHours
from advice_line.enquiry.value import Worth
from advice_line.problems import Refused
from advice_line.settings.mail import MailSettings, read_mail
from advice_line.settings.statements import StatementSettings, read_statements
from advice_line.settings.value import read_value
from advice_line.settings.values import (
    Keys,
    Reader,
    Wrong,
    above_nothing,
    chosen_keys,
    command,
    day,
    each_read,
    gmc,
    heads_to,
    no_hidden,
    one_of,
    place,
    quiet,
    shares,
    text,
    whole,
)
from advice_line.toml_text import toml_trouble

if TYPE_CHECKING:
    from advice_line.rota.hours import LimitSetting


_NIGHT = QuietHours(time(21), time(7))
_NO_MAIL = MailSettings()
_NO_STATEMENTS = StatementSettings()
_NO_VALUE = Worth()
_LARGEST = 1_000_000
ANNOUNCE = ("bell", "desktop", "both", "none")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose."""

    dial_command: tuple[str, ...] = ()
    """Run on “dial”, without a shell; ``{number}`` stands for what is dialled. Empty: nothing is run."""
    lock_after_minutes: int = 10
    """Idle minutes after which the screen locks and keeps what was typed; 0 never locks."""
    hours_limits: "tuple[LimitSetting, ...]" = ()
    """Limits of the hours rules that differ here, each with its dates; see ``rota.hours.limits``."""
    whole_time: Mapping[str, float] = field(default_factory=dict)
    """By registration number: the share of a whole-time post, for fairness. Who is not named is whole-time."""
    announce: str = "bell"
    """How something new on one's worklist is announced: ``bell``, ``desktop``, ``both`` or ``none``."""
    quiet_hours: QuietHours = _NIGHT
    """When chasers that can wait until morning are silent, by the site's clock."""
    sheet_folder: str = ""
    """Where the on-call sheet is renewed every hour, as oncall.html and oncall.pdf. Empty: nowhere."""
    backup_within_hours: int = 26
    """A backup older than this is chased; 0: backups are somebody else's care."""
    head_key: str = ""
    """The file of the key that signs the trail's heads. Empty: keys/head.key in the folder of these settings."""
    heads_to: tuple[str, ...] = ()
    """Folders and mail addresses outside the store where the worker leaves the trail's head every hour."""
    mail: MailSettings = _NO_MAIL
    """The e-mail desk's servers and mailboxes."""
    statements: StatementSettings = _NO_STATEMENTS
    """When a month of statements is final, and how long its lines may be queried."""
    value: Worth = _NO_VALUE
    """What an avoided referral and admission are put at, in pence; without it nothing is estimated in money."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """By the name of a command, like ``board.note``: the key that does it here; see ``advice-line keys``."""


def settings_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("advice-line", appauthor=False) / "settings.toml"


def our_settings() -> Settings:
    """The settings of whoever runs the program."""
    return read_settings(settings_path())


def read_settings(path: Path) -> Settings:
    """The settings of a file; the defaults where there is none. Raises Refused with ``FILE:LINE: sentence``."""
    data = b""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise Refused(f"{path}: these settings are larger than 1 MB; mend the file.")
        said = data.decode("utf-8")
        if trouble := toml_trouble(said):
            raise Refused(f"{path}:{trouble[0]}: {trouble[1]}")
        values = tomllib.loads(said)
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(f"{path}:{line}: This line is not UTF-8; save the file as UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise Refused(_no_toml(path, f"{error}", data)) from None
    except (OSError, ValueError) as error:
        raise Refused(f"{path}: these settings cannot be read: {error}.") from error
    try:
        no_hidden((), values)
        return Settings(**each_read((), values, _READ, "There is no setting “{key}”; see docs/settings.md."))
    except Wrong as wrong:
        raise Refused(f"{path}:{_line(said, wrong.keys)}: {wrong}") from None


def setting_line(path: Path, keys: Keys) -> int:
    """Where a setting stands in its file."""
    return _line(path.read_text("utf-8"), keys)


def _no_toml(path: Path, words: str, data: bytes) -> str:
    """tomllib says the line at the end of its sentence, or that it is the end of the file."""
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", words)
    line = int(at[1]) if at and at[1] else data.count(b"\n") + 1
    return f"{path}:{line}: This is no TOML: {words[: at.start()] if at else words}."


def _line(text: str, keys: Keys) -> int:
    """Where a setting stands, or the nearest table around it."""
    from advice_line.toml_positions import line_numbers

    lines = line_numbers(text)
    return next((lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in lines), 1)


def _limits(keys: Keys, value: Any) -> "tuple[LimitSetting, ...]":
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Wrong(keys, "Write each of your own hours limits as [[hours_limits]].")
    return tuple(_limit((*keys, number), one) for number, one in enumerate(value))


def _limit(keys: Keys, values: dict[str, Any]) -> "LimitSetting":
    from advice_line.rota.hours import LimitSetting

    if missing := next((key for key in ("rule", "limit") if key not in values), None):
        raise Wrong(keys, f"An hours limit needs its “{missing}”.")
    given = each_read(keys, values, _OF_A_LIMIT, "An hours limit has no key “{key}”; docs/settings.md lists them.")
    begins, until = given.get("from"), given.get("until")
    if begins is not None and until is not None and until <= begins:
        raise Wrong((*keys, "until"), f"This limit holds until {until}, before it begins on {begins}; change one.")
    return LimitSetting(
        given["rule"], given["limit"], begins, until, given.get("desk", ""), given.get("clinician", "")
    )


def _rule(keys: Keys, value: Any) -> str:
    from advice_line.rota.hours import RULES

    if not isinstance(value, str) or value not in RULES:
        raise Wrong(keys, f"There is no hours rule “{value}”; docs/settings.md lists them.")
    return value


_OF_A_LIMIT: dict[str, Reader] = {
    "rule": _rule,
    "limit": partial(above_nothing, most=10_000),
    "from": day,
    "until": day,
    "desk": text,
    "clinician": gmc,
}
_READ: dict[str, Reader] = {
    "dial_command": command,
    "lock_after_minutes": partial(whole, least=0, most=1440),
    "hours_limits": _limits,
    "whole_time": shares,
    "announce": partial(one_of, choices=ANNOUNCE),
    "quiet_hours": quiet,
    "sheet_folder": partial(place, kind="folder"),
    "backup_within_hours": partial(whole, least=0, most=87_600),
    "head_key": partial(place, kind="file"),
    "heads_to": heads_to,
    "mail": read_mail,
    "statements": read_statements,
    "value": read_value,
    "keys": chosen_keys,
}
"""How each setting is read; the same keys as the fields of ``Settings``."""
