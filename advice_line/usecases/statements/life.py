"""What is done with a statement after it was drafted: issued by a second person, queried, answered, agreed, paid."""

from datetime import date, datetime

from advice_line.enquiry.reasons import said, words_of
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.periods import parse_month
from advice_line.problems import Refused
from advice_line.settings.statements import StatementSettings
from advice_line.store import Store
from advice_line.store.values.statements import DraftedStatement
from advice_line.tariffs.contract import Hours
from advice_line.tariffs.counting import bank_holiday
from advice_line.tariffs.statement import (
    StatementStep,
    check_agreed,
    check_answer,
    check_issue,
    check_paid,
    check_query,
    credit_number,
    statement_number,
    working_days_left,
    working_days_on,
)
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.drafting import draft_of
from advice_line.usecases.statements.kept import KeptLine, kept_lines, standing_of, steps_of, the_statement
from advice_line.usecases.statements.seeing import open_statement
from advice_line.usecases.usecase import By, Press, Receipt, act_once

_NO_SETTINGS = StatementSettings()


def issue_statement(by: By, statement: int, press: Press, settings: StatementSettings = _NO_SETTINGS) -> str:
    """Freezes and numbers a draft. Refused: by whoever prepared it, before the month is final, when another was
    issued, or when what is charged has changed since it was drafted."""
    row = open_statement(by, statement, Act.ISSUE_STATEMENT)
    month = parse_month(row.month)

    def work() -> Receipt:
        check_issue(standing_of(by.store, statement), by.person.account)
        draft = draft_of(by.store, row.site, row.commissioner, month, by.at, settings)
        today = _today(by, row.site)
        if today < draft.issue_from:
            raise Refused(f"{month.words} may still change; it can be issued from {draft.issue_from} on.")
        if [(one.contract, one.line) for one in kept_lines(by.store, statement)] != [
            (one.contract, one.line) for one in draft.lines
        ]:
            raise Refused("What is charged has changed since this was drafted; draft the month again.")
        if draft.faults:
            raise Refused(f"The statement does not add up: {' '.join(draft.faults)}")
        number = statement_number(row.site, row.commissioner, month, 1)
        if any(
            other.number == number for other in by.store.all(DraftedStatement, "statements_of_site", site=row.site)
        ):
            raise Refused(f"{month.words} was issued already, as {number}.")
        _step(by, statement, StatementStep.ISSUED, press, number=number)
        return Receipt(str(statement), {"number": number, "pence": row.pence})

    act_once(by, "issued a statement", "statement", press, work)
    return the_statement(by.store, statement).number


def _today(by: By, site: str) -> date:
    return by.at.astimezone(site_named(by.store, site).zone).date()


def _step(
    by: By, statement: int, step: StatementStep, press: Press, *, line: int | None = None, reason: str = "",
    words: str = "", number: str = "",
) -> None:  # fmt: skip
    by.store.inserted(
        "add_statement_step",
        statement=statement,
        step=str(step),
        line=line,
        reason=reason,
        words=words,
        number=number,
        at=to_text(by.at),
        account=by.person.account,
        key=press.key,
    )


def last_day_to_query(store: Store, row: DraftedStatement, settings: StatementSettings = _NO_SETTINGS) -> date | None:
    """Until when the lines of a statement may be queried; None: it is not issued."""
    issued_at = standing_of(store, row.id).issued_at
    return _window(store, row.site, issued_at, settings) if issued_at else None


def _window(store: Store, site: str, issued_at: datetime, settings: StatementSettings) -> date:
    day = issued_at.astimezone(site_named(store, site).zone).date()
    return working_days_on(day, settings.query_working_days, bank_holiday(Hours()))


def days_left_to_query(by: By, row: DraftedStatement, settings: StatementSettings = _NO_SETTINGS) -> int | None:
    """Working days that are left to query its lines; None: it is not issued."""
    last = last_day_to_query(by.store, row, settings)
    return working_days_left(_today(by, row.site), last, bank_holiday(Hours())) if last else None


def the_line(store: Store, statement: int, number: int) -> KeptLine:
    """Raises Refused where the statement has no such line."""
    found = next((line for line in kept_lines(store, statement) if line.number == number), None)
    if found is None:
        raise Refused(f"This statement has no line {number}.")
    return found


def query_line(
    by: By, statement: int, line: int, reason: str, words: str, press: Press,
    settings: StatementSettings = _NO_SETTINGS,
) -> None:  # fmt: skip
    """A commissioner asks about a line, for a reason of the list, within the working days there are for it."""
    row = open_statement(by, statement, Act.QUERY_STATEMENT)
    words = words_of(words, "What is asked")

    def work() -> Receipt:
        the_line(by.store, statement, line)
        now = standing_of(by.store, statement)
        last = _window(by.store, row.site, now.issued_at or by.at, settings)
        check_query(now, line, reason, _today(by, row.site), last)
        _step(by, statement, StatementStep.QUERIED, press, line=line, reason=reason, words=words)
        return Receipt(str(statement), {"line": line, "reason": reason})

    act_once(by, "queried a line of a statement", "statement", press, work)


def explain_line(by: By, statement: int, line: int, words: str, press: Press) -> None:
    """The hospital answers a query and the line stands."""
    open_statement(by, statement, Act.PREPARE_STATEMENT)
    words = said(words, "Say why the line stands; the commissioner reads it.", "The answer")

    def work() -> Receipt:
        check_answer(standing_of(by.store, statement), line)
        _step(by, statement, StatementStep.EXPLAINED, press, line=line, words=words)
        return Receipt(str(statement), {"line": line})

    act_once(by, "explained a line of a statement", "statement", press, work)


def credit_line(by: By, statement: int, line: int, words: str, press: Press) -> str:
    """The query is right: a credit note of its own takes the line back; the statement is never edited. Its number."""
    row = open_statement(by, statement, Act.ISSUE_STATEMENT)
    words = said(words, "Say why the line is taken back; the commissioner reads it.", "The answer")

    def work() -> Receipt:
        check_answer(standing_of(by.store, statement), line)
        kept = the_line(by.store, statement, line)
        earlier = [s for s in steps_of(by.store, statement) if s.step is StatementStep.CREDITED]
        number = credit_number(row.number, len(earlier) + 1)
        _step(by, statement, StatementStep.CREDITED, press, line=line, words=words, number=number)
        return Receipt(str(statement), {"line": line, "number": number, "pence": kept.line.undone.pence})

    act_once(by, "credited a line of a statement", "statement", press, work)
    return next(
        s.number for s in steps_of(by.store, statement) if s.step is StatementStep.CREDITED and s.line == line
    )


def agree_statement(by: By, statement: int, press: Press) -> None:
    """The commissioner agrees to what is left of it; not while a query waits."""
    open_statement(by, statement, Act.QUERY_STATEMENT)

    def work() -> Receipt:
        check_agreed(standing_of(by.store, statement))
        _step(by, statement, StatementStep.AGREED, press)
        return Receipt(str(statement), {})

    act_once(by, "agreed to a statement", "statement", press, work)


def pay_statement(by: By, statement: int, reference: str, press: Press) -> None:
    """The hospital books that it was paid, under the payment's reference."""
    open_statement(by, statement, Act.PREPARE_STATEMENT)
    reference = said(reference, "Write the payment's reference.", "The reference")

    def work() -> Receipt:
        check_paid(standing_of(by.store, statement))
        _step(by, statement, StatementStep.PAID, press, words=reference)
        return Receipt(str(statement), {"reference": reference})

    act_once(by, "booked a payment", "statement", press, work)
