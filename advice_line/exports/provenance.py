"""Of which site and period an export is, and who made it when: what stands at the head of every one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from advice_line.periods import period_name
from advice_line.words.days import letter_date
from advice_line.words.times import letter_moment


@dataclass(frozen=True, slots=True)
class Provenance:
    """``begins`` and ``until`` are instants; every word of them is by the site's clock."""

    site: str
    hospital: str
    zone: ZoneInfo
    begins: datetime
    until: datetime
    made_by: str
    made_at: datetime

    @property
    def period(self) -> str:
        """``November 2026: 1 November 2026 to 30 November 2026, both included``; with times where it cuts a day."""
        first, end = self.begins.astimezone(self.zone), self.until.astimezone(self.zone)
        if (first.time(), end.time()) != (time(), time()):
            return f"{letter_moment(self.begins, self.zone)} until {letter_moment(self.until, self.zone)}"
        days = f"{letter_date(first)} to {letter_date(end - timedelta(days=1))}, both included"
        name = period_name(first.date(), end.date())
        return f"{name}: {days}" if name else days

    @property
    def made(self) -> str:
        return f"{self.made_by}, {letter_moment(self.made_at, self.zone)}"

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """As the head of a page says them."""
        return (
            ("Site", f"{self.hospital} ({self.site})"),
            ("Period", f"{self.period}, by the clock of {self.zone.key}"),
            ("Made by", self.made),
        )

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """As columns of a table each of whose rows must stand alone."""
        return (
            ("site", self.site),
            ("period", self.period),
            ("made_by", self.made_by),
            ("made_at", self.made_at.astimezone(self.zone).isoformat(timespec="minutes")),
        )
