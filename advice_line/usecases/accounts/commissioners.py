"""For whom a commissioner's account looks."""

from advice_line.people.numbers import COMMISSIONER_CODE
from advice_line.people.roles import Role
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.values.people import Account


def commissioner_of_role(role: Role, code: str) -> str:
    """The code as it is kept; empty for every other role. Refused: a code for another role, and what is none."""
    code = code.strip().upper()
    if role is not Role.COMMISSIONER:
        if code:
            raise Refused(f"An account for {role.with_article} has no commissioner's code.")
        return ""
    if not COMMISSIONER_CODE.fullmatch(code):
        raise Refused(f"For whom does this account look? “{code}” is no ODS code of a commissioner, like 16C.")
    return code


def put_commissioner(store: Store, account: int, code: str) -> None:
    """Keeps it; call it inside the transaction."""
    if code:
        store.run("put_account_commissioner", account=account, commissioner=code)


def commissioner_of(store: Store, row: Account) -> str:
    """For whom a commissioner's account looks; what it looked for under another role counts no more."""
    if row.role is not Role.COMMISSIONER:
        return ""
    return store.one(str, "commissioner_of_account", account=row.id) or ""
