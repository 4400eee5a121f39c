from datetime import UTC, date, datetime, time, timedelta

from advice_line.instants import LONDON
from advice_line.rota.diff import Diff, PersonDiff
from advice_line.rota.gaps import Gap, GapKind
from advice_line.rota.model import Clinician, Duty, Shift
from advice_line.words.publications import diff_lines, shift_words

OKAFOR = Clinician("okafor", "Dr Adaeze Okafor", "7012345", "registrar", (), 0)
NIGHT = Duty("N", "Night", time(21), time(9), 1)
FIRST = datetime(2026, 12, 29, 21, tzinfo=UTC)


def night(after: int) -> Shift:
    start = FIRST + timedelta(days=after)
    return Shift(OKAFOR, NIGHT, start.date(), start, start + timedelta(hours=12))


def test_a_shift_is_said_by_its_duty_and_its_day():
    assert shift_words(night(3), LONDON) == "N Fri 1 Jan"


def test_a_few_are_told_and_the_rest_counted():
    hole = Gap(GapKind.NOBODY, FIRST, FIRST + timedelta(hours=12))
    person = PersonDiff(OKAFOR, (night(0),), tuple(night(n) for n in range(6)))
    found = Diff((person,), (hole, Gap(GapKind.NO_FIRST, FIRST, FIRST + timedelta(hours=1))), (hole,) * 3, ("gone",))
    assert diff_lines(found, LONDON, 2) == [
        "+ Dr Adaeze Okafor gains 1 shift: N Tue 29 Dec",
        "- Dr Adaeze Okafor loses 6 shifts: N Tue 29 Dec, N Wed 30 Dec and 4 more",
        "! gap opens: nobody on duty, Tue 29 Dec 21:00 to Wed 30 Dec 09:00",
        "! gap opens: nobody on rung 1, Tue 29 Dec 21:00 to 22:00",
        "= gap closes: nobody on duty, Tue 29 Dec 21:00 to Wed 30 Dec 09:00; Tue 29 Dec 21:00 to Wed 30 Dec 09:00"
        " and 1 more",
        "* gone",
    ]


def test_the_day_of_a_shift_is_its_zones():
    late = datetime(2026, 8, 4, 23, 30, tzinfo=UTC)
    shift = Shift(OKAFOR, NIGHT, date(2026, 8, 5), late, late + timedelta(hours=8))
    assert shift_words(shift, LONDON) == "N Wed 5 Aug"
