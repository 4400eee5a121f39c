"""Who did or read what, for whoever governs information: the site's own trail in a period, and itself on the trail.

The trail holds no patient's identity and no clinical text; it names who, when, what they did, and the number of
what they did it to. Rows are read a batch at a time, so that a million of them need no memory.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from advice_line.enquiry.states import enquiry_typed
from advice_line.exports.tables import safe
from advice_line.exports.trail_heads import Printed
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.store import Store
from advice_line.store.typed import fields_of
from advice_line.store.values.trail import TrailRow
from advice_line.usecases.exporting import check_format, check_period
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require

COLUMNS = ("site", "seq", "at", "who", "role", "act", "subject_kind", "subject", "detail", "hash")
"""Of the CSV, and of each row in JSON; docs/trail.md says what each means."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: of [begins, until), and of one user name or one subject where they are given."""

    begins: datetime
    until: datetime
    who: str = ""
    subject_kind: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """The rows, to be walked once, and the trail's head after the export's own row."""

    site: str
    asked: Asked
    head: Printed
    rows: Iterator[TrailRow] = field(repr=False)


def subject_typed(text: str) -> tuple[str, str]:
    """A subject as a person types it: a reference (AL-000123), a kind (advice), or a kind and a key (account 4)."""
    enquiry = enquiry_typed(text)
    if enquiry is not None and text.strip().upper().startswith("AL"):
        return "enquiry", str(enquiry)
    kind, _, key = text.strip().partition(" ")
    return kind, key.strip()


def export_trail(by: By, asked: Asked, form: str, batch: int = 5000) -> Export:
    """The rows of the person's own site, the row of this very export among them. Raises Refused."""
    require(by.person, Act.EXPORT_TRAIL, site=by.person.site)
    check_format(form, FORMS)
    check_period(asked.begins, asked.until)
    said = {"from": to_text(asked.begins), "until": to_text(asked.until), "format": form}
    said |= {"who": asked.who, "of": f"{asked.subject_kind} {asked.subject}".strip()}
    note_reading(by, "exported the trail", "trail", by.person.site, **said)
    head = head_on_paper(by.store, by.person.site, by.at)
    return Export(by.person.site, asked, head, _rows(by.store, by.person.site, asked, head.head.seq, batch))


def _rows(store: Store, site: str, asked: Asked, newest: int, batch: int) -> Iterator[TrailRow]:
    after = 0
    # What was done to an attempt, an advice or a mail of an enquiry names the enquiry in its detail.
    of_it = f'%"enquiry":{asked.subject}' if asked.subject_kind == "enquiry" and asked.subject else ""
    while rows := store.all(
        TrailRow, "trail_to_export",
        site=site, after=after, until=newest, earliest=to_text(asked.begins), latest=to_text(asked.until),
        who=asked.who, subject_kind=asked.subject_kind, subject=asked.subject,
        within=of_it and f"{of_it},%", at_its_end=of_it and f"{of_it}}}%", most=batch,
    ):  # fmt: skip
        yield from rows
        after = rows[-1].seq


def as_csv(export: Export) -> Iterator[bytes]:
    """A header line and a line for each row; its ``hash`` is the trail's own, so each line is a head to verify by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in export.rows:
        writer.writerow([safe(getattr(row, column)) for column in COLUMNS])
        if out.tell() > 60_000:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


def as_json(export: Export) -> Iterator[bytes]:
    """One object: the period, the head, and the rows, each with its detail as an object."""
    about = {
        "site": export.site,
        "from": to_text(export.asked.begins),
        "until": to_text(export.asked.until),
        "trail_head": export.head.values,
    }
    yield json.dumps(about, ensure_ascii=False, indent=1).removesuffix("\n}").encode() + b',\n "rows": ['
    comma = "\n"
    for row in export.rows:
        values = fields_of(row) | {"detail": json.loads(row.detail)}
        yield f"{comma}  {json.dumps(values, ensure_ascii=False)}".encode()
        comma = ",\n"
    yield b"\n ]\n}\n"


FORMS: dict[str, Callable[[Export], Iterator[bytes]]] = {"csv": as_csv, "json": as_json}
