"""How the mail servers are."""

from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.store import Store
from advice_line.store.values.mail import MailServer


def note_well(store: Store, at: datetime, name: str) -> None:
    """It worked just now; written at most once a minute, so that a busy round does not write twice as much."""
    known = next((server for server in mail_servers(store) if server.name == name), None)
    if known and known.ill_at is None and known.well_at and timedelta() <= at - known.well_at < timedelta(minutes=1):
        return
    with store.transaction():
        store.run("note_server_well", name=name, at=to_text(at))


def note_ill(store: Store, at: datetime, name: str, error: str) -> None:
    """It does not work; ``error`` is a sentence."""
    with store.transaction():
        store.run("note_server_ill", name=name, at=to_text(at), error=error[:500])


def mail_servers(store: Store) -> list[MailServer]:
    """Every server that was ever spoken to."""
    return store.all(MailServer, "mail_servers")
