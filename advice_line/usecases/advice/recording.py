"""The clinician's record: the worklist, the draft, the advice and its amendments."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from advice_line.enquiry.accountability import RESPONSIBLE, supervising_consultant
from advice_line.enquiry.advice import BESIDE, FIELDS, missing, shown
from advice_line.enquiry.amending import why_amended
from advice_line.enquiry.flags import is_late
from advice_line.enquiry.overtaken import beside_newer
from advice_line.enquiry.reasons import words_of
from advice_line.enquiry.states import State
from advice_line.instants import to_text
from advice_line.people.numbers import birth_date, group_nhs_number, nhs_number
from advice_line.people.roles import Act, Person, may
from advice_line.plain import visible
from advice_line.problems import Overtaken, Refused
from advice_line.store import Store
from advice_line.store.rotas import desk_by_id, the_desk
from advice_line.store.typed import fields_of as parts_of
from advice_line.store.values.advice import AdviceVersion, Consultant
from advice_line.store.values.drafts import Typed
from advice_line.store.values.enquiries import AskedQuestion, Attempt, Enquiry
from advice_line.store.values.mail import AttachedFile, MailOfEnquiry
from advice_line.store.values.people import KnownClinician
from advice_line.usecases.advice.feedback import add_feedback, add_interface
from advice_line.usecases.advice.letters import tell_the_practice
from advice_line.usecases.enquiries import move_enquiry, require_reading, the_enquiry
from advice_line.usecases.flags.flags import refresh_flags
from advice_line.usecases.flags.repeats import Earlier, earlier_enquiries
from advice_line.usecases.mail_desk.correspondents import answer_address, mails_to_answer
from advice_line.usecases.mail_desk.practice_addresses import letters_go
from advice_line.usecases.rotas.who_answers import roster_of
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require
from advice_line.words.times import clock_time

FORM = "advice"


@dataclass(frozen=True, slots=True)
class Record:
    """An enquiry opened to be recorded, amended or read."""

    enquiry: Enquiry
    zone: ZoneInfo
    attempts: tuple[Attempt, ...]
    question: str
    versions: tuple[AdviceVersion, ...]
    fields: dict[str, str]
    consultants: tuple[tuple[str, str], ...]
    drafted_at: datetime | None
    earlier: tuple[Earlier, ...] = ()
    mails: tuple[MailOfEnquiry, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    answer_to: str = ""
    letters: str = ""
    overtaken: str = ""

    @property
    def draft_marks(self) -> dict[str, str]:
        """What a draft carries beside its fields: which version it stands on, and what was said of it."""
        return {"upon": str(len(self.versions)), "overtaken": self.overtaken}


def open_record(by: By, enquiry: int, reason: str = "") -> Record:
    """Opens a record with everything known filled in, the person's own draft on top."""
    row = the_enquiry(by.store, enquiry)
    require_reading(by, row, reason)
    desk = the_desk(by.store, row.desk)
    versions = by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
    question = by.store.one(AskedQuestion, "question_of", enquiry=enquiry)
    draft = by.store.one(Typed, "draft_of", account=by.person.account, form=FORM, subject=str(enquiry))
    asked = mails_to_answer(by.store, row)
    fields = fields_of(versions[-1]) if versions else _known(by, row, question)
    overtaken = ""
    if draft:
        fields, overtaken = _with_draft(draft, versions, fields, by.at, desk.zone)
    return Record(
        row,
        desk.zone,
        tuple(by.store.all(Attempt, "attempts_of", enquiry=enquiry)),
        question.words if question else "",
        tuple(versions),
        fields,
        tuple((c.gmc, c.name) for c in by.store.all(Consultant, "consultants_of_desk", desk=row.desk)),
        draft.at if draft else None,
        _earlier(by, row, fields),
        tuple(asked),
        tuple(by.store.all(AttachedFile, "attachments_of_enquiry", enquiry=enquiry)),
        answer_address(by.store, row, asked) if asked else "",
        letters_go(by.store, row.practice, by.at, desk.zone),
        overtaken,
    )


def _with_draft(
    draft: Typed, versions: list[AdviceVersion], fields: dict[str, str], at: datetime, zone: ZoneInfo
) -> tuple[dict[str, str], str]:
    """What was typed on top of what is recorded; and who recorded a newer version than the one it was begun on."""
    typed: dict[str, str] = json.loads(draft.fields)
    written_before = sum(v.written_at <= draft.at for v in versions)
    upon, told = int(typed.pop("upon", written_before)), typed.pop("overtaken", "")
    if upon >= len(versions):
        return fields | typed, told
    begun = fields_of(versions[upon - 1]) if upon else dict.fromkeys(FIELDS, "")
    together, both = beside_newer(begun, fields, begun | typed)
    said = f"{_who_overtook(versions[-1], at, zone)} What you had not changed shows theirs; what you typed stands."
    return together, f"{said} Changed by both: {', '.join(both)}; F7 reads theirs." if both else said


def _who_overtook(version: AdviceVersion, at: datetime, zone: ZoneInfo) -> str:
    when = clock_time(version.written_at, zone, at)
    return f"{version.adviser_name} recorded version {version.version} at {when}, after you began."


def _earlier(by: By, row: Enquiry, fields: Mapping[str, str]) -> tuple[Earlier, ...]:
    try:
        number = nhs_number(fields.get("nhs_number", ""))
    except ValueError:
        return ()
    arrived = row.arrived_at
    return tuple(earlier_enquiries(by, row.site, number, arrived, row.id))


def same_patient(by: By, enquiry: int, number: str) -> tuple[Earlier, ...]:
    """Earlier enquiries about the patient whose number has just been typed into an enquiry's record."""
    row = the_enquiry(by.store, enquiry)
    require(by.person, Act.SEE_CLINICAL_TEXT, desk=row.desk)
    return _earlier(by, row, {"nhs_number": number})


def _known(by: By, row: Enquiry, question: AskedQuestion | None) -> dict[str, str]:
    """What the record can say before anybody has typed: unseen, and who supervises at the instant of the call."""
    fields = dict.fromkeys(FIELDS, "")
    fields |= {
        "patient_kind": row.patient,
        "nhs_number": group_nhs_number(row.nhs_number) if row.nhs_number else "",
        "birth_date": row.birth_date or "",
        "patient_name": row.patient_name or "",
        "seen_by_adviser": "no",
        "responsible": RESPONSIBLE[0],
        "situation": re.sub(r"\n{2,}", "\n", visible(question.words, lines=True)) if question else "",
    }
    desk = desk_by_id(by.store, row.desk)
    adviser = by.store.one(KnownClinician, "clinician_by_id", id=by.person.clinician) if by.person.clinician else None
    if desk is not None and adviser is not None:
        moment = row.since if row.state == State.TO_RECORD else by.at
        ladder = roster_of(by.store, row.desk, moment).ladder(moment)
        fields["supervisor"] = supervising_consultant(ladder, adviser.gmc, desk.supervisor_gmc)
    return fields


def fields_of(version: AdviceVersion) -> dict[str, str]:
    """A stored version as the texts of the form."""
    parts = parts_of(version)
    fields = {key: "" if key in BESIDE else str(parts[key] or "") for key in FIELDS}
    fields["seen_by_adviser"] = "yes" if version.seen_by_adviser else "no"
    fields["responsibility_agreed"] = "yes" if version.responsibility_agreed else "no"
    fields["supervisor"] = version.supervisor_gmc or ""
    if fields["nhs_number"]:
        fields["nhs_number"] = group_nhs_number(fields["nhs_number"])
    return fields


def record_advice(
    by: By,
    enquiry: int,
    fields: Mapping[str, str],
    press: Press,
    *,
    amends_because: str = "",
    upon: int | None = None,
) -> int:
    """Records advice and closes the enquiry, or adds an amendment that keeps the original. Returns the advice.

    The adviser of a call is who was connected; of an e-mail question whoever answers it. Refused: everything that is
    missing, a newer version than the writer has seen (``upon``: how many that is), an amendment without a reason.
    """
    amends_because = words_of(amends_because, "The reason of the amendment")
    lacking = missing(fields, by.at.date())
    if lacking:
        raise Refused("Still missing: " + " ".join(lacking))

    def work() -> Receipt:
        asked = the_enquiry(by.store, enquiry)
        versions = by.store.all(AdviceVersion, "advice_versions", enquiry=enquiry)
        _refuse_overtaken(by, asked, versions, upon)
        _require_own(by.person, asked, versions)
        to_answer = asked.state is State.TO_ANSWER
        because = why_amended(amends_because, versions=len(versions), asked_again=to_answer)
        made = _write(by, asked, len(versions) + 1, fields, because, press)
        if to_answer or not versions:
            move_enquiry(by.store, asked, State.ADVISED, by.at, adviser=by.person.clinician)
        _beside(by, asked, made, fields)
        tell_the_practice(by, enquiry, made)
        by.store.run("end_draft", account=by.person.account, form=FORM, subject=str(enquiry))
        refresh_flags(by, enquiry)
        return Receipt(str(made), {"enquiry": enquiry, "version": len(versions) + 1})

    act = "amended advice" if amends_because else "recorded advice"
    return int(act_once(by, act, "advice", press, work))


def _refuse_overtaken(by: By, asked: Enquiry, versions: Sequence[AdviceVersion], upon: int | None) -> None:
    """Whoever may read the newer version is told of it; others are told that the record is not theirs."""
    if upon is not None and len(versions) > upon and may(by.person, Act.SEE_CLINICAL_TEXT, desk=asked.desk):
        desk = the_desk(by.store, asked.desk)
        raise Overtaken(f"{_who_overtook(versions[-1], by.at, desk.zone)} What you typed is kept.")


def _write(by: By, asked: Enquiry, version: int, fields: Mapping[str, str], because: str, press: Press) -> int:
    attempts = by.store.all(Attempt, "attempts_of", enquiry=asked.id)
    connected_at = next((a.answered_at for a in attempts if a.answered_at), None)
    first = version == 1
    return by.store.inserted(
        "add_advice",
        enquiry=asked.id,
        version=version,
        amends_because=because,
        account=by.person.account,
        adviser=by.person.clinician,  # an amendment is its adviser's own
        written_at=to_text(by.at),
        late=int(first and is_late(connected_at, by.at)),
        call_ended_at=to_text(by.at) if connected_at and first else None,
        key=press.key,
        **_columns(by.store, fields, by.at),
    )


def _beside(by: By, row: Enquiry, advice: int, fields: Mapping[str, str]) -> None:
    """What the record leads to in other tables: its words for the search, the interface, the adviser's feedback."""
    words = " ".join(fields.get(key, "") for key in _SEARCHED)
    tag = {"desk": row.desk.replace("-", "")} if by.store.engine == "sqlite" else {}
    by.store.run(f"add_advice_words_{by.store.engine}", advice=advice, words=words, **tag)
    if reason := words_of(fields.get("interface_reason", ""), _called("interface_reason")):
        add_interface(by, row.id, reason, "", Press.by_itself(f"advice {advice}"))
    if said := words_of(fields.get("adviser_feedback", ""), _called("adviser_feedback")):
        add_feedback(by, row.id, "adviser", "not said", said, Press.by_itself(f"advice {advice}"))


def _called(key: str) -> str:
    return f"“{FIELDS[key].label}”"


_SEARCHED = ("situation", "background", "assessment", "request", "medicines", "advice", "would_change", "safety_net")


def _require_own(person: Person, row: Enquiry, versions: list[AdviceVersion]) -> None:
    if row.state == State.TO_ANSWER:
        own = may(person, Act.ANSWER, desk=row.desk)
    elif versions:  # whoever answered: a question that was reopened may have been answered by another
        own = person.clinician in {version.adviser for version in versions}
    else:
        own = row.adviser is not None and row.adviser == person.clinician
    require(person, Act.RECORD_ADVICE, own=own)


_TEXTS = (frozenset(FIELDS) - BESIDE) - {
    "nhs_number",
    "birth_date",
    "patient_name",
    "seen_by_adviser",
    "responsibility_agreed",
    "supervisor",
}


def _columns(store: Store, fields: Mapping[str, str], at: datetime) -> dict[str, str | int | None]:
    there = {field.key for field in shown(fields, at.date())}
    values: dict[str, str | int | None] = {
        key: fields.get(key, "").replace("\r\n", "\n").strip() if key in there else "" for key in _TEXTS
    }
    nhs, born = fields.get("nhs_number", "").strip(), fields.get("birth_date", "").strip()
    supervisor = store.one(KnownClinician, "clinician_by_gmc", gmc=fields.get("supervisor", "").strip())
    if supervisor is None or supervisor.grade != "consultant":
        raise Refused("The supervising consultant must be one of the published consultants.")
    return values | {
        "nhs_number": nhs_number(nhs) if nhs else None,
        "birth_date": birth_date(born, at.date()).isoformat() if born else None,
        "patient_name": words_of(fields.get("patient_name", ""), _called("patient_name"), lines=False) or None,
        "seen_by_adviser": int(fields.get("seen_by_adviser") == "yes"),
        "responsibility_agreed": int(fields.get("responsibility_agreed") == "yes"),
        "supervisor": supervisor.id,
    }
