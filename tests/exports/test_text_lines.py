"""Facts and tables as lines of a narrow page: nothing runs over, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from advice_line.exports.documents import text_lines

words = st.lists(st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=12), max_size=30)


@given(words)
def test_a_fact_that_does_not_fit_goes_on_beneath_itself(said: list[str]):
    first, *more = text_lines([("VAT", " ".join(said))], [])
    assert all(len(line) <= 74 for line in (first, *more))
    assert all(line.startswith(" " * 28) for line in more)
    assert " ".join((first, *more)).split() == ["VAT", *said]
