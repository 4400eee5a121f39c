"""Statements in the shapes of the national contract monitoring data sets: aggregate (ACM) and patient level (PLCM).

Element names and formats: NHS Data Dictionary, Aggregate and Patient Level Contract Monitoring Data Sets. A call for
advice is no attendance, and no national point of delivery was found for it: the national code stays empty unless the
contract maps one, and the local ones are ours. Identity is withheld (reason 97) unless a legal basis is set.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from advice_line.enquiry.states import reference
from advice_line.exports.statements import PaperLine, StatementPaper
from advice_line.exports.tables import safe
from advice_line.tariffs.pence import plain_pounds

PRACTICE_UNKNOWN = "V81999"
_WITHHELD = "97"
_WHERE = {
    "ADVICE-PHONE": "Advice by telephone",
    "ADVICE-PHONE-OOH": "Advice by telephone, out of hours",
    "ADVICE-EMAIL": "Advice by e-mail",
    "ADVICE-BLOCK": "Advice, block",
    "ADVICE-ADJ": "Advice, adjustment",
}


@dataclass(frozen=True, slots=True)
class Activity:
    """What a patient-level row adds to a line: when it was received and recorded, and whose it was where that may be
    said (empty: withheld)."""

    received_at: datetime
    recorded_at: datetime | None
    nhs_number: str = ""
    birth_date: str = ""


def _head(paper: StatementPaper, made_at: datetime, zone: ZoneInfo) -> dict[str, str]:
    return {
        "FINANCIAL MONTH": str(paper.month.of_year),
        "FINANCIAL YEAR": str(paper.month.financial_year).replace("/", ""),
        "DATE AND TIME DATA SET CREATED": made_at.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds"),
        "ORGANISATION IDENTIFIER (CODE OF PROVIDER)": paper.site[:3],
        "ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)": paper.commissioner,
    }


def _delivery(line: PaperLine) -> dict[str, str]:
    local = line.line.point_of_delivery
    national = "" if local in _WHERE else local
    return {
        "POINT OF DELIVERY CODE": national,
        "LOCAL POINT OF DELIVERY CODE": local,
        "LOCAL POINT OF DELIVERY DESCRIPTION": _WHERE.get(local, line.line.words),
    }


def acm(paper: StatementPaper, functions: Mapping[str, str], made_at: datetime, zone: ZoneInfo) -> bytes:
    """One row for each practice, treatment function, point of delivery and price. Its total is the statement's."""
    groups: dict[tuple[str, str, str, int, int, str], list[PaperLine]] = {}
    for one in paper.lines:
        line = one.line
        key = (
            line.practice or "", line.desk or "", line.point_of_delivery, line.unit, line.mff,
            str(line.adjusts or ""),
        )  # fmt: skip
        groups.setdefault(key, []).append(one)
    rows = []
    for (practice, desk, _, unit, mff, adjusts), lines in sorted(groups.items()):
        quantity = sum(one.line.quantity for one in lines)
        rows.append(
            {
                **_head(paper, made_at, zone),
                "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)": practice or PRACTICE_UNKNOWN,
                "ACTIVITY TREATMENT FUNCTION CODE": functions.get(desk, ""),
                **_delivery(lines[0]),
                "ADDITIONAL DETAIL 1": paper.number or "draft",
                "ADDITIONAL DESCRIPTION 1": "statement",
                "ADDITIONAL DETAIL 2": lines[0].contract,
                "ADDITIONAL DESCRIPTION 2": "contract",
                "ADDITIONAL DETAIL 3": adjusts,
                "ADDITIONAL DESCRIPTION 3": "month adjusted" if adjusts else "",
                "TARIFF CODE": lines[0].contract,
                "NATIONAL TARIFF INDICATOR": "N",
                "ACTUAL ACTIVITY": str(quantity),
                "ACTUAL PRICE": plain_pounds(quantity * unit),
                "ACTUAL MARKET FORCES FACTOR": plain_pounds(quantity * mff),
            }
        )
    return _file(rows)


def plcm(
    paper: StatementPaper,
    functions: Mapping[str, str],
    activity: Mapping[int, Activity],
    made_at: datetime,
    zone: ZoneInfo,
) -> bytes:
    """One row for each line. Its total is the aggregate's, and both are the statement's."""
    return _file([_patient_row(paper, one, functions, activity, made_at, zone) for one in paper.lines])


def _patient_row(
    paper: StatementPaper,
    one: PaperLine,
    functions: Mapping[str, str],
    activity: Mapping[int, Activity],
    made_at: datetime,
    zone: ZoneInfo,
) -> dict[str, str]:
    line = one.line
    found = activity.get(line.enquiry) if line.enquiry is not None else None
    who = (found.nhs_number, found.birth_date) if found else ("", "")
    return {
        **_head(paper, made_at, zone),
        "ORGANISATION SITE IDENTIFIER (OF TREATMENT)": paper.site,
        "WITHHELD IDENTITY REASON": "" if any(who) or found is None else _WITHHELD,
        "NHS NUMBER": who[0],
        "PERSON BIRTH DATE": who[1],
        "NON CDS UNIQUE IDENTIFIER": reference(line.enquiry) if line.enquiry is not None else "",
        "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)": line.practice or PRACTICE_UNKNOWN,
        "ACTIVITY START DATE": _day(found.received_at, zone) if found else "",
        "ACTIVITY END DATE": _day(found.recorded_at, zone) if found else "",
        "ACTIVITY TREATMENT FUNCTION CODE": functions.get(line.desk or "", ""),
        "UNBUNDLED INDICATOR": "N",
        **_delivery(one),
        "PROVIDER REFERENCE IDENTIFIER": f"{paper.number or 'draft'} line {one.number}",
        "NHS SERVICE AGREEMENT LINE NUMBER": one.contract,
        "TARIFF CODE": one.contract,
        "NATIONAL TARIFF INDICATOR": "N",
        "ACTIVITY COUNT": str(line.quantity),
        "ACTIVITY UNIT PRICE": plain_pounds(line.unit),
        "TOTAL COST": plain_pounds(line.pence),
    }


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).date().isoformat() if at else ""


def _file(rows: Sequence[Mapping[str, str]]) -> bytes:
    """UTF-8, CRLF; a statement of nothing is a file of nothing."""
    if not rows:
        return b""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(
        {name: value if _is_money(value) else safe(value) for name, value in row.items()} for row in rows
    )
    return out.getvalue().encode()


def _is_money(value: str) -> bool:
    """A negative amount begins with a sign that is not a formula's."""
    return value.removeprefix("-").replace(".", "", 1).isdigit()
