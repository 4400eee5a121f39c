"""What is typed into the form of a contract becomes the text of its file; the one reader of files says what is wrong.

The text has a line for each key, so that a complaint at a line is one at a field.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from advice_line.enquiry.form import Values
from advice_line.instants import parse_day, wall_text
from advice_line.rota.file.writing import quoted
from advice_line.tariffs.contract import Contract, Hours
from advice_line.tariffs.ending import ended
from advice_line.tariffs.file import KINDS, LOCAL_POINTS, read_contracts
from advice_line.tariffs.form import CONTRACT, NO_DAY, tiers_typed, values_of
from advice_line.tariffs.writing import inline, listed, payer_text, table_text, truth

_FIELD_OF = {"limits": "limits_per", "hours": "opens", "counts": "referred_or_admitted", "site": "id"}
"""Where a complaint is said about what several fields come to."""


def rows_typed(values: Values, site: str) -> dict[str, str]:
    """The lines of a file that the form comes to. What is no date or number is left for the reader to complain of."""
    kind = values.get("kind", "")
    typed = {key: values.get(key, "").strip() for key in CONTRACT.fields}
    rows = {"id": quoted(typed["id"]), "site": quoted(site), "desks": _names(typed["desks"])}
    rows |= {key: _bare(typed[key]) for key in ("from", "until") if typed[key]}
    if typed["part_year"] == "yes":
        rows["part_year"] = "true"
    rows["kind"] = quoted(kind)
    rows |= {key: _term(key, typed[key]) for key in KINDS.get(kind, ()) if typed[key]}
    if typed["free"]:
        rows["free"] = _bare(typed["free"])
    limits = {key: quoted(typed[key]) for key in ("least", "most") if typed[key]}
    if typed["limits_per"] or limits:
        per = {"per": quoted(typed["limits_per"])} if typed["limits_per"] else {}
        rows["limits"] = inline(per | limits)
    counts = {key: truth(typed[key] == "yes") for key in ("not_appropriate", "referred_or_admitted", "late")}
    if counts != {"not_appropriate": "false", "referred_or_admitted": "true", "late": "true"}:
        rows["counts"] = inline(counts)
    return rows | _hours_typed(typed) | _points_typed(typed["points_of_delivery"])


def _hours_typed(typed: Values) -> dict[str, str]:
    if not any(typed[key] for key in ("opens", "closes", "calendar", "weekdays")):
        return {}
    usual = Hours()
    said = {"opens": quoted(typed["opens"] or wall_text(usual.opens))}
    said["closes"] = quoted(typed["closes"] or wall_text(usual.closes))
    if typed["weekdays"]:
        said["weekdays"] = "[]" if typed["weekdays"].lower() == NO_DAY else _names(typed["weekdays"])
    if typed["calendar"]:
        said["calendar"] = quoted(typed["calendar"])
    return {"hours": inline(said)}


def _points_typed(text: str) -> dict[str, str]:
    if not text:
        return {}
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(name.strip() in LOCAL_POINTS for name, _, _ in pairs):
        return {"points_of_delivery": quoted(text)}
    return {"points_of_delivery": inline({name.strip(): quoted(code.strip()) for name, _, code in pairs})}


def _names(text: str) -> str:
    return listed(quoted(part.strip()) for part in text.split(",") if part.strip())


def _term(key: str, text: str) -> str:
    if key == "tiers":
        try:
            return listed(tiers_typed(text))
        except ValueError:
            return quoted(text)
    if key == "sites":
        return _names(text)
    return _bare(text) if key in ("volume", "planned") else quoted(text)


def _bare(text: str) -> str:
    """A date or a whole number as TOML has it; anything else in quotes, which the reader then refuses."""
    if re.fullmatch(r"0|[1-9][0-9]{0,11}", text):
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return quoted(text)


@dataclass(frozen=True, slots=True)
class ContractAsRead:
    """What the form comes to: the whole text of the commissioner's file, its contracts where it is one, and what is
    wrong, each sentence under the field it concerns."""

    text: str
    contracts: tuple[Contract, ...]
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ContractToWrite:
    """For which site, in addition to which file of the commissioner (empty: a new one), and as a new version of which
    contract, which then ends where this one begins."""

    site: str
    source: str = ""
    held: tuple[Contract, ...] = ()
    replaces: Contract | None = None

    @property
    def values(self) -> dict[str, str]:
        """What stands in the form when it opens."""
        if self.replaces is not None:
            name = _next_version(self.replaces.reference, {one.reference for one in self.held})
            return values_of(self.replaces) | {"id": name, "from": "", "until": ""}
        payer = {"code": self.held[0].commissioner, "name": self.held[0].commissioner_name} if self.held else {}
        return CONTRACT.empty | payer

    def read(self, values: Values, desks: Sequence[str], today: date) -> ContractAsRead:
        """The file with this contract in it, read as any file of contracts is."""
        wrong: dict[str, str] = {}
        for lack in CONTRACT.lacks(values, today):
            wrong.setdefault(lack.key, lack.words)
        rows, before = rows_typed(values, self.site), self._before(values)
        text = f"{before}\n{table_text(rows)}"
        found = read_contracts(text.encode(), "the form")
        keys, top = list(rows), before.count("\n") + 3
        for problem in found.errors:
            at = problem.line - top
            key = keys[at] if 0 <= at < len(keys) else _of_the_payer(problem.line)
            wrong.setdefault(_FIELD_OF.get(key, key), problem.sentence)
        unknown = sorted(found.contracts[-1].desks.difference(desks)) if found.contracts else []
        if unknown:
            wrong.setdefault("desks", f"There is no desk “{unknown[0]}”; there are {', '.join(sorted(desks))}.")
        return ContractAsRead(text, () if wrong else found.contracts, wrong)

    def _before(self, values: Values) -> str:
        if not self.source:
            return payer_text(values.get("code", "").strip(), values.get("name", "").strip())
        begins = values.get("from", "").strip()
        old = self.replaces
        try:
            day = parse_day(begins)
        except ValueError:
            return self.source.rstrip("\n") + "\n"
        if old is None or not old.holds(day):
            return self.source.rstrip("\n") + "\n"
        return ended(self.source, old, day).rstrip("\n") + "\n"


def _of_the_payer(line: int) -> str:
    """Lines 1 to 3 of a new file are who pays; what is said of several contracts is said of when they begin."""
    return {2: "code", 3: "name"}.get(line, "from")


def _next_version(reference: str, taken: set[str]) -> str:
    stem, number = re.fullmatch(r"(.*?)([0-9]*)", reference, re.DOTALL).groups()  # type: ignore[union-attr]
    following = int(number or "1") + 1
    while f"{stem}{following}" in taken:
        following += 1
    return f"{stem}{following}" if number else f"{stem}/{following}"
