"""Roles and what each may do. One table; every use-case asks it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    OPERATOR = "operator"
    REGISTRAR = "registrar"
    CONSULTANT = "consultant"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """What somebody may want to do, in the words of a refusal: “may not …”."""

    ROUTE = "take and route calls"
    SEE_CLINICAL_TEXT = "see clinical text"
    RECORD_ADVICE = "record advice"
    COUNTERSIGN = "countersign advice"
    PUBLISH_ROTA = "publish a rota"
    CHANGE_ROTA = "change a rota"
    SWAP = "offer and agree swaps"
    SEE_ROTA = "see rotas"
    NOTE_ROTA = "write a note on tonight's list"
    AUDIT = "see audits"
    IMPORT_PRACTICES = "import practices"
    MANAGE_ACCOUNTS = "manage accounts"


class Reach(StrEnum):
    """How far a permission goes."""

    NO = "no"
    OWN = "own"
    OWN_DESK = "own desk"
    OWN_SITE = "own site"
    YES = "yes"


_R, _A = Reach, Act
_COLUMNS = (Role.OPERATOR, Role.REGISTRAR, Role.CONSULTANT, Role.MANAGER, Role.ADMINISTRATOR)
_TABLE: dict[Act, tuple[Reach, ...]] = {
    _A.ROUTE: (_R.YES, _R.YES, _R.YES, _R.NO, _R.NO),
    _A.SEE_CLINICAL_TEXT: (_R.NO, _R.OWN_DESK, _R.OWN_DESK, _R.NO, _R.NO),
    _A.RECORD_ADVICE: (_R.NO, _R.OWN, _R.OWN, _R.NO, _R.NO),
    _A.COUNTERSIGN: (_R.NO, _R.NO, _R.OWN_DESK, _R.NO, _R.NO),
    _A.PUBLISH_ROTA: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.CHANGE_ROTA: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.SWAP: (_R.NO, _R.OWN, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.SEE_ROTA: (_R.YES, _R.YES, _R.YES, _R.OWN_SITE, _R.NO),
    _A.NOTE_ROTA: (_R.YES, _R.OWN_DESK, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.AUDIT: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.IMPORT_PRACTICES: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.YES),
    _A.MANAGE_ACCOUNTS: (_R.NO, _R.NO, _R.NO, _R.NO, _R.YES),
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in. ``desks`` are those whose newest rota lists them; ``clinician`` is their store key."""

    account: int
    username: str
    name: str
    role: Role
    site: str
    clinician: int | None = None
    desks: frozenset[str] = frozenset()


def reach(role: Role, act: Act) -> Reach:
    """How far a role's permission for an act goes."""
    return _TABLE[act][_COLUMNS.index(role)]


def may(person: Person, act: Act, *, desk: str | None = None, site: str | None = None, own: bool = False) -> bool:
    """Whether a person may do an act to something of a desk and a site that is, or is not, their own."""
    match reach(person.role, act):
        case Reach.YES:
            return True
        case Reach.OWN:
            return own
        case Reach.OWN_DESK:
            return desk is not None and desk in person.desks
        case Reach.OWN_SITE:
            return site is None or site == person.site
        case _:
            return False
