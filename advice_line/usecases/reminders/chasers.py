"""The sweep: every chaser that is due is claimed, said once, and done; however many processes sweep.

A sweep looks at what stands open, writes the steps whose time has come, claims them one by one in the order
of their time, and says each in one transaction with its being done. A process that dies holds a chaser until
its lease ends; the transaction sees to it that nobody says it twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from advice_line.enquiry.chasing import RULES, Audience, Cause, ChaserKind, steps_due
from advice_line.exports.outgoing import Outgoing
from advice_line.instants import to_text
from advice_line.json_values import JsonValue
from advice_line.people.roles import Person, Role, is_told
from advice_line.settings import Settings
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id, desks
from advice_line.store.values.chasers import ClaimedChaser, Notice, RoleAddress, Unacknowledged
from advice_line.store.values.people import KnownClinician
from advice_line.usecases.accounts.desk_settings import desk_settings
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.flags.site_flags import all_open, raise_site_flag, settle_by_itself
from advice_line.usecases.mail_desk.outbox import put_in_outbox
from advice_line.usecases.reminders.causes import AHEAD, NOW, causes_ahead, causes_now, zone_of
from advice_line.usecases.usecase import By, Press, Receipt, act_once, note_written
from advice_line.words.spans import span_words
from advice_line.words.times import clock_time

LEASE = timedelta(minutes=2)
_IN_TIME = timedelta(minutes=2)
_FLAGGED_FOR = timedelta(days=60)
_OWNERS = dict.fromkeys((ChaserKind.BACKUP, ChaserKind.HEAD, ChaserKind.MAIL_SERVER), "administrator")


@dataclass(frozen=True, slots=True)
class ChaserSaid:
    """One chaser that was said."""

    kind: ChaserKind
    to: Audience
    words: str
    due_at: datetime


def sweep(by: By, settings: Settings, holder: str) -> list[ChaserSaid]:
    """Chases what is about enquiries and mail; cheap enough for every few seconds."""
    _raise_timed_flags(by)
    return _chase(by, settings, holder, causes_now(by.store, by.person.site, by.at), NOW)


def look_ahead(by: By, settings: Settings, holder: str) -> list[ChaserSaid]:
    """Chases what is about rotas, servers and backups, and keeps the site's flags in step with it."""
    causes = causes_ahead(by.store, by.person.site, by.at, settings)
    _keep_site_flags(by, causes)
    return _chase(by, settings, holder, causes, AHEAD)


def _raise_timed_flags(by: By) -> None:
    """Flags that nobody's act raises, only time: an e-mail past its due, advice not acknowledged."""
    late = set(by.store.all(int, "late_mail_to_flag", at=to_text(by.at), site=by.person.site))
    window = {"earliest": to_text(by.at - _FLAGGED_FOR), "latest": to_text(by.at), "site": by.person.site}
    for row in by.store.all(Unacknowledged, "unacknowledged_to_flag", **window):
        if row.sent_at + desk_settings(by.store, row.desk).acknowledge_within <= by.at:
            late.add(row.enquiry)
    for enquiry in sorted(late):
        with by.store.transaction():
            refresh_flags(by, enquiry)
            note_written(by, "kept the flags in step", "enquiry", str(enquiry))


def _keep_site_flags(by: By, causes: Sequence[Cause]) -> None:
    standing = {(cause.kind, cause.subject): cause for cause in causes if _flagged(cause, by.at)}
    known = {(flag.kind, flag.cause): flag for flag in all_open(by.store, by.person.site) if flag.kind in AHEAD}
    if standing.keys() == known.keys():
        return
    with by.store.transaction():
        for key, cause in standing.items():
            if key not in known:
                owner = _OWNERS.get(cause.kind, "manager")
                raise_site_flag(
                    by.store, by.person.site, by.at, cause.kind, cause.subject, cause.words, owner, desk=cause.desk
                )
        for key, flag in known.items():
            if key not in standing:
                settle_by_itself(by, flag.id, "its cause is gone")
        note_written(by, "kept the flags in step", "site_flag", by.person.site)


def _flagged(cause: Cause, at: datetime) -> bool:
    """A mail server that stumbles for a moment is no flag."""
    return cause.kind is not ChaserKind.MAIL_SERVER or at - cause.anchor >= RULES[cause.kind].steps[0].after


def _chase(
    by: By,
    settings: Settings,
    holder: str,
    causes: Sequence[Cause],
    kinds: Sequence[ChaserKind],
) -> list[ChaserSaid]:
    zone = zone_of(by.store, by.person.site)
    open_causes = {(cause.kind, cause.subject): cause for cause in causes}
    _plan(by, settings, zone, causes)
    said = []
    while (claimed := _claim(by, holder, kinds)) is not None:
        cause = open_causes.get((claimed.kind, claimed.subject))
        found = _say(by, settings, zone, holder, claimed, cause)
        if found is not None:
            said.append(found)
    return said


def _plan(by: By, settings: Settings, zone: ZoneInfo, causes: Sequence[Cause]) -> None:
    """Writes the steps whose time has come; one that is written already stays as it is."""
    due = [
        {
            "site": by.person.site,
            "kind": str(cause.kind),
            "subject": cause.subject,
            "step": step.step,
            "audience": str(step.to),
            "due_at": to_text(step.at),
        }
        for cause in causes
        for known in [_written(by.store, by.person.site, cause)]
        for step in steps_due(cause, by.at, settings.quiet_hours, zone)
        if step.step not in known
    ]
    if due:
        with by.store.transaction():
            by.store.many("add_chaser", due)


def _written(store: Store, site: str, cause: Cause) -> set[int]:
    return set(store.all(int, "steps_of_chaser", site=site, kind=cause.kind, subject=cause.subject))


def _claim(by: By, holder: str, kinds: Sequence[ChaserKind]) -> ClaimedChaser | None:
    """The next chaser that is due and free. A lease longer than any was given before a clock was set back."""
    padded = [*kinds, *kinds][:8]
    names = {f"kind_{number}": str(kind) for number, kind in enumerate(padded, 1)}
    if by.store.one(int, "chaser_is_due", site=by.person.site, at=to_text(by.at)) is None:
        return None
    with by.store.transaction():
        return by.store.one(
            ClaimedChaser,
            "claim_chaser",
            site=by.person.site,
            holder=holder,
            at=to_text(by.at),
            until=to_text(by.at + LEASE),
            latest=to_text(by.at + LEASE + LEASE),
            **names,
        )


def _say(
    by: By,
    settings: Settings,
    zone: ZoneInfo,
    holder: str,
    claimed: ClaimedChaser,
    cause: Cause | None,
) -> ChaserSaid | None:
    outcome = "said" if cause is not None else "settled"
    with by.store.transaction():
        done = by.store.one(int, "finish_chaser", id=claimed.id, holder=holder, at=to_text(by.at), outcome=outcome)
        if done is None or cause is None:
            return None
        audience, due_at = claimed.audience, claimed.due_at
        words = cause.words + _lateness(due_at, by.at, zone)
        role, clinician = _whom(by.store, cause, audience)
        by.store.run(
            "add_notice",
            site=by.person.site,
            chaser=claimed.id,
            role=role,
            desk=cause.desk,
            clinician=clinician,
            enquiry=cause.enquiry,
            words=words,
            at=to_text(by.at),
        )
        if RULES[cause.kind].by_mail and settings.mail.outgoing is not None:
            _mail(by, claimed.id, cause, role, clinician, words)
        detail: dict[str, JsonValue] = {"kind": str(cause.kind), "to": str(audience)}
        detail |= {"step": claimed.step, "enquiry": cause.enquiry}
        press = Press.by_itself(f"chaser {claimed.id}")
        act_once(by, "chased", "chaser", press, lambda: Receipt(str(claimed.id), detail))
    return ChaserSaid(cause.kind, audience, words, due_at)


def _lateness(due_at: datetime, at: datetime, zone: ZoneInfo) -> str:
    late = at - due_at
    return f" (due {clock_time(due_at, zone, at)}, {span_words(late)} late)" if late > _IN_TIME else ""


def _whom(store: Store, cause: Cause, audience: Audience) -> tuple[Role, int | None]:
    """The role whose screens say it, and the one clinician where it is for one alone."""
    match audience:
        case Audience.OPERATORS:
            return Role.OPERATOR, None
        case Audience.MANAGERS:
            return Role.MANAGER, None
        case Audience.ADMINISTRATORS:
            return Role.ADMINISTRATOR, None
        case Audience.REGISTRARS:
            return Role.REGISTRAR, None
        case Audience.CONSULTANTS:
            return Role.CONSULTANT, None
    person = cause.clinician
    if audience is Audience.SUPERVISOR and cause.kind is ChaserKind.RECORD and cause.desk:
        desk = desk_by_id(store, cause.desk)
        person = desk.supervisor if desk else None
    found = store.one(KnownClinician, "clinician_by_id", id=person) if person is not None else None
    return (Role(found.grade), found.id) if found else (Role.CONSULTANT, None)


def _mail(
    by: By,
    chaser: int,
    cause: Cause,
    role: Role,
    clinician: int | None,
    words: str,
) -> None:
    """The same words to those who have an address. Never a patient's identity: they stand in no cause."""
    desk = desk_by_id(by.store, cause.desk) if cause.desk else next(iter(desks(by.store)), None)
    if desk is None:
        return
    for row in by.store.all(RoleAddress, "addresses_of_role", site=by.person.site, role=role):
        if clinician is not None and row.clinician != clinician:
            continue
        own = by.store.all(str, "desks_of_clinician", clinician=row.clinician or 0)
        if row.clinician is not None and cause.desk is not None and cause.desk not in own:
            continue
        mail = Outgoing(
            "Advice Line",
            desk.email,
            row.email,
            f"{str(cause.kind).capitalize()}: {desk.name if cause.desk else by.person.site}",
            f"{words}.\n\nOpen Advice Line to settle it; this is said until it is.".replace("..", "."),
            automatic=True,
        )
        put_in_outbox(by, "chaser", mail, Press.by_itself(f"chaser {chaser} to {row.id}"), desk=desk.id)


def notices(store: Store, person: Person, after: int = 0) -> list[Notice]:
    """Those for a person, newest first, later than the one with this number."""
    return [
        notice
        for notice in store.all(Notice, "notices_after", site=person.site, after=after)
        if is_told(person, notice.role, notice.desk, notice.clinician)
    ]


def newest_notice(store: Store, person: Person) -> int:
    """The number of the newest notice of the site; 0 where there is none."""
    return store.the(int, "newest_notice", site=person.site)
