"""The referral note: recorded advice in the order of a referral, for the practice to check, complete and send."""

from dataclasses import replace as replaced
from pathlib import Path

from advice_line.enquiry.referral import REFERRAL_ORDER, refuse_referral
from advice_line.exports.letters import FORMS, Letter
from advice_line.files import check_may_write, write_whole
from advice_line.instants import to_text
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.rotas import the_desk
from advice_line.store.values.advice import AdviceVersion
from advice_line.store.values.enquiries import Enquiry
from advice_line.store.values.rotas import DeskRow
from advice_line.usecases.enquiries import require_reading, the_enquiry
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from advice_line.words.records import record_words, responsibility_words
from advice_line.words.times import letter_moment

_REDIRECTED = "redirected to another specialty"
_NO_REFERRAL_YET = (
    "This note refers nobody by itself: it is a referral when the practice has checked it, completed it and sent it."
)


def write_referral(by: By, enquiry: int, path: Path, press: Press, *, replace: bool = False) -> None:
    """Writes the note of the newest advice to a .txt, .html or .pdf file.

    That it was made is kept first, and counted; the note carries a head of the trail that proves that row.
    """
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise Refused("The referral note is written as .txt, .html or .pdf.")
    row = the_enquiry(by.store, enquiry)
    require_reading(by, row)
    versions = by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    refuse_referral(versions[-1].patient_kind if versions else None)
    check_may_write(path, replace=replace)
    _keep(by, row, versions[-1], press)
    note = replaced(_note(by.store, row, versions[-1]), head=head_on_paper(by.store, row.site, by.at))
    write_whole(path, form(note), replace=replace)


def _keep(by: By, row: Enquiry, version: AdviceVersion, press: Press) -> None:
    def work() -> Receipt:
        by.store.run(
            "add_referral_note",
            enquiry=row.id,
            advice=version.id,
            at=to_text(by.at),
            account=by.person.account,
            key=press.key,
        )
        return Receipt(str(row.id), {"version": version.version})

    act_once(by, "made a referral note", "enquiry", press, work)


def _note(store: Store, row: Enquiry, version: AdviceVersion) -> Letter:
    desk = the_desk(store, row.desk)
    hospital = called(store, site_named(store, row.site).name)
    said = record_words(version)
    parts = ((heading, tuple(said[key] for key in keys if key in said)) for heading, keys in REFERRAL_ORDER.items())
    sections = [("The referral", _from(row, version, desk)), *((heading, lines) for heading, lines in parts if lines)]
    return Letter(
        row.reference,
        "Referral note, for the practice to check and send",
        hospital,
        "another specialty, as advised" if version.outcome == _REDIRECTED else f"{desk.name}, {hospital}",
        tuple(sections),
        (*responsibility_words(row.reference, version), _NO_REFERRAL_YET),
    )


def _from(row: Enquiry, version: AdviceVersion, desk: DeskRow) -> tuple[tuple[str, str], ...]:
    """Who refers, what the advice came to, and whom: the practice names a patient whom the record does not."""
    registration = f", {version.caller_registration}" if version.caller_registration else ""
    lines = [
        ("From", row.practice_listed or "practice not known: to be filled in"),
        ("Referrer", f"{row.caller_name}, {row.caller_role}{registration}"),
        ("Asked for advice", f"{letter_moment(row.arrived_at, desk.zone)}, by {row.channel}; {row.urgency}"),
        ("Advised", f"{letter_moment(version.written_at, desk.zone)}: {version.outcome}"),
    ]
    if version.patient_kind != "given":
        lines.append(("Patient", f"{version.patient_kind}: to be filled in by the practice"))
    return tuple(lines)
