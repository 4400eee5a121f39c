"""The real screens on a demo store made beforehand: ``python -m bench.demo_screens STORE``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from advice_line.cli.screens import run_demo
from advice_line.demo.hospital import NAME
from advice_line.demo.year import ZONE

AT = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
PEOPLE = (("1", "sam", "Sam Hill", "switchboard operator"),)

if __name__ == "__main__":
    run_demo(Path(sys.argv[1]), AT, lambda: None, (NAME, ZONE), PEOPLE, AT)
