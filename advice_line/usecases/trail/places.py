"""The trail's head, left every hour where whoever holds the store cannot take it back: folders and mail addresses.

What is left there proves the trail, not what stands here: ``head_place`` only remembers when it was last done, so
that a place which got none for two hours is chased.
"""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from advice_line.exports.outgoing import Outgoing
from advice_line.instants import to_text
from advice_line.people.addresses import is_address
from advice_line.problems import Refused
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.store.rotas import desks
from advice_line.store.values.trail import HeadPlace
from advice_line.usecases.leases import end_lease, take_lease
from advice_line.usecases.mail_desk.outbox import put_in_outbox
from advice_line.usecases.trail.heads import head_for_log, head_of
from advice_line.usecases.usecase import By, Press, Receipt, act_once

EVERY = timedelta(hours=1)
EVERY_ROWS = 1000
LATE = timedelta(hours=2)
LOG = "heads.log"
_TURN = timedelta(minutes=2)


def know_places(store: Store, site: str, at: datetime, settings: Settings) -> None:
    """Notes since when a place is named in the settings: where nothing ever comes, that is noticed too."""
    known = {place.place for place in store.all(HeadPlace, "head_places", site=site)}
    new = [place for place in settings.heads_to if place not in known]
    if new:
        with store.transaction():
            for place in new:
                store.run("know_head_place", site=site, place=place, at=to_text(at))


def leave_heads(by: By, settings: Settings, holder: str) -> list[str]:
    """Leaves the site's head wherever it is due: after an hour, or a thousand rows. Gives the places.

    Every place is tried; then Refused is raised with what went wrong at the first that failed.
    """
    know_places(by.store, by.person.site, by.at, settings)
    left, failed = [], ""
    for row in _due(by.store, by.person.site, by.at, settings):
        turn = f"head {by.person.site} {row.place}"
        if not take_lease(by.store, turn, holder, by.at, _TURN):
            continue
        try:
            _leave(by, row.place)
            left.append(row.place)
        except Refused as refused:
            failed = failed or str(refused)
            with by.store.transaction():
                by.store.run("note_head_not_left", site=by.person.site, place=row.place, error=str(refused)[:500])
        finally:
            end_lease(by.store, turn, holder)
    if failed:
        raise Refused(failed)
    return left


def _due(store: Store, site: str, at: datetime, settings: Settings) -> Iterator[HeadPlace]:
    rows = head_of(store, site, at).seq
    for row in store.all(HeadPlace, "head_places", site=site):
        never, last = row.seq == 0, row.at
        waited = at - last >= EVERY or at < last  # the clock was set back: an hour of it is not waited for
        if row.place in settings.heads_to and (never or waited or rows - row.seq >= EVERY_ROWS):
            yield row


def _leave(by: By, place: str) -> None:
    if is_address(place):
        _mail(by, place)
        return
    head = head_of(by.store, by.person.site, by.at)
    append_to(Path(place).expanduser(), head_for_log(head))
    with by.store.transaction():
        by.store.run("note_head_left", site=by.person.site, place=place, seq=head.seq, at=to_text(by.at))


def append_to(folder: Path, entry: str) -> None:
    """Adds to a folder's log, to the disk. It begins a line of its own, whatever was cut off before it.

    The folder is never made: one that is missing may be a share that is not there today.
    """
    try:
        where = os.open(folder / LOG, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o644)
        try:
            os.write(where, f"\n{entry}".encode())
            os.fsync(where)
        finally:
            os.close(where)
    except OSError as error:
        raise Refused(f"The trail's head cannot be left in {folder / LOG}: {error.strerror}.") from error


def _mail(by: By, address: str) -> None:
    """Puts it into the outbox, in an act of its own; the mail carries the head before that act's row."""
    desk = next(iter(desks(by.store)), None)
    if desk is None:
        raise Refused(f"The trail's head cannot be mailed to {address}: no desk is published that would send it.")
    head = head_of(by.store, by.person.site, by.at)
    words = (
        "Keep this mail where those who run Advice Line cannot change it. It proves later that nothing recorded up "
        "to now was changed: “advice-line trail verify --against FILE”.\n\n" + head_for_log(head)
    )
    subject = f"Advice Line: head of the trail of {by.person.site}, {head.seq} rows"
    mail = Outgoing("Advice Line", desk.email, address, subject, words, automatic=True)
    press = Press.by_itself(f"head {by.person.site} {head.seq} to {address}")

    def work() -> Receipt:
        by.store.run("note_head_left", site=by.person.site, place=address, seq=head.seq, at=to_text(by.at))
        made = put_in_outbox(by, "chaser", mail, press, desk=desk.id)
        return Receipt(str(made), {"rows": head.seq})

    act_once(by, "mailed the trail's head", "outbox", press, work)
