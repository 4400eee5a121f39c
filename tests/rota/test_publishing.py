from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from advice_line.problems import Refused
from advice_line.rota.publishing import refuse_past_effect, refuse_two_of_one_number, written_out_to
from tests.rota.files import PATTERN, rota

NOW = datetime(2026, 8, 4, 13, tzinfo=UTC)


def test_a_publication_is_of_the_time_to_come():
    refuse_past_effect(NOW - timedelta(minutes=1), NOW)
    with pytest.raises(Refused, match="may not reach into the past"):
        refuse_past_effect(NOW - timedelta(minutes=2), NOW)


def test_a_number_is_one_persons():
    refuse_two_of_one_number(rota())
    found = rota()
    first = found.clinicians[0]
    twice = replace(found, clinicians=(*found.clinicians, first))
    with pytest.raises(Refused, match=f"two clinicians have the registration number {first.gmc}"):
        refuse_two_of_one_number(twice)


def test_an_endless_pattern_is_written_out_for_four_hundred_days():
    assert written_out_to(rota(PATTERN), date(2026, 8, 4)) == date(2026, 8, 4) + timedelta(days=400)


def test_what_ends_is_written_out_to_its_end():
    ended = PATTERN.replace("weeks = ", "until = 2026-09-01\nweeks = ")
    assert written_out_to(rota(ended), date(2026, 8, 4)) == date(2026, 9, 1)
