"""An end put to a contract in the text of its file: every other line, and every comment, stays as it was typed."""

from dataclasses import replace
from datetime import date

from advice_line.rota.file.syntax import read_tables
from advice_line.tariffs.contract import Contract
from advice_line.tariffs.file import read_contracts
from advice_line.tariffs.writing import contracts_text


def ended(source: str, contract: Contract, day: date) -> str:
    """The file in which a contract ends on a day (the first on which it no longer holds).

    Where its text is laid out so that a line cannot be put into it, the file is written anew, without its comments.
    """
    before = read_contracts(source.encode(), "").contracts
    wanted = tuple(replace(one, until=day) if one == contract else one for one in before)
    lines, table = source.split("\n"), read_tables(source)
    index = before.index(contract)
    begins = table.lines[("contract", index, "from")] - 1
    until = table.lines.get(("contract", index, "until"))
    if until is None:
        lines.insert(begins + 1, f"until = {day}")
    else:
        lines[until - 1] = f"until = {day}"
    text = "\n".join(lines)
    found = read_contracts(text.encode(), "")
    return text if found.contracts == wanted else contracts_text(wanted)
