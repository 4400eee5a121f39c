"""What must not leave, does not: a word of its own is put into every private field, and every output is searched.

Each output says exactly which of these words it may hold, and must: a search that finds nothing anywhere is blind.
The outputs are those of ``advice_line/exports`` (a function there that nobody visits fails the test), the mails in
the outbox, and what the store says of people and enquiries: the trail, the chasers, the flags.
"""

import io
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from email import message_from_string, policy
from importlib import import_module
from pkgutil import iter_modules
from types import CodeType, FrameType, ModuleType
from typing import Any, get_args

import pytest

import advice_line.exports
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.scheduling import ScheduledReport
from advice_line.enquiry.value import MANAGED, Worth
from advice_line.exports import oncall, rota_files, sheet
from advice_line.exports.audits import FORMATS, KINDS
from advice_line.exports.documents import DOCUMENT_FORMS, document_lines
from advice_line.exports.interface_report import interface_document, interface_lines
from advice_line.exports.letters import FORMS
from advice_line.exports.replay import REPLAY_FORMS, replay_file
from advice_line.exports.statements import STATEMENT_FORMS, statement_lines
from advice_line.instants import LONDON
from advice_line.people.roles import Role
from advice_line.periods import Month, Period
from advice_line.rota import read_files
from advice_line.rota.changes import Leg
from advice_line.settings import Settings
from advice_line.settings.mail import MailSettings, Server
from advice_line.store.changes import changes_between
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.advice import recording
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.advice.feedback import give_feedback, note_afterwards, note_interface
from advice_line.usecases.advice.letters import as_sent, letter_of
from advice_line.usecases.advice.referral import write_referral
from advice_line.usecases.audits.audits import audit
from advice_line.usecases.audits.providers import compare_providers
from advice_line.usecases.audits.replay import replay_rotas
from advice_line.usecases.audits.value import value_page
from advice_line.usecases.calls import taking
from advice_line.usecases.exporting import provenance
from advice_line.usecases.flags.flags import open_flags, review_flag
from advice_line.usecases.mail_desk.practice_addresses import enter_address
from advice_line.usecases.reminders import chasers
from advice_line.usecases.reports.interface_report import interface_report
from advice_line.usecases.reports.mailing import mail_reports
from advice_line.usecases.reports.schedules import schedule_practice_page, schedule_report
from advice_line.usecases.rotas import handing_out, leave, swaps, who_answers
from advice_line.usecases.rotas.forecast import gaps_ahead
from advice_line.usecases.rotas.publishing import preview
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.statements.drafting import draft_statement
from advice_line.usecases.statements.papers import SHAPES, export_shape, statement_paper
from advice_line.usecases.statements.period import statements_audit
from advice_line.usecases.statements.unattributed import unattributed
from advice_line.usecases.trail import export, heads
from advice_line.usecases.trail.keys import key_path, make_key
from advice_line.usecases.usecase import By, Press
from advice_line.words import changes, gaps, ladder, publications
from tests.exports.reading_pdf import pdf_text
from tests.hospital import BEGAN, GMC, TUESDAY, Hospital
from tests.mail.mails import ASHWELL, mail
from tests.mail.post import Post
from tests.usecases.rotas.test_publishing import CLINIC_END, SWAP
from tests.usecases.statements.contracted import SEPTEMBER, add, publish

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVENING = TUESDAY + HOUR
PATIENT = {"NHS number": ("9990000018",), "name": ("Quillfeather",), "born": ("1947-10-13", "13/10/1947", "19471013")}
ADVICE = ("advice", "uncertainty", "would_change", "actions", "safety_net")
RECORD = ("situation", "background", "assessment", "request", "medicines", "allergies", "discussed_with", "recording")
OWN = ("incident", "adviser_feedback")
SAID = (
    *("interface", "practice", "desk", "countersign", "flag", "call_back", "abandoned"),
    *("glass", "note", "question", "leave", "swap", "afterwards"),
)
CLINICAL = {*RECORD, *ADVICE}


def word(field: str, of: str = "") -> str:
    return f"Kanari{of}{field.replace('_', ' ').title().replace(' ', '')}"


def fields(of: str, *names: str) -> dict[str, str]:
    return {name: word(name, of) for name in names}


WORDS = {
    **PATIENT,
    **{name: (word(name),) for name in (*CLINICAL, *OWN)},
    **{f"by mail: {name}": (word(name, "Mail"),) for name in (*CLINICAL, *OWN)},
    **{f"another desk's {name}": (word(name, "Renal"),) for name in (*CLINICAL, *OWN)},
    **{f"said of {name}": (word(name, "Said"),) for name in SAID},
}
LETTER = {*PATIENT, *CLINICAL}
MAY = {
    "letters.letter_text": LETTER,
    "letters.letter_html": LETTER,
    "letters.letter_pdf": LETTER,
    "referral note": LETTER - {"recording"},
    "mail: confirmation": LETTER,
    "mail: answer": {*(f"by mail: {name}" for name in ADVICE), "said of question"},
    "sheet.sheet_html": {"said of note"},
    "sheet.sheet_pdf": {"said of note"},
    "store: trail": {"said of glass"},
    "trail export: csv": {"said of glass"},
    "trail export: json": {"said of glass"},
}
"""Which words may stand in which output, and do; in every other: none."""


def plant(h: Hospital) -> None:
    """Puts every word where a person would put it."""

    def said(name: str) -> str:
        return word(name, "Said")

    patient = {"nhs_number": "999 000 0018", "patient_name": "Quillfeather", "birth_date": "13/10/1947"}
    enter_address(By(h.store, h["ruth"], TUESDAY), "V90001", ASHWELL, Press())
    who_answers.add_note(By(h.store, h["ruth"], TUESDAY), "cardiology", said("note"), Press())
    wednesday = date(2026, 8, 5)
    leave.enter_leave(
        By(h.store, h["ruth"], TUESDAY), "cardiology", GMC["patel"], wednesday + 20 * DAY, wednesday + 21 * DAY,
        "annual", said("leave"), Press(),
    )  # fmt: skip
    legs = (Leg(wednesday, "D", GMC["okafor"], GMC["patel"]),)
    swap = swaps.offer_swap(
        By(h.store, h["okafor"], TUESDAY), swaps.SwapOffer("cardiology", legs, said("swap")), Press()
    )
    swaps.agree_swap(By(h.store, h["patel"], TUESDAY), swap, Press(), knowing=True)
    of_renal = h.connected("mensah", EVENING, desk="renal", practice="V90002", number="01632 960002")
    h.record(of_renal, "mensah", EVENING, **patient, **fields("Renal", *CLINICAL, *OWN))
    by_phone = h.connected("okafor", EVENING, **patient)
    advice = h.record(by_phone, "okafor", EVENING + 5 * HOUR, **patient, **fields("", *CLINICAL, *OWN))
    note_interface(By(h.store, h["sam"], EVENING), by_phone, "no discharge letter", said("interface"), Press())
    give_feedback(By(h.store, h["sam"], EVENING), by_phone, "practice", "yes", said("practice"), Press())
    note_afterwards(By(h.store, h["sam"], EVENING), by_phone, MANAGED, said("afterwards"), Press())
    give_feedback(By(h.store, h["patel"], EVENING), by_phone, "adviser", "no", said("desk"), Press())
    countersign(By(h.store, h["bevan"], EVENING + 6 * HOUR), advice, "disagreed", said("countersign"), Press())
    late = next(f for f in open_flags(h.store, h["okafor"]) if f.kind is Kind.LATE_ENTRY)
    review_flag(By(h.store, h["okafor"], EVENING + 6 * HOUR), late.id, said("flag"))
    recording.open_record(By(h.store, h["liu"], EVENING + 6 * HOUR), by_phone, said("glass"))
    later = h.call(EVENING, **patient)
    taking.call_back_later(By(h.store, h["sam"], EVENING), later, EVENING + HOUR, said("call_back"), Press())
    gone = h.call(EVENING, **patient)
    taking.abandon(By(h.store, h["sam"], EVENING), gone, said("abandoned"), Press())
    h.connected("okafor", EVENING, **patient)  # nothing is recorded: it will be chased
    asked = Post(h).come(mail(said("question")), EVENING)
    assert asked.enquiry is not None
    h.record(asked.enquiry, "patel", EVENING, **patient, **fields("Mail", *CLINICAL, *OWN))
    Post(h).come(mail("Unanswered.", message_id="<2@x>"), EVENING, uid=9)
    for who in ("okafor", "bevan", "ruth"):
        h.store.run("set_email", id=h[who].account, email=f"{who}@example.nhs.uk")


def produce(h: Hospital) -> None:
    """Makes every output of cardiology, as its people would."""
    store, at, first = h.store, EVENING + 7 * HOUR, date(2026, 8, 3)
    letter = letter_of(By(store, h["patel"], at), 2)
    for form in FORMS.values():
        form(letter)
    for kind in KINDS:
        found = audit(By(store, h["ruth"], at), kind, BEGAN, at + 30 * DAY)
        for write in FORMATS.values():
            write(found)
    handing_out.desk_calendar(store, at, "cardiology", first, first + 14 * DAY)
    handing_out.clinician_calendar(store, at, GMC["okafor"], first, first + 14 * DAY)
    rota = handing_out.desk_rota(store, h["ruth"], at, "cardiology", first, first + 28 * DAY)
    rota_files.shifts_csv(rota), rota_files.shifts_json(rota), rota_files.weeks_xlsx(rota)
    desks = handing_out.sheets(store, TUESDAY, 2)
    title = sheet.sheet_title("Exampleton General", TUESDAY, TUESDAY + 2 * DAY, LONDON)
    sheet.printed_words(TUESDAY, LONDON)
    sheet.sheet_html(title, "Printed today", desks), sheet.sheet_pdf(title, "Printed today", desks)
    roster = roster_of(store, "cardiology", at)
    oncall.ladder_values("cardiology", roster.ladder(at), roster.desk.zone)
    ladder.ladder_sentence("Cardiology", roster.ladder(at), roster.desk.zone)
    ladder.behind_words(roster.ladder(at))
    for change in changes_between(store, BEGAN, at + 30 * DAY):
        changes.change_words(change, roster.desk.zone)
    for hole in gaps_ahead(store, at, at + 28 * DAY, "cardiology")[0].gaps:
        gaps.gap_line(hole, roster.desk.zone), gaps.gap_clause(hole, roster.desk.zone)
    make_key(key_path(), None)
    heads.head_on_paper(store, "RRV03", at)
    heads.head_for_log(heads.head_of(store, "RRV03", at))
    file = h.folder / "rotas" / "cardiology.toml"
    file.write_text(file.read_text().replace(CLINIC_END, CLINIC_END + SWAP.replace("2026-08-05", "2026-08-07")))
    rotas, problems = read_files([file])
    assert not problems
    for one in preview(store, rotas, at, at):
        publications.diff_lines(one.diff, roster.desk.zone)
    _charge(h)
    _report(h)
    outgoing = MailSettings(outgoing=Server("127.0.0.1", 25, "none"))
    settings = Settings(mail=outgoing, backup_within_hours=1)
    for hours in (0, 12, 40, 90):
        moment = at + hours * HOUR
        worker = worker_of(store, "RRV03", moment)
        chasers.sweep(By(store, worker, moment), settings, "one")
        chasers.look_ahead(By(store, worker, moment), settings, "one")


def _report(h: Hospital) -> None:
    """The interface report, as a screen and as files."""
    by = By(h.store, h["ruth"], SEPTEMBER)
    found = interface_report(by, Month(2026, 8))
    interface_lines(found)
    document_lines(interface_document(found))
    document_lines(value_page(by, Period(date(2026, 8, 1), date(2026, 9, 1), "August 2026"), Worth()))
    for kind in ScheduledReport:
        if kind is not ScheduledReport.PRACTICE:
            schedule_report(by, kind, "ruth", time(7), Press())
    schedule_practice_page(by, "V90001", time(7), Press())
    assert len(mail_reports(By(h.store, worker_of(h.store, "RRV03", SEPTEMBER), SEPTEMBER + 30 * DAY), "one")) == 4
    for write in DOCUMENT_FORMS.values():
        write(interface_document(found))


def _charge(h: Hospital) -> None:
    """A month's statement in every form and shape, and its calls replayed."""
    publish(h)
    by = By(h.store, h["ruth"], SEPTEMBER)
    number = draft_statement(by, "QZZ", Month(2026, 8), Press())
    paper = statement_paper(by, number)
    for write in STATEMENT_FORMS.values():
        write(paper)
    statement_lines(paper)
    nobodys = unattributed(by, Month(2026, 8))
    for write_document in DOCUMENT_FORMS.values():
        write_document(nobodys)
    document_lines(nobodys)
    add(h, "payer", Role.COMMISSIONER, "QZZ")
    compare_providers(By(h.store, h["payer"], SEPTEMBER), Period(date(2026, 8, 1), date(2026, 9, 1), "August 2026"))
    statements_audit(by, Period(date(2026, 8, 1), date(2026, 9, 1), "August 2026"))
    for shape in SHAPES:
        export_shape(by, number, shape, h.folder / f"{shape}.csv")
    rotas, _ = read_files([h.folder / "rotas"])
    replayed = replay_rotas(by, rotas, date(2026, 8, 3), date(2026, 8, 10))
    head = heads.head_on_paper(h.store, "RRV03", SEPTEMBER)
    made = provenance(by, SEPTEMBER - 30 * DAY, SEPTEMBER)
    for form in REPLAY_FORMS:
        replay_file([(one.desk, one.calls) for one in replayed], form, made, head)


Made = dict[str, list[Any]]


@contextmanager
def watched(targets: dict[CodeType, str]) -> Iterator[tuple[Made, set[str]]]:
    """What the outermost of these functions gave back, by name; and all of them that ran."""
    made: Made = defaultdict(list)
    ran: set[str] = set()
    open_calls: list[FrameType] = []

    def look(frame: FrameType, event: str, value: Any) -> None:
        name = targets.get(frame.f_code)
        if name is None:
            return
        if event == "call":
            ran.add(name)
            open_calls.append(frame)
        elif event == "return" and open_calls and open_calls[-1] is frame:
            open_calls.pop()
            if not open_calls:
                made[name].append(value)

    sys.setprofile(look)
    try:
        yield made, ran
    finally:
        sys.setprofile(None)


def makers() -> dict[CodeType, str]:
    """Every public function that gives texts or bytes back: of ``exports``, and of ``words`` beside the times."""
    found: dict[CodeType, str] = {}
    names = [f"advice_line.exports.{info.name}" for info in iter_modules(advice_line.exports.__path__)]
    names += [f"advice_line.words.{name}" for name in ("changes", "gaps", "ladder", "publications")]
    for whole in names:
        module: ModuleType = import_module(whole)
        for name, function in vars(module).items():
            own = callable(function) and getattr(function, "__module__", "") == module.__name__
            if own and not name.startswith("_") and hasattr(function, "__code__"):
                given = function.__annotations__.get("return")
                if given in (str, bytes) or {str, bytes} & set(get_args(given)):
                    found[function.__code__] = f"{whole.rpartition('.')[2]}.{name}"
    return found


def text_of(value: Any) -> str:
    """Everything that can be read in an output, without its blanks, so that a line's end hides nothing."""
    if isinstance(value, bytes) and value.startswith(b"%PDF"):
        value = pdf_text(value)
    elif isinstance(value, bytes) and value.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(value)) as book:
            value = "\n".join(book.read(name).decode() for name in book.namelist())
    elif isinstance(value, bytes):
        value = value.decode().replace("\r\n ", "")
    return "".join(str(value).split())


def text_of_mail(source: str) -> str:
    message = message_from_string(source, policy=policy.default)
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return "".join([*map(text_of, parts), *("".join(str(value).split()) for value in message.values())])


def all_rows(h: Hospital, statement: str) -> list[Any]:
    return list(h.store.connection.execute(statement).fetchall())  # type: ignore[attr-defined]


def _referral(h: Hospital) -> str:
    """The note in every form, each of which holds the same words."""
    texts = []
    for ending in FORMS:
        path = h.folder / f"note{ending}"
        write_referral(By(h.store, h["patel"], EVENING + 7 * HOUR), 2, path, Press())
        texts.append(text_of(path.read_bytes()))
    return "\n".join(texts)


def outputs(h: Hospital, made: Made) -> dict[str, str]:
    found = {
        name: "\n".join(map(text_of, values)) for name, values in made.items() if not name.startswith("outgoing.")
    }
    for number, kind, source in all_rows(h, "SELECT id, kind, source FROM outbox"):
        sent = as_sent(h.store, EVENING + 7 * HOUR, number, source)
        found[f"mail: {kind}"] = found.get(f"mail: {kind}", "") + text_of_mail(sent)
    for form, write in export.FORMS.items():
        asked = export.Asked(BEGAN, EVENING + 60 * DAY)
        exported = export.export_trail(By(h.store, h["admin"], EVENING + 50 * DAY), asked, form)
        found[f"trail export: {form}"] = text_of(b"".join(write(exported)))
    found["referral note"] = _referral(h)
    found["store: trail"] = text_of(all_rows(h, "SELECT who, act, subject_kind, subject, detail, key FROM trail"))
    found["store: notices"] = text_of(all_rows(h, "SELECT words FROM notice"))
    found["store: chasers"] = text_of(all_rows(h, "SELECT kind, subject, audience, outcome FROM chaser"))
    found["store: flags"] = text_of(all_rows(h, "SELECT kind, cause, owner FROM flag"))
    found["store: site flags"] = text_of(all_rows(h, "SELECT kind, cause, words, owner FROM site_flag"))
    return found


@pytest.fixture
def searched(local_hospital: Hospital) -> dict[str, set[str]]:
    """Which words were found in which output."""
    targets = makers()
    with watched(targets) as (made, ran):
        plant(local_hospital)
        produce(local_hospital)
        texts = outputs(local_hospital, made)
    assert set(targets.values()) - ran == set(), "a new output: make it in produce(), and say in MAY what it may hold"
    assert {"mail: answer", "mail: confirmation", "mail: chaser", "mail: report"} <= set(texts)
    assert all(texts.values()), "an empty output hides nothing and shows nothing"
    return {
        name: {what for what, words in WORDS.items() if any("".join(w.split()) in text for w in words)}
        for name, text in texts.items()
    }


def test_each_output_holds_the_private_words_that_it_may_and_no_other(searched: dict[str, set[str]]):
    assert {name: found for name, found in searched.items() if found} == MAY


def test_every_word_was_planted(local_hospital: Hospital):
    """A word that is nowhere in the store would be found nowhere else either, and prove nothing."""
    plant(local_hospital)
    tables = [name for (name,) in all_rows(local_hospital, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    whole = text_of([all_rows(local_hospital, f"SELECT * FROM {name}") for name in tables])
    assert [what for what, words in WORDS.items() if not any("".join(w.split()) in whole for w in words)] == []
