"""Files written whole or not at all."""

import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from advice_line.problems import Refused


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """A new file from parts that are never held together, whole or not at all, for its owner alone.

    Raises Refused with a sentence; what is there is not replaced.
    """
    half = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    if path.exists():
        raise Refused(f"{path} is there already; choose another name.")
    try:
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
    except OSError as error:
        raise Refused(f"{path}: the file cannot be written: {error.strerror}.") from error
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside and then puts in place, so that nobody ever reads half a file. Raises Refused with a sentence."""
    half = path.with_name(f"{path.name}.part")
    try:
        half.write_bytes(data)
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise Refused(f"{path}: the file cannot be written: {error.strerror}.") from error
