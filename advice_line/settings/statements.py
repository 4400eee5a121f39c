"""The settings of statements: when a month is provisional, when it is final, how long its lines may be queried."""

from functools import partial
from typing import Any, NamedTuple

from advice_line.settings.values import Keys, Reader, Wrong, each_read, table, text, whole


class StatementSettings(NamedTuple):
    """Days are working days of the nation whose bank holidays the contract names."""

    flex_working_days: int = 15
    """After the month's end: until then it may still change, and nothing is issued."""
    freeze_working_days: int = 30
    """After the month's end: what is known later is an adjustment of the next statement."""
    query_working_days: int = 5
    """After a statement was issued: until then its lines may be queried."""
    withhold_under: int = 5
    """Counts from 1 to below this are withheld from commissioners who compare providers; 1 withholds none."""
    identity_basis: str = ""
    """The legal basis on which patients' identities are in patient-level files. Empty: they are withheld."""


_UNKNOWN = "[statements] has no key “{key}”; see docs/settings.md."
_READ: dict[str, Reader] = {
    "flex_working_days": partial(whole, least=0, most=250),
    "freeze_working_days": partial(whole, least=0, most=250),
    "query_working_days": partial(whole, least=1, most=250),
    "withhold_under": partial(whole, least=1, most=100),
    "identity_basis": text,
}


def read_statements(keys: Keys, value: Any) -> StatementSettings:
    """The table [statements]. Raises Wrong."""
    values = table(keys, value, "[statements]")
    found = StatementSettings(**each_read(keys, values, _READ, _UNKNOWN))
    if found.freeze_working_days < found.flex_working_days:
        days = f"{found.freeze_working_days} and {found.flex_working_days} working days"
        raise Wrong(keys, f"A month is frozen before it may be issued ({days}); change one.")
    return found
