"""The hospital sites that a store is of."""

from advice_line.store import Store
from advice_line.store.values.installation import Site


def sites(store: Store) -> list[Site]:
    """Every site, by its code."""
    return store.all(Site, "sites")


def site_name(store: Store, code: str) -> str:
    """What a site is called; empty where there is none of that code."""
    return next((site.name for site in sites(store) if site.code == code), "")
