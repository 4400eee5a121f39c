"""Calls half typed and set aside: each is kept by itself, whole, for whoever typed it, and offered to them alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from advice_line.instants import to_text
from advice_line.people.roles import Person
from advice_line.store import Store
from advice_line.store.values.drafts import KeptDraft, Typed
from advice_line.usecases.usecase import By, Press


def draft(store: Store, person: Person, form: str, subject: str) -> dict[str, str]:
    """What somebody typed and has not sent."""
    row = store.one(Typed, "draft_of", account=person.account, form=form, subject=subject)
    found: dict[str, str] = json.loads(row.fields) if row else {}
    return {key: value for key, value in found.items() if key not in ("upon", "overtaken")}


def save_draft(by: By, form: str, subject: str, fields: Mapping[str, str]) -> None:
    """Keeps what somebody has typed; it is theirs alone and is not yet part of any record."""
    with by.store.transaction():
        by.store.run(
            "put_draft",
            account=by.person.account,
            form=form,
            subject=subject,
            fields=json.dumps(fields, ensure_ascii=False),
            at=to_text(by.at),
        )


def drop_draft(by: By, form: str, subject: str) -> None:
    """Forgets what somebody typed: it was sent, or is not wanted."""
    with by.store.transaction():
        by.store.run("end_draft", account=by.person.account, form=form, subject=subject)


FORM = "new call"
KEPT_FOR = timedelta(hours=12)
"""A shift: whoever comes back to a call later than that begins it anew."""


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """One of them: its key, when it was last typed in, and what stood in it."""

    key: str
    at: datetime
    values: dict[str, str]


def keep_call(by: By, press: Press, values: Mapping[str, str]) -> None:
    """Keeps what stands in the form of one call; what is older than a shift goes."""
    with by.store.transaction():
        fields = json.dumps(values, ensure_ascii=False)
        by.store.run(
            "put_draft", account=by.person.account, form=FORM, subject=press.key, fields=fields, at=to_text(by.at)
        )
        by.store.run("end_older_drafts", account=by.person.account, form=FORM, before=to_text(by.at - KEPT_FOR))


def drop_call(by: By, key: str) -> None:
    """Forgets one."""
    drop_draft(by, FORM, key)


def half_typed_calls(by: By) -> list[HalfTyped]:
    """What this person has half typed and neither taken nor emptied, the newest first."""
    return [
        HalfTyped(kept.subject, kept.at, json.loads(kept.fields))
        for kept in by.store.all(
            KeptDraft, "drafts_since", account=by.person.account, form=FORM, since=to_text(by.at - KEPT_FOR)
        )
    ]
