"""The real screens on a demo store made beforehand: ``python -m bench.demo_screens STORE``."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from advice_line.cli.screens import run_demo

AT = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
PEOPLE = (("1", "sam", "Sam Hill", "switchboard operator"),)

if __name__ == "__main__":
    run_demo(Path(sys.argv[1]), AT, lambda: None, ("Exampleton General", ZoneInfo("Europe/London")), PEOPLE, AT)
