"""A thousand mails taken in through a real dovecot, each durable before it is moved; and what a minute would hold."""

import os
import tempfile
import time
from pathlib import Path

import click

from advice_line.mail.parsing import parse_mail
from advice_line.mail.rounds import MailRound, take_in_desk
from advice_line.settings.mail import Login, MailSettings, Server
from advice_line.store import create_store
from advice_line.usecases.accounts.workers import worker_of
from tests.hospital import TUESDAY, found_hospital
from tests.mail.mails import mail
from tests.mail.servers import HAS_DOVECOT, PASSWORD, WHY_NOT, dovecot

MANY = 1_000


def main() -> None:
    """Delivers, takes in, and holds it against the cost of only understanding the same mails."""
    if not HAS_DOVECOT:
        click.echo(f"mail: {WHY_NOT}")
        return
    os.environ["BENCH_MAILBOX"] = PASSWORD.replace(" ", "_")
    letters = [mail(f"Question {n}. " * 40, subject=f"Q {n}", message_id=f"<{n}@bench.example>") for n in range(MANY)]
    with tempfile.TemporaryDirectory(prefix="advice-line-bench-") as folder, dovecot() as imap:
        store = create_store(Path(folder) / "line.db", TUESDAY)
        found_hospital(store, Path(folder))
        for letter in letters:
            imap.deliver("cardiology", letter)
        login = Login("cardiology", password_env="BENCH_MAILBOX")
        settings = MailSettings(incoming=Server("127.0.0.1", imap.port, "none"), mailboxes={"cardiology": login})
        worker = worker_of(store, "RRV03", TUESDAY)
        begun = time.perf_counter()
        taken = take_in_desk(MailRound(store, worker, lambda: TUESDAY, "bench", settings), "cardiology")
        whole = time.perf_counter() - begun
        begun = time.perf_counter()
        for letter in letters:
            parse_mail(letter, settings)
        parsed = time.perf_counter() - begun
        store.close()
    assert len(taken) == MANY
    click.echo(
        f"\n{MANY} mails taken in: {whole:.1f} s, {MANY / whole * 60:,.0f} a minute, "
        f"{whole / parsed:.1f} x the cost of understanding them"
    )


if __name__ == "__main__":
    main()
