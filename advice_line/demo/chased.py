"""What the chasers have said about what still stands open when the demo opens, each at its own time."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from advice_line.demo.mails import Hospital
from advice_line.enquiry.chasing import steps_due
from advice_line.settings import Settings
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.installation.copies import note_backup
from advice_line.usecases.reminders import chasers
from advice_line.usecases.reminders.causes import causes_ahead, causes_now
from advice_line.usecases.usecase import By

_HOLDER = "demo"
_RECENT = timedelta(days=3)


def write_chasers(hospital: Hospital, at: datetime) -> None:
    """Sweeps at every moment of the last days at which something was due, in order."""
    store, settings = hospital.store, Settings()
    worker = worker_of(store, hospital.manager.site, at)
    note_backup(store, at - timedelta(hours=9), Path("advice-line-backup.db"))
    causes = [*causes_now(store, worker.site, at), *causes_ahead(store, worker.site, at, settings)]
    moments = {
        max(step.at, at - _RECENT)
        for cause in causes
        for step in steps_due(cause, at, settings.quiet_hours, ZoneInfo("Europe/London"))
    }
    for moment in sorted(moments):
        chasers.sweep(By(store, worker, moment), settings, _HOLDER)
    chasers.look_ahead(By(store, worker, at), settings, _HOLDER)
