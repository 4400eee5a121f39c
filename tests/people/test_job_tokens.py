from datetime import UTC, datetime, timedelta

import pytest

from advice_line.people.job_tokens import LONGEST_DAYS, refuse_spent, refuse_token
from advice_line.people.roles import Role
from advice_line.problems import NotPermitted, Refused

NOW = datetime(2026, 8, 4, 13, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "-sheet", "Sheet", "a" * 41, "on call"])
def test_a_tokens_name_is_small_letters_digits_dots_and_hyphens(name: str):
    with pytest.raises(Refused, match="is no name for a token"):
        refuse_token(name, Role.MANAGER, 30)


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.CONSULTANT])
def test_no_job_is_a_clinician(role: Role):
    with pytest.raises(Refused, match=f"A token cannot be a {role}"):
        refuse_token("sheet", role, 30)


@pytest.mark.parametrize("days", [0, LONGEST_DAYS + 1])
def test_a_token_lasts_a_day_to_four_hundred(days: int):
    refuse_token("on-call.sheet2", Role.OPERATOR, LONGEST_DAYS)
    with pytest.raises(Refused, match=f"from 1 to 400 days, not {days}"):
        refuse_token("sheet", Role.OPERATOR, days)


def test_a_token_counts_until_its_day_and_not_once_it_is_revoked():
    refuse_spent(None, NOW + timedelta(seconds=1), NOW)
    with pytest.raises(NotPermitted, match="ran out on 2026-08-04"):
        refuse_spent(None, NOW, NOW)
    with pytest.raises(NotPermitted, match="revoked on 2026-08-03"):
        refuse_spent(NOW - timedelta(days=1), NOW + timedelta(days=1), NOW)
