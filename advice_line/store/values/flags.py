"""Flags of enquiries and of the site: raised, owned, settled."""

from datetime import datetime

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.flags import Kind
from advice_line.store.typed import value


@value
class OpenFlag:
    """A flag that is not settled."""

    id: int
    enquiry: int
    kind: Kind
    raised_at: datetime
    desk: str
    desk_name: str
    owner: str
    clinician: int | None
    clinician_name: str

    @property
    def owner_name(self) -> str:
        return self.clinician_name or self.owner


@value
class EnquiryFlag:
    """A flag of one enquiry, and how it was settled."""

    id: int
    enquiry: int
    kind: Kind
    cause: str
    raised_at: datetime
    desk: str
    owner: str
    clinician: int | None
    clinician_name: str
    settled_at: datetime | None
    how: str
    settled_by: str

    @property
    def owner_name(self) -> str:
        return self.clinician_name or self.owner


@value
class OneFlag:
    """A flag, whose it is, and how it was settled."""

    id: int
    enquiry: int
    kind: Kind
    cause: str
    raised_at: datetime
    desk: str
    site: str
    owner: str
    clinician: int | None
    settled_at: datetime | None
    how: str
    settled_by: str


@value
class SiteFlag:
    """An open flag that is no single enquiry's."""

    id: int
    site: str
    desk: str | None
    desk_name: str
    kind: ChaserKind
    cause: str
    words: str
    owner: str
    raised_at: datetime


@value
class OneSiteFlag:
    """A flag of the site, and how it was settled."""

    id: int
    site: str
    desk: str | None
    kind: ChaserKind
    cause: str
    owner: str
    settled_at: datetime | None
    how: str
    settled_by: str
