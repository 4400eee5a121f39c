import pytest

from advice_line.enquiry.chased import Chased, ChasedMonths

RESULT, LETTER = "to chase a result the clinic ordered", "no discharge letter"
THIS = Chased(
    {"cardiology": 40, "renal": 10}, {("cardiology", RESULT): 3, ("cardiology", LETTER): 2, ("renal", RESULT): 4}
)
EMPTY = Chased({}, {})


@pytest.mark.parametrize(
    "desk, reason, pair",
    [
        (None, None, (9, 50)),
        ("cardiology", None, (5, 40)),
        (None, RESULT, (7, 50)),
        ("renal", RESULT, (4, 10)),
        ("renal", LETTER, (0, 10)),
        ("geriatrics", None, (0, 0)),
    ],
)
def test_failures_are_a_share_of_every_enquiry_of_the_desks_that_are_meant(
    desk: str | None, reason: str | None, pair: tuple[int, int]
):
    assert THIS.of(desk, reason) == pair


def test_a_month_stands_beside_the_last_and_the_same_of_the_year_before():
    months = ChasedMonths(THIS, EMPTY, Chased({"renal": 5}, {("renal", LETTER): 1}))
    assert months.of("renal") == ((4, 10), (0, 0), (1, 5))
