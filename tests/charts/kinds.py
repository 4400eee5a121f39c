"""One picture of every kind, with something to be seen in each."""

from datetime import date

from advice_line.charts.chart import Chart
from advice_line.charts.control import Measured, control_chart, shares
from advice_line.charts.funnel import funnel
from advice_line.charts.heat import heat_map
from advice_line.charts.quantity import Quantity
from advice_line.charts.spending import SpendingMonth, spending_year
from advice_line.charts.stacked import stacked
from advice_line.charts.waiting import waiting_times

MONTHS = (
    "Apr 26",
    "May 26",
    "Jun 26",
    "Jul 26",
    "Aug 26",
    "Sep 26",
    "Oct 26",
    "Nov 26",
    "Dec 26",
    "Jan 27",
    "Feb 27",
)
WEEKS = [(f"{n} Aug", 38 + 4 * (n % 2), 50) for n in range(1, 20)]

KINDS: dict[str, Chart] = {
    "control": control_chart(
        "Connected",
        Quantity.PERCENT,
        shares([*WEEKS, ("20 Aug", 25, 50), ("21 Aug", 0, 0), ("22 Aug", 41, 50)]),
        "calls",
    ),
    "few": control_chart("Enquiries", Quantity.NUMBER, [Measured(month, 1200.0) for month in MONTHS]),
    "heat": heat_map("Calls by hour", {(0, 9): 12, (6, 23): 1}, date(2026, 8, 1), date(2026, 9, 1)),
    "waiting": waiting_times("Waiting", Quantity.SECONDS, {10: 3, 45: 8, 2000: 1}),
    "funnel": funnel("Failures", "enquiries", [("A1", 1, 3), ("B1", 30, 50), ("C1", 480, 2000), ("D1", 0, 0)]),
    "stacked": stacked(
        "Outcomes", "advised", [(month, {"admit": n, "other": 2 * n}) for n, month in enumerate(MONTHS)], ("admit",)
    ),
    "spending": spending_year(
        "Cost of the year", [SpendingMonth(m, 10000, 12000 if n < 5 else None, 9000) for n, m in enumerate(MONTHS)]
    ),
}
NOTHING: dict[str, Chart] = {
    "control": control_chart("Nothing", Quantity.SECONDS, []),
    "heat": heat_map("Nothing", {}, date(2026, 8, 1), date(2026, 8, 2)),
    "waiting": waiting_times("Nothing", Quantity.HOURS, {}),
    "funnel": funnel("Nothing", "calls", []),
    "stacked": stacked("Nothing", "advised", [], ()),
    "spending": spending_year("Nothing", []),
}
