"""Every place there is, and which of them each role is shown."""

from advice_line.people.roles import Role
from advice_line.tui.places.accounts import AccountsPlace
from advice_line.tui.places.audit import AuditPlace
from advice_line.tui.places.board import Board
from advice_line.tui.places.call import Call
from advice_line.tui.places.contract import ContractForm
from advice_line.tui.places.contracts import ContractsPlace
from advice_line.tui.places.interface import InterfacePlace
from advice_line.tui.places.mail import MailPlace
from advice_line.tui.places.new_call import NewCall
from advice_line.tui.places.place import Place
from advice_line.tui.places.providers import ProvidersPlace
from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.rota.place import RotaPlace
from advice_line.tui.places.statements import StatementsPlace
from advice_line.tui.places.unseen import UnseenPlace
from advice_line.tui.places.worklist import Worklist

KINDS: dict[str, type[Place]] = {
    kind.NAME: kind
    for kind in (
        Board, NewCall, Call, Worklist, RecordForm, MailPlace, RotaPlace, AuditPlace, UnseenPlace, StatementsPlace,
        ContractsPlace, ContractForm, InterfacePlace, AccountsPlace, ProvidersPlace,
    )
}  # fmt: skip
_ROUTES = ("board", "new-call", "call")
AT_ONCE = frozenset({*_ROUTES, "record"})
"""Places that must be there at the first key; the others are made when they are first asked for."""
PLACES: dict[Role, tuple[str, ...]] = {
    Role.OPERATOR: (*_ROUTES, "worklist", "mail", "rota"),
    Role.REGISTRAR: ("worklist", "record", *_ROUTES, "mail", "rota"),
    Role.CONSULTANT: ("worklist", "record", *_ROUTES, "mail", "rota", "audit", "unseen", "statements", "interface"),
    Role.MANAGER: (
        "audit",
        "worklist",
        "mail",
        "rota",
        "unseen",
        "statements",
        "contracts",
        "contract",
        "interface",
    ),
    Role.ADMINISTRATOR: ("worklist", "mail", "accounts"),
    Role.COMMISSIONER: ("statements", "contracts", "providers"),
    Role.INTERFACE_LEAD: ("audit", "interface"),
}
