"""``trail verify``."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from advice_line.cli.echo import as_json_lines, echo, echo_json
from advice_line.cli.sessions import opened, store_path
from advice_line.cli.trail_heads import held_against
from advice_line.store import Store

if TYPE_CHECKING:
    from advice_line.store.findings import Findings


@click.command()
@click.option("--full", is_flag=True, help="Everything, and not only what is new since it was last whole.")
@click.option(
    "--against", metavar="FILE", help="A head that was kept elsewhere: a file, a folder, a backup, or SEQ:HASH."
)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="With --against: a verifier key to believe.")
@as_json_lines
@click.pass_obj
def verify(store: str | None, full: bool, against: str | None, keys: tuple[str, ...], as_json: bool) -> None:
    """Read every row of the trail, and every record it vouches for, and say what is not as it was written."""
    if keys and not against:
        raise click.UsageError("--key goes with --against.")
    with opened(store) as found:
        findings = _verified(found, store_path(store), full=full)
        _say(findings, as_json)
        proved = held_against(found, store_path(store), against, keys, as_json) if against else True
    sys.exit(0 if findings.whole and proved else 1)


def _verified(store: Store, store_file: Path, *, full: bool) -> "Findings":
    from platformdirs import user_state_path

    from advice_line.usecases.trail.verifying import last_whole, rows_since, verify_trail

    folder = user_state_path("advice-line", appauthor=False)
    since = None if full else last_whole(folder, store_file)
    length, hidden = max(rows_since(store, since), 1), not sys.stderr.isatty()
    with click.progressbar(length=length, label="Verifying", file=sys.stderr, hidden=hidden) as bar:
        return verify_trail(store, store_file, folder, since, datetime.now(UTC), bar.update)


def _say(findings: "Findings", as_json: bool) -> None:
    for site, (seq, _) in findings.heads.items():
        first = next((fault for fault in findings.faults if fault.site == site), None)
        if as_json:
            broken_at = (first.row or 0) if first else None
            echo_json({"site": site, "rows": seq, "broken_at": broken_at, "why": first.words if first else None})
        elif first is None:
            echo(f"{site}: {seq} rows, whole.")
    if as_json:
        said: dict[str, object] = {
            "whole": findings.whole,
            "faults": [{"site": one.site or None, "row": one.row, "why": one.words} for one in findings.faults],
            "more_faults": findings.more,
            "rows": findings.rows,
            "records": findings.records,
            "checked": findings.checked,
            "not_checked": findings.not_checked,
        }
        echo_json(said)
        return
    for fault in findings.faults:
        echo(str(fault))
    if findings.more:
        echo(f"… and {findings.more} more.")
    for sentence in findings.checked:
        echo(f"Checked: {sentence}")
    for sentence in findings.not_checked:
        echo(f"Not checked: {sentence}")
