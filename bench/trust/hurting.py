"""Writers that are killed, lose power, or have a failing disk; what was lost of what they acknowledged."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from advice_line.store import create_store, open_store, trail
from advice_line.store.backup import copy_store
from advice_line.store.verdicts import verdicts
from advice_line.usecases.installation.copies import put_back
from bench.trust.disk import after_a_cut, read_log, watching_library
from tests.hospital import TUESDAY, found_hospital


@dataclass(slots=True)
class Count:
    """How often it was hurt, how many acts had been acknowledged, how many were lost, and what else was wrong."""

    hurt: int = 0
    acknowledged: int = 0
    lost: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.hurt} times, {self.acknowledged:,} acknowledged acts, {self.lost} lost"
        said += f", {self.refused} writers told" if self.refused else ""
        return f"{said}, {len(self.wrong)} broken{f': {self.wrong[0]}' if self.wrong else ''}"

    def look(self, path: Path, keys: dict[str, str]) -> None:
        """Opens what is left: every acknowledged key must be there, and the trail whole."""
        self.hurt += 1
        self.acknowledged += len(keys)
        try:
            with closing(open_store(path, TUESDAY)) as store:
                self.lost += sum(trail.subject_of(store, key) != made for key, made in keys.items())
                self.wrong += faults_of(store)
        except Exception as error:
            self.wrong.append(f"{type(error).__name__}: {error}")


def faults_of(store: object) -> list[str]:
    """What the trail's verification finds, in sentences."""
    return [f"{v.site}, row {v.broken_at}: {v.why}" for v in verdicts(store) if v.broken_at is not None]  # type: ignore[arg-type]


@contextmanager
def a_store() -> Iterator[tuple[Path, Path]]:
    """A hospital's store in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="advice-line-trust-") as name:
        folder = Path(name)
        with closing(create_store(folder / "line.db", TUESDAY)) as store:
            found_hospital(store, folder)
        yield folder, folder / "line.db"


def writer(path: Path, name: str, first: int, most: int | None = None, **env: str) -> "subprocess.Popen[str]":
    """A process that takes calls; what it writes on stdout was acknowledged."""
    asked = [sys.executable, "-m", "bench.trust.writer", str(path), name, str(first)]
    return subprocess.Popen(
        asked + ([str(most)] if most is not None else []),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)} | env,
    )


def _keys(out: str) -> dict[str, str]:
    whole = out[: out.rfind("\n") + 1].splitlines()
    pairs = [line.split() for line in whole]
    return {pair[0]: pair[1] for pair in pairs}


def kills(rounds: int, writers: int, seed: int) -> Count:
    """Eight processes write into one store, and some of them are killed at once, round after round."""
    chance, count = random.Random(seed), Count()
    keys: dict[str, str] = {}
    with a_store() as (_, path):
        for number in range(rounds):
            running = [writer(path, f"r{number}w{n}", 0) for n in range(writers)]
            outs: list[list[str]] = [[] for _ in running]
            begun = threading.Event()

            def read(process: "subprocess.Popen[str]", out: list[str], begun: threading.Event = begun) -> None:
                assert process.stdout is not None
                for line in process.stdout:
                    out.append(line)
                    if len(out) == 1:
                        begun.set()

            readers = [threading.Thread(target=read, args=pair) for pair in zip(running, outs, strict=True)]
            for reader in readers:
                reader.start()
            begun.wait(60)
            threading.Event().wait(chance.uniform(0, 0.6))
            for process in running:
                process.send_signal(signal.SIGKILL)
            for process, reader in zip(running, readers, strict=True):
                process.wait()
                reader.join()
            fresh = {key: made for out in outs for key, made in _keys("".join(out)).items()}
            keys |= fresh
            count.look(path, fresh)
        with closing(open_store(path, TUESDAY)) as store:
            count.lost += sum(trail.subject_of(store, key) != made for key, made in keys.items())
    return count


def power_cuts(cuts: int, seed: int) -> Count:
    """A writer's disk is watched, then cut off at random moments, with whatever was not flushed in part."""
    chance, count = random.Random(seed), Count()
    with a_store() as (folder, path):
        library = watching_library(folder)
        before = {"": path.read_bytes()}
        watch = {"LD_PRELOAD": str(library), "TRUST_STORE": str(path), "TRUST_LOG": str(folder / "log")}
        process = writer(path, "cut", 0, 300, **watch)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        keys, happened = list(_keys(out).items()), read_log(folder / "log")
        last = max(n for n, step in enumerate(happened) if step.what == "a")
        for number in range(cuts):
            files, acknowledged = after_a_cut(before, happened, chance.randint(1, last + 1), chance)
            left = folder / f"cut-{number}.db"
            for ending, content in files.items():
                left.with_name(left.name + ending).write_bytes(content)
            count.look(left, dict(keys[: acknowledged + 1]))
            for file in folder.glob(f"{left.name}*"):
                file.unlink()
    return count


def restores(times: int, seed: int) -> Count:
    """A copy is put back over a store whose writer was killed, log and all: both stores must be whole."""
    chance, count = random.Random(seed), Count()
    for _ in range(times):
        with a_store() as (folder, path):
            copy, at = folder / "copy.db", datetime.now(UTC)
            copied = _killed(path, "before", chance)
            with closing(open_store(path, TUESDAY)) as store:
                copy_store(store, copy)
            later = _killed(path, "after", chance)
            aside = put_back(path, copy, at).set_aside
            count.look(path, copied)
            if aside is None:
                count.wrong.append("the store of before was not set aside")
                continue
            with closing(open_store(aside, TUESDAY)) as old:
                count.acknowledged += len(later)
                count.lost += sum(trail.subject_of(old, key) != made for key, made in (copied | later).items())
                count.wrong += faults_of(old)
    return count


def _killed(path: Path, name: str, chance: random.Random) -> dict[str, str]:
    """What a writer had acknowledged when it was killed."""
    process = writer(path, name, 0)
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(chance.randint(5, 40))]
    process.send_signal(signal.SIGKILL)
    lines.append(process.stdout.read())
    process.wait()
    return _keys("".join(lines))


_FAULTS = ("write:{n}:28", "write:{n}:28+", "write:{n}:5", "write:{n}:5+", "flush:{n}:5", "flush:{n}:5+")


def disk_faults(each: int, seed: int) -> Count:
    """The disk is full, or fails, once or for good, at a random write or flush of the store."""
    chance, count = random.Random(seed), Count()
    for fault in _FAULTS * each:
        with a_store() as (folder, path):
            library = watching_library(folder)
            number = chance.randint(1, 700 if fault.startswith("write") else 24)
            hurt = {"TRUST_STORE": str(path), "TRUST_FAULT": fault.format(n=number)}
            process = writer(path, "fault", 0, 25, LD_PRELOAD=str(library), **hurt)
            out, err = process.communicate(timeout=120)
            if "Traceback" in err:
                count.wrong.append(f"{fault.format(n=number)}: {err.splitlines()[-1]}")
            count.refused += process.returncode == 1
            count.look(path, _keys(out))
    return count
