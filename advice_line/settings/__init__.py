"""Settings: one TOML file in the platform's config folder, every field optional."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advice_line.enquiry.quiet_hours import QuietHours
from advice_line.problems import Refused
from advice_line.settings.mail import MailSettings, read_mail
from advice_line.settings.values import (
    Keys,
    Wrong,
    command,
    heads_to,
    is_gmc,
    known,
    no_hidden,
    one_of,
    place,
    quiet,
    shares,
    whole,
)
from advice_line.settings.values import text as one_text
from advice_line.toml_text import toml_trouble

if TYPE_CHECKING:
    from advice_line.rota.hours import LimitSetting


_NIGHT = QuietHours(time(21), time(7))
_NO_MAIL = MailSettings()
_LARGEST = 1_000_000
_A_DAY, _TEN_YEARS, _MOST_HOURS = 1440, 87_600, 10_000
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
        text = data.decode("utf-8")
        if trouble := toml_trouble(text):
            raise Refused(f"{path}:{trouble[0]}: {trouble[1]}")
        values = tomllib.loads(text)
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
        no_hidden(values)
        known((), values, _READ, "There is no setting “{key}”; see docs/settings.md.")
        return Settings(**{key: _READ[key]((key,), value) for key, value in values.items()})
    except Wrong as wrong:
        raise Refused(f"{path}:{_line(text, wrong.keys)}: {wrong}") from None


def _no_toml(path: Path, words: str, data: bytes) -> str:
    """tomllib says the line at the end of its sentence, or that it is the end of the file."""
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", words)
    line = int(at[1]) if at and at[1] else data.count(b"\n") + 1
    return f"{path}:{line}: This is no TOML: {words[: at.start()] if at else words}."


def _line(text: str, keys: Keys) -> int:
    """Where a setting stands, or the nearest table around it."""
    from advice_line.rota.positions import line_numbers

    lines = line_numbers(text)
    return next((lines[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in lines), 1)


def _limits(keys: Keys, value: Any) -> "tuple[LimitSetting, ...]":
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Wrong(keys, "Write each of your own hours limits as [[hours_limits]].")
    return tuple(_limit((*keys, number), one) for number, one in enumerate(value))


def _limit(keys: Keys, values: dict[str, Any]) -> "LimitSetting":
    from advice_line.rota.hours import RULES, LimitSetting

    known(keys, values, _OF_A_LIMIT, "An hours limit has no key “{key}”; docs/settings.md lists them.")
    rule, limit = values.get("rule"), values.get("limit")
    if not isinstance(rule, str) or rule not in RULES:
        raise Wrong((*keys, "rule"), f"There is no hours rule “{rule}”; docs/settings.md lists them.")
    if type(limit) not in (int, float) or not 0 < limit <= _MOST_HOURS:  # type: ignore[operator]
        raise Wrong((*keys, "limit"), f"“limit” must be a number over 0 and up to {_MOST_HOURS:,}.")
    for key in ("from", "until"):
        if key in values and type(values[key]) is not date:
            raise Wrong((*keys, key), f"“{key}” must be a date like 2026-08-05, without quotes.")
    begins, until = values.get("from"), values.get("until")
    if begins is not None and until is not None and until <= begins:
        raise Wrong((*keys, "until"), f"This limit holds until {until}, before it begins on {begins}; change one.")
    if "clinician" in values and not is_gmc(values["clinician"]):
        raise Wrong((*keys, "clinician"), "“clinician” must be a registration number: seven digits in quotes.")
    desk = one_text((*keys, "desk"), values["desk"]) if "desk" in values else ""
    return LimitSetting(rule, float(limit), begins, until, desk, values.get("clinician", ""))  # type: ignore[arg-type]


_OF_A_LIMIT = ("rule", "limit", "from", "until", "desk", "clinician")
_READ: dict[str, Callable[[Keys, Any], Any]] = {
    "dial_command": command,
    "lock_after_minutes": lambda keys, value: whole(keys, value, 0, _A_DAY),
    "hours_limits": _limits,
    "whole_time": shares,
    "announce": lambda keys, value: one_of(keys, value, ANNOUNCE),
    "quiet_hours": quiet,
    "sheet_folder": lambda keys, value: place(keys, value, "folder"),
    "backup_within_hours": lambda keys, value: whole(keys, value, 0, _TEN_YEARS),
    "head_key": lambda keys, value: place(keys, value, "file"),
    "heads_to": heads_to,
    "mail": read_mail,
}
"""How each setting is read; the same keys as the fields of ``Settings``."""
