"""What stands open now and is chased: read from the store, the rosters and the mail servers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from advice_line.enquiry.chasing import Cause, ChaserKind
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.states import State, reference
from advice_line.instants import to_text
from advice_line.rota.gaps import UNANSWERED, Gap, GapKind
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id
from advice_line.store.values.chasers import EnquiryToChase, FlagToChase, NewAccount
from advice_line.store.values.installation import Site
from advice_line.store.values.trail import HeadPlace
from advice_line.usecases.accounts.desk_settings import all_desk_settings
from advice_line.usecases.flags.site_flags import all_open
from advice_line.usecases.mail_desk.servers import mail_servers
from advice_line.usecases.rotas.forecast import gaps_ahead
from advice_line.usecases.rotas.freshness import rotas_freshness
from advice_line.usecases.trail.places import LATE
from advice_line.words.times import clock_time

NOW = (
    ChaserKind.RECORD,
    ChaserKind.CALL_BACK,
    ChaserKind.EMAIL,
    ChaserKind.COUNTERSIGN,
    ChaserKind.ACKNOWLEDGE,
    ChaserKind.MAIL,
    ChaserKind.LETTERS,
    ChaserKind.ACCOUNT,
)
"""Kinds that are looked for every few seconds."""
AHEAD = (
    ChaserKind.STALE_ROTA,
    ChaserKind.GAP,
    ChaserKind.NO_CONTACT,
    ChaserKind.MAIL_SERVER,
    ChaserKind.BACKUP,
    ChaserKind.HEAD,
)
"""Kinds that are looked for every few minutes; each stands as a flag of the site while it lasts."""
_WINDOW = timedelta(hours=24)
_SAID_WITHIN = timedelta(hours=24)
_ALL_MAIL_WAITS = timedelta(hours=1)
_MISSING = (*UNANSWERED, GapKind.NO_FIRST)


def causes_now(store: Store, site: str, at: datetime) -> list[Cause]:
    """Everything about enquiries, mail and accounts that somebody must do something about, or know."""
    return [*_flags(store, site), *_waiting(store, site), *_strays(store, site), *_new_accounts(store, site, at)]


def _flags(store: Store, site: str) -> Iterator[Cause]:
    choices = all_desk_settings(store)
    for row in store.all(FlagToChase, "flags_to_chase", site=site):
        name, raised = f"{reference(row.enquiry)}, {row.desk_name}", row.raised_at
        cause = partial(Cause, desk=row.desk, enquiry=row.enquiry, clinician=row.clinician)
        subject = f"flag {row.id}"
        match row.kind:
            case Kind.NOT_RECORDED:
                yield cause(ChaserKind.RECORD, subject, raised, f"{name}: put through, nothing recorded")
            case Kind.NOT_COUNTERSIGNED:
                within = choices[row.desk].countersign_within
                yield cause(ChaserKind.COUNTERSIGN, subject, raised + within, f"{name}: not countersigned")
            case Kind.NOT_ACKNOWLEDGED:
                words = f"{name}: ring the practice, it has not acknowledged the advice"
                yield cause(ChaserKind.ACKNOWLEDGE, subject, raised, words)
            case _:
                words = f"{name}: our mail did not reach the practice, ring it"
                yield cause(ChaserKind.ACKNOWLEDGE, subject, raised, words)


def _waiting(store: Store, site: str) -> Iterator[Cause]:
    for row in store.all(EnquiryToChase, "to_chase", site=site):
        if row.due_at is None:
            continue
        name, due = f"{reference(row.id)}, {row.desk_name}", row.due_at
        cause = partial(Cause, desk=row.desk, enquiry=row.id)
        if row.state is State.CALL_BACK:
            subject = f"call-back {row.id} {to_text(due)}"
            yield cause(ChaserKind.CALL_BACK, subject, due, f"{name}: the caller waits to be rung back")
        else:
            subject, since = f"e-mail {row.id} {to_text(due)}", row.since
            yield cause(ChaserKind.EMAIL, subject, since, f"{name}: an e-mail waits for its answer", until=due)


def _strays(store: Store, site: str) -> Iterator[Cause]:
    for flag in all_open(store, site):
        if flag.kind in (ChaserKind.MAIL, ChaserKind.LETTERS):
            yield Cause(flag.kind, flag.cause, flag.raised_at, flag.words, desk=flag.desk)
        elif flag.kind is ChaserKind.ACCOUNT:
            whose = int(flag.cause.split()[1])
            yield Cause(flag.kind, flag.cause, flag.raised_at, flag.words, clinician=whose)


def _new_accounts(store: Store, site: str, at: datetime) -> Iterator[Cause]:
    """Said once and no flag: a hospital that begins makes sixty in a day."""
    for row in store.all(
        NewAccount, "clinicians_accounts_since", site=site, since=to_text(at - _SAID_WITHIN), until=to_text(at)
    ):
        words = f"The account “{row.username}” was added in the name of {row.clinician_name}, {row.role}"
        subject, added = f"account {row.id}", row.created_at
        yield Cause(ChaserKind.ACCOUNT, subject, added, words, clinician=row.clinician)


def causes_ahead(store: Store, site: str, at: datetime, settings: Settings) -> list[Cause]:
    """Everything about rotas, mail servers and backups that will be, or is, wrong."""
    return [
        *_stale(store, site, at),
        *_gaps(store, site, at),
        *_servers(store, site, at),
        *_backup(store, site, at, settings),
        *_heads(store, site, at, settings),
    ]


def _stale(store: Store, site: str, at: datetime) -> Iterator[Cause]:
    for desk, trust in sorted(rotas_freshness(store).items()):
        row = desk_by_id(store, desk)
        if row is not None and row.site == site and trust.stale(at):
            words = f"{row.name}: nobody has published or confirmed its rota for {(at - trust.at).days} days"
            subject = f"rota {desk} {to_text(trust.at)}"
            yield Cause(ChaserKind.STALE_ROTA, subject, trust.at + trust.stale_after, words, desk=desk)


def _gaps(store: Store, site: str, at: datetime) -> Iterator[Cause]:
    begins, until = at - _WINDOW, at + _WINDOW
    for desk in gaps_ahead(store, begins, until):
        row = desk_by_id(store, desk.desk)
        if row is None or row.site != site:
            continue
        for gap in desk.gaps:
            if gap.end <= at or gap.kind not in (*_MISSING, GapKind.NO_CONTACT):
                continue
            kind = ChaserKind.NO_CONTACT if gap.kind is GapKind.NO_CONTACT else ChaserKind.GAP
            began = "before" if gap.start <= begins else to_text(gap.start)
            who = "".join(f" ({person.name})" for person in gap.who[:1])
            span = f"{clock_time(gap.start, desk.zone, at)} to {clock_time(gap.end, desk.zone, at)}"
            subject = f"{gap.kind} {desk.desk} {began} {_whom(gap)}".strip()
            yield Cause(
                kind, subject, max(gap.start, begins), f"{desk.name}: {gap.kind}{who}, {span}", desk=desk.desk
            )


def _whom(gap: Gap) -> str:
    return gap.who[0].gmc if gap.who else ""


def zone_of(store: Store, site: str) -> ZoneInfo:
    """A site's own clock."""
    return next(found.zone for found in store.all(Site, "sites") if found.code == site)


def _servers(store: Store, site: str, at: datetime) -> Iterator[Cause]:
    zone = zone_of(store, site)
    for server in mail_servers(store):
        if server.ill_at is not None:
            well = f"Last well {clock_time(server.well_at, zone, at)}" if server.well_at else "Never well yet"
            words = f"{server.name.capitalize()} mail: {server.error} {well}."
            yield Cause(ChaserKind.MAIL_SERVER, f"{server.name} {to_text(server.ill_at)}", server.ill_at, words)
    since = store.one(datetime, "oldest_unsent")
    if since is not None and at - since > _ALL_MAIL_WAITS:
        words = f"Mail waits to be sent since {clock_time(since, zone, at)}. Does a worker run, and is mail set up?"
        yield Cause(ChaserKind.MAIL_SERVER, f"unsent {to_text(since)}", since, words)


def _backup(store: Store, site: str, at: datetime, settings: Settings) -> Iterator[Cause]:
    if not settings.backup_within_hours:
        return
    last = store.one(datetime, "newest_backup", site=site)
    if last is None:
        return
    due = last + timedelta(hours=settings.backup_within_hours)
    if due <= at:
        words = (
            f"No backup of the store since {clock_time(last, zone_of(store, site), at)}; run “advice-line backup”."
        )
        yield Cause(ChaserKind.BACKUP, f"backup after {to_text(last)}", due, words)


def _heads(store: Store, site: str, at: datetime, settings: Settings) -> Iterator[Cause]:
    for row in store.all(HeadPlace, "head_places", site=site):
        if row.place in settings.heads_to and row.at + LATE <= at:
            since = clock_time(row.at, zone_of(store, site), at)
            why = row.error or "Does a worker run?"
            words = f"The head of the trail was not left in {row.place} since {since}. {why}"
            yield Cause(ChaserKind.HEAD, f"head {row.place} {to_text(row.at)}", row.at + LATE, words)
