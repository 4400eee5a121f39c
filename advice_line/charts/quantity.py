"""What kind of figure a picture shows: two kinds never share a scale."""

from enum import StrEnum


class Quantity(StrEnum):
    """What is counted or measured; none of them is ever below 0."""

    NUMBER = "number"
    PERCENT = "per cent"
    RATIO = "ratio"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"

    @property
    def most(self) -> float | None:
        """The largest value that there can be; None where there is none."""
        return 100.0 if self is Quantity.PERCENT else None

    @property
    def sign(self) -> str:
        """What stands after a value."""
        return _SIGNS[self]

    def said(self, value: float | None) -> str:
        """A value as it is read: ``12``, ``45.2 %``, ``30 s``; a dash where there is none."""
        return "–" if value is None else f"{_plain(value)}{self.sign}"

    def within(self, value: float) -> float:
        """The value, or the nearest one that there can be."""
        return max(0.0, value if self.most is None else min(value, self.most))


_SIGNS = {
    Quantity.NUMBER: "",
    Quantity.RATIO: "",
    Quantity.PERCENT: " %",
    Quantity.SECONDS: " s",
    Quantity.MINUTES: " min",
    Quantity.HOURS: " h",
    Quantity.DAYS: " d",
}


def _plain(value: float) -> str:
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"
