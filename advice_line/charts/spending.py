"""Money over a financial year: plan, actual, and forecast to its end, as running totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from advice_line.tariffs.pence import pounds


@dataclass(frozen=True, slots=True)
class SpendingMonth:
    """A month's pence. Before ``actual`` is known there is a forecast in its place; ``plan`` is None without one."""

    label: str
    plan: int | None
    actual: int | None
    forecast: int | None = None


@dataclass(frozen=True, slots=True)
class SpendingYear:
    """The months of one financial year, in order; those with an actual amount come first."""

    title: str
    months: tuple[SpendingMonth, ...]

    @property
    def plan(self) -> tuple[int, ...]:
        """Running totals of the plan; empty where some month has none."""
        given = [month.plan for month in self.months if month.plan is not None]
        return tuple(accumulate(given)) if len(given) == len(self.months) else ()

    @property
    def actual(self) -> tuple[int, ...]:
        """Running totals of what it came to, as far as is known."""
        return tuple(accumulate(month.actual for month in self.months if month.actual is not None))

    @property
    def forecast(self) -> tuple[int | None, ...]:
        """Running totals from the last actual month on; None before it, and after a month without either."""
        known = len(self.actual)
        found: list[int | None] = [None] * len(self.months)
        total = self.actual[-1] if known else 0
        if known:
            found[known - 1] = total
        for n, month in enumerate(self.months[known:], known):
            if month.forecast is None:
                break
            total += month.forecast
            found[n] = total
        return tuple(found)

    @property
    def said(self) -> tuple[str, ...]:
        """What there is to be seen, in sentences."""
        plan, actual, end = self.plan, self.actual, next(reversed(self.forecast), None)
        told = []
        if actual:
            by_plan = f", planned {pounds(plan[len(actual) - 1])}" if plan else ""
            told.append(f"To {self.months[len(actual) - 1].label}: {pounds(actual[-1])}{by_plan}.")
        if end is not None and len(actual) < len(self.months):
            told.append(
                f"Forecast to the year's end: {pounds(end)}{f', planned {pounds(plan[-1])}' if plan else ''}."
            )
        return tuple(told) or ("Nothing is charged in this year yet.",)


def spending_year(title: str, months: Sequence[SpendingMonth]) -> SpendingYear:
    """Raises ValueError where an actual amount stands after a month without one: no running total could be true."""
    known = [month.actual is not None for month in months]
    if known != sorted(known, reverse=True):
        raise ValueError("an actual amount stands after a month that has none")
    return SpendingYear(title, tuple(months))
