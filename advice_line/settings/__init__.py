"""Settings: one TOML file in the platform's config folder, every field optional."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advice_line.enquiry.quiet_hours import QuietHours
from advice_line.problems import Refused
from advice_line.settings.mail import MailSettings, read_mail
from advice_line.toml_text import toml_trouble

if TYPE_CHECKING:
    from advice_line.rota.hours import LimitSetting


_NIGHT = QuietHours(time(21), time(7))
_NO_MAIL = MailSettings()
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


def settings_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("advice-line", appauthor=False) / "settings.toml"


def our_settings() -> Settings:
    """The settings of whoever runs the program."""
    return read_settings(settings_path())


def read_settings(path: Path) -> Settings:
    """The settings of a file; the defaults where there is none. Raises Refused with ``FILE:LINE: sentence``."""
    try:
        with path.open("rb") as file:
            text = file.read(_LARGEST + 1).decode("utf-8")
        if len(text) > _LARGEST:
            raise Refused(f"{path}: these settings are larger than 1 MB; mend the file.")
        if trouble := toml_trouble(text):
            raise Refused(f"{path}:{trouble[0]}: {trouble[1]}")
        values = tomllib.loads(text)
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(f"{path}: these settings cannot be read: {error}.") from error
    return Settings(**{key: _checked(path, key, value) for key, value in values.items()})


def _checked(path: Path, key: str, value: Any) -> Any:
    if key == "dial_command":
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(value)
        raise Refused(f'{path}: “dial_command” must be a list of texts like ["dial", "{{number}}"].')
    if key == "lock_after_minutes":
        if type(value) is int and value >= 0:
            return value
        raise Refused(f"{path}: “lock_after_minutes” must be a whole number, 0 or more.")
    if key == "hours_limits":
        if isinstance(value, list):
            return tuple(_limit(path, number, one) for number, one in enumerate(value, 1))
        raise Refused(f"{path}: write each of your own hours limits as [[hours_limits]].")
    if key == "whole_time":
        if isinstance(value, dict) and all(_share(part) for part in value.values()):
            return {gmc: float(part) for gmc, part in value.items()}
        raise Refused(f'{path}: “whole_time” must be shares over 0 and up to 1.5, like {{ "7012345" = 0.8 }}.')
    if key == "announce":
        if value in ANNOUNCE:
            return value
        raise Refused(f"{path}: “announce” is one of {', '.join(ANNOUNCE)}.")
    if key == "quiet_hours":
        return _quiet(path, value)
    if key in ("sheet_folder", "head_key"):
        if isinstance(value, str):
            return value
        raise Refused(f"{path}: “{key}” must be text in quotes.")
    if key == "heads_to":
        if isinstance(value, list) and all(isinstance(part, str) and part.strip() for part in value):
            return tuple(dict.fromkeys(part.strip() for part in value))
        raise Refused(f'{path}: “heads_to” must be a list of folders and mail addresses like ["/mnt/audit"].')
    if key == "backup_within_hours":
        if type(value) is int and value >= 0:
            return value
        raise Refused(f"{path}: “backup_within_hours” must be a whole number, 0 or more.")
    if key == "mail":
        return read_mail(path, value)
    raise Refused(f"{path}: there is no setting “{key}”; see docs/settings.md.")


def _quiet(path: Path, value: Any) -> QuietHours:
    try:
        begins, ends = (time.fromisoformat(part) for part in value)
    except (TypeError, ValueError):
        raise Refused(f'{path}: “quiet_hours” must be two times of day like ["21:00", "07:00"].') from None
    return QuietHours(begins, ends)


def _share(value: Any) -> bool:
    return type(value) in (int, float) and 0 < value <= 1.5


def _limit(path: Path, number: int, values: Any) -> "LimitSetting":
    from advice_line.rota.hours import RULES, LimitSetting

    where = f"{path}: hours limit {number}"
    if not isinstance(values, dict):
        raise Refused(f"{where}: write it as [[hours_limits]].")
    rule, limit = values.get("rule"), values.get("limit")
    if rule not in RULES:
        raise Refused(f"{where}: there is no hours rule “{rule}”; docs/settings.md lists them.")
    if not isinstance(limit, int | float) or limit <= 0:
        raise Refused(f"{where}: “limit” must be a number over 0.")
    for key, kind in {"from": date, "until": date, "desk": str, "clinician": str}.items():
        if key in values and type(values[key]) is not kind:
            raise Refused(f"{where}: “{key}” must be {'a date' if kind is date else 'text in quotes'}.")
    unknown = set(values) - {"rule", "limit", "from", "until", "desk", "clinician"}
    if unknown:
        raise Refused(f"{where}: there is no key “{min(unknown)}”.")
    return LimitSetting(
        rule,
        float(limit),
        values.get("from"),
        values.get("until"),
        values.get("desk", ""),
        values.get("clinician", ""),
    )
