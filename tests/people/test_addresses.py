import re

import pytest

from advice_line.people.addresses import CLAIMED, CLAIMED_WITHIN, is_address, mail_address
from advice_line.rota import read_rota
from advice_line.rota.file.json_schema import json_schema
from tests.rota.files import HEAD, PATTERN

DESK = "cardiology.advice@example.nhs.uk"
TAKEN = [
    "gill@example.nhs.uk",
    "o'neill+advice@mail.example.org",
    "a.b-c_d@a-b.example.nhs.uk",
    f"{'a' * 64}@example.nhs.uk",
    f"gill@{'.'.join('abcdefghij')}.example.nhs.uk",
    "gill@example.xn--p1ai",
]
REFUSED = [
    "",
    "gill",
    "gill@",
    "gill@example",
    "a b@example.org",
    "gill@exаmple.org",
    "gill\u202e@example.org",
    "gill@example.org\nBcc: x@example.org",
    ".gill@example.org",
    "gill.@example.org",
    "g..ill@example.org",
    "gill@-example.org",
    "gill@example-.org",
    "gill@example..org",
    "gill@10.0.0.1",
    "gill@example.org,x@example.org",
    "<gill@example.org>",
    f"{'a' * 65}@example.org",
    f"gill@{'a.' * 125}uk",
]


@pytest.mark.parametrize("address", TAKEN)
def test_a_mail_address_is_taken(address: str):
    assert mail_address(f" {address} ") == address


@pytest.mark.parametrize("address", [*REFUSED, "a@" + "." * 900_000 + "@"])
def test_what_is_no_mail_address_is_refused(address: str):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        mail_address(address)
    assert len(str(refused.value)) < 400


def _in_a_rota(address: str) -> str:
    escaped = address.replace("\n", "\\n")
    return HEAD.replace(DESK, escaped) + PATTERN


def test_a_rota_takes_and_refuses_the_same_addresses_as_everybody():
    for address in TAKEN:
        assert read_rota(_in_a_rota(address).encode(), "x").rota is not None, address
    for address in filter(None, REFUSED):
        found = read_rota(_in_a_rota(address).encode(), "x")
        assert {problem.line for problem in found.errors} == {6}, address


def test_a_desk_that_was_published_with_an_odd_address_goes_on():
    assert read_rota(_in_a_rota("gill@-example.org").encode(), "x", kept=True).rota is not None


def test_the_schema_of_rota_files_takes_and_refuses_the_same_addresses():
    pattern = json_schema()["properties"]["desk"]["properties"]["email"]["pattern"]
    assert [address for address in TAKEN if not re.search(pattern, address)] == []
    assert [address for address in REFUSED if re.search(pattern, address)] == []


@pytest.mark.parametrize("address", ["jürgen@example.nhs.uk", "o'neill@example.nhs.uk", "a..b@x.uk", "gp@surgery"])
def test_who_wrote_from_an_odd_address_is_kept_whole(address: str):
    assert CLAIMED.fullmatch(address)
    for header in (address, f"Dr Gill <{address}>", f"(us) {address}, you", f'"{address}'):
        found = CLAIMED_WITHIN.search(header)
        assert found is not None
        assert found[0] == address


@pytest.mark.parametrize(
    "header", ["", "gp@exаmple.nhs.uk", "<gp@exа>", f"{'x' * 65}@example.nhs.uk", "@example.org"]
)
def test_no_part_of_an_address_is_taken_for_another(header: str):
    assert CLAIMED_WITHIN.search(header) is None


def test_a_place_is_a_mail_address_or_a_folder():
    assert [is_address(place) for place in ("audit@example.nhs.uk", "/mnt/a@b", "C:\\a@b", "/mnt/audit")] == [
        True,
        False,
        False,
        False,
    ]
