"""The commands of the main screen, whichever place it shows."""

from collections.abc import Callable
from typing import Any

from advice_line.people.roles import Act, ever
from advice_line.tui.commands import Command


def _may_go(name: str) -> Callable[[Any], bool]:
    return lambda main: name in main.places and (main.place is None or name != main.place.id)


COMMANDS = [
    Command("main.desk", "f3", "go('board')", "Desk", when=_may_go("board")),
    Command("main.worklist", "f4", "go('worklist')", "Worklist", when=_may_go("worklist")),
    Command("main.audit", "f5", "go('audit')", "Audit", when=_may_go("audit")),
    Command(
        "main.mail",
        "ctrl+e",
        "go('mail')",
        "Mail",
        "The e-mail desk: what came in, what goes out, its servers",
        when=_may_go("mail"),
        priority=True,
    ),
    Command(
        "main.unseen",
        "ctrl+u",
        "go('unseen')",
        "Unseen",
        "Accountability: patients advised on unseen",
        when=_may_go("unseen"),
        priority=True,
    ),
    Command("main.rota", "f9", "go('rota')", "Rota", when=_may_go("rota")),
    Command(
        "main.accounts",
        "f6",
        "go('accounts')",
        "Accounts",
        "Who may sign in; clear a lock, disable, reset",
        when=_may_go("accounts"),
    ),
    Command(
        "main.statements",
        "f12",
        "go('statements')",
        "Statements",
        "What advice costs",
        when=_may_go("statements"),
    ),
    Command(
        "main.interface",
        "ctrl+g",
        "go('interface')",
        "Interface",
        "What practices had to chase, and what is promised about it",
        when=_may_go("interface"),
        priority=True,
    ),
    Command(
        "main.providers",
        "f8",
        "go('providers')",
        "Providers",
        "Every site side by side, for your practices",
        when=_may_go("providers"),
    ),
    Command(
        "main.search",
        "slash,ctrl+f",
        "search",
        "Search",
        "Find an enquiry; ctrl+f from the board",
        when=lambda main: ever(main.session.person, Act.FIND_ENQUIRIES),
    ),
    Command("main.help", "question_mark,f1", "help", "Help", key_display="?"),
    Command("main.sign-out", "ctrl+l", "sign_out", "Sign out"),
]
