"""A contract is typed into a form: it becomes the text of its file, and what is wrong is said at its field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from advice_line.tariffs.contract import Block, Contract, PerUnit, Tier, TierReading, Tiers
from advice_line.tariffs.ending import ended
from advice_line.tariffs.file import read_contracts
from advice_line.tariffs.form import CONTRACT, values_of
from advice_line.tariffs.typing_in import ContractToWrite
from advice_line.tariffs.writing import contracts_text
from tests.tariffs.sums import contract
from tests.tariffs.test_writing import contracts

TODAY = date(2026, 9, 22)
DESKS = ("cardiology", "renal")
TYPED = {
    "code": "16C", "name": "Ashwell commissioning board", "id": "RRV03/16C/1", "desks": "cardiology, renal",
    "from": "2026-04-01", "kind": "per unit", "phone": "23.50", "email": "14.75",
}  # fmt: skip
SOURCE = """\
# agreed at the meeting of 3 March

[commissioner]
code = "16C"
name = "Ashwell commissioning board"

[[contract]]
id = "RRV03/16C/1"  # the first
site = "RRV03"
desks = ["cardiology"]
from = 2026-04-01
kind = "block"
yearly = "86,000.00"
"""


def read(values: dict[str, str], to: ContractToWrite | None = None):
    return (to or ContractToWrite("RRV03")).read(CONTRACT.empty | values, DESKS, TODAY)


@given(contracts())
def test_what_the_form_shows_of_a_contract_is_that_contract(one: Contract):
    one = replace(
        one, reference="RRV03/16C/1", commissioner_name="Ashwell commissioning board", desks=frozenset(DESKS)
    )
    found = ContractToWrite("RRV03").read(values_of(one), DESKS, TODAY)
    assert (found.wrong, found.contracts) == ({}, (one,))
    assert read_contracts(found.text.encode(), "").contracts == (one,)


def test_what_is_typed_is_a_file_of_contracts():
    found = read(TYPED | {"tiers": "never read", "out_of_hours": "25 %"})
    (one,) = found.contracts
    assert (one.terms, one.desks) == (PerUnit(2350, 1475, 2500), frozenset(DESKS))
    assert 'out_of_hours = "25 %"' in found.text
    assert "tiers" not in found.text
    tiers = {"kind": "tiers", "per": "month", "reading": "whole", "tiers": "to 50 at 30.00; rest at 1,016.50"}
    (one,) = read(TYPED | tiers).contracts
    assert one.terms == Tiers((Tier(50, 3000), Tier(None, 101_650)), one.terms.per, TierReading.WHOLE)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"phone": ""}, "phone", "A call."),
        ({"phone": "23.5"}, "phone", "“23.5” is no amount; write pounds like “23.50” or “86,000.00”."),
        ({"out_of_hours": "lots"}, "out_of_hours", "“lots” is no percentage; write it like “25 %”."),
        ({"from": "1 April"}, "from", "“1 April” is not a date; write it like 2026-10-25"),
        ({"until": "2026-04-01"}, "until", "It ends on 2026-04-01, not after it begins on 2026-04-01."),
        ({"code": "ashwell"}, "code", "“ashwell” is no ODS code of a commissioner, nor “non-contract”."),
        ({"name": ""}, "name", "Its name."),
        ({"desks": "cardiology, ent"}, "desks", "There is no desk “ent”; there are cardiology, renal."),
        ({"desks": ","}, "desks", "Desks."),
        ({"free": "ten"}, "free", "“free” must be a whole number."),
        ({"most": "5,000.00"}, "limits_per", "Say whether the least and the most are by month or by year."),
        ({"limits_per": "month", "least": "9.00", "most": "5.00"}, "limits_per", "The least, 9.00, is over the most"),
        ({"opens": "8", "closes": "18:30"}, "opens", "“8” is not a time; write hours and minutes like 09:00"),
        ({"weekdays": "Monday"}, "opens", "“Monday” is no weekday; write one of Mon, Tue"),
        ({"points_of_delivery": "PHONE=X"}, "points_of_delivery", "“contract.points_of_delivery” must be a table"),
        ({"points_of_delivery": "ADVICE-PHONE=a b"}, "points_of_delivery", "“a b” is no code."),
        ({"kind": "tiers", "per": "month", "reading": "whole", "tiers": "50 x 30"}, "tiers", "Write tiers like"),
        ({"kind": "block", "yearly": "86,000.00", "free": "3"}, "free", "“free” means nothing beside a block"),
        ({"kind": "shared budget", "yearly": "1.00", "sites": "RRV04, RRV05"}, "sites", "do not name RRV03"),
        ({"from": "2026-04-02", "free": "3"}, "from", "Amounts by month need whole months"),
        ({"id": "\u202eRRV03"}, "id", "“Contract”"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(typed: dict[str, str], field: str, sentence: str):
    found = read(TYPED | typed)
    assert sentence in found.wrong.get(field, ""), found.wrong
    assert found.contracts == ()


def test_a_new_version_ends_the_one_before_and_every_comment_stays():
    (old,) = read_contracts(SOURCE.encode(), "").contracts
    to = ContractToWrite("RRV03", SOURCE, (old,), old)
    assert (to.values["id"], to.values["from"], to.values["yearly"]) == ("RRV03/16C/2", "", "86,000.00")
    found = read(to.values | {"from": "2027-04-01", "yearly": "90,000.00"}, to)
    assert found.wrong == {}
    assert [(one.reference, one.begins, one.until, one.terms) for one in found.contracts] == [
        ("RRV03/16C/1", date(2026, 4, 1), date(2027, 4, 1), Block(8_600_000)),
        ("RRV03/16C/2", date(2027, 4, 1), None, Block(9_000_000)),
    ]
    assert found.text.startswith("# agreed at the meeting of 3 March\n")
    assert "# the first" in found.text


def test_a_second_contract_beside_one_that_holds_is_refused_at_its_beginning():
    (old,) = read_contracts(SOURCE.encode(), "").contracts
    to = ContractToWrite("RRV03", SOURCE, (old,))
    assert (to.values["code"], to.values["id"]) == ("16C", "")
    found = read(TYPED | {"id": "RRV03/16C/7", "from": "2026-10-01"}, to)
    assert "RRV03/16C/1 and RRV03/16C/7 both pay RRV03 for cardiology from 2026-10-01" in found.wrong["from"]
    twice = read(TYPED | {"desks": "renal"}, to)
    assert twice.wrong == {"id": "“RRV03/16C/1” is the id of two contracts; give each its own."}


def test_a_version_takes_the_next_number_that_is_free():
    old = contract()
    held = (old, replace(old, reference="RRV03/16C/2"), replace(old, reference="sixteen"))
    assert ContractToWrite("RRV03", "", held, old).values["id"] == "RRV03/16C/3"
    assert ContractToWrite("RRV03", "", held, held[2]).values["id"] == "sixteen/2"


def test_an_end_that_is_there_is_replaced_and_a_file_laid_out_otherwise_is_written_anew():
    day = date(2026, 10, 1)
    first = contract(until=date(2027, 4, 1))
    assert read_contracts(ended(contracts_text([first]), first, day).encode(), "").contracts == (
        replace(first, until=day),
    )
    lying = SOURCE.partition("[[contract]]")[0] + (
        'contract = [{ id = "RRV03/16C/1", site = "RRV03", desks = ["cardiology"], from = 2026-04-01, '
        'kind = "block", yearly = "86,000.00" }]\n'
    )
    lying = lying.replace("[commissioner]", "# none").replace('code = "16C"', 'commissioner.code = "16C"')
    lying = lying.replace('name = "Ash', 'commissioner.name = "Ash')
    (old,) = read_contracts(lying.encode(), "").contracts
    assert read_contracts(ended(lying, old, day).encode(), "").contracts == (replace(old, until=day),)
