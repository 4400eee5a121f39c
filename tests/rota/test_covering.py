from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from advice_line.problems import Refused
from advice_line.rota import Clinician, Shift
from advice_line.rota.covering import parts_to_cover, refuse_none, refuse_taken
from advice_line.rota.model import Duty

NINE = datetime(2026, 8, 4, 9, tzinfo=UTC)
FIVE = NINE + timedelta(hours=8)
OKAFOR = Clinician("okafor", "Dr Okafor", "7000001", "registrar", (), 0)
PATEL = Clinician("patel", "Dr Patel", "7000002", "registrar", (), 0)
DAY = Duty("D", "Day", time(9), time(17), 1)
SHIFT = Shift(OKAFOR, DAY, date(2026, 8, 4), NINE, FIVE)
PATELS = replace(SHIFT, clinician=PATEL)


def test_a_part_of_a_shift_is_covered_and_each_once():
    noon = NINE + timedelta(hours=3)
    assert parts_to_cover([SHIFT, SHIFT], noon, FIVE + timedelta(hours=1)) == [replace(SHIFT, start=noon)]
    assert parts_to_cover([SHIFT], FIVE, FIVE + timedelta(hours=1)) == []


def test_no_shift_is_not_covered():
    with pytest.raises(Refused, match="no shift to cover"):
        refuse_none([])
    refuse_none([SHIFT])


def test_a_shift_is_covered_while_it_is_still_its_holders():
    refuse_taken([SHIFT], [SHIFT], [], open_shift=False)


def test_a_shift_that_leave_took_away_is_still_its_holders_to_be_covered():
    refuse_taken([SHIFT], [], [SHIFT], open_shift=False)


def test_whoever_was_quicker_is_named():
    with pytest.raises(Refused, match="Dr Patel has Day by now"):
        refuse_taken([SHIFT], [PATELS], [], open_shift=False)
    with pytest.raises(Refused, match="Dr Patel has Day by now"):
        refuse_taken([SHIFT], [PATELS], [], open_shift=True)


def test_a_shift_that_is_gone_is_somebody_elses():
    with pytest.raises(Refused, match="somebody else has Day by now"):
        refuse_taken([SHIFT], [], [], open_shift=False)


def test_an_open_shift_is_covered_while_nobody_holds_it():
    refuse_taken([SHIFT], [], [], open_shift=True)
    refuse_taken([SHIFT], [replace(PATELS, start=FIVE, end=FIVE + timedelta(hours=4))], [], open_shift=True)
