"""Files written whole or not at all."""

from contextlib import suppress
from pathlib import Path

from advice_line.problems import Refused


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
