"""Contracts are listed by how they stand, and written by whoever may publish them, never over somebody else's."""

from dataclasses import replace
from datetime import date

import pytest

from advice_line.people.roles import Role
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.statements.contract_writing import (
    contract_file,
    contract_to_write,
    contracts_seen,
    ended_file,
    publish_upon,
    read_form,
)
from advice_line.usecases.statements.contracts import contracts_of
from advice_line.usecases.usecase import By, Press
from tests.hospital import Hospital
from tests.usecases.statements.contracted import CONTRACT, SEPTEMBER, add, publish, with_two_managers

VERSIONS = CONTRACT.replace("from = 2026-08-01", "from = 2026-04-01\nuntil = 2026-08-01") + "".join(
    "\n[[contract]]" + CONTRACT.partition("[[contract]]")[2].replace("QZZ/1", f"QZZ/{n}").replace("2026-08-01", days)
    for n, days in ((2, "2026-08-01\nuntil = 2027-04-01"), (3, "2027-04-01"))
)


def by(hospital: Hospital, who: str = "ruth") -> By:
    return By(hospital.store, hospital[who], SEPTEMBER)


def test_those_in_force_stand_first_then_those_to_come_then_those_ended(local_hospital: Hospital):
    publish(local_hospital, VERSIONS)
    add(local_hospital, "sixteen", Role.COMMISSIONER, "16C")
    found = contracts_seen(by(local_hospital))
    assert [(one.contract.reference, str(one.stands)) for one in found] == [
        ("RRV03/QZZ/2", "in force"),
        ("RRV03/QZZ/3", "coming"),
        ("RRV03/QZZ/1", "ended"),
    ]
    assert found[0].words == "23.50 a call, 14.75 an e-mail, out of hours 25 % more"
    assert contracts_seen(by(local_hospital, "sixteen")) == []


def test_what_is_typed_is_published_as_a_file_and_never_over_another(local_hospital: Hospital):
    hospital = with_two_managers(local_hospital)
    to = contract_to_write(by(hospital), "QZZ", "RRV03/QZZ/1")
    typed = to.values | {"from": "2026-10-01", "phone": "24.00"}
    read = read_form(by(hospital), to, typed)
    assert read.wrong == {}
    assert read_form(by(hospital), to, typed | {"desks": "ent"}).wrong["desks"].startswith("There is no desk “ent”")
    press = Press()
    assert publish_upon(by(hospital), to.source, contract_file(read), "new price", press)
    assert not publish_upon(by(hospital), to.source, contract_file(read), "", Press()), "it is published already"
    later = contract_to_write(by(hospital, "carys"), "QZZ", "RRV03/QZZ/2")
    dearer = read_form(by(hospital, "carys"), later, later.values | {"from": "2027-01-01", "phone": "30.00"})
    publish_upon(by(hospital, "carys"), later.source, contract_file(dearer), "", Press())
    again = read_form(by(hospital), to, typed | {"phone": "25.00"})
    with pytest.raises(Refused, match="were published anew meanwhile"):
        publish_upon(by(hospital), to.source, contract_file(again), "", Press())
    assert [one.reference[-1] for one in contracts_of(hospital.store, "RRV03")] == ["1", "2", "3"]


def test_a_contract_ends_on_a_day_that_leaves_no_gap_and_only_as_it_was_seen(local_hospital: Hospital):
    publish(local_hospital, VERSIONS)
    held = {one.contract.reference[-1]: one.contract for one in contracts_seen(by(local_hospital))}
    file = ended_file(by(local_hospital), held["3"], date(2028, 4, 1))
    assert [one.until for one in file.contracts][-1] == date(2028, 4, 1)
    with pytest.raises(Refused, match="Nothing pays RRV03 for cardiology with QZZ from 2027-03-01 until 2027-04-01"):
        ended_file(by(local_hospital), held["2"], date(2027, 3, 1))
    with pytest.raises(Refused, match="RRV03/QZZ/3 is not as it was any more"):
        ended_file(by(local_hospital), replace(held["3"], free=3), date(2028, 4, 1))
    with pytest.raises(Refused, match="is not as it was any more"):
        ended_file(by(local_hospital), replace(held["3"], commissioner="16C"), date(2028, 4, 1))


@pytest.mark.parametrize("who", ["payer", "bevan", "sam", "admin"])
def test_nobody_else_writes_a_contract(local_hospital: Hospital, who: str):
    publish(local_hospital)
    add(local_hospital, "payer", Role.COMMISSIONER, "QZZ")
    to = contract_to_write(by(local_hospital), "QZZ", "RRV03/QZZ/1")
    file = contract_file(read_form(by(local_hospital), to, to.values | {"from": "2026-10-01"}))
    one = by(local_hospital, who)
    for act in (
        lambda: contract_to_write(one),
        lambda: read_form(one, to, to.values),
        lambda: ended_file(one, to.held[0], date(2028, 4, 1)),
        lambda: publish_upon(one, to.source, file, "", Press()),
    ):
        with pytest.raises(NotPermitted):
            act()
