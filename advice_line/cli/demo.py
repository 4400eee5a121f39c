"""``demo``: a throwaway hospital, opened at once."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from advice_line.cli.echo import echo
from advice_line.cli.sessions import open_at, store_path, the_instant


@click.command()
@click.option("--at", metavar="INSTANT", help="Fixes the demo's clock, so that a screen can be made again.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another number is another month of history.")
@click.option("--build-only", is_flag=True, help="Make the store (see --store) and do not open it.")
@click.pass_obj
def demo(store: str | None, at: str | None, seed: int, build_only: bool) -> None:
    """A throwaway store with a believable hospital and its month of history, opened at once.

    With --store PATH the store is made there and kept.
    """
    from advice_line.cli.screens import run_screens
    from advice_line.demo.hospital import build_demo, demo_instant
    from advice_line.settings import Settings

    fixed = the_instant(at).astimezone(UTC) if at else None
    now = datetime.now(UTC)
    began = fixed or demo_instant(now)
    if fixed is None and began != now:
        fixed = began
    with tempfile.TemporaryDirectory(prefix="advice-line-demo-") as folder:
        path = store_path(store) if store else Path(folder) / "demo.db"
        people = build_demo(path, began, seed)
        if build_only:
            echo(f"Made {path}.")
            return
        shown = tuple((p.key, p.username, p.name, p.what) for p in people)
        run_screens(open_at(path, began), Settings(lock_after_minutes=0), at=fixed, demo=shown)
