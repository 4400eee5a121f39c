"""Two people do the same thing at once: the second is told who was first, and nothing of theirs is swallowed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from advice_line.enquiry.routing import Result
from advice_line.problems import Refused, TakenBySomebodyElse
from advice_line.usecases.advice.acknowledging import acknowledge
from advice_line.usecases.calls import attempts, taking
from advice_line.usecases.flags.flags import review_flag
from advice_line.usecases.flags.site_flags import settle_site_flag
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

EVENING = TUESDAY + timedelta(hours=1)
Doing = Callable[[str, Press], object]


def of_a_flag(h: Hospital) -> Doing:
    enquiry = h.connected("okafor", EVENING)
    h.record(enquiry, "okafor", EVENING, doses="not read back")
    flag = next(f for f in rows_of(h.store, "flags_of", enquiry=enquiry) if f["kind"] == "dose not read back")
    return lambda who, press: review_flag(By(h.store, h[who], TUESDAY), flag["id"], f"rung back by {who}", press)


def of_a_notice(h: Hospital) -> Doing:
    number = h.notice("operator")
    return lambda who, press: settle_site_flag(By(h.store, h[who], TUESDAY), number, f"advertising, {who}", press)


def of_a_caller(h: Hospital) -> Doing:
    enquiry = h.call(number="01632 960999", practice="V90002")
    return lambda who, press: taking.verify_caller(By(h.store, h[who], TUESDAY), enquiry, None, press)


def of_a_receipt(h: Hospital) -> Doing:
    enquiry = h.connected("okafor", EVENING)
    h.record(enquiry, "okafor", EVENING)
    return lambda who, press: acknowledge(By(h.store, h[who], TUESDAY), enquiry, f"Dr Gill, told {who}", press)


def of_a_call_back(h: Hospital) -> Doing:
    enquiry = h.call()
    later = TUESDAY.replace(hour=16)
    taking.call_back_later(By(h.store, h["sam"], TUESDAY), enquiry, later, "", Press())
    return lambda who, press: taking.take_call_back(By(h.store, h[who], TUESDAY), enquiry, press)


CASES: dict[str, tuple[Callable[[Hospital], Doing], tuple[str, str], str]] = {
    "a flag": (of_a_flag, ("okafor", "bevan"), "Dr Adaeze Okafor has settled this already: rung back by okafor."),
    "a notice": (of_a_notice, ("sam", "jo"), "Sam Hill has settled this already: advertising, sam."),
    "a caller": (of_a_caller, ("sam", "jo"), "Sam Hill has verified this caller already"),
    "a receipt": (of_a_receipt, ("sam", "jo"), "acknowledged this advice already: Dr Gill, told sam."),
    "a call-back": (of_a_call_back, ("sam", "jo"), "Sam Hill took this call-back"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_second_person_is_told_who_was_first(local_hospital: Hospital, case: str):
    begin, (first, second), words = CASES[case]
    do, press = begin(local_hospital), Press()
    do(first, press)
    do(first, press)  # a retry after a crash finds its own
    with pytest.raises(Refused, match=words.replace(".", r"\.")):
        do(second, Press())


def test_another_result_of_the_same_attempt_is_refused_with_the_one_that_was_logged(local_hospital: Hospital):
    store, sam = local_hospital.store, local_hospital["sam"]
    enquiry = local_hospital.call()
    attempt = local_hospital.dial(enquiry, "patel", Result.NO_ANSWER)
    attempts.finish_attempt(By(store, sam, TUESDAY), attempt, Result.NO_ANSWER)  # a press pressed twice
    with pytest.raises(Refused, match="Sam Hill has logged this already: no answer"):
        attempts.finish_attempt(By(store, sam, TUESDAY), attempt, Result.ANSWERED)
    taking.take_over(By(store, local_hospital["jo"], TUESDAY), enquiry, sam.account, Press())
    with pytest.raises(Refused, match="Sam Hill has logged this already: no answer"):
        attempts.finish_attempt(By(store, local_hospital["jo"], TUESDAY), attempt, Result.NO_ANSWER)
    with pytest.raises(TakenBySomebodyElse, match="Somebody else has just taken this call"):
        taking.take_over(By(store, local_hospital["okafor"], TUESDAY), enquiry, sam.account, Press())
