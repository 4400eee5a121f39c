"""What is withheld stays unknown to a reader who subtracts: tried against every table that looks the same."""

from collections.abc import Iterator

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
    ones = divided("calls", dict.fromkeys("abcde", 1))
    assert hidden(ones) == {"calls", *"abcde"}
    both = CountInParts("enquiries", 30, ((ones, CountInParts("e-mails", 25)),))
    assert hidden(both) == {"calls", *"abcde", "e-mails"}, "30 less the e-mails would be the calls"


def test_a_withheld_part_takes_what_it_is_divided_into():
    inner = CountInParts("connected", 6, ((CountInParts("at once", 6), CountInParts("later", 0)),))
    whole = CountInParts("calls", 8, ((inner, CountInParts("given up", 2)),))
    assert hidden(whole) == {"connected", "at once", "given up"}


def test_a_rest_that_nobody_reads_hides_a_part_and_is_no_small_count_itself():
    few = CountInParts("calls", 20, ((CountInParts("failures", 3), CountInParts("rest", 17, told=False)),))
    assert hidden(few) == {"failures"}
    most = CountInParts("calls", 20, ((CountInParts("connected", 18), CountInParts("rest", 2, told=False)),))
    assert hidden(most) == set()


NUMBERS = st.integers(0, 7)


@st.composite
def tables(draw: st.DrawFn) -> CountInParts:
    """A whole divided in two ways, one part of which is divided again."""
    low = draw(st.lists(NUMBERS, min_size=2, max_size=2))
    inner = CountInParts("i", sum(low), (tuple(CountInParts(f"i{n}", one) for n, one in enumerate(low)),))
    rest = [draw(NUMBERS) for _ in range(draw(st.integers(1, 2)))]
    first = (inner, *(CountInParts(f"a{n}", one) for n, one in enumerate(rest)))
    total = sum(part.number for part in first)
    cut, told = draw(st.integers(0, total)), draw(st.booleans())
    return CountInParts("w", total, (first, (CountInParts("b0", cut), CountInParts("b1", total - cut, told=told))))


def splits(value: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many parts come to a value."""
    if parts == 1:
        yield (value,)
        return
    for first in range(value + 1):
        for rest in splits(value - first, parts - 1):
            yield (first, *rest)


def possible(one: CountInParts, value: int, names: set[str]) -> dict[str, set[int]] | None:
    """What each count beneath may be where this one has a value; None: the table then shows something else.

    What is withheld is 1 or more, what stands in no table is anything, all else is as it is shown.
    """
    if one.told and (value == 0 if one.name in names else value != one.number):
        return None
    found = {one.name: {value}}
    for division in one.divisions:
        fitting = False
        for split in splits(value, len(division)):
            parts = [possible(part, number, names) for part, number in zip(division, split, strict=True)]
            if any(part is None for part in parts):
                continue
            fitting = True
            for part in filter(None, parts):
                for name, values in part.items():
                    found.setdefault(name, set()).update(values)
        if not fitting:
            return None
    return found


@given(tables())
def test_no_subtraction_gives_a_withheld_count_back(whole: CountInParts):
    names = hidden(whole)
    shown = {one.name: one.number for one in whole.all() if one.name not in names}
    assert not [number for number in shown.values() if 0 < number < UNDER]
    if whole.name in names:
        return
    found = possible(whole, whole.number, names)
    assert found is not None
    for name in names:
        assert len(found[name]) > 1, (name, names, shown)
