"""Files of contracts: what each kind means, and every complaint at its line."""

from datetime import date, time
from textwrap import dedent

import pytest

from advice_line.tariffs.contract import (
    Block,
    ChargeLimits,
    CostAndVolume,
    FixedAndVariable,
    GainShare,
    Hours,
    Nil,
    Per,
    PerUnit,
    SharedBudget,
    Tier,
    TierReading,
    Tiers,
    WhatCounts,
)
from advice_line.tariffs.file import KINDS, read_contracts

HEAD = """\
[commissioner]
code = "16C"
name = "Ashwell commissioning board"

[[contract]]
id = "RRV03/16C/1"
site = "RRV03"
desks = ["cardiology", "renal"]
from = 2026-04-01
until = 2027-04-01
"""


def read(text: str, head: str = HEAD):
    return read_contracts((head + dedent(text)).encode(), "16C.toml")


def said(text: str, head: str = HEAD) -> list[str]:
    return [str(problem) for problem in read(text, head).errors]


OF_EACH_KIND = {
    "nil": ("", Nil()),
    "per unit": (
        'phone = "23.50"\nemail = "14.75"\nout_of_hours = "25 %"\nmff = "1.0876"',
        PerUnit(2350, 1475, 2500, 10_876),
    ),
    "tiers": (
        'per = "month"\nreading = "marginal"\ntiers = [{ to = 50, price = "30.00" }, { price = "16.50" }]',
        Tiers((Tier(50, 3000), Tier(None, 1650)), Per.MONTH, TierReading.MARGINAL),
    ),
    "block": ('yearly = "86,000.00"', Block(8_600_000)),
    "cost and volume": ('yearly = "60000"\nvolume = 2500\nover = "50 %"', CostAndVolume(6_000_000, 2500, 5000)),
    "fixed plus variable": (
        'monthly = "10,000"\nplanned = 150\nprice = "23.50"\nover = "20%"\nunder = "12.5 %"',
        FixedAndVariable(1_000_000, 150, 2350, 2000, 1250),
    ),
    "gain share": ('share = "40 %"\nreferral = "225.00"\nadmission = "900.00"', GainShare(4000, 22_500, 90_000)),
    "shared budget": (
        'yearly = "86,000.00"\nsites = ["RRV03", "RRV04"]',
        SharedBudget(8_600_000, ("RRV03", "RRV04")),
    ),
}


def test_no_kind_is_forgotten_here():
    assert OF_EACH_KIND.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_contract_of_each_kind(kind):
    text, terms = OF_EACH_KIND[kind]
    found = read(f'kind = "{kind}"\n{text}\n')
    assert found.errors == ()
    (one,) = found.contracts
    assert one.terms == terms
    assert (one.reference, one.site, one.commissioner) == ("RRV03/16C/1", "RRV03", "16C")
    assert (one.desks, one.begins, one.until) == ({"cardiology", "renal"}, date(2026, 4, 1), date(2027, 4, 1))


def test_what_stands_beside_the_price():
    (one,) = read(
        """
        kind = "per unit"
        phone = "23.50"
        email = "14.75"
        free = 10
        limits = { per = "month", least = "4,000.00", most = "5,000.00" }
        counts = { not_appropriate = true, referred_or_admitted = false, late = false }
        hours = { opens = "09:00", closes = "17:00", weekdays = ["Mon", "Sat"] }
        points_of_delivery = { ADVICE-PHONE = "LOCAL1" }
        """
    ).contracts
    assert one.free == 10
    assert one.limits == ChargeLimits(Per.MONTH, 400_000, 500_000)
    assert one.counts == WhatCounts(not_appropriate=True, referred_or_admitted=False, late=False)
    assert one.hours == Hours(time(9), time(17), frozenset({0, 5}))
    assert one.points_of_delivery == {"ADVICE-PHONE": "LOCAL1"}


PRICES = 'kind = "per unit"\nphone = "23.50"\nemail = "14.75"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('kind = "per call"', "16C.toml:11: “per call” is not a kind of contract (nil, per unit, tiers"),
        ('kind = "per unit"\nphone = 23.50\nemail = "14.75"', "16C.toml:12: “phone” must be pounds in quotes"),
        ('kind = "per unit"\nphone = "£23.50"\nemail = "1.00"', "16C.toml:12: “£23.50” is no amount; write pounds"),
        ('kind = "per unit"\nphone = "23.5"\nemail = "1.00"', "16C.toml:12: “23.5” is no amount"),
        ('kind = "per unit"\nphone = "1,23"\nemail = "1.00"', "16C.toml:12: “1,23” is no amount"),
        ('kind = "per unit"\nphone = "1.00"', "[contract] lacks “email”; add it."),
        (PRICES + 'out_of_hours = "25"', "16C.toml:14: “25” is no percentage"),
        (PRICES + 'mff = "10.2"', "16C.toml:14: “10.2” is no factor"),
        (PRICES + 'yearly = "1.00"', "[contract] has no key “yearly”"),
        (PRICES + "free = -1", "16C.toml:14: “free” must be 0 or more"),
        (PRICES + 'limits = { per = "week" }', "“week” is not “month” or “year”"),
        (PRICES + 'limits = { per = "month", most = "1.00", mots = "1.00" }', "[contract.limits] has no key “mots”"),
        (
            PRICES + 'limits = { per = "month", least = "2.00", most = "1.00" }',
            "The least, 2.00, is over the most, 1.00.",
        ),
        (
            PRICES + 'hours = { opens = "18:00", closes = "08:00" }',
            "The working hours end at 08:00, not after they begin.",
        ),
        (PRICES + 'hours = { opens = "08:00", closes = "18:00", weekdays = ["Mo"] }', "“Mo” is no weekday"),
        ('kind = "block"\nyearly = "1.00"\nfree = 3', "16C.toml:13: “free” means nothing beside a block"),
        ('kind = "nil"\nlimits = { per = "month", most = "1.00" }', "16C.toml:12: Limits mean nothing beside nil"),
        ('kind = "shared budget"\nyearly = "1.00"\nsites = ["RRV04", "RRV05"]', "do not name RRV03"),
        ('kind = "shared budget"\nyearly = "1.00"\nsites = ["RRV03"]', "shared by two sites or more"),
        (
            'kind = "tiers"\nper = "month"\ntiers = [{ price = "1.00" }]',
            "[contract] lacks “reading”; add it.",
        ),
        (
            'kind = "tiers"\nper = "month"\nreading = "whole"\ntiers = [{ to = 9, price = "1.00" }]',
            "16C.toml:14: The last tier, and only the last, has no “to”",
        ),
        (
            'kind = "gain share"\nshare = "140 %"\nreferral = "1.00"\nadmission = "1.00"',
            "16C.toml:12: The share is more than the whole",
        ),
    ],
)
def test_what_makes_no_sense_is_said_at_its_line(text, sentence):
    found = read(text)
    assert found.contracts == ()
    assert any(sentence in str(problem) for problem in found.errors), [str(problem) for problem in found.errors]


def test_amounts_by_month_need_whole_months_and_those_by_year_whole_years():
    head = HEAD.replace("from = 2026-04-01", "from = 2026-11-20")
    assert "Amounts by month need whole months" in said(PRICES + "free = 3", head)[0]
    by_year = PRICES + 'limits = { per = "year", most = "30,000.00" }\n'
    assert "Amounts by year need whole financial years" in said(by_year, head)[0]
    assert said(by_year + "part_year = true", head) == []
    assert said('kind = "block"\nyearly = "86,000.00"', head) == []


SECOND = """
[[contract]]
id = "RRV03/16C/2"
site = "RRV03"
desks = ["renal"]
from = {begins}
kind = "nil"
"""


def test_contracts_that_overlap_or_leave_a_gap_are_refused_with_their_dates():
    first = 'kind = "nil"\n'
    assert said(first + SECOND.format(begins="2027-04-01")) == []
    assert said(first + SECOND.format(begins="2027-03-01")) == [
        "16C.toml:13: RRV03/16C/1 and RRV03/16C/2 both pay RRV03 for renal from 2027-03-01 until 2027-04-01; "
        "end the one before the other begins."
    ]
    assert said(first + SECOND.format(begins="2027-05-01")) == [
        "16C.toml:13: Nothing pays RRV03 for renal with 16C from 2027-04-01 until 2027-05-01."
    ]
    twice = SECOND.format(begins="2027-04-01").replace("16C/2", "16C/1")
    assert "is the id of two contracts" in said(first + twice)[0]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff", "16C.toml:1: This file is not UTF-8; save it as UTF-8."),
        (b"", "16C.toml:1: The file lacks [commissioner]"),
        (b"x" * 200_001, "16C.toml:1: This file is larger than 200 kB"),
        (b"[commissioner\n", "16C.toml:1: This is not TOML"),
        (b'[commissioner]\ncode = "16c"\nname = "A"\n[[contract]]\n', "16C.toml:2: “16c” is no ODS code"),
        (b'[commissioner]\ncode = "16C"\nname = "A"\n', "The file holds no [[contract]]."),
        (HEAD.encode() + b'kind = "nil"\n[tariff]\n', "There is no table [tariff]"),
        (b'[commissioner]\ncode = "16C"\nname = "A"\n[[contract]]\nkind = 3\n', "“kind” must be text in quotes."),
        (b'contract = 3\n[commissioner]\ncode = "16C"\nname = "A"\n', "The file holds no [[contract]]."),
        (b'contract = [3]\n[commissioner]\ncode = "16C"\nname = "A"\n', "must be a table"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(data, sentence):
    found = read_contracts(data, "16C.toml")
    assert found.contracts == ()
    assert any(sentence in str(problem) for problem in found.errors), [str(problem) for problem in found.errors]


def test_a_year_of_more_calls_than_any_rota_counts_is_no_fault():
    terms = 'kind = "cost and volume"\nyearly = "2,400,000.00"\nvolume = 100000\nover = "50 %"'
    found = read(terms)
    assert [one.terms for one in found.contracts] == [CostAndVolume(240_000_000, 100_000, 5000)]
    assert "“volume” must be 10,000,000 or less" in said(terms.replace("100000", "10000001"))[0]
