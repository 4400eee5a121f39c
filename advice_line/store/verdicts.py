"""Whether the trail is whole, in short: a verdict for each site."""

from collections.abc import Iterator
from dataclasses import dataclass

from advice_line.store.engine import Store
from advice_line.store.verifying import check


@dataclass(frozen=True, slots=True)
class Verdict:
    """One site's chain: how many rows are whole, and the first that is not, with why."""

    site: str
    rows: int
    broken_at: int | None = None
    why: str = ""


def verdicts(store: Store, batch: int = 2000) -> Iterator[Verdict]:
    """Checks everything, and gives each site's chain with its first fault.

    What is wrong with the store itself, its records or its tables, is a verdict of the site “the store”.
    ``verifying.check`` says more: every fault, what was checked, and what could not be.
    """
    found = check(store, batch=batch)
    faults: dict[str, list[tuple[int, str]]] = {}
    for fault in found.faults:
        faults.setdefault(fault.site or "the store", []).append((fault.row or 0, fault.words))
    for site in [*found.heads, *(site for site in faults if site not in found.heads)]:
        rows, _ = found.heads.get(site, (0, ""))
        if site not in faults:
            yield Verdict(site, rows)
            continue
        row, words = min(faults[site], key=lambda fault: fault[0])
        yield Verdict(site, max(row - 1, 0) if row else rows, row, words)
