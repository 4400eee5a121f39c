"""The hospital's side of the interface: what practices had to chase, and what was promised about it."""

from datetime import date, datetime

from advice_line.enquiry.interface_actions import ActionStep
from advice_line.store.typed import value


@value
class ChasedCount:
    """How many enquiries of a desk had one reason; without a reason: how many had none."""

    desk: str
    reason: str | None
    number: int


@value
class InterfaceAction:
    """An action as its newest step has it. ``desk`` is None where it is about the whole site."""

    id: int
    written_at: datetime
    step: ActionStep
    reason: str
    desk: str | None
    desk_name: str
    cause: str
    promised: str
    owner: str
    due: date
    words: str
    at: datetime
    by_name: str

    @property
    def is_done(self) -> bool:
        return self.step is ActionStep.DONE
