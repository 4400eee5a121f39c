"""The real screens on a demo store made beforehand: ``python -m bench.demo_screens STORE``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from advice_line.cli.screens import run_screens
from advice_line.settings import Settings
from advice_line.store import open_store

AT = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
PEOPLE = (("1", "sam", "Sam Hill", "switchboard operator"),)

if __name__ == "__main__":
    run_screens(open_store(Path(sys.argv[1]), AT), Settings(lock_after_minutes=0), at=AT, demo=PEOPLE)
