import pytest

from advice_line.enquiry.countersigning import VERDICTS, refuse_amended, refuse_countersigned, refuse_verdict
from advice_line.problems import Refused


def test_agreeing_needs_no_words():
    refuse_verdict("agreed", "", own=False)


@pytest.mark.parametrize("verdict", VERDICTS[1:])
def test_whoever_would_have_it_otherwise_says_what(verdict: str):
    with pytest.raises(Refused, match="Say what should be different"):
        refuse_verdict(verdict, " ", own=False)
    refuse_verdict(verdict, "Half the dose.", own=False)


def test_nobody_countersigns_their_own_advice():
    with pytest.raises(Refused, match="their own advice"):
        refuse_verdict("agreed", "", own=True)


def test_a_verdict_is_one_of_the_list():
    with pytest.raises(Refused, match="“fine” is not a verdict"):
        refuse_verdict("fine", "", own=False)


def test_the_newest_version_is_countersigned_and_once():
    with pytest.raises(Refused, match="amended since"):
        refuse_amended(3, newest=4)
    with pytest.raises(Refused, match="Dr Bevan has countersigned this already: agreed"):
        refuse_countersigned("agreed", "Dr Bevan")
    refuse_amended(4, newest=4)
    refuse_countersigned(None, "")
