"""Providers side by side as a document: each figure with its whole and its interval, small counts withheld."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advice_line.enquiry.providers import COMPARED, TIMES, ComparedShare, ComparedTime, ProviderFigures
from advice_line.exports.documents import Document
from advice_line.exports.provenance import Provenance
from advice_line.exports.tables import Table

HIDDEN = "*"
Compared = Sequence[ProviderFigures]


class FigureCells(NamedTuple):
    """A figure of a provider as it is read: the count and its whole, the share, and the interval."""

    number: str
    percent: str
    interval: str

    @property
    def words(self) -> str:
        """“95 of 120: 79.2 % (71.1 to 85.5)”."""
        return f"{self.number}: {self.percent} ({self.interval})" if self.percent else self.number


def share_cells(one: ProviderFigures, what: ComparedShare) -> FigureCells:
    """A count that is withheld is a star, its share and its interval are empty."""
    part, whole, found = one.count(what.part), one.count(what.whole), one.share(what)
    number = f"{_shown(part)} of {_shown(whole)}"
    if found is None:
        return FigureCells(number, "", "")
    return FigureCells(number, f"{found.percent:.1f} %", f"{found.low:.1f} to {found.high:.1f}")


def time_cells(one: ProviderFigures, what: ComparedTime) -> FigureCells:
    """The time, and of how many it is."""
    found, number = one.time(what), one.count(what.of)
    if not number:
        return FigureCells(HIDDEN if number is None else "none", "", "")
    return FigureCells(f"{found:g}, of {number:,}" if found is not None else "none", "", "")


def _shown(number: int | None) -> str:
    return HIDDEN if number is None else f"{number:,}"


def providers_document(
    found: Compared, made: Provenance, whose: str, practices: Mapping[str, str], under: int
) -> Document:
    """``practices``: the names of the commissioner's own, by their codes, with those that had none."""
    facts = (
        ("Of the practices of", whose),
        ("Made at", f"{made.hospital} ({made.site})"),
        *made.facts[1:],
        ("Shares", "with the interval in which the true one lies, 19 times in 20 (Wilson)"),
        (HIDDEN, f"fewer than {under}, or a count by which such a one could be found; nought is shown"),
        ("Left out", "enquiries whose practice is not known, or was another commissioner’s on the day"),
    )
    main = _every_figure(found)
    summary = (_side_by_side(found), _times(found), _by_practice(found, practices))
    return Document(f"Providers compared, {made.period.partition(':')[0]}", facts, main, summary, (main,))


def _every_figure(found: Compared) -> Table:
    """A line for each figure of each provider, as numbers."""
    columns = ("heading", "figure", "site", "provider", "number", "of", "percent", "from", "to")
    rows = []
    for what in COMPARED:
        for one in found:
            share = one.share(what)
            numbers = (one.count(what.part), one.count(what.whole))
            around = (share.percent, share.low, share.high) if share else (None, None, None)
            cells = [HIDDEN if number is None else number for number in numbers]
            rows.append((what.heading, what.words, one.site, one.name, *cells, *around))
    return Table("Figures", columns, tuple(rows))


def _side_by_side(found: Compared) -> Table:
    rows = tuple(
        (what.heading, what.words, *(share_cells(one, what).words for one in found)) for what in (*COMPARED,)
    )
    enquiries = ("Activity", "enquiries", *(_shown(one.count("enquiries")) for one in found))
    return Table("Side by side", ("heading", "figure", *_names(found)), (enquiries, *rows))


def _times(found: Compared) -> Table:
    rows = tuple((what.words, *(time_cells(one, what).words for one in found)) for what in TIMES)
    return Table("How long it took", ("figure", *_names(found)), rows)


def _by_practice(found: Compared, practices: Mapping[str, str]) -> Table:
    rows = tuple(
        (code, name, *(_shown(one.practice(code)) for one in found)) for code, name in sorted(practices.items())
    )
    return Table("Enquiries by practice", ("practice", "name", *_names(found)), rows)


def _names(found: Compared) -> tuple[str, ...]:
    return tuple(f"{one.name} ({one.site})" for one in found)
