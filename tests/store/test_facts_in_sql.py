"""What SQL must say a second time, because an index or a lock needs it there, says what the rules say."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.flags import Kind
from advice_line.enquiry.routing import Result
from advice_line.enquiry.states import OPEN, State
from advice_line.store.queries import statements

SQL = {**statements(), "the schema": (Path(__file__).parents[2] / "schema.sql").read_text("utf-8")}


def _listed(column: str) -> dict[str, list[set[str]]]:
    """Each list of words that a column is held against, by statement: ``state IN ('in hand', …)``."""
    lists = re.compile(rf"\b(?:[a-z]+\.)?{column} (?:NOT )?IN \(('[^)]*')\)")
    return {
        name: [set(re.findall(r"'([^']*)'", words)) for words in lists.findall(sql)]
        for name, sql in SQL.items()
        if lists.search(sql)
    }


def test_which_enquiries_are_open_is_the_same_in_every_statement_and_in_the_index():
    several = [words for lists in _listed("state").values() for words in lists if {"in hand", "to record"} <= words]
    assert len(several) == 6
    whole = [words for words in several if words != set(State)]
    assert all(words == OPEN for words in whole)
    assert len(several) - len(whole) == 1, "all of them stand in the table's own check, and nowhere else"


@pytest.mark.parametrize("column, codes", [("kind", Kind), ("result", Result)])
def test_no_list_holds_a_code_that_there_is_not(column: str, codes: type[StrEnum]):
    lists = [words for found in _listed(column).values() for words in found if words & set(codes)]
    assert lists
    assert set().union(*lists) <= set(codes)


def test_no_statement_asks_for_a_flag_that_there_is_not():
    asked = {word for sql in statements().values() for word in re.findall(r"\b[of]\.kind = '([^']*)'", sql)}
    assert len(asked) > 3
    assert asked <= {*Kind, *ChaserKind}


def test_the_flags_that_are_chased_are_those_that_have_a_chaser_of_their_own():
    assert _listed("kind")["flags_to_chase"] == [
        {Kind.NOT_RECORDED, Kind.NOT_COUNTERSIGNED, Kind.NOT_ACKNOWLEDGED, Kind.NOT_DELIVERED}
    ]
