"""A statement as a paper: a draft that was kept, or one that was issued, with what was done since."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from advice_line.exports.contract_monitoring import Activity, acm, plcm
from advice_line.exports.statements import STATEMENT_FORMS, PaperLine, StatementPaper
from advice_line.files import check_may_write, write_whole
from advice_line.people.roles import Act
from advice_line.periods import parse_month
from advice_line.problems import Refused
from advice_line.settings.statements import StatementSettings
from advice_line.store import Store
from advice_line.store.rotas import desks
from advice_line.store.values.practices import Practice
from advice_line.store.values.statements import DraftedStatement, LineActivity, LineIdentity
from advice_line.tariffs.contract import Contract
from advice_line.tariffs.counting import Excluded
from advice_line.tariffs.reconciling import Sums, sums_of
from advice_line.tariffs.statement import StatementStep
from advice_line.usecases.installation.demo_mark import called
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.contracts import contracts_of
from advice_line.usecases.statements.kept import exclusions, issued_before, kept_lines, standing_of, steps_of
from advice_line.usecases.statements.life import last_day_to_query
from advice_line.usecases.statements.seeing import SeenStatement, open_statement, seen
from advice_line.usecases.statements.unattributed import site_reckoning
from advice_line.usecases.trail.heads import head_on_paper
from advice_line.usecases.usecase import By, note_reading, require

_NO_SETTINGS = StatementSettings()
SHAPES = ("acm", "plcm")


def statement_paper(by: By, statement: int, settings: StatementSettings = _NO_SETTINGS) -> StatementPaper:
    """The whole statement, put on the trail as read."""
    row = open_statement(by, statement, Act.SEE_STATEMENT)
    note_reading(by, "read a statement", "statement", str(statement))
    return _with_nobodys(by, paper_of(by, row, settings))


def paper_of(by: By, row: DraftedStatement, settings: StatementSettings) -> StatementPaper:
    """What a person sees of a statement that is shown to them; the caller puts it on the trail."""
    site, month = site_named(by.store, row.site), parse_month(row.month)
    steps = steps_of(by.store, row.id)
    issued = next((step for step in steps if step.step is StatementStep.ISSUED), None)
    credits = {step.line: step.number for step in steps if step.step is StatementStep.CREDITED}
    queries = {step.line: step.reason for step in steps if step.step is StatementStep.QUERIED}
    shown = seen(by, row)
    lines = tuple(
        PaperLine(k.number, k.contract, k.line, credits.get(k.number, ""), queries.get(k.number, ""))
        for k in kept_lines(by.store, row.id)
        if shown.line(k.line.desk)
    )
    left_out = [one for one in exclusions(by.store, row.id) if shown.line(one.desk)]
    contract, names = _contract_with(by.store, row), {desk.id: desk.name for desk in desks(by.store)}
    return StatementPaper(
        number=row.number,
        hospital=called(by.store, site.name),
        site=row.site,
        commissioner=row.commissioner,
        commissioner_name=contract.commissioner_name if contract else row.commissioner,
        month=month,
        state=standing_of(by.store, row.id).state,
        lines=lines,
        excluded=tuple((one.enquiry, one.reason) for one in left_out),
        sums=_sums(row, shown, lines, [Excluded(one.reason) for one in left_out]),
        contracts=tuple(sorted({one.contract for one in lines})),
        prepared_by=row.author,
        prepared_at=row.made_at.astimezone(site.zone),
        issued_by=issued.author if issued else "",
        issued_at=issued.at.astimezone(site.zone) if issued else None,
        query_until=last_day_to_query(by.store, row, settings),
        year_to_date=_issued_before(by.store, row),
        practices=_practices(by.store, {one.line.practice for one in lines if one.line.practice}),
        desks=names,
        only=tuple(sorted(names[desk] for desk in shown.desks)),
        head=head_on_paper(by.store, row.site, by.at),
    )


def _sums(
    row: DraftedStatement, shown: SeenStatement, lines: Sequence[PaperLine], left_out: Sequence[Excluded]
) -> Sums:
    """The statement's; of a part of it, that part's own."""
    own = [one.line for one in lines]
    if shown.whole:
        return sums_of(row.closed, own, left_out, row.pence)
    part = sums_of(0, own, left_out, shown.pence)
    return replace(part, closed=part.charged + len(left_out))


def _with_nobodys(by: By, paper: StatementPaper) -> StatementPaper:
    """With what else the month had at the site that is charged to nobody; no part of a statement says it."""
    if paper.only:
        return paper
    found = site_reckoning(by.store, site_named(by.store, paper.site), paper.month, by.at)
    return replace(paper, nobodys={str(why): len(some) for why, some in sorted(found.of_nobody.items())})


def _contract_with(store: Store, row: DraftedStatement) -> Contract | None:
    return next((c for c in contracts_of(store, row.site) if c.commissioner == row.commissioner), None)


def _issued_before(store: Store, row: DraftedStatement) -> int:
    month = parse_month(row.month)
    earlier = issued_before(store, row.site, row.commissioner, month)
    of_year = [s for s in earlier if s.number and parse_month(s.month).financial_year == month.financial_year]
    return sum(s.pence for s in of_year)


def _practices(store: Store, codes: set[str]) -> dict[str, str]:
    found = (store.one(Practice, "practice_by_code", code=code) for code in sorted(codes))
    return {practice.code: practice.name for practice in found if practice is not None}


def export_statement(
    by: By, statement: int, form: str, path: Path, settings: StatementSettings = _NO_SETTINGS, *, force: bool = False
) -> None:
    """Puts the export on the trail and writes the statement to a file, whole or not at all, with the head then."""
    row = open_statement(by, statement, Act.SEE_STATEMENT)
    if form not in STATEMENT_FORMS:
        raise Refused(f"“{form}” is not a format; there are {', '.join(STATEMENT_FORMS)}.")
    check_may_write(path, replace=force)
    note_reading(by, "exported a statement", "statement", str(statement), file=path.name)
    paper = _with_nobodys(by, paper_of(by, row, settings))
    write_whole(path, STATEMENT_FORMS[form](paper), replace=force)


def export_shape(
    by: By, statement: int, shape: str, path: Path, settings: StatementSettings = _NO_SETTINGS, *, force: bool = False
) -> None:
    """Writes a statement in the shape of a national data set. With patients only where a legal basis is set, by the
    hospital's own side; the trail then names the basis."""
    row = open_statement(by, statement, Act.SEE_STATEMENT)
    if not seen(by, row).whole:
        raise Refused("A national data set is of a whole statement; you see the lines of your desk.")
    if shape not in SHAPES:
        raise Refused(f"“{shape}” is not a shape; there are {', '.join(SHAPES)}.")
    check_may_write(path, replace=force)
    basis = settings.identity_basis if shape == "plcm" else ""
    if basis:
        require(by.person, Act.PREPARE_STATEMENT, site=row.site)
    said = {"file": path.name} | ({"identities on the basis of": basis} if basis else {})
    note_reading(by, f"exported a statement as {shape}", "statement", str(statement), **said)
    paper, zone = paper_of(by, row, settings), site_named(by.store, row.site).zone
    functions = {desk.id: desk.function for desk in desks(by.store)}
    if shape == "acm":
        data = acm(paper, functions, by.at, zone)
    else:
        data = plcm(paper, functions, _activity(by.store, statement, with_patients=bool(basis)), by.at, zone)
    write_whole(path, data, replace=force)


def _activity(store: Store, statement: int, *, with_patients: bool) -> dict[int, Activity]:
    if with_patients:
        rows = store.all(LineIdentity, "statement_identities", statement=statement)
        return {r.id: Activity(r.arrived_at, r.recorded_at, r.nhs_number, r.birth_date) for r in rows}
    return {
        r.id: Activity(r.arrived_at, r.recorded_at)
        for r in store.all(LineActivity, "statement_activity", statement=statement)
    }
