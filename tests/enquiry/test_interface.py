import pytest

from advice_line.enquiry.interface import INTERFACE_REASONS, refuse_reason
from advice_line.problems import Refused


def test_a_failure_of_the_interface_has_a_reason_of_the_list():
    refuse_reason(next(iter(INTERFACE_REASONS)))
    with pytest.raises(Refused, match="“lost” is not a reason"):
        refuse_reason("lost")
