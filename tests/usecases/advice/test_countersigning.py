"""Who may put their name under whose advice, and under which version of it."""

from datetime import timedelta

import pytest

from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.advice.countersigning import countersign
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

HOUR = timedelta(hours=1)
EVENING = TUESDAY + HOUR  # okafor's clinic is over


def sign(hospital: Hospital, who: str, advice: int, verdict: str = "agreed", words: str = "") -> None:
    countersign(By(hospital.store, hospital[who], EVENING + 2 * HOUR), advice, verdict, words, Press())


def verdicts(hospital: Hospital, enquiry: int) -> list[str | None]:
    return [version["verdict"] for version in rows_of(hospital.store, "advice_versions", enquiry=enquiry)]


def test_nobody_countersigns_their_own_advice(local_hospital: Hospital):
    enquiry = local_hospital.connected("bevan", EVENING)
    advice = local_hospital.record(enquiry, "bevan", EVENING)
    with pytest.raises(Refused, match="own advice"):
        sign(local_hospital, "bevan", advice)
    assert verdicts(local_hospital, enquiry) == [None]


def test_a_version_that_was_amended_is_not_countersigned_any_more(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    first = local_hospital.record(enquiry, "okafor", EVENING)
    second = local_hospital.record(enquiry, "okafor", EVENING + HOUR, because="wrong dose")
    with pytest.raises(Refused, match="has been amended since; read the newest version"):
        sign(local_hospital, "bevan", first)
    sign(local_hospital, "bevan", second)
    assert verdicts(local_hospital, enquiry) == [None, "agreed"]


@pytest.mark.parametrize("who", ["okafor", "patel", "liu", "sam", "ruth", "admin"])
def test_only_a_consultant_of_the_desk_countersigns(local_hospital: Hospital, who: str):
    advice = local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    with pytest.raises(NotPermitted, match="may not countersign"):
        sign(local_hospital, who, advice)


@pytest.mark.parametrize("verdict", ["agreed with change", "disagreed"])
def test_a_change_or_a_disagreement_needs_words(local_hospital: Hospital, verdict: str):
    enquiry = local_hospital.connected("okafor", EVENING)
    advice = local_hospital.record(enquiry, "okafor", EVENING)
    with pytest.raises(Refused, match="Say what should be different"):
        sign(local_hospital, "bevan", advice, verdict, "  ")
    with pytest.raises(Refused, match="is not a verdict"):
        sign(local_hospital, "bevan", advice, "perhaps", "x")
    with pytest.raises(Refused, match="There is no such advice"):
        sign(local_hospital, "bevan", advice + 1)
    assert verdicts(local_hospital, enquiry) == [None]
