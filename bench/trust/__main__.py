"""``make trust``: the table. ``python -m bench.trust --rounds 5 --cuts 20 --faults 2`` is a quick one."""

import argparse
from collections.abc import Callable

import click

from bench.trust.hurting import Count, disk_faults, kills, power_cuts, restores


def main() -> None:
    """Prints a line for each way in which the store is hurt; ends with 1 when anything was lost or broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=100, help="rounds of kill -9 with eight writers")
    asked.add_argument("--cuts", type=int, default=300, help="power cuts")
    asked.add_argument("--faults", type=int, default=20, help="times each of six disk faults")
    asked.add_argument("--restores", type=int, default=20, help="restores after a kill -9")
    asked.add_argument("--seed", type=int, default=1)
    chosen = asked.parse_args()
    click.echo(f"seed {chosen.seed}")
    counts = []
    hurts: tuple[tuple[str, Callable[[], Count]], ...] = (
        ("kill -9, eight writers", lambda: kills(chosen.rounds, 8, chosen.seed)),
        ("power cut", lambda: power_cuts(chosen.cuts, chosen.seed)),
        ("full or failing disk", lambda: disk_faults(chosen.faults, chosen.seed)),
        ("restore after kill -9", lambda: restores(chosen.restores, chosen.seed)),
    )
    for name, hurt in hurts:
        counts.append(hurt())
        click.echo(f"{name:24} {counts[-1]}")
    raise SystemExit(any(count.lost or count.wrong for count in counts))


if __name__ == "__main__":
    main()
