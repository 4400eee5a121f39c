"""Marks that nobody has to remember: which tests need PostgreSQL, kill and fill up, or take seconds.

``postgres`` is given by fixture and parameter, ``faults`` and ``slow`` by where a test stands; a single test among
quick ones bears them itself. ``make quick`` leaves all three out.
"""

from pathlib import PurePath

import pytest

FAULTS = ("store/test_processes.py", "mail/test_faults.py")
"""Real processes that are killed or crowd each other, disks that fill up, servers that die."""
SLOW = ("demo/test_demo.py", "exports/test_canaries.py", "mail/test_hostile.py", "mail/test_faults.py")
"""Files whose tests take some three seconds each."""
_FIXTURES = {"postgres_url", "founded_postgres"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        path = PurePath(item.path).as_posix()
        if needs_postgres(item):
            item.add_marker("postgres")
        for mark, files in (("faults", FAULTS), ("slow", SLOW)):
            if path.endswith(files):
                item.add_marker(mark)


def needs_postgres(item: pytest.Item) -> bool:
    """Whether a fixture of its own is the server, or one that was asked for that engine."""
    asked = getattr(item, "callspec", None)
    return bool(_FIXTURES & {*getattr(item, "fixturenames", ())}) or (
        asked is not None and "postgres" in asked.params.values()
    )
