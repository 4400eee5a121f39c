"""The practice's word that it has the advice: who may take it down, and when there is nothing to take down."""

from datetime import timedelta

import pytest

from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)


def take_down(hospital: Hospital, who: str, enquiry: int, how: str = "Dr Gill, by telephone") -> None:
    acknowledge(By(hospital.store, hospital[who], EVENING), enquiry, how, Press())


def known(hospital: Hospital, enquiry: int) -> int:
    return len(rows_of(hospital.store, "acknowledgements_of", enquiry=enquiry))


@pytest.mark.parametrize("who, allowed", [("sam", 1), ("okafor", 1), ("bevan", 1), ("ruth", 0), ("admin", 0)])
def test_whoever_speaks_with_practices_takes_it_down_and_nobody_else(
    local_hospital: Hospital, who: str, allowed: int
):
    enquiry = local_hospital.connected("okafor", EVENING)
    local_hospital.record(enquiry, "okafor", EVENING)
    if allowed:
        take_down(local_hospital, who, enquiry)
    else:
        with pytest.raises(NotPermitted):
            take_down(local_hospital, who, enquiry)
    assert known(local_hospital, enquiry) == allowed


def test_what_cannot_have_been_received_is_not_acknowledged(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    with pytest.raises(Refused, match="Say who at the practice"):
        take_down(local_hospital, "sam", enquiry, "  ")
    with pytest.raises(Refused, match="No advice is recorded yet"):
        take_down(local_hospital, "sam", enquiry)
    stranger = local_hospital.connected("okafor", EVENING, number="07700 900111", practice=None)  # type: ignore[arg-type]
    local_hospital.record(stranger, "okafor", EVENING)
    with pytest.raises(Refused, match="practice of this enquiry is not known"):
        take_down(local_hospital, "sam", stranger)
    assert known(local_hospital, enquiry) == known(local_hospital, stranger) == 0
