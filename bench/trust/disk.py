"""The disk that ``disk.c`` watches: what a power cut at any moment would have left of the files.

Until a file is flushed the kernel may have put any part of what was written to it on the disk, in any order and
sector by sector. A cut keeps everything up to the last flush and an arbitrary choice of the sectors after it.
"""

import random
import struct
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

_HEAD = struct.Struct("=cb6xqq")
_SECTOR = 512
_FILES = {1: "", 2: "-wal"}


@dataclass(frozen=True, slots=True)
class Done:
    """What reached the kernel: ``w`` a write, ``t`` a truncation, ``f`` a flush; ``a`` an act was acknowledged."""

    what: Literal["w", "t", "f", "a"]
    file: int
    offset: int
    data: bytes


def watching_library(folder: Path) -> Path:
    """``disk.c`` as a library to preload. Raises OSError or CalledProcessError where there is no compiler."""
    library = folder / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True, capture_output=True
    )
    return library


def read_log(path: Path) -> list[Done]:
    """What happened, in order."""
    data, place, found = path.read_bytes(), 0, []
    while place + _HEAD.size <= len(data):
        what, file, offset, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        body = data[place : place + length] if what == b"w" else b""
        place += len(body)
        found.append(Done(what.decode(), file, offset, body))
    return found


def after_a_cut(
    before: dict[str, bytes], happened: Sequence[Done], cut: int, chance: random.Random
) -> tuple[dict[str, bytes], int]:
    """The files, by their ending, as a cut after ``cut`` steps leaves them; and the last act acknowledged by then."""
    files = {ending: bytearray(content) for ending, content in before.items()}
    done = happened[:cut]
    flushed = dict.fromkeys(_FILES, 0)
    acknowledged = -1
    for number, step in enumerate(done):
        if step.what == "f":
            flushed[step.file] = number
        elif step.what == "a":
            acknowledged = step.offset
    for number, step in enumerate(done):
        if step.what in "fa":
            continue
        content = files.setdefault(_FILES[step.file], bytearray())
        if number < flushed[step.file]:
            _apply(content, step.offset, step)
        else:
            _apply_in_part(content, step, chance)
    return {ending: bytes(content) for ending, content in files.items()}, acknowledged


def _apply(content: bytearray, offset: int, step: Done) -> None:
    if step.what == "t":
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset : offset + len(step.data)] = step.data


def _apply_in_part(content: bytearray, step: Done, chance: random.Random) -> None:
    if step.what == "t":
        if chance.random() < 0.5:
            _apply(content, step.offset, step)
        return
    kept = chance.choice(("all", "none", "sectors"))
    if kept == "all":
        _apply(content, step.offset, step)
    elif kept == "sectors":
        for begins in range(0, len(step.data), _SECTOR):
            if chance.random() < 0.5:
                sector = step.data[begins : begins + _SECTOR]
                _apply(content, step.offset + begins, Done("w", step.file, 0, sector))
