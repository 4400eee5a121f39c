"""Roles and what each may do. One table; every use-case asks it."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    OPERATOR = "operator"
    REGISTRAR = "registrar"
    CONSULTANT = "consultant"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    COMMISSIONER = "commissioner"
    INTERFACE_LEAD = "interface lead"

    @property
    def with_article(self) -> str:
        return f"an {self}" if self[0] in "aeiou" else f"a {self}"


class Act(StrEnum):
    """What somebody may want to do, in the words of a refusal: “may not …”."""

    ROUTE = "take and route calls"
    HEAR_PRACTICE = "note what a practice said"
    FIND_ENQUIRIES = "look for enquiries"
    SEE_CLINICAL_TEXT = "see clinical text"
    BREAK_GLASS = "see clinical text of another desk"
    RECORD_ADVICE = "record advice"
    ANSWER = "answer for a desk"
    COUNTERSIGN = "countersign advice"
    PUBLISH_ROTA = "publish a rota"
    CHANGE_ROTA = "change a rota"
    SWAP = "offer and agree swaps"
    SEE_ROTA = "see rotas"
    NOTE_ROTA = "write a note on tonight's list"
    AUDIT = "see audits"
    PUBLISH_CONTRACT = "publish contracts"
    SEE_STATEMENT = "see statements"
    PREPARE_STATEMENT = "prepare and answer statements"
    ISSUE_STATEMENT = "issue statements"
    QUERY_STATEMENT = "query and agree statements"
    COMPARE_PROVIDERS = "compare providers"
    SET_ASIDE = "leave an enquiry out of what is charged"
    SEE_INTERFACE = "see the interface audit"
    KEEP_INTERFACE = "keep the list of what is promised about the interface"
    SCHEDULE_REPORT = "have reports mailed"
    WRITE_TO_PRACTICE = "tell a practice what came of its questions"
    IMPORT_PRACTICES = "import practices"
    SEE_MAIL = "see the e-mail desk"
    SORT_MAIL = "sort stray mail"
    SAY_LETTERS = "say where a practice's letters go"
    MANAGE_ACCOUNTS = "manage accounts"
    MANAGE_TOKENS = "manage tokens for jobs"
    EXPORT_TRAIL = "export the trail"
    SEE_OPERATOR_FLAG = "see the operators' flags"
    SEE_DESK_FLAG = "see a desk's flags"
    SEE_MANAGER_FLAG = "see the managers' flags"
    SETTLE_OPERATOR_FLAG = "settle the operators' flags"
    SETTLE_ADVISER_FLAG = "settle an adviser's flags"
    SETTLE_DESK_FLAG = "settle a desk's flags"
    SETTLE_MANAGER_FLAG = "settle the managers' flags"
    OPERATOR_NOTICE = "see and settle the operators' notices"
    DESK_NOTICE = "see and settle a desk's notices"
    MANAGER_NOTICE = "see and settle the managers' notices"
    ADMINISTRATOR_NOTICE = "see and settle the administrators' notices"


class Reach(StrEnum):
    """How far a permission goes."""

    NO = "no"
    OWN = "own"
    OWN_DESK = "own desk"
    OWN_OR_DESK = "own, or of the own desk"
    OWN_SITE = "own site"
    YES = "yes"


_R, _A = Reach, Act
_COLUMNS = tuple(Role)
_TABLE: dict[Act, tuple[Reach, ...]] = {
    _A.ROUTE: (_R.YES, _R.YES, _R.YES, _R.NO, _R.NO),
    _A.HEAR_PRACTICE: (_R.YES, _R.YES, _R.YES, _R.NO, _R.NO),
    _A.FIND_ENQUIRIES: (_R.YES, _R.OWN_DESK, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.SEE_CLINICAL_TEXT: (_R.NO, _R.OWN_DESK, _R.OWN_DESK, _R.NO, _R.NO),
    _A.BREAK_GLASS: (_R.NO, _R.YES, _R.YES, _R.NO, _R.NO),
    _A.RECORD_ADVICE: (_R.NO, _R.OWN, _R.OWN, _R.NO, _R.NO),
    _A.ANSWER: (_R.NO, _R.OWN_DESK, _R.OWN_DESK, _R.NO, _R.NO),
    _A.COUNTERSIGN: (_R.NO, _R.NO, _R.OWN_DESK, _R.NO, _R.NO),
    _A.PUBLISH_ROTA: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.CHANGE_ROTA: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.SWAP: (_R.NO, _R.OWN, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.SEE_ROTA: (_R.YES, _R.YES, _R.YES, _R.OWN_SITE, _R.NO),
    _A.NOTE_ROTA: (_R.YES, _R.OWN_DESK, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.AUDIT: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.IMPORT_PRACTICES: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.YES),
    _A.SEE_MAIL: (_R.YES, _R.OWN_DESK, _R.OWN_DESK, _R.OWN_SITE, _R.YES),
    _A.SORT_MAIL: (_R.YES, _R.NO, _R.NO, _R.OWN_SITE, _R.NO),
    _A.SAY_LETTERS: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.YES),
    _A.MANAGE_ACCOUNTS: (_R.NO, _R.NO, _R.NO, _R.NO, _R.YES),
    _A.MANAGE_TOKENS: (_R.NO, _R.NO, _R.NO, _R.NO, _R.YES),
    _A.EXPORT_TRAIL: (_R.NO, _R.NO, _R.NO, _R.NO, _R.OWN_SITE),
    _A.SEE_OPERATOR_FLAG: (_R.YES, _R.OWN, _R.OWN, _R.OWN_SITE, _R.NO),
    _A.SEE_DESK_FLAG: (_R.NO, _R.OWN, _R.OWN_OR_DESK, _R.OWN_SITE, _R.NO),
    _A.SEE_MANAGER_FLAG: (_R.NO, _R.OWN, _R.OWN, _R.OWN_SITE, _R.NO),
    _A.SETTLE_OPERATOR_FLAG: (_R.YES, _R.NO, _R.OWN_DESK, _R.NO, _R.NO),
    _A.SETTLE_ADVISER_FLAG: (_R.NO, _R.OWN, _R.OWN_OR_DESK, _R.NO, _R.NO),
    _A.SETTLE_DESK_FLAG: (_R.NO, _R.NO, _R.OWN_DESK, _R.NO, _R.NO),
    _A.SETTLE_MANAGER_FLAG: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.OPERATOR_NOTICE: (_R.YES, _R.NO, _R.NO, _R.OWN_SITE, _R.NO),
    _A.DESK_NOTICE: (_R.NO, _R.OWN_DESK, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.MANAGER_NOTICE: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO),
    _A.ADMINISTRATOR_NOTICE: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.YES),
    _A.PUBLISH_CONTRACT: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO),
    _A.SEE_STATEMENT: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO, _R.OWN),
    _A.PREPARE_STATEMENT: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO),
    _A.ISSUE_STATEMENT: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO),
    _A.QUERY_STATEMENT: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO, _R.OWN),
    _A.COMPARE_PROVIDERS: (_R.NO, _R.NO, _R.NO, _R.NO, _R.NO, _R.OWN),
    _A.SET_ASIDE: (_R.YES, _R.OWN_DESK, _R.OWN_DESK, _R.OWN_SITE, _R.NO),
    _A.SEE_INTERFACE: (_R.NO, _R.NO, _R.OWN_DESK, _R.OWN_SITE, _R.NO, _R.NO, _R.OWN_SITE),
    _A.SCHEDULE_REPORT: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO, _R.NO, _R.OWN_SITE),
    _A.WRITE_TO_PRACTICE: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO, _R.NO, _R.OWN_SITE),
    _A.KEEP_INTERFACE: (_R.NO, _R.NO, _R.NO, _R.OWN_SITE, _R.NO, _R.NO, _R.OWN_SITE),
}
NOT_BY_JOB = frozenset({_A.MANAGE_ACCOUNTS, _A.MANAGE_TOKENS})
"""What no job may do, whatever its role: a token that could make accounts or tokens would outlive its own end."""
OF_TOKENS = (Role.OPERATOR, Role.MANAGER, Role.ADMINISTRATOR)
"""Roles that a token may have: advice, countersigns and swaps are a clinician's own, and no job is a clinician."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in. ``desks`` are those whose newest rota lists them; ``clinician`` is their store key.

    ``generation`` is the account's when they signed in: a later one has signed them out.
    ``job``: no person, a program that runs by itself.
    """

    account: int
    username: str
    name: str
    role: Role
    site: str
    clinician: int | None = None
    desks: frozenset[str] = frozenset()
    generation: int = 0
    job: bool = False
    commissioner: str = ""
    """For a commissioner's account: the ODS code of whom it looks for."""


def reach(role: Role, act: Act) -> Reach:
    """How far a role's permission for an act goes. A row of the table that ends early is “no” from there on: a
    commissioner and an interface lead have only what names them."""
    row, column = _TABLE[act], _COLUMNS.index(role)
    return row[column] if column < len(row) else Reach.NO


def may(person: Person, act: Act, *, desk: str | None = None, site: str | None = None, own: bool = False) -> bool:
    """Whether a person may do an act to something of a desk and a site that is, or is not, their own.

    What is not said is not theirs: a permission for one's own site needs the site.
    """
    if person.job and act in NOT_BY_JOB:
        return False
    match reach(person.role, act):
        case Reach.YES:
            return True
        case Reach.OWN:
            return own
        case Reach.OWN_DESK:
            return desk is not None and desk in person.desks
        case Reach.OWN_OR_DESK:
            return own or (desk is not None and desk in person.desks)
        case Reach.OWN_SITE:
            return site is not None and site == person.site
        case _:
            return False


def ever(person: Person, act: Act) -> bool:
    """Whether a person's role allows an act at all, to something: what a screen offers before anything is chosen."""
    return reach(person.role, act) is not Reach.NO


def site_wide(person: Person, act: Act) -> bool:
    """Whether a person may do an act to every desk of their site."""
    return reach(person.role, act) in (Reach.OWN_SITE, Reach.YES)


def is_told(person: Person, role: str, desk: str | None = None, clinician: int | None = None) -> bool:
    """Whether what is said to a role (of a desk, where one is named), or to one clinician alone, is said to them."""
    if person.role != role or clinician not in (None, person.clinician):
        return False
    return desk is None or person.clinician is None or desk in person.desks
