"""What accounts, people and hospitals are called, and where mail reaches them."""

import pytest

from advice_line.people.usernames import person_name, site_name, username


@pytest.mark.parametrize("name", ["ruth", "r.appleby", "o'neill", "sam_2", "ruth@example", "siân", " Ruth "])
def test_a_user_name_is_letters_and_digits(name: str):
    assert username(name) == name.strip().lower()


@pytest.mark.parametrize(
    "name",
    ["", "  ", "\x1b[2J", "ru th", "ruth\u200b", "\u202eruth", "аdmin", "ａｄｍｉｎ", "-ruth", "../ruth",
     "r" * 65, "ru\nth", "worker-rrv03", "worker.rrv03", "worker", "system", "system-2", "token_1", "٣"],
)  # fmt: skip
def test_an_empty_an_odd_and_a_jobs_user_name_are_refused(name: str):
    with pytest.raises(ValueError, match=r"\.$"):
        username(name)


@pytest.mark.parametrize("rule", [person_name, site_name])
@pytest.mark.parametrize(
    "name", ["", "  ", "Dr\x1b[2J Gill", "Dr\nGill", "\u202eDr Gill", "Gill\u3164", "x" * 129, "\ud800"]
)
def test_a_name_that_people_read_hides_nothing(rule, name: str):
    with pytest.raises(ValueError, match=r"\.$"):
        rule(name)


@pytest.mark.parametrize("name", ["Dr Siân O’Neill", "Exampleton General", "李小龍"])
def test_a_name_that_people_read_is_kept(name: str):
    assert person_name(f" {name} ") == site_name(name) == name
