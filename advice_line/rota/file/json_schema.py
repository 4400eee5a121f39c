"""The rota format as a JSON Schema, so that editors complete a rota file and check it while it is typed."""

from typing import Any

from advice_line.people.addresses import MAIL_ADDRESS
from advice_line.people.numbers import GMC_NUMBER, SITE_CODE
from advice_line.people.treatment_functions import NAMES as FUNCTIONS
from advice_line.rota.file.bounds import MOST_ROWS
from advice_line.rota.model import LONGEST_TEXT, MOST_NUMBER, REPLY_WITHIN_HOURS, WEEKDAYS

_TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"


def _text(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "maxLength": LONGEST_TEXT, "description": description, **more}


def _number(**more: Any) -> dict[str, Any]:
    return {"type": "integer", "minimum": 1, "maximum": MOST_NUMBER, **more}


def _table(description: str, required: list[str], **keys: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "required": required,
        "properties": {name.rstrip("_"): value for name, value in keys.items()},
    }


def _many(name: str, table: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "maxItems": MOST_ROWS[name], "items": table, "description": table["description"]}


def _day(description: str) -> dict[str, Any]:
    return _text(description, format="date")


def _time(description: str) -> dict[str, Any]:
    return _text(description, pattern=_TIME)


def json_schema() -> dict[str, Any]:
    """The schema; dates are TOML dates, which editors hand over as text of that format."""
    clinician = _text("The id of a clinician of this file.")
    duty = _text("The code of a duty of this file.")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Advice Line rota",
        "type": "object",
        "additionalProperties": False,
        "required": ["desk"],
        "properties": {
            "desk": _table(
                "One specialty at one site: what a GP asks for.",
                ["id", "name", "site", "function", "email", "supervisor"],
                id=_text("Unique in the installation.", pattern=_SLUG),
                name=_text("As the switchboard reads it.", minLength=1),
                site=_text("ODS site code.", pattern=f"^{SITE_CODE.pattern}$"),
                function=_text("Treatment function code.", enum=list(FUNCTIONS)),
                timezone=_text("An IANA zone.", default="Europe/London"),
                email=_text("Where questions that can wait are sent.", pattern=f"^{MAIL_ADDRESS.pattern}$"),
                reply_within_hours=_number(default=REPLY_WITHIN_HOURS),
                supervisor=_text("The consultant answerable when none is on call."),
            ),
            "clinician": _many(
                "clinician",
                _table(
                    "A registrar or consultant.",
                    ["id", "name", "gmc", "grade"],
                    id=_text("Short, unique in this file.", pattern=_SLUG),
                    name=_text("As the switchboard reads it.", minLength=1),
                    gmc=_text("Registration number.", pattern=f"^{GMC_NUMBER.pattern}$"),
                    grade=_text("", enum=["registrar", "consultant"]),
                    contacts={
                        "type": "array",
                        "items": _text("A contact."),
                        "description": "Tried in this order: “bleep 2041”, “ext 04521”, a telephone number.",
                    },
                ),
            ),
            "duty": _many(
                "duty",
                _table(
                    "A kind of shift.",
                    ["code", "name", "start", "end", "rung"],
                    code=_text("Used in patterns; no spaces, dots or plus signs.", pattern=r"^[^\s.+]+$"),
                    name=_text("", minLength=1),
                    start=_time("Local wall time."),
                    end=_time("At or before the start: it ends the next day."),
                    rung=_number(description="1 is called first."),
                    resident={"type": "boolean", "default": True, "description": "false: non-resident on-call."},
                ),
            ),
            "pattern": _many(
                "pattern",
                _table(
                    "A rolling template.",
                    ["from", "weeks", "starts"],
                    from_=_day("The Monday of week 1."),
                    until=_day("The first day no longer covered."),
                    weeks={
                        "type": "array",
                        "minItems": 1,
                        "items": _text("Seven columns, Monday to Sunday.", pattern=r"^\s*(\S+\s+){6}\S+\s*$"),
                    },
                    starts={
                        "type": "object",
                        "additionalProperties": _number(),
                        "description": "The week that each clinician is on at “from”.",
                    },
                ),
            ),
            "shift": _many(
                "shift",
                _table(
                    "A single duty outside any pattern.",
                    ["date", "duty", "clinician"],
                    date=_day("The day it begins on."),
                    duty=duty,
                    clinician=clinician,
                ),
            ),
            "clinic": _many(
                "clinic",
                _table(
                    "A time at which a clinician on duty cannot come to the phone.",
                    ["clinician", "days", "start", "end"],
                    clinician=clinician,
                    days={"type": "array", "minItems": 1, "items": {"enum": list(WEEKDAYS)}},
                    start=_time("Local wall time."),
                    end=_time("After the start, on the same day."),
                    from_=_day("The first day."),
                    until=_day("The first day no longer covered."),
                    every=_number(default=1, description="In weeks; needs “from”."),
                    except_={"type": "array", "items": _day("A day on which it is not held.")},
                ),
            ),
            "leave": _many(
                "leave",
                _table(
                    "Days away, both included.",
                    ["clinician", "first", "last", "kind"],
                    clinician=clinician,
                    first=_day("The first day."),
                    last=_day("The last day."),
                    kind=_text("", enum=["annual", "study", "sick", "other"]),
                ),
            ),
            "swap": _many(
                "swap",
                _table(
                    "Somebody else takes one duty.",
                    ["date", "duty", "from", "to"],
                    date=_day("The day the duty begins on."),
                    duty=duty,
                    from_=clinician,
                    to=clinician,
                ),
            ),
            "bank_holidays": _table(
                "Which days are bank holidays and what they do.",
                ["calendar"],
                calendar=_text("", enum=["ENG", "WLS", "SCT", "NIR"]),
                run_as=_text("The pattern column used that day.", enum=list(WEEKDAYS)),
                clinics={"type": "boolean", "default": False},
            ),
        },
    }
