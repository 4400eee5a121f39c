"""Each table of the rota file: its keys, their meaning, and what is wrong with a bad one."""

from datetime import date
from typing import Any, cast

from advice_line.instants import wall_text, zone_named
from advice_line.people.addresses import MAIL_ADDRESS, NO_ADDRESS
from advice_line.people.numbers import GMC_NUMBER, NO_REGISTRATION, SITE_CODE
from advice_line.people.phones import Contact, contact
from advice_line.people.treatment_functions import NAMES as FUNCTIONS
from advice_line.rota.file.fields import Complaints, TomlTable, closest
from advice_line.rota.file.references import References
from advice_line.rota.model import (
    REPLY_WITHIN_HOURS,
    WEEKDAYS,
    BankHolidays,
    Calendar,
    Clinician,
    ClinicRule,
    Desk,
    Duty,
    ExtraShift,
    Grade,
    Leave,
    LeaveKind,
    Pattern,
    Swap,
)
from advice_line.words.days import whole_weekday

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_CALENDARS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}


def read_desk(values: Any, complaints: Complaints, known: References) -> Desk | None:
    keys = ("id", "name", "site", "function", "timezone", "email", "reply_within_hours", "supervisor")
    table = TomlTable(values, ("desk",), complaints, keys)
    slug = table.matching("id", _SLUG, "is not a desk id; use small letters, digits and single dashes.")
    name = table.text("name")
    site = table.matching("site", SITE_CODE.pattern, "is not an ODS site code (five capitals or digits).")
    function = table.one_of("function", FUNCTIONS, "a treatment function code")
    zone = table.text("timezone", required=False) or "Europe/London"
    try:
        zone_named(zone)
    except ValueError as error:
        table.add(("timezone",), f"{error}")
    email = _email(table, complaints)
    hours = table.whole_number("reply_within_hours", 1, required=False)
    supervisor = table.text("supervisor")
    if supervisor is not None and known.consultants is not None and supervisor not in known.consultants:
        sentence = f"The supervisor “{supervisor}” is not a consultant of this file"
        table.add(("supervisor",), f"{sentence}{closest(supervisor, known.consultants)}")
    if not (slug and name and site and function and email and supervisor):
        return None
    return Desk(slug, name, site, function, zone, email, hours or REPLY_WITHIN_HOURS, supervisor)


def _email(table: TomlTable, complaints: Complaints) -> str | None:
    if complaints.kept:  # a desk that wrote from an odd address before they were looked at goes on
        return table.text("email")
    return table.matching("email", MAIL_ADDRESS.pattern, NO_ADDRESS)


def read_clinician(values: Any, index: int, complaints: Complaints, known: References) -> Clinician | None:
    table = TomlTable(values, ("clinician", index), complaints, ("id", "name", "gmc", "grade", "contacts"))
    slug = table.matching("id", _SLUG, "is not a clinician id; use small letters, digits and single dashes.")
    if slug is not None and known.clinicians is not None and known.clinicians.count(slug) > 1:
        table.add(("id",), f"The id “{slug}” is given to two clinicians; give each their own.")
    name = table.text("name")
    gmc = table.matching("gmc", GMC_NUMBER.pattern, NO_REGISTRATION)
    grade = table.one_of("grade", ("registrar", "consultant"), "a grade (registrar or consultant)")

    def read(value: str, place: int) -> Contact | None:
        try:
            return contact(value)
        except ValueError as error:
            table.add(("contacts", place), f"{error}")
            return None

    contacts = table.each("contacts", str, "texts in quotes", read, required=False)
    if not (slug and name and gmc and grade):
        return None
    return Clinician(slug, name, gmc, cast(Grade, grade), tuple(contacts or ()), index)


def read_duty(values: Any, index: int, complaints: Complaints, known: References) -> Duty | None:
    table = TomlTable(values, ("duty", index), complaints, ("code", "name", "start", "end", "rung", "resident"))
    code = table.matching("code", r"[^\s.+]+", "is not a duty code; use letters or digits without spaces.")
    if code is not None and known.duties is not None and known.duties.count(code) > 1:
        table.add(("code",), f"The code “{code}” is given to two duties; give each its own.")
    name = table.text("name")
    start, end = table.wall_time("start"), table.wall_time("end")
    rung = table.whole_number("rung", 1)
    resident = table.truth("resident", default=True)
    if not (code and name and rung) or start is None or end is None:
        return None
    return Duty(code, name, start, end, rung, resident)


def read_pattern(values: Any, index: int, complaints: Complaints, known: References) -> Pattern | None:
    table = TomlTable(values, ("pattern", index), complaints, ("from", "until", "weeks", "starts"))
    first, until = table.day("from"), table.day("until", required=False)
    if first is not None and first.weekday() != 0:
        table.add(("from",), f"{first} is a {whole_weekday(first)}; a pattern begins on a Monday.")
    _check_order(table, first, until)
    weeks = table.each("weeks", str, "texts in quotes", lambda week, at: _week(table, week, at, known))
    if weeks is not None and not weeks:
        table.add(("weeks",), "“weeks” is empty; write at least one week.")
    written = table.values.get("weeks")
    starts = _starts(table, len(written) if isinstance(written, list) else 0, known)
    if first is None or weeks is None or starts is None:
        return None
    return Pattern(first, until, tuple(weeks), starts)


def _check_order(table: TomlTable, first: date | None, until: date | None) -> None:
    if first is not None and until is not None and until <= first:
        table.add(("until",), f"“until” ({until}) must be after “from” ({first}).")


def _week(table: TomlTable, week: str, place: int, known: References) -> tuple[tuple[str, ...], ...] | None:
    columns = week.split()
    if len(columns) != 7:
        sentence = f"Week {place + 1} has {len(columns)} columns; write seven, Monday to Sunday."
        table.add(("weeks", place), sentence)
        return None
    days = tuple(() if column == "." else tuple(column.split("+")) for column in columns)
    fine = True
    for code in dict.fromkeys(code for day in days for code in day):
        fine = known.has_duty(table, ("weeks", place), code) and fine
    return days if fine else None


def _starts(table: TomlTable, weeks: int, known: References) -> tuple[tuple[str, int], ...] | None:
    values = table.get("starts", dict, "a table like { okafor = 1, patel = 2 }", required=True)
    if values is None:
        return None
    starts: list[tuple[str, int]] = []
    for name, week in values.items():
        known.has_clinician(table, ("starts", name), name)
        if type(week) is not int:
            table.add(("starts", name), f"The start week of “{name}” must be a whole number.")
        elif weeks and not 1 <= week <= weeks:
            table.add(("starts", name), f"“{name}” starts on week {week}; the weeks are 1 to {weeks}.")
        else:
            starts.append((name, week))
    return tuple(starts)


def read_shift(values: Any, index: int, complaints: Complaints, known: References) -> ExtraShift | None:
    table = TomlTable(values, ("shift", index), complaints, ("date", "duty", "clinician"))
    day = table.day("date")
    duty, clinician = known.duty(table, "duty"), known.clinician(table, "clinician")
    return ExtraShift(day, duty, clinician) if day and duty and clinician else None


def read_clinic(values: Any, index: int, complaints: Complaints, known: References) -> ClinicRule | None:
    keys = ("clinician", "days", "start", "end", "from", "until", "every", "except")
    table = TomlTable(values, ("clinic", index), complaints, keys)
    clinician = known.clinician(table, "clinician")

    def weekday(value: str, place: int) -> int | None:
        if value not in WEEKDAYS:
            table.add(("days", place), f"“{value}” is not a weekday; write Mon, Tue, Wed, Thu, Fri, Sat or Sun.")
            return None
        return WEEKDAYS.index(value)

    days = table.each("days", str, "weekdays in quotes", weekday)
    start, end = table.wall_time("start"), table.wall_time("end")
    if start is not None and end is not None and end <= start:
        table.add(
            ("end",), f"The clinic ends at {wall_text(end)}, which is not after {wall_text(start)}, on the same day."
        )
    first, until = table.day("from", required=False), table.day("until", required=False)
    _check_order(table, first, until)
    every = table.whole_number("every", 1, required=False)
    if "every" in table.values and "from" not in table.values:
        table.add(("every",), "“every” counts weeks from “from”; add “from”.")

    def on_a_day(value: date, place: int) -> date | None:
        return None if table.beyond(("except", place), value) else value

    except_ = table.each("except", date, "dates without quotes", on_a_day, required=False)
    if clinician is None or days is None or start is None or end is None:
        return None
    return ClinicRule(clinician, frozenset(days), start, end, first, until, every or 1, frozenset(except_ or ()))


def read_leave(values: Any, index: int, complaints: Complaints, known: References) -> Leave | None:
    table = TomlTable(values, ("leave", index), complaints, ("clinician", "first", "last", "kind"))
    clinician = known.clinician(table, "clinician")
    first, last = table.day("first"), table.day("last")
    if first is not None and last is not None and last < first:
        table.add(("last",), f"The leave ends on {last}, before it begins on {first}.")
    kind = table.one_of("kind", ("annual", "study", "sick", "other"), "a kind of leave")
    if not (clinician and first and last and kind):
        return None
    return Leave(clinician, first, last, cast(LeaveKind, kind))


def read_swap(values: Any, index: int, complaints: Complaints, known: References) -> Swap | None:
    table = TomlTable(values, ("swap", index), complaints, ("date", "duty", "from", "to"))
    day = table.day("date")
    duty = known.duty(table, "duty")
    giver, taker = known.clinician(table, "from"), known.clinician(table, "to")
    if giver is not None and giver == taker:
        table.add(("to",), f"“{giver}” cannot swap with themselves; name somebody else.")
    return Swap(day, duty, giver, taker) if day and duty and giver and taker else None


def read_bank_holidays(values: Any, complaints: Complaints) -> BankHolidays | None:
    table = TomlTable(values, ("bank_holidays",), complaints, ("calendar", "run_as", "clinics"))
    calendar = table.one_of("calendar", _CALENDARS, "a calendar (ENG, WLS, SCT or NIR)")
    run_as = table.one_of("run_as", WEEKDAYS, "a weekday", required=False)
    clinics = table.truth("clinics", default=False)
    if calendar is None:
        return None
    return BankHolidays(cast(Calendar, calendar), WEEKDAYS.index(run_as) if run_as else None, clinics)
