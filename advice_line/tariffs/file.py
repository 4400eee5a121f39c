"""Contracts as a file says them: TOML, one file for each commissioner, every complaint at its line.

Money stands in quotes, as pounds ("23.50", "86,000.00"), so that no sum is ever a binary fraction; a share is a
percentage ("25 %", "12.5 %"), a factor a number in quotes ("1.0876"). The format is described in contracts/README.md.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from typing import Any, cast, get_args

from advice_line.problems import Problem
from advice_line.rota.file.fields import Complaints, TomlTable, TooManyComplaints
from advice_line.rota.file.syntax import read_tables
from advice_line.rota.model import WEEKDAYS, Calendar
from advice_line.tariffs.contract import (
    NON_CONTRACT,
    Block,
    ChargeLimits,
    Contract,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Hours,
    Nil,
    Per,
    PerUnit,
    SharedBudget,
    Terms,
    Tier,
    TierReading,
    Tiers,
    WhatCounts,
)
from advice_line.tariffs.pence import BASIS
from advice_line.tariffs.sense import gaps, nonsense, overlaps
from advice_line.toml_text import toml_trouble

LARGEST = 200_000
"""Bytes of a file of contracts; more is none."""
_MOST_UNITS = 10_000_000
"""Of a year, of any contract."""
_POUNDS = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.([0-9]{2}))?")
_PERCENT = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,2}))? ?%")
_FACTOR = re.compile(r"([0-9])(?:\.([0-9]{1,4}))?")
_COMMON = (
    "id", "site", "desks", "from", "until", "part_year", "kind", "free", "limits", "counts", "hours",
    "points_of_delivery",
)  # fmt: skip
KINDS: dict[str, tuple[str, ...]] = {
    "nil": (),
    "per unit": ("phone", "email", "out_of_hours", "mff"),
    "tiers": ("per", "reading", "tiers"),
    "block": ("yearly",),
    "cost and volume": ("yearly", "volume", "over", "under"),
    "fixed plus variable": ("monthly", "planned", "price", "over", "under"),
    "gain share": ("share", "referral", "admission"),
    "shared budget": ("yearly", "sites"),
}
"""Each kind of contract and the keys that are its own."""
LOCAL_POINTS = ("ADVICE-PHONE", "ADVICE-PHONE-OOH", "ADVICE-EMAIL", "ADVICE-BLOCK", "ADVICE-ADJ")


@dataclass(frozen=True, slots=True)
class ContractsRead:
    """What came of a file: its contracts, or none where it is refused, and what was said about it."""

    contracts: tuple[Contract, ...]
    errors: tuple[Problem, ...]


def read_contracts(data: bytes, file: str) -> ContractsRead:
    """Reads the bytes of one file. ``file`` is the name that complaints carry."""
    if len(data) > LARGEST:
        return ContractsRead((), (Problem(file, 1, "This file is larger than 200 kB; that is no contract."),))
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return ContractsRead((), (Problem(file, line, "This file is not UTF-8; save it as UTF-8."),))
    if trouble := toml_trouble(text):
        return ContractsRead((), (Problem(file, *trouble),))
    tables = read_tables(text)
    complaints = Complaints(file, tables.lines)
    complaints.found.extend(Problem(file, line, sentence) for line, sentence in tables.errors)
    contracts: list[Contract] = []
    with suppress(TooManyComplaints):
        contracts = _read(tables.values, complaints)
    if complaints.found:
        return ContractsRead((), tuple(sorted(set(complaints.found))))
    return ContractsRead(tuple(contracts), ())


def _read(values: dict[str, Any], complaints: Complaints) -> list[Contract]:
    for key in values:
        if key not in ("commissioner", "contract"):
            complaints.add(
                (key,), f"There is no table [{key}]; a file of contracts has [commissioner] and [[contract]]."
            )
    if "commissioner" not in values:
        complaints.add((), "The file lacks [commissioner], with the code and the name of who pays.")
    payer = TomlTable(values.get("commissioner", {}), ("commissioner",), complaints, ("code", "name"))
    code = payer.matching(
        "code", f"[A-Z0-9]{{3,5}}|{NON_CONTRACT}", f"is no ODS code of a commissioner, nor “{NON_CONTRACT}”."
    )
    name = payer.text("name")
    rows = values.get("contract", [])
    if not isinstance(rows, list) or not rows:
        complaints.add(("contract",), "The file holds no [[contract]].")
        return []
    found = [_contract(row, index, complaints, code or "", name or "") for index, row in enumerate(rows)]
    contracts = [one for one in found if one is not None]
    if len(contracts) == len(rows):
        _together(contracts, complaints)
    return contracts


def _together(contracts: list[Contract], complaints: Complaints) -> None:
    references: dict[str, int] = {}
    for index, one in enumerate(contracts):
        if one.reference in references:
            complaints.add(
                ("contract", index, "id"), f"“{one.reference}” is the id of two contracts; give each its own."
            )
        references[one.reference] = index
    for sentence in (*overlaps(contracts), *gaps(contracts)):
        complaints.add(("contract", len(contracts) - 1), sentence)


def _contract(values: Any, index: int, complaints: Complaints, code: str, name: str) -> Contract | None:
    before = len(complaints.found)
    path = ("contract", index)
    kind = values.get("kind") if isinstance(values, dict) else None
    own = KINDS.get(kind, tuple(key for keys in KINDS.values() for key in keys)) if isinstance(kind, str) else ()
    table = _Priced(values, path, complaints, (*_COMMON, *own))
    chosen = table.one_of("kind", KINDS, f"a kind of contract ({', '.join(KINDS)})")
    reference = table.text("id")
    site = table.matching("site", "[A-Z0-9]{5}", "is no ODS code of a site.")
    desks = table.each("desks", str, "desks", lambda desk, _: desk)
    begins, until = table.day("from"), table.day("until", required=False)
    terms = _terms(table, chosen) if chosen else None
    free = table.units("free", 0, required=False)
    limits, counts, hours = _limits(table), _counts(table), _hours(table)
    points = _points(table)
    if len(complaints.found) > before or None in (reference, site, desks, begins, terms):
        return None
    one = Contract(
        reference or "", site or "", code, name, frozenset(desks or ()), begins or date.min, until, terms or Nil(),
        free or 0, limits, hours, counts, points, table.truth("part_year", False),
    )  # fmt: skip
    for key, sentence in nonsense(one):
        table.add((key,), sentence)
    return one


class _Priced(TomlTable):
    """A table with money, percentages and factors in it."""

    def pence(self, key: str, required: bool = True) -> int | None:
        value = self._quoted(key, 'pounds in quotes, like "23.50"', required)
        found = None if value is None else _POUNDS.fullmatch(value)
        if value is not None and found is None:
            self.add((key,), f"“{value}” is no amount; write pounds like “23.50” or “86,000.00”.")
        return None if found is None or value is None else _to_pence(value, found[1])

    def units(self, key: str, least: int, required: bool = True) -> int | None:
        """How many calls and e-mails."""
        return self.whole_number(key, least, required, _MOST_UNITS)

    def percent(self, key: str, required: bool = True) -> int | None:
        """In basis points."""
        value = self._quoted(key, 'a percentage in quotes, like "25 %"', required)
        found = None if value is None else _PERCENT.fullmatch(value)
        if value is not None and found is None:
            self.add((key,), f"“{value}” is no percentage; write it like “25 %”.")
        return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None

    def factor(self, key: str) -> int | None:
        """In ten-thousandths."""
        value = self._quoted(key, 'a factor in quotes, like "1.0876"', required=False)
        found = None if value is None else _FACTOR.fullmatch(value)
        if value is not None and found is None:
            self.add((key,), f"“{value}” is no factor; write it like “1.0876”.")
        return int(found[1]) * BASIS + int((found[2] or "").ljust(4, "0")) if found else None

    def _quoted(self, key: str, what: str, required: bool) -> str | None:
        value: str | None = self.get(key, str, what, required)
        return value


def _to_pence(value: str, pennies: str | None) -> int:
    return int(value.partition(".")[0].replace(",", "")) * 100 + int(pennies or "0")


def _terms(table: _Priced, kind: str) -> Terms | None:
    match kind:
        case "nil":
            return Nil()
        case "per unit":
            phone, email = table.pence("phone"), table.pence("email")
            uplift, mff = table.percent("out_of_hours", required=False), table.factor("mff")
            return PerUnit(phone or 0, email or 0, uplift or 0, mff if mff is not None else BASIS)
        case "tiers":
            return _tiers(table)
        case "block":
            return Block(table.pence("yearly") or 0)
        case "cost and volume":
            yearly, volume = table.pence("yearly"), table.units("volume", 1)
            over, under = table.percent("over"), table.percent("under", required=False)
            return CostAndVolume(yearly or 0, volume or 1, over or 0, under or 0)
        case "fixed plus variable":
            monthly, planned, price = table.pence("monthly"), table.units("planned", 0), table.pence("price")
            over, under = table.percent("over"), table.percent("under")
            return FixedAndVariable(monthly or 0, planned or 0, price or 0, over or 0, under or 0)
        case "gain share":
            share, referral, admission = table.percent("share"), table.pence("referral"), table.pence("admission")
            return GainShare(share or 0, referral or 0, admission or 0)
        case _:
            yearly = table.pence("yearly")
            sites = table.each("sites", str, "sites", lambda site, _: site)
            return SharedBudget(yearly or 0, tuple(sites or ()))


def _tiers(table: _Priced) -> Tiers | None:
    per = table.one_of("per", Per, "“month” or “year”")
    reading = table.one_of(
        "reading", TierReading, "“marginal” (each slice at its price) or “whole” (all at the reached)"
    )
    rows = table.get("tiers", list, 'a list of tables like { to = 50, price = "30.00" }', required=True)
    steps = []
    for index, row in enumerate(rows or []):
        step = _Priced(row, (*table.path, "tiers", index), table.complaints, ("to", "price"))
        price = step.pence("price")
        steps.append(Tier(step.units("to", 1, required=False), price or 0))
    return Tiers(tuple(steps), Per(per), TierReading(reading)) if per and reading else None


def _inner(table: _Priced, key: str, keys: tuple[str, ...]) -> _Priced | None:
    if key not in table.values:
        return None
    return _Priced(table.values[key], (*table.path, key), table.complaints, keys)


def _limits(table: _Priced) -> ChargeLimits | None:
    inner = _inner(table, "limits", ("per", "least", "most"))
    if inner is None:
        return None
    per = inner.one_of("per", Per, "“month” or “year”")
    least, most = inner.pence("least", required=False), inner.pence("most", required=False)
    return ChargeLimits(Per(per), least, most) if per else None


def _counts(table: _Priced) -> WhatCounts:
    inner = _inner(table, "counts", ("not_appropriate", "referred_or_admitted", "late"))
    usual = WhatCounts()
    if inner is None:
        return usual
    return WhatCounts(
        inner.truth("not_appropriate", usual.not_appropriate),
        inner.truth("referred_or_admitted", usual.referred_or_admitted),
        inner.truth("late", usual.late),
    )


def _hours(table: _Priced) -> Hours:
    inner = _inner(table, "hours", ("opens", "closes", "weekdays", "calendar"))
    if inner is None:
        return Hours()
    opens, closes = inner.wall_time("opens"), inner.wall_time("closes")
    days = inner.each("weekdays", str, 'days like "Mon"', lambda day, at: _weekday(inner, day, at), required=False)
    weekdays = frozenset(days) if days is not None else Hours().weekdays
    calendar = inner.one_of("calendar", get_args(Calendar), "a calendar (ENG, WLS, SCT, NIR)", required=False)
    return Hours(opens or time(8), closes or time(18, 30), weekdays, cast(Calendar, calendar or Hours().calendar))


def _weekday(table: TomlTable, day: str, index: int) -> int | None:
    if day not in WEEKDAYS:
        table.add(("weekdays", index), f"“{day}” is no weekday; write one of {', '.join(WEEKDAYS)}.")
        return None
    return WEEKDAYS.index(day)


def _points(table: _Priced) -> dict[str, str]:
    inner = _inner(table, "points_of_delivery", LOCAL_POINTS)
    if inner is None:
        return {}
    codes = {
        local: inner.matching(local, "[A-Za-z0-9_-]{1,50}", "is no code.", required=False) for local in LOCAL_POINTS
    }
    return {local: code for local, code in codes.items() if code}
