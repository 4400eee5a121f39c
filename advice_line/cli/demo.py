"""``demo``: a throwaway hospital, opened at once, while its year of history is still being written."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen

import click

from advice_line.cli.echo import echo
from advice_line.cli.sessions import refuse_taken_path, store_path, the_instant
from advice_line.problems import Refused


@click.command()
@click.option("--at", metavar="INSTANT", help="Fixes the demo's clock, so that a screen can be made again.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number is another year of history.")
@click.option("--build-only", is_flag=True, help="Make the store (see --store) and do not open it.")
@click.pass_obj
def demo(store: str | None, at: str | None, seed: int, build_only: bool) -> None:
    """A throwaway store with a believable hospital and its year of history, opened at once.

    With --store PATH the store is made there and kept.
    """
    from advice_line.demo.hospital import build_demo, demo_instant

    fixed = the_instant(at).astimezone(UTC) if at else None
    now = datetime.now(UTC)
    began = fixed or demo_instant(now)
    if fixed is None and began != now:
        fixed = began
    with tempfile.TemporaryDirectory(prefix="advice-line-demo-") as folder:
        path = store_path(store) if store else Path(folder) / "demo.db"
        if build_only:
            build_demo(path, began, seed)
            echo(f"Made {path}.")
        else:
            _open(path, began, seed, fixed)


def _open(path: Path, began: datetime, seed: int, fixed: datetime | None) -> None:
    from advice_line.cli.screens import refuse_without_terminal, run_demo
    from advice_line.demo.hospital import NAME, demo_people
    from advice_line.demo.year import ZONE

    refuse_without_terminal()
    refuse_taken_path(path)
    people = tuple((p.key, p.username, p.name, p.what) for p in demo_people(began))
    with _being_made(path, began, seed) as made:
        run_demo(path, began, lambda: _wait_for(made), (NAME, ZONE), people, fixed)


@contextmanager
def _being_made(path: Path, began: datetime, seed: int) -> Iterator[Popen[str]]:
    """Another process makes the store, so that nothing here waits for it; it ends with this one."""
    command = ("-m", "advice_line", "--store", str(path), "demo", "--build-only")
    options = ("--at", began.isoformat(), "--seed", str(seed))
    made = Popen([sys.executable, *command, *options], stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, text=True)
    try:
        yield made
    finally:
        made.kill()
        made.wait()


def _wait_for(made: Popen[str]) -> None:
    _, said = made.communicate()
    if made.returncode:
        raise Refused(f"The demonstration could not be made: {said.strip()}")
