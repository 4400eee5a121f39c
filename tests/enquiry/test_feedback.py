import pytest

from advice_line.enquiry.feedback import refuse_feedback
from advice_line.problems import Refused


def test_feedback_says_something():
    refuse_feedback("yes", "")
    refuse_feedback("not said", "The clinic rang them.")
    with pytest.raises(Refused, match="Write what was said"):
        refuse_feedback("not said", " ")
    with pytest.raises(Refused, match="“very” is not an answer"):
        refuse_feedback("very", "")
