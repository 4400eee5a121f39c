"""Prices of the table that stores had before there were contracts: nothing charges by them, so that each is said."""

from advice_line.store import Store
from advice_line.store.rotas import desks
from advice_line.store.values.statements import OldPrice
from advice_line.tariffs.contract import Contract, PerUnit
from advice_line.tariffs.pence import pounds
from advice_line.usecases.statements.contracts import contracts_of


def uncontracted_prices(store: Store) -> list[str]:
    """A sentence for each that no published contract has, per unit, for its whole time."""
    sites = {desk.id: desk.site for desk in desks(store)}
    rows = store.all(OldPrice, "old_prices")
    contracts = {site: contracts_of(store, site) for site in {sites[row.desk] for row in rows}}
    return [_said(row) for row in rows if not any(_has(one, row) for one in contracts[sites[row.desk]])]


def _has(contract: Contract, row: OldPrice) -> bool:
    if contract.commissioner != row.commissioner or row.desk not in contract.desks:
        return False
    if not isinstance(contract.terms, PerUnit) or not contract.holds(row.effective_from):
        return False
    ends = contract.until is None or (row.effective_until is not None and row.effective_until <= contract.until)
    price = contract.terms.email if row.channel == "e-mail" else contract.terms.phone
    return ends and price == row.pence


def _said(row: OldPrice) -> str:
    until = f" until {row.effective_until}" if row.effective_until else ""
    what = "an e-mail" if row.channel == "e-mail" else "a call"
    price = (
        f"{row.commissioner} is to pay {pounds(row.pence)} for {what} to {row.desk} from {row.effective_from}{until}"
    )
    return (
        f"{price} by a price kept from before there were contracts, and by no contract: nothing is charged by it. "
        "Publish it as a contract of kind “per unit”, or leave it."
    )
