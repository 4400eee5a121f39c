"""The hospital sites that a store is of."""

from advice_line.store import Store
from advice_line.store.values.installation import Site


def sites(store: Store) -> list[Site]:
    """Every site, by its code."""
    return store.all(Site, "sites")
