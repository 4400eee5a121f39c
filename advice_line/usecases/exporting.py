"""What whoever exports an audit or the trail is told alike, and how a document is written."""

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from advice_line.exports.documents import DOCUMENT_FORMS, Document
from advice_line.exports.provenance import Provenance
from advice_line.files import check_may_write, write_whole
from advice_line.problems import Refused
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading


def check_period(begins: datetime, until: datetime) -> None:
    """Refuses a period that ends before it begins."""
    if until <= begins:
        raise Refused("The period is empty: “until” must be after “from”; it is the first day no longer covered.")


def provenance(by: By, begins: datetime, until: datetime) -> Provenance:
    """Of which site and period something is that this person makes now."""
    site = site_named(by.store, by.person.site)
    return Provenance(site.code, called(by.store, site.name), site.zone, begins, until, by.person.name, by.at)


def check_format(form: str, formats: Collection[str]) -> None:
    """Refuses a format in which it is not written."""
    if form not in formats:
        raise Refused(f"“{form}” is not a format; there are {', '.join(formats)}.")


@dataclass(frozen=True, slots=True)
class ExportNote:
    """What the trail says of an export: the act, and of what kind of thing, and which."""

    act: str
    kind: str
    subject: str


def write_document(
    by: By, document: Document, form: str, path: Path, note: ExportNote, *, replace: bool = False
) -> None:
    """Puts the export on the trail, and writes the document whole or not at all, with the head after that.

    Who may have it is asked by the caller.
    """
    check_format(form, DOCUMENT_FORMS)
    check_may_write(path, replace=replace)
    note_reading(by, note.act, note.kind, note.subject, file=path.name)
    now = dataclasses.replace(document, head=head_on_paper(by.store, by.person.site, by.at))
    write_whole(path, DOCUMENT_FORMS[form](now), replace=replace)
