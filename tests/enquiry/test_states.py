import pytest

from advice_line.enquiry.states import State, closed_unanswered, is_of_another
from advice_line.problems import Refused


def test_a_call_is_another_persons_only_while_they_have_it_in_hand():
    assert is_of_another(State.IN_HAND, 2, 1)
    assert not is_of_another(State.IN_HAND, 1, 1)
    assert not is_of_another(State.CALL_BACK, 2, 1)


def test_an_email_that_needs_no_answer_stands_as_answered_before_or_given_up():
    assert closed_unanswered(State.TO_ANSWER, advised=True) is State.ADVISED
    assert closed_unanswered(State.TO_ANSWER, advised=False) is State.ABANDONED
    with pytest.raises(Refused, match="does not wait for an answer"):
        closed_unanswered(State.ADVISED, advised=True)
