"""What a commissioner sees of a provider: counts with their wholes, small ones withheld and not to be found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from advice_line.enquiry.counted import CountedCall
from advice_line.enquiry.providers import COMPARED, TIMES, ProviderFigures, provider_figures
from advice_line.enquiry.small_numbers import CountInParts

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
NO_LETTER = "no discharge letter"


def call(number: int, **changed: object) -> CountedCall:
    """Connected at the first attempt after so many seconds, and advised without a referral."""
    arrived = AT - timedelta(days=20)
    usual = CountedCall(
        "cardiology", "phone", "advised", arrived, ("answered",), arrived + timedelta(seconds=number), True, False,
        False, None, arrived + timedelta(minutes=9), "advice only, no referral", False, True, True, True, None, False,
        True, (),
    )  # fmt: skip
    return replace(usual, **changed)  # type: ignore[arg-type]


def email(hours: float | None, **changed: object) -> CountedCall:
    due = AT - timedelta(days=18)
    recorded = due - timedelta(hours=1) if hours is not None else None
    return call(
        0, channel="e-mail", emailed=True, connected_at=None, results=(), due_at=due, recorded_at=recorded,
        outcome="admit" if hours is not None else None, working_hours_to_answer=hours, **changed,
    )  # fmt: skip


def figures(calls: list[CountedCall], under: int = 5, practice: str = "V90001") -> ProviderFigures:
    return provider_figures("RRV03", "Exampleton General", [(practice, one) for one in calls], AT, under)


def shown(found: ProviderFigures) -> dict[str, tuple[int | None, int | None]]:
    return {one.words: (found.count(one.part), found.count(one.whole)) for one in COMPARED}


def test_each_count_stands_with_its_whole():
    calls = [call(n) for n in range(1, 31)]
    calls += [call(n, connected_at=None, results=("no answer",), outcome=None, state="abandoned") for n in range(6)]
    calls += [call(n, interface=NO_LETTER, outcome=None) for n in range(7)]
    calls += [email(3.0) for _ in range(9)] + [email(None) for _ in range(5)]
    found = figures(calls)
    assert found.hidden == frozenset()
    said = shown(found)
    assert said["by telephone"] == (43, 57)
    assert said["by e-mail"] == (14, 57)
    assert said["calls connected"] == (37, 43)
    assert said["e-mails due, answered in time"] == (9, 14)
    assert said["referral avoided"] == (30, 39)
    assert said["neither"] == (9, 39)
    assert said[NO_LETTER] == (7, 7)
    assert [found.time(one) for one in TIMES] == [12.0, 27.0, 3.0, 3.0]
    share = found.share(COMPARED[2])
    assert share is not None
    assert (share.percent, share.low, share.high) == (86.0, 72.7, 93.4)


def test_a_small_count_takes_others_and_its_time_with_it():
    few = figures([call(n) for n in range(20)] + [email(2.0) for _ in range(3)])
    assert shown(few)["by e-mail"] == (None, 23)
    assert shown(few)["by telephone"] == (None, 23), "23 less the calls would be the e-mails"
    assert few.time(TIMES[2]) is None
    assert few.time(TIMES[0]) is None, "of how many it is would be one of them"
    assert few.share(COMPARED[0]) is None
    most = figures([call(n) for n in range(20)] + [call(9, connected_at=None, results=("no answer",), outcome=None)])
    assert shown(most)["calls connected"] == (20, 21), "what is left is no figure of the table"


def test_what_is_not_counted_small_is_shown_where_nothing_is_to_be_withheld():
    found = figures([call(1), call(2)], under=1)
    assert (found.hidden, shown(found)["by telephone"]) == (frozenset(), (2, 2))


def test_practices_are_counted_and_withheld_like_all_else():
    calls = [("V90001", call(n)) for n in range(20)] + [("V90002", call(n)) for n in range(3)]
    found = provider_figures("RRV03", "Exampleton General", calls, AT, 5)
    assert (found.practice("V90001"), found.practice("V90002"), found.practice("V90003")) == (None, None, 0)


def test_nothing_is_of_nothing():
    found = figures([])
    assert set(shown(found).values()) == {(0, 0)}
    assert found.share(COMPARED[0]) is None
    assert {found.time(one) for one in TIMES} == {None}


def test_every_division_comes_to_its_whole():
    def check(one: CountInParts) -> None:
        for division in one.divisions:
            assert sum(part.number for part in division) == one.number, one.name
            for part in division:
                check(part)

    from advice_line.enquiry.providers import _tree

    calls = [call(1), call(2, results=("no answer", "answered")), call(3, interface=NO_LETTER), email(2.0)]
    calls += [email(None), email(None, state="abandoned"), call(4, emailed=True, due_at=AT + timedelta(days=1))]
    check(_tree(calls, AT))
