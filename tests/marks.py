"""Marks that nobody has to remember: which tests need PostgreSQL, kill and fill up, or take seconds.

``postgres`` is given by fixture and parameter, ``faults`` and ``slow`` by where a test stands; a single test among
quick ones bears them itself. ``make quick`` leaves all three out. The slow ones begin first.
"""

import os
from collections.abc import Sequence
from pathlib import PurePath
from typing import TypeVar

import pytest

FAULTS = ("store/test_processes.py", "mail/test_faults.py")
"""Real processes that are killed or crowd each other, disks that fill up, servers that die."""
SLOW = ("demo/test_demo.py", "exports/test_canaries.py", "mail/test_hostile.py", "mail/test_faults.py")
"""Files whose tests take some three seconds each."""
_FIXTURES = {"postgres_url", "founded_postgres"}


T = TypeVar("T")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        path = PurePath(item.path).as_posix()
        if needs_postgres(item):
            item.add_marker("postgres")
        for mark, files in (("faults", FAULTS), ("slow", SLOW)):
            if path.endswith(files):
                item.add_marker(mark)
    slow = [item for item in items if item.get_closest_marker("slow")]
    quick = [item for item in items if not item.get_closest_marker("slow")]
    items[:] = slow_first(slow, quick, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def slow_first(slow: Sequence[T], quick: Sequence[T], workers: int) -> list[T]:
    """Every test once, so that each worker's even share begins with its part of the slow ones.

    A slow test that begins last is waited for by all; a quick one is taken over by whoever has nothing left to do.
    """
    ordered: list[T] = []
    total, given = len(slow) + len(quick), 0
    for worker in range(workers):
        dear = slow[worker::workers]
        share = (total - len(ordered)) // (workers - worker)
        until = given + max(0, share - len(dear))
        ordered += [*dear, *quick[given:until]]
        given = until
    return ordered


def needs_postgres(item: pytest.Item) -> bool:
    """Whether a fixture of its own is the server, or one that was asked for that engine."""
    asked = getattr(item, "callspec", None)
    return bool(_FIXTURES & {*getattr(item, "fixturenames", ())}) or (
        asked is not None and "postgres" in asked.params.values()
    )
