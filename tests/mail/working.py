"""A worker process for the fault runs: rounds of taking in and sending, killed at a step when told so.

    python -m tests.mail.working STORE IMAP_PORT SMTP_PORT MINUTES STEP NUMBER

MINUTES moves its clock on; at the NUMBER-th STEP it kills itself, as a power cut would.
"""

import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from advice_line.mail.rounds import MailRound, send_all, take_in_desk
from advice_line.mail.steps import watch
from advice_line.problems import Refused
from advice_line.settings.mail import Login, MailSettings, Server
from advice_line.store import open_store
from advice_line.usecases.accounts.workers import workers
from tests.hospital import TUESDAY


def settings(imap: int, smtp: int) -> MailSettings:
    return MailSettings(
        incoming=Server("127.0.0.1", imap, "none"),
        outgoing=Server("127.0.0.1", smtp, "none"),
        mailboxes={"cardiology": Login("cardiology", password_env="TEST_MAILBOX")},
    )


def main(store_path: str, imap: str, smtp: str, minutes: str, step: str, number: str) -> None:
    left = int(number)

    def killer(reached: str) -> None:
        nonlocal left
        left -= reached == step
        if reached == step and left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    watch(killer)
    now = TUESDAY + timedelta(minutes=int(minutes))
    store = open_store(Path(store_path), now)
    (worker,) = workers(store, now)
    ours = settings(int(imap), int(smtp))
    try:
        going = MailRound(store, worker, lambda: now, f"worker {os.getpid()}", ours)
        taken = take_in_desk(going, "cardiology")
        sent = send_all(going)
        print(len(taken), sent)
    except Refused as trouble:
        print(trouble)
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
