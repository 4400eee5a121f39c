"""When what can wait until morning is silent."""

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class QuietHours(NamedTuple):
    """By the desk's clock, from ``begins`` to ``ends``, over midnight when it begins later than it ends."""

    begins: time
    ends: time

    def over(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The instant itself outside the quiet hours, else their end."""
        local = at.astimezone(zone)
        wall = local.time()
        if self.begins <= self.ends:
            quiet = self.begins <= wall < self.ends
        else:
            quiet = wall >= self.begins or wall < self.ends
        if not quiet:
            return at
        day = local.date() + (timedelta(days=1) if wall >= self.ends else timedelta())
        return datetime.combine(day, self.ends, zone).astimezone(at.tzinfo)


NO_QUIET = QuietHours(time(), time())
