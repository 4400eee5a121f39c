"""Settings: one TOML file in the platform's config folder, every field optional."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advice_line.problems import Refused


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may choose."""

    dial_command: tuple[str, ...] = ()
    """Run on “dial”, without a shell; ``{number}`` stands for what is dialled. Empty: nothing is run."""
    lock_after_minutes: int = 10
    """Idle minutes after which the screen locks and keeps what was typed; 0 never locks."""


def settings_path() -> Path:
    from platformdirs import user_config_path

    return user_config_path("advice-line", appauthor=False) / "settings.toml"


def read_settings(path: Path) -> Settings:
    """The settings of a file; the defaults where there is none. Raises Refused with ``FILE:LINE: sentence``."""
    try:
        values = tomllib.loads(path.read_text("utf-8"))
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
    raise Refused(f"{path}: there is no setting “{key}”; see docs/settings.md.")
