"""The form of a new call as a value: what it says beside each field, and what would be written.

One reading decides both, so that what the form shows is what is written; Enter and F10 ask the same reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from advice_line.enquiry.callers import is_from_listed
from advice_line.enquiry.calls import ROLES, URGENCIES, CallToTake
from advice_line.enquiry.form import Field, Form, Option, options
from advice_line.people.numbers import birth_date, nhs_number
from advice_line.people.phones import telephone
from advice_line.store.values.practices import Practice
from advice_line.store.values.rotas import DeskRoster

NO_PATIENT = (
    Option("not asked", "not asked"),
    Option("declined", "caller would not say"),
    Option("not known", "caller does not know"),
    Option("general question", "general question"),
)
CALL = Form(
    {
        "": (
            Field("desk", "Desk", hint="part of its name"),
            Field("number", "Number", telephone=True, hint="as the caller says it"),
            Field("practice", "Practice", must=False, hint="name or ODS code"),
            Field("caller", "Caller", hint="name"),
            Field("role", "", choices=options(*ROLES), first="GP"),
            Field("urgency", "Urgency", choices=options(*URGENCIES), first="routine"),
        ),
        "The patient": (
            Field("nhs", "Patient", must=False, hint="NHS number"),
            Field("born", "", must=False, hint="date of birth"),
            Field("patient", "", must=False, hint="name"),
            Field("why", "or no patient", choices=NO_PATIENT, first="not asked"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class PracticesFound:
    """What the store answered to something typed; it counts only while that is what stands in the field."""

    asked: str = ""
    practices: tuple[Practice, ...] = ()


@dataclass(frozen=True, slots=True)
class ChosenPractice:
    """The practice of the call, and the number that chose it, or nothing where a person did."""

    practice: Practice
    by_number: str = ""


@dataclass(frozen=True, slots=True)
class FieldNote:
    """What stands beside a field; a fault is something that keeps the call from being taken."""

    words: str = ""
    tone: str = ""
    fault: bool = False


@dataclass(frozen=True, slots=True)
class CallAsTyped:
    """All that stands in the form of a call, and what the store has answered to it so far."""

    values: dict[str, str]
    chosen: ChosenPractice | None = None
    listed: PracticesFound = PracticesFound()
    named: PracticesFound = PracticesFound()

    @property
    def e164(self) -> str:
        """The number as the store keeps it, or nothing while it is none."""
        try:
            return telephone(self.values["number"]).e164
        except ValueError:
            return ""

    @property
    def words(self) -> str:
        """What is typed for the practice."""
        return self.values["practice"].strip()

    @property
    def is_empty(self) -> bool:
        """Whether nothing but a desk has been typed or chosen."""
        return all(self.values[name].strip() == first for name, first in CALL.empty.items() if name != "desk")


def retyped(form: CallAsTyped) -> CallAsTyped:
    """The form after a key: a practice goes with the number that chose it, and with its own code in the field."""
    chosen = form.chosen
    if chosen is None:
        return form
    if form.words.upper() != chosen.practice.code:
        return replace(form, chosen=None)
    if chosen.by_number and chosen.by_number != form.e164:
        return replace(form, chosen=None, values=form.values | {"practice": ""})
    return form


def number_answered(form: CallAsTyped) -> CallAsTyped:
    """The form once it is known who lists the number: a practice that lists it alone, unless another is typed."""
    known = form.listed.asked == form.e164 != "" and len(form.listed.practices) == 1
    if known and form.chosen is None and not form.words:
        return choose(form, form.listed.practices[0], form.e164)
    return form


def words_answered(form: CallAsTyped) -> CallAsTyped:
    """The form once it is known what fits the words: a practice whose whole code is typed."""
    exact = [p for p in form.named.practices if p.code == form.words.upper()]
    return choose(form, exact[0]) if exact and form.chosen is None and form.named.asked == form.words else form


def choose(form: CallAsTyped, practice: Practice, by_number: str = "") -> CallAsTyped:
    """The form with this practice in it."""
    return replace(form, chosen=ChosenPractice(practice, by_number), values=form.values | {"practice": practice.code})


def only_one(form: CallAsTyped) -> Practice | None:
    """The practice that Enter takes for what is half typed: the only one that fits."""
    fits = form.named.practices if form.chosen is None and form.words and form.named.asked == form.words else ()
    return fits[0] if len(fits) == 1 else None


def desks_fitting(typed: str, rosters: Sequence[DeskRoster]) -> list[DeskRoster]:
    """The desks whose name has what is typed in it, those that begin with it first."""
    words = typed.strip().lower()
    fits = [r for r in rosters if words and (words in r.desk.name.lower() or words in r.desk.id)]
    return sorted(fits, key=lambda r: (not r.desk.name.lower().startswith(words), r.desk.name))


def desk_of(typed: str, rosters: Sequence[DeskRoster]) -> DeskRoster | None:
    """The desk that is typed: by its whole name, or the only one that fits."""
    fits = desks_fitting(typed, rosters)
    exact = [r for r in fits if r.desk.name.lower() == typed.strip().lower()]
    return exact[0] if exact else fits[0] if len(fits) == 1 else None


@dataclass(frozen=True, slots=True)
class CallAsRead:
    """What the form means: words beside its fields, the first field at fault, and the call where none is."""

    desk: DeskRoster | None
    said: dict[str, FieldNote]
    call: CallToTake | None

    @property
    def at_fault(self) -> str | None:
        return next((name for name, note in self.said.items() if note.fault), None)


def read(form: CallAsTyped, rosters: Sequence[DeskRoster], today: date) -> CallAsRead:
    """Reads the form. It gives a call only where every field is right and nothing typed is left over."""
    values = form.values
    desk = desk_of(values["desk"], rosters)
    said = {name: FieldNote() for name in CALL.fields} | {
        "desk": FieldNote() if desk else _no_desk(values["desk"], rosters),
        "practice": _practice(form),
        "number": _number(form),
        "caller": FieldNote(fault=not values["caller"].strip()),
    }
    for name, check in (("nhs", nhs_number), ("born", lambda text: birth_date(text, today))):
        text = values[name].strip()
        try:
            said[name] = FieldNote(f"✓ {check(text)}" if text else "", "good")
        except ValueError as error:
            said[name] = FieldNote(f"{error}", "busy", fault=True)
    call = None
    if desk is not None and not any(one.fault for one in said.values()):
        call = CallToTake(
            desk=desk.desk.id,
            number=values["number"],
            caller_name=values["caller"],
            caller_role=values["role"],
            practice=form.chosen.practice.code if form.chosen else None,
            urgency=values["urgency"],
            patient=values["why"],
            nhs_number=values["nhs"],
            birth_date=values["born"],
            patient_name=values["patient"],
        )
    return CallAsRead(desk, said, call)


def _no_desk(typed: str, rosters: Sequence[DeskRoster]) -> FieldNote:
    fits = desks_fitting(typed, rosters)
    return FieldNote("choose one below" if fits else "no desk fits" if typed.strip() else "", "busy", fault=True)


def _practice(form: CallAsTyped) -> FieldNote:
    if form.chosen is not None:
        return FieldNote(f"{form.chosen.practice.name}, {form.chosen.practice.address}", "good")
    if not form.words:
        several = form.listed.asked == form.e164 and len(form.listed.practices) > 1
        return FieldNote(fault=several)
    if form.named.asked != form.words:
        return FieldNote("looking it up …", "dim", fault=True)
    one = only_one(form)
    if one is not None:
        return FieldNote(f"not chosen yet; Enter takes {one.name}", "busy", fault=True)
    fits = form.named.practices
    words = "choose one below with ↓" if fits else "no practice fits; empty it where it is not known"
    return FieldNote(words, "busy", fault=True)


def _number(form: CallAsTyped) -> FieldNote:
    """Whose number it is. ``from_listed`` of the call says the same when it is written."""
    if not form.e164:
        return FieldNote(fault=True)
    if form.listed.asked != form.e164:
        return FieldNote("looking it up …", "dim", fault=True)
    listing = form.listed.practices
    if form.chosen is not None:
        practice = form.chosen.practice
        if is_from_listed(practice.code, {one.code for one in listing}):
            return FieldNote("✓ the practice's listed number", "good")
        back = practice.telephone or "the practice's listed number"
        return FieldNote(f"◐ not verified: ring back on {back}", "busy")
    if len(listing) > 1 and not form.words:
        return FieldNote(f"● {len(listing)} practices share this number: choose with ↓", "busy")
    return FieldNote("◐ not verified: ring back on the practice's listed number", "busy")
