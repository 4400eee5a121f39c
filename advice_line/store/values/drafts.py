"""Forms that were left half typed."""

from datetime import datetime

from advice_line.store.typed import value


@value
class KeptDraft:
    """What stood in a form, as JSON."""

    subject: str
    fields: str
    at: datetime


@value
class Typed:
    """What stood in one form, as JSON, and since when."""

    fields: str
    at: datetime
