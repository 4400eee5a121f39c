"""Who sees which statements and which of their lines: a site's, a commissioner's own, or those of one's own desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from advice_line.people.roles import Act, may
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.values.statements import DeskSum, DraftedStatement
from advice_line.usecases.statements.kept import the_statement
from advice_line.usecases.usecase import By, require, require_ever


@dataclass(frozen=True, slots=True)
class SeenStatement:
    """What a person sees of a statement: everything, or the lines of these desks alone and what they come to."""

    whole: bool
    desks: frozenset[str]
    pence: int

    def line(self, desk: str | None) -> bool:
        """Whether the person sees the lines of a desk, or those that are of none."""
        return self.whole or desk in self.desks


def desk_sums(store: Store, statement: int) -> Mapping[str | None, int]:
    """What each desk's lines come to, in pence; None: what is no desk's. A statement's lines never change."""
    key = ("statement by desk", statement)
    if key not in store.kept:
        rows = store.all(DeskSum, "statement_desk_sums", statement=statement)
        store.kept[key] = {row.desk: row.pence for row in rows}
    found: Mapping[str | None, int] = store.kept[key]
    return found


def seen(by: By, row: DraftedStatement) -> SeenStatement:
    """By the table of permissions, desk by desk."""
    own = bool(by.person.commissioner) and by.person.commissioner == row.commissioner
    if may(by.person, Act.SEE_STATEMENT, site=row.site, own=own):
        return SeenStatement(True, frozenset(), row.pence)
    sums = {
        desk: pence
        for desk, pence in desk_sums(by.store, row.id).items()
        if desk is not None and may(by.person, Act.SEE_STATEMENT, desk=desk)
    }
    return SeenStatement(False, frozenset(sums), sum(sums.values()))


def statements_of(by: By) -> list[DraftedStatement]:
    """Every statement of one's site, a commissioner's own of every site, or those with lines of one's desk.

    Drafts are for whoever prepares statements; everybody else sees what is issued.
    """
    require_ever(by.person, Act.SEE_STATEMENT)
    if by.person.commissioner:
        rows = by.store.all(DraftedStatement, "statements_of_commissioner", commissioner=by.person.commissioner)
    else:
        rows = by.store.all(DraftedStatement, "statements_of_site", site=by.person.site)
    return [row for row in rows if _is_shown(by, row)]


def _is_shown(by: By, row: DraftedStatement) -> bool:
    if not row.number and not may(by.person, Act.PREPARE_STATEMENT, site=row.site):
        return False
    found = seen(by, row)
    return found.whole or bool(found.desks)


def open_statement(by: By, statement: int, act: Act = Act.SEE_STATEMENT) -> DraftedStatement:
    """One statement that the person may do this to. Who prepares none sees none that is not issued."""
    row = the_statement(by.store, statement)
    own = bool(by.person.commissioner) and row.commissioner == by.person.commissioner
    desk = min(seen(by, row).desks, default=None)
    require(by.person, act, desk=desk, site=row.site, own=own)
    if not _is_shown(by, row):
        raise Refused(f"There is no statement {statement}.")
    return row
