"""What goes out by mail: put into the outbox in the transaction that decided it, sent by whichever worker is first.

A mail is claimed, sent, and noted as sent. A worker that dies between the last two leaves it in doubt: each
mail of a desk goes to the desk's own mailbox as well, in the same delivery, and that copy, coming in, proves
it was sent. Only when no copy has come in the time of doubt is it sent again, under the same message id.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.exports.outgoing import Outgoing, mail_text, new_message_id
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.values.mail import ClaimedMail, KnownOfSent, OutboxMail
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require

_NOT_THE_DESKS = frozenset({"chaser", "report"})
"""Mails that are for one person alone, and no copy of which goes to the desk's mailbox."""
DOUBT = timedelta(minutes=15)
"""How long a mail whose sending was cut off waits for its copy."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ToSend:
    """A mail that this worker now holds."""

    id: int
    sender: str
    recipients: tuple[str, ...]
    source: str
    tries: int


def put_in_outbox(
    by: By,
    kind: str,
    mail: Outgoing,
    press: Press,
    *,
    desk: str | None = None,
    enquiry: int | None = None,
    advice: int | None = None,
) -> int:
    """Puts a mail into the outbox; call it inside a transaction. Raises Refused for an address that cannot be one."""
    message_id = new_message_id(mail.from_address)
    try:
        source = mail_text(mail, message_id, by.at)
    except ValueError as error:
        raise Refused(str(error)) from error
    number = by.store.inserted(
        "add_outbox",
        site=by.person.site,
        desk=desk,
        enquiry=enquiry,
        advice=advice,
        kind=kind,
        recipient=mail.to,
        message_id=message_id,
        source=source,
        made_at=to_text(by.at),
        account=by.person.account,
        key=press.key,
    )
    by.store.run("add_outbox_state", outbox=number, at=to_text(by.at))
    return number


def claim(store: Store, holder: str, at: datetime) -> ToSend | None:
    """The next mail whose time has come, held by this worker until it says what became of it."""
    with store.transaction():
        held = store.one(ClaimedMail, "claim_outbox", holder=holder, at=to_text(at), until=to_text(at + DOUBT))
        if held is None:
            return None
        row = store.the(OutboxMail, "outbox_by_id", id=held.outbox)
    own = (store.one(str, "desk_email", id=row.desk) or "") if row.desk else ""
    copies = (row.recipient, own) if own and row.kind not in _NOT_THE_DESKS else (row.recipient,)
    return ToSend(row.id, own or row.recipient, copies, row.source, held.tries)


def note_sent(by: By, outbox: int) -> None:
    """The server has taken it."""
    _become(by, outbox, "sent", "", by.at)


def note_copy(by: By, message_id: str) -> int | None:
    """Its copy has come back to the desk's mailbox: it was sent. Gives its enquiry. Inside a transaction."""
    row = by.store.one(KnownOfSent, "enquiry_of_sent", message_id=message_id)
    if row is None:
        return None
    _become(by, row.id, "sent", "", by.at)
    return row.enquiry


def note_failed(by: By, outbox: int, error: str, tries: int, *, for_ever: bool) -> None:
    """It could not be sent: for ever (the address is refused), or tried again, later each time up to an hour."""
    wait = min(_FIRST_WAIT * 2 ** min(tries - 1, 10), _LONGEST_WAIT)
    _become(by, outbox, "refused" if for_ever else "waiting", error, by.at + wait)


def _become(by: By, outbox: int, state: str, error: str, next_at: datetime) -> None:
    with by.store.transaction():
        moved = by.store.one(
            int,
            "move_outbox",
            outbox=outbox,
            state=state,
            error=error[:500],
            next_at=to_text(next_at),
            at=to_text(by.at),
        )
        row = by.store.the(OutboxMail, "outbox_by_id", id=outbox)
        if moved is None or state == "waiting":
            return

        def work() -> Receipt:
            if row.enquiry is not None:
                refresh_flags(by, row.enquiry)
            return Receipt(str(outbox), {"kind": row.kind, "enquiry": row.enquiry})

        press = Press.by_itself(f"outbox {outbox} {state} {row.tries}")
        act_once(by, f"mail {state}", "outbox", press, work)


def try_again(by: By, outbox: int, press: Press) -> None:
    """Sends a refused or returned mail again, at once; or one that waits for its next try."""
    row = by.store.one(OutboxMail, "outbox_by_id", id=outbox)
    if row is None or row.site != by.person.site:
        raise Refused("There is no such mail.")
    require(by.person, Act.SEE_MAIL, desk=row.desk, site=row.site)

    def work() -> Receipt:
        if by.store.one(int, "try_outbox_again", outbox=outbox, at=to_text(by.at)) is None:
            raise Refused(f"This mail is {row.state}; there is nothing to send again.")
        if row.enquiry is not None:
            refresh_flags(by, row.enquiry)
        return Receipt(str(outbox), {})

    act_once(by, "sent a mail again", "outbox", press, work)
