"""A first rota file for a new desk, with comments that explain each part."""

from dataclasses import dataclass
from datetime import date, timedelta

from advice_line.people.numbers import GMC_NUMBER
from advice_line.people.phones import contact
from advice_line.people.treatment_functions import NAMES as FUNCTIONS
from advice_line.problems import Refused
from advice_line.rota.file.writing import SCHEMA_LINE, quoted, slug_of
from advice_line.rota.model import REPLY_WITHIN_HOURS


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the desk, as they were named."""

    name: str
    gmc: str
    grade: str
    contacts: tuple[str, ...]

    @classmethod
    def of(cls, text: str, grade: str) -> "Member":
        """From ``Dr Ann Gray, 7012345, bleep 2041, 07700 900123``. Raises Refused with a sentence."""
        name, *rest = (part.strip() for part in text.split(","))
        if not rest or not GMC_NUMBER.fullmatch(rest[0]):
            raise Refused(f"“{text}”: after the name comes a registration number of seven digits.")
        try:
            contacts = tuple(str(contact(part)) for part in rest[1:] if part)
        except ValueError as error:
            raise Refused(f"“{text}”: {error}") from None
        return cls(name, rest[0], grade, contacts)


def function_of(name: str) -> str:
    """The treatment function code of a specialty's name, or nothing."""
    words = name.casefold()
    return next((code for code, known in FUNCTIONS.items() if known.casefold() == words), "")


def first_file(desk: str, name: str, site: str, function: str, email: str, people: list[Member], monday: date) -> str:
    """A file that is complete and checks: registrars by day and night in turn, a consultant behind them."""
    monday -= timedelta(days=monday.weekday())
    ids: list[str] = []
    for person in people:
        ids.append(slug_of(person.name, ids))
    registrars = [i for i, p in zip(ids, people, strict=True) if p.grade == "registrar"]
    consultants = [i for i, p in zip(ids, people, strict=True) if p.grade == "consultant"]
    parts = [
        SCHEMA_LINE,
        f"# The rota of {name}. Check it with “advice-line rota check”, publish it with “advice-line rota publish”.",
        "",
        "[desk]",
        f"id = {quoted(desk)}            # never changes: records hang on it",
        f"name = {quoted(name)}",
        f"site = {quoted(site)}              # ODS code of the hospital site",
        f"function = {quoted(function)}            # treatment function code",
        f"email = {quoted(email)}",
        f"reply_within_hours = {REPLY_WITHIN_HOURS}",
        f"supervisor = {quoted(consultants[0])}   # the consultant answerable when none is on call",
        "",
        "# Everybody who may be on duty. Contacts are tried in this order: “bleep 2041”, “ext 04521”, a number.",
        *_clinicians(ids, people),
        "# Kinds of shift. Rung 1 is called first. An end at or before the start is on the next day.",
        '[[duty]]\ncode = "D"\nname = "Day on call"\nstart = "09:00"\nend = "21:00"\nrung = 1\n',
        '[[duty]]\ncode = "N"\nname = "Night on call"\nstart = "21:00"\nend = "09:00"\nrung = 1\n',
        '[[duty]]\ncode = "C"\nname = "Consultant on call"\nstart = "09:00"\nend = "09:00"\nrung = 2',
        "resident = false             # at home: other hours rules hold\n",
        "# A rolling template: one text a week, seven columns from Monday to Sunday, “.” is no duty, “D+C” two at",
        "# once. “starts” says in which week each is on that first Monday; then everybody moves a week on.",
        _registrars(registrars, monday),
        "",
        _consultants(consultants, monday),
        "",
        "# More, when there is need of it (see rotas/README.md):",
        '# [[clinic]]   clinician = "…", days = ["Tue"], start = "13:30", end = "17:00"   cannot come to the phone',
        '# [[leave]]    clinician = "…", first = 2026-09-07, last = 2026-09-18, kind = "annual"   both days included',
        '# [[swap]]     date = 2026-09-05, duty = "N", from = "…", to = "…"',
        '# [[shift]]    date = 2026-09-05, duty = "N", clinician = "…"   a single duty outside the pattern',
        '# [bank_holidays]   calendar = "ENG", run_as = "Sun"',
    ]
    return "\n".join(parts) + "\n"


def _clinicians(ids: list[str], people: list[Member]) -> list[str]:
    return [
        f"[[clinician]]\nid = {quoted(slug)}\nname = {quoted(p.name)}\ngmc = {quoted(p.gmc)}\n"
        f"grade = {quoted(p.grade)}\ncontacts = [{', '.join(map(quoted, p.contacts))}]\n"
        for slug, p in zip(ids, people, strict=True)
    ]


def _registrars(ids: list[str], monday: date) -> str:
    """One or two share days and nights; from four on, nights are Monday to Thursday and Friday to Sunday."""
    if len(ids) >= 4:
        spare = [". . . . . . ."] * (len(ids) - 4)
        weeks = ["D D D D . . .", "N N N N . . .", ". . . . D D D", ". . . . N N N", *spare]
    elif len(ids) == 1:
        weeks = ["D D D D D D D"]
    else:
        weeks = ["D D D D D D D", "N N N N N N N", ". . . . . . ."][: len(ids)]
    return _pattern(weeks, ids, monday)


def _consultants(ids: list[str], monday: date) -> str:
    return _pattern(["C C C C C C C"] + [". . . . . . ."] * (len(ids) - 1), ids, monday)


def _pattern(weeks: list[str], ids: list[str], monday: date) -> str:
    lines = ",\n".join(f"  {quoted(week)}" for week in weeks)
    starts = ", ".join(f"{slug} = {number}" for number, slug in enumerate(ids, 1))
    return f"[[pattern]]\nfrom = {monday}\nweeks = [\n{lines},\n]\nstarts = {{ {starts} }}"
