"""What is withheld stays unknown to a reader who subtracts: tried against every table that looks the same."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from advice_line.enquiry.small_numbers import CountInParts, withheld

UNDER = 5


def divided(name: str, *divisions: dict[str, int]) -> CountInParts:
    return CountInParts(
        name,
        sum(divisions[0].values()),
        tuple(tuple(CountInParts(part, number) for part, number in one.items()) for one in divisions),
    )


def hidden(whole: CountInParts) -> set[str]:
    return set(withheld(whole, UNDER))


def test_a_small_part_takes_the_next_larger_with_it():
    assert hidden(divided("calls", {"a": 3, "b": 9, "c": 20})) == {"a", "b"}
    assert hidden(divided("calls", {"a": 3, "b": 4, "c": 20})) == {"a", "b"}
    assert hidden(divided("calls", {"a": 1, "b": 1, "c": 20})) == {"a", "b", "c"}, "their sum is small too"
    assert hidden(divided("calls", {"a": 0, "b": 20})) == set(), "nought is shown"
    assert hidden(divided("calls", {"a": 5, "b": 20})) == set()


def test_of_a_small_whole_nothing_is_shown_but_nought():
    assert hidden(divided("calls", {"a": 2, "b": 0, "c": 2})) == {"calls", "a", "c"}


def test_where_every_part_is_one_the_whole_is_withheld_too():
    assert hidden(divided("calls", dict.fromkeys("abcde", 1))) == {"calls", *"abcde"}


def test_a_withheld_part_takes_what_it_is_divided_into():
    inner = CountInParts("connected", 6, ((CountInParts("at once", 6), CountInParts("later", 0)),))
    whole = CountInParts("calls", 8, ((inner, CountInParts("given up", 2)),))
    assert hidden(whole) == {"connected", "at once", "given up"}


NUMBERS = st.integers(0, 7)


@st.composite
def tables(draw: st.DrawFn) -> CountInParts:
    """A whole divided in two ways, one part of which is divided again."""
    low = draw(st.lists(NUMBERS, min_size=2, max_size=2))
    inner = CountInParts("i", sum(low), (tuple(CountInParts(f"i{n}", one) for n, one in enumerate(low)),))
    rest = [draw(NUMBERS) for _ in range(draw(st.integers(1, 2)))]
    first = (inner, *(CountInParts(f"a{n}", one) for n, one in enumerate(rest)))
    total = sum(part.number for part in first)
    cut = draw(st.integers(0, total))
    return CountInParts("w", total, (first, (CountInParts("b0", cut), CountInParts("b1", total - cut))))


def alike(whole: CountInParts, names: set[str]) -> Iterator[dict[str, int]]:
    """Every table that shows the same: what is withheld is 1 or more, and every division comes to its whole."""
    counts = {one.name: one.number for one in whole.all()}
    leaves = [one for one in whole.all() if not one.divisions]
    for numbers in product(*(range(1, whole.number + 1) if one.name in names else [one.number] for one in leaves)):
        found = dict(zip((one.name for one in leaves), numbers, strict=True))
        if _fills(whole, found) is not None and all(found[name] == counts[name] for name in counts.keys() - names):
            yield found


def _fills(one: CountInParts, found: dict[str, int]) -> int | None:
    sums = set()
    for division in one.divisions:
        parts = [_fills(part, found) for part in division]
        if None in parts:
            return None
        sums.add(sum(part for part in parts if part is not None))
    if not one.divisions:
        return found[one.name]
    if len(sums) > 1:
        return None
    found[one.name] = sums.pop()
    return found[one.name]


@given(tables())
def test_no_subtraction_gives_a_withheld_count_back(whole: CountInParts):
    names = hidden(whole)
    shown = {one.name: one.number for one in whole.all() if one.name not in names}
    assert not [number for number in shown.values() if 0 < number < UNDER]
    if whole.name in names or not names:
        return
    possible = list(alike(whole, names))
    for name in names:
        assert len({table[name] for table in possible}) > 1, (name, names, shown)
