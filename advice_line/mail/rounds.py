"""One round of the e-mail desk: every new mail of a mailbox taken in, every mail that is due sent.

Each step is durable before the next: fetched, understood, taken in (one transaction), and only then moved out
of the inbox. A round may be cut off anywhere and begun again.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from advice_line.exports.outgoing import one_line
from advice_line.mail.mailbox import Mailbox, MailTrouble, MailWaiting, opened
from advice_line.mail.parsing import as_it_came, parse_mail
from advice_line.mail.sending import Sender
from advice_line.mail.steps import reached
from advice_line.people.roles import Person
from advice_line.problems import Refused, StoreTrouble, ValuesRefused
from advice_line.settings.mail import MailSettings
from advice_line.store import Store
from advice_line.usecases.advice.letters import as_sent
from advice_line.usecases.installation.demo_mark import is_demo
from advice_line.usecases.leases import end_lease, take_lease
from advice_line.usecases.mail_desk import outbox
from advice_line.usecases.mail_desk.incoming import MailboxPlace, MailTaken, is_taken, take_in
from advice_line.usecases.mail_desk.servers import note_ill, note_well
from advice_line.usecases.usecase import By

Clock = Callable[[], datetime]
_IDLE_SECONDS = 10
TURN = timedelta(minutes=5)
"""How long a mailbox is one process's own without its saying so again; a dead one frees it after this."""
_HEADERS_TO_SPARE = 2_000_000


@dataclass(frozen=True, slots=True)
class MailRound:
    """Who goes round, on which store, by which clock, as leases name them, and as the settings say."""

    store: Store
    worker: Person
    clock: Clock
    holder: str
    settings: MailSettings

    @property
    def by(self) -> By:
        """The worker now."""
        return By(self.store, self.worker, self.clock())

    def has_turn(self, name: str) -> bool:
        """Whether a mailbox is this process's own, for as long again."""
        return take_lease(self.store, name, self.holder, self.clock(), TURN)


def take_in_desk(
    going: MailRound,
    desk: str,
    stay: Callable[[], bool] = lambda: False,
    tell: Callable[[MailTaken], None] = lambda taken: None,
) -> list[MailTaken]:
    """Takes in everything that lies in a desk's inbox, and notes whether its server was well.

    One process at a time: two that move the same mail leave two copies of it. Who comes second does nothing.
    While ``stay`` says so, and the server can tell (IDLE), it waits there for more. ``tell`` hears of each mail.
    """
    store, settings = going.store, going.settings
    _refuse_demo(store)
    server, login = settings.incoming, settings.mailboxes.get(desk)
    if server is None or login is None:
        raise Refused(f"The mailbox of “{desk}” is not in the settings; see docs/mail.md.")
    name = f"incoming {desk}"
    if not going.has_turn(name):
        return []
    try:
        with opened(server, login, settings.folder) as mailbox:
            reached("connected")
            mailbox_name = f"{login.user}@{server.host}"
            taken = take_in_all(going, desk, mailbox_name, mailbox, tell)
            while mailbox.can_wait and stay() and going.has_turn(name):
                note_well(store, going.clock(), name)
                mailbox.wait(_IDLE_SECONDS)
                taken += take_in_all(going, desk, mailbox_name, mailbox, tell)
    except StoreTrouble:
        raise  # a full disk here says nothing about the mail server
    except Refused as trouble:
        if not isinstance(trouble, MailTrouble):
            trouble = MailTrouble(str(trouble))
        note_ill(store, going.clock(), name, str(trouble))
        raise trouble from None
    finally:
        end_lease(store, name, going.holder)
    note_well(store, going.clock(), name)
    return taken


def _refuse_demo(store: Store) -> None:
    if is_demo(store):
        raise Refused("This is a demonstration store: no mail is taken into it, and none is sent from it.")


def take_in_all(
    going: MailRound, desk: str, name: str, mailbox: Mailbox, tell: Callable[[MailTaken], None]
) -> list[MailTaken]:
    """The same with a mailbox that is open already, by the process whose turn it is."""
    found = []
    for number, waiting in enumerate(mailbox.waiting(), 1):
        if number % 20 == 0 and not going.has_turn(f"incoming {desk}"):
            break
        place = MailboxPlace(name, mailbox.uid_validity, waiting.uid)
        if not is_taken(going.store, place):
            taken = _take_one(going, desk, place, mailbox, waiting)
            if taken is None:
                continue
            found.append(taken)
            tell(taken)
        mailbox.keep(waiting.uid)
        reached("moved")
    return found


def _take_one(
    going: MailRound, desk: str, place: MailboxPlace, mailbox: Mailbox, waiting: MailWaiting
) -> MailTaken | None:
    settings = going.settings
    whole = waiting.size <= settings.largest_mb * 1_000_000 + _HEADERS_TO_SPARE
    data = mailbox.fetch(waiting.uid, headers_only=not whole)
    if data is None:
        return None
    reached("fetched")
    mail = parse_mail(data[:_HEADERS_TO_SPARE] if not whole else data, settings, whole=whole, size=waiting.size)
    reached("understood")
    by = going.by
    came = waiting.arrived_at or by.at
    try:
        taken = take_in(by, desk, place, mail, came, settings.practice_domains)
    except Exception as error:
        # One mail that breaks something must not keep those behind it waiting; a store in trouble must.
        if isinstance(error, Refused) and not isinstance(error, ValuesRefused):
            raise
        problem = f"it could not be taken in ({type(error).__name__}: {one_line(str(error))[:200]})"
        kept = as_it_came(data, [problem], whole=whole, size=waiting.size)
        taken = take_in(by, desk, place, kept, came)
    reached("taken in")
    return taken


def send_all(going: MailRound, most: int = 500) -> int:
    """Sends every mail that is due, and gives how many went. A server that cannot be used ends the round."""
    store, settings = going.store, going.settings
    _refuse_demo(store)
    if settings.outgoing is None:
        raise Refused("No server for outgoing mail is in the settings; see docs/mail.md.")
    sent = 0
    with closing(Sender(settings.outgoing, settings.outgoing_login)) as sender:
        for _ in range(most):
            mail = outbox.claim(store, going.holder, going.clock())
            if mail is None:
                break
            reached("claimed")
            mail = replace(mail, source=as_sent(store, going.clock(), mail.id, mail.source))
            try:
                outcome = sender.send(mail)
            except StoreTrouble:
                raise
            except Refused as trouble:
                outbox.note_failed(going.by, mail.id, str(trouble), mail.tries, for_ever=False)
                note_ill(store, going.clock(), "outgoing", str(trouble))
                raise
            reached("sent")
            if outcome.sent:
                outbox.note_sent(going.by, mail.id)
                sent += 1
            else:
                outbox.note_failed(going.by, mail.id, outcome.error, mail.tries, for_ever=outcome.for_ever)
            reached("noted")
            note_well(store, going.clock(), "outgoing")
    return sent
