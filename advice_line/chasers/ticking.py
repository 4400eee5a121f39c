"""One process's tick: chasers, and the on-call sheet. A screen ticks, a worker ticks; the store sees to “once”.

Schedulers keep their jobs in memory. A job that comes late runs once, however late; its failure is told.
"""

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from advice_line.enquiry.clock import clock_is_believable
from advice_line.problems import Refused
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.usecases.accounts.workers import workers
from advice_line.usecases.audits.days import keep_days
from advice_line.usecases.clock import keep_clock, newest_act
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.leases import comes_round
from advice_line.usecases.reminders import chasers
from advice_line.usecases.reminders.chasers import ChaserSaid
from advice_line.usecases.trail.places import know_places
from advice_line.usecases.usecase import By

SWEEP_SECONDS = 15
_LOOK_AHEAD = timedelta(minutes=5)
_SHEET = timedelta(hours=1)
_COUNT, _DAYS_AT_ONCE = timedelta(minutes=1), 4
"""Whoever writes waits while a day is counted; so few at a time that nobody notices."""
HOLDER = f"{socket.gethostname()} {os.getpid()} {uuid4().hex[:8]}"
"""This process, as leases name it."""


def tick(store: Store, at: datetime, settings: Settings) -> list[ChaserSaid]:
    """What every worker and every open screen does every few seconds; nothing by a clock that is not believed."""
    said: list[ChaserSaid] = []
    for worker in workers(store, at):
        if not clock_is_believable(newest_act(store, worker.site), at):
            continue
        keep_clock(By(store, worker, at))
        said += chasers.sweep(By(store, worker, at), settings, HOLDER)
        know_places(store, worker.site, at, settings)
        if comes_round(store, f"look ahead {worker.site}", at, _LOOK_AHEAD):
            said += chasers.look_ahead(By(store, worker, at), settings, HOLDER)
        if comes_round(store, f"count days {worker.site}", at, _COUNT):
            keep_days(store, site_named(store, worker.site), at, _DAYS_AT_ONCE)
    return said


def renew_sheet(store: Store, at: datetime, settings: Settings) -> bool:
    """Writes the printable on-call sheet into this machine's folder, over the last one, once an hour. Whether it did.

    Raises Refused when the folder cannot be written.
    """
    if not settings.sheet_folder:
        return False
    folder = Path(settings.sheet_folder).expanduser()
    written = folder / "oncall.html"
    if not comes_round(store, f"sheet {socket.gethostname()} {folder}", at, _SHEET) and written.exists():
        return False
    from advice_line.exports.sheet import printed_words, sheet_html, sheet_pdf, sheet_title
    from advice_line.files import make_folder, write_whole
    from advice_line.usecases.rotas.handing_out import sheets, site_of
    from advice_line.usecases.trail.heads import heads_on_paper

    make_folder(folder, "the on-call sheet")
    site, zone = site_of(store)
    found, heads = sheets(store, at, 1), heads_on_paper(store, at)
    title = sheet_title(site, at, at + timedelta(days=1), zone)
    printed = printed_words(at, zone)
    write_whole(written, sheet_html(title, printed, found, heads).encode(), replace=True)
    write_whole(folder / "oncall.pdf", sheet_pdf(title, printed, found, heads), replace=True)
    return True


def add_job(scheduler: Any, name: str, job: Callable[[], Any], seconds: float, *, now: bool = True) -> None:
    """A job every so many seconds: never two of it at once, late ones once."""
    more = {"next_run_time": datetime.now().astimezone()} if now else {}
    scheduler.add_job(
        job,
        "interval",
        seconds=seconds,
        id=name,
        name=name,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        **more,
    )


def tell_failures(scheduler: Any, tell: Callable[[str], None]) -> None:
    """Has every job's failure told: nothing fails in silence."""
    import logging

    from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED

    # Its own log would write over the screen, and says of a job that still runs that it was skipped.
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)

    def listen(event: Any) -> None:
        error = getattr(event, "exception", None)
        said = (
            str(error)
            if isinstance(error, Refused)
            else f"{type(error).__name__}: {error}"
            if error
            else "it was missed"
        )
        tell(f"{event.job_id}: {said}")

    scheduler.add_listener(listen, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
