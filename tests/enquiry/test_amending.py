import pytest

from advice_line.enquiry.amending import why_amended
from advice_line.problems import Refused


def test_an_amendment_has_a_reason():
    assert why_amended("", versions=0, asked_again=False) == ""
    assert why_amended("wrong dose", versions=1, asked_again=False) == "wrong dose"
    assert why_amended("", versions=1, asked_again=True) == "the practice wrote again"
    with pytest.raises(Refused, match="say why it is amended"):
        why_amended("", versions=1, asked_again=False)


def test_an_answer_to_a_first_question_amends_nothing():
    assert why_amended("", versions=0, asked_again=True) == ""
