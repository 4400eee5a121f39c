"""How a person reads an audit: the figures down, desks or months across; a year is a table for each desk."""

from collections.abc import Iterator, Sequence

from advice_line.exports.audit_terms import AuditRow, excluded, label_of
from advice_line.exports.provenance import Provenance
from advice_line.exports.tables import Table

_MOST_DESKS = 8
"""Side by side on one page's width."""
_FRAME = ("desk", "month")


def facts(kind: str, rows: Sequence[AuditRow], made: Provenance | None) -> tuple[tuple[str, str], ...]:
    """Whose audit it is, of when, by whom, of which desks, and what its shares leave out."""
    desks = ", ".join(dict.fromkeys(str(row["desk"]) for row in rows[:-1]))
    left_out = [f"{number:,} {words}" for words, number in excluded(kind, rows[-1])]
    return (
        *(made.facts if made else ()),
        ("Desks", desks or "none"),
        *(("Left out" if not n else "", words) for n, words in enumerate(left_out)),
    )


def figure_tables(rows: Sequence[AuditRow]) -> list[Table]:
    """One table of all desks; where there are several months, one for each desk, and the months across."""
    if len({row.get("month") for row in rows} - {None, ""}) > 1:
        return [
            _turned(desk, some, [row["month"] or "whole period" for row in some]) for desk, some in _by_desk(rows)
        ]
    desks, last = rows[:-1], rows[-1:]
    blocks = [desks[n : n + _MOST_DESKS] for n in range(0, len(desks), _MOST_DESKS)] or [[]]
    titles = [f"Figures {n}" if len(blocks) > 1 else "Figures" for n in range(1, len(blocks) + 1)]
    return [
        _turned(
            title, some := [*block, *last], [" ".join(row[key] for key in _FRAME if row.get(key)) for row in some]
        )
        for title, block in zip(titles, blocks, strict=True)
    ]


def _by_desk(rows: Sequence[AuditRow]) -> Iterator[tuple[str, list[AuditRow]]]:
    for desk in dict.fromkeys(str(row["desk"]) for row in rows):
        yield desk, [row for row in rows if row["desk"] == desk]


def _turned(title: str, rows: Sequence[AuditRow], heads: Sequence[str]) -> Table:
    names = [name for name in rows[0] if name not in _FRAME]
    turned = tuple((label_of(name), *(row[name] for row in rows)) for name in names)
    return Table(title, ("figure", *heads), turned)
