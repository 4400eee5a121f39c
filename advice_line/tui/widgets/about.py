"""What stands above the advice form: whose enquiry it is, what was asked, where the answer goes."""

from collections.abc import Iterator

from advice_line.usecases.advice.recording import Record
from advice_line.words.times import clock, moment_words

_ASKED = 230
"""As many letters of the question as fit beside the form; the story has all of it."""


def about(record: Record, because: str = "") -> str:
    """A few lines of text. ``because``: why the record is amended, if it is."""
    return "\n".join(_lines(record, because))


def _lines(record: Record, because: str) -> Iterator[str]:
    row, zone = record.enquiry, record.zone
    yield f"{row.reference} · {row.desk_name} · received {moment_words(row.arrived_at, zone)} · {row.urgency}"
    yield ", ".join(filter(None, [row.caller_name, row.caller_role, row.practice_name, row.caller_number]))
    answered = next((a for a in record.attempts if a.answered_at), None)
    if answered is not None and answered.answered_at is not None:
        at = clock(answered.answered_at, zone)
        yield f"Connected {at} to {answered.name}, GMC {answered.gmc}, on {answered.contact} ({answered.place})"
    if wrote_again := _wrote_again(record):
        yield f"Wrote again: {_short(wrote_again)}"
    elif record.question:
        yield f"Asked: {_short(record.question)}"
    if record.mails:
        yield _by_mail(record)
    if record.letters:
        yield f"The practice's letter {record.letters}"
    if because:
        yield f"Amendment {len(record.versions) + 1}: {because}. The original is kept."
    elif record.drafted_at is not None:
        yield f"Your draft of {moment_words(record.drafted_at, zone)} is filled in."


def _by_mail(record: Record) -> str:
    sender, to = record.mails[-1].sender, record.answer_to
    files = f", {len(record.files)} attached" if record.files else ""
    if not to:
        return f"By e-mail from {sender}; no answer goes there. F7 reads it{files}."
    if sender == to:
        return f"By e-mail from {sender}; your advice goes back as the answer. F7 reads it{files}."
    return f"By e-mail from {sender}, not known as the practice's; your advice goes to {to}. F7 reads it{files}."


def _wrote_again(record: Record) -> str:
    """What came by mail since the newest advice; empty when nothing did."""
    if not record.versions or not record.mails:
        return ""
    newest = record.mails[-1]
    return newest.words if newest.arrived_at >= record.versions[-1].written_at else ""


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"{line[:_ASKED]}{'…' if len(line) > _ASKED else ''}"
