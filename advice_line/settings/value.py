"""The setting of value: what one avoided referral or admission is put at."""

from typing import Any

from advice_line.enquiry.value import Range, Worth
from advice_line.settings.values import Keys, Reader, Wrong, each_read, table

_UNKNOWN = "[value] has no key “{key}”; see docs/settings.md."
_MOST = 100_000_000


def _range(keys: Keys, value: Any) -> Range:
    """Two whole numbers, the lower first."""
    numbers = value if isinstance(value, list) else []
    if len(numbers) != 2 or not all(type(one) is int and 0 <= one <= _MOST for one in numbers):
        raise Wrong(keys, f"“{keys[-1]}” is a range of two whole numbers, like [12000, 18000].")
    if numbers[0] > numbers[1]:
        raise Wrong(keys, f"“{keys[-1]}” begins with its lower number; turn them round.")
    return Range(*numbers)


_READ: dict[str, tuple[str, Reader]] = {
    "referral_pence": ("referral", _range),
    "admission_pence": ("admission", _range),
    "journeys": ("journeys", _range),
}


def read_value(keys: Keys, value: Any) -> Worth:
    """The table [value]. Raises Wrong."""
    readers = {key: reader for key, (_, reader) in _READ.items()}
    given = each_read(keys, table(keys, value, "[value]"), readers, _UNKNOWN)
    return Worth(**{_READ[key][0]: one for key, one in given.items()})
