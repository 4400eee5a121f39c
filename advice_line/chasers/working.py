"""``advice-line worker``: chasers, the on-call sheet, and the e-mail desk, until it is told to stop.

Each job has a thread and a connection of its own. However many workers run, one at a time reads a mailbox,
one sends a mail, one says a chaser; the others stand by.
"""

import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from advice_line.chasers.ticking import HOLDER, SWEEP_SECONDS, add_job, renew_sheet, tell_failures, tick
from advice_line.enquiry.clock import clock_is_believable
from advice_line.people.roles import Person
from advice_line.problems import Refused
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.usecases.accounts.workers import workers
from advice_line.usecases.clock import clock_trouble, newest_act
from advice_line.usecases.usecase import By

if TYPE_CHECKING:
    from advice_line.mail.rounds import MailRound

Say = Callable[[str], None]
_SEND_SECONDS = 15
_HEAD_SECONDS = 60
_REPORT_SECONDS = 60


class Worker:
    """The jobs of one worker, on stores that ``open_one`` gives, one for each thread."""

    def __init__(self, open_one: Callable[[], Store], settings: Settings, say: Say) -> None:
        self._open, self._settings, self.say = open_one, settings, say
        self._own = threading.local()
        self.stopping = threading.Event()
        self._told: dict[str, str] = {"clock": "clock: well"}

    @property
    def store(self) -> Store:
        """This thread's connection."""
        if not hasattr(self._own, "store"):
            self._own.store = self._open()
        found: Store = self._own.store
        return found

    def chase(self) -> None:
        self._tell_once(f"clock: {clock_trouble(self.store, datetime.now(UTC)) or 'well'}")
        for said in tick(self.store, datetime.now(UTC), self._settings):
            self.say(f"chased, {said.to}: {said.words}")
        if renew_sheet(self.store, datetime.now(UTC), self._settings):
            self.say(f"on-call sheet renewed in {self._settings.sheet_folder}")

    def read_mail(self, desk: str) -> None:
        from advice_line.mail.rounds import take_in_desk

        take_in_desk(
            self._round(self._worker_of(desk)),
            desk,
            stay=lambda: not self.stopping.is_set(),
            tell=lambda mail: self.say(f"mail for {desk}, {mail}"),
        )

    def _round(self, worker: Person) -> "MailRound":
        from advice_line.mail.rounds import MailRound

        return MailRound(self.store, worker, lambda: datetime.now(UTC), HOLDER, self._settings.mail)

    def _worker_of(self, desk: str) -> Person:
        from advice_line.usecases.rotas.who_answers import desks_answering

        site = next((found.site for found in desks_answering(self.store) if found.id == desk), None)
        if site is None:
            raise Refused(f"The settings name a mailbox for “{desk}”, which is no desk.")
        return next(w for w in workers(self.store, datetime.now(UTC)) if w.site == site)

    def send_mail(self) -> None:
        from advice_line.mail.rounds import send_all

        sent = send_all(self._round(workers(self.store, datetime.now(UTC))[0]))
        if sent:
            self.say(f"{sent} mail{'s' * (sent > 1)} sent")

    def mail_reports(self) -> None:
        """Reports that are due, into the outbox; nothing by a clock that is not believed."""
        from advice_line.usecases.reports.mailing import mail_reports

        at = datetime.now(UTC)
        for worker in workers(self.store, at):
            if clock_is_believable(newest_act(self.store, worker.site), at):
                for words in mail_reports(By(self.store, worker, at), HOLDER):
                    self.say(words)

    def leave_heads(self) -> None:
        """The trail's head, to where the settings say."""
        from advice_line.usecases.trail.places import leave_heads

        for worker in workers(self.store, datetime.now(UTC)):
            for place in leave_heads(By(self.store, worker, datetime.now(UTC)), self._settings, HOLDER):
                self.say(f"head of the trail of {worker.site} left in {place}")

    def jobs(self) -> Mapping[str, tuple[Callable[[], Any], int]]:
        """By name: what is done, and every how many seconds."""
        mail = self._settings.mail
        found: dict[str, tuple[Callable[[], Any], int]] = {"chasers": (self.chase, SWEEP_SECONDS)}
        if mail.incoming is not None:
            for desk in mail.mailboxes:
                found[f"mailbox {desk}"] = (partial(self.read_mail, desk), mail.poll_seconds)
        if self._settings.heads_to:
            found["heads of the trail"] = (self.leave_heads, _HEAD_SECONDS)
        if mail.outgoing is not None:
            found["reports"] = (self.mail_reports, _REPORT_SECONDS)
            found["outgoing mail"] = (self.send_mail, _SEND_SECONDS)
        return found

    def once(self) -> int:
        """Every job a single time, one after the other; how many failed."""
        self.stopping.set()
        failed = 0
        for name, (job, _) in self.jobs().items():
            try:
                job()
            except Refused as refusal:
                self.say(f"{name}: {refusal}")
                failed += 1
        return failed

    def run(self) -> None:
        """Until SIGTERM or SIGINT; what is under way finishes."""
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        jobs = self.jobs()
        scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(len(jobs) + 2)}, timezone="UTC")
        tell_failures(scheduler, self._tell_once)
        for name, (job, seconds) in jobs.items():
            add_job(scheduler, name, job, seconds)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        scheduler.start()
        self.stopping.wait()
        scheduler.shutdown(wait=True)

    def _tell_once(self, words: str) -> None:
        """The same trouble of the same job is told once, not every minute."""
        job = words.partition(":")[0]
        if self._told.get(job) != words:
            self._told[job] = words
            self.say(words)
