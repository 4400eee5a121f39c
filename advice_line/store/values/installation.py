"""What an installation is: its sites, and its tables as the engine describes them."""

from zoneinfo import ZoneInfo

from advice_line.store.typed import value


@value
class Site:
    """A hospital of this store."""

    code: str
    name: str
    timezone: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@value
class TableColumn:
    """A column of a table: what stands in it at first, and whether something must."""

    name: str
    initial: str | None
    required: bool
