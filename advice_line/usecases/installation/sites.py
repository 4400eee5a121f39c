"""The hospital sites that a store is of."""

from advice_line.store import Store
from advice_line.store.values.installation import Site


def sites(store: Store) -> list[Site]:
    """Every site, by its code."""
    return store.all(Site, "sites")


def site_named(store: Store, code: str) -> Site:
    """The site with this code, which is there: a person belongs to it."""
    return next(site for site in sites(store) if site.code == code)
