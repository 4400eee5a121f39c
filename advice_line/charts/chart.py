"""Every kind of picture that there is."""

from advice_line.charts.control import ControlChart
from advice_line.charts.funnel import Funnel
from advice_line.charts.heat import HeatMap
from advice_line.charts.spending import SpendingYear
from advice_line.charts.stacked import Stacked
from advice_line.charts.waiting import WaitingTimes

Chart = ControlChart | HeatMap | WaitingTimes | Funnel | Stacked | SpendingYear
