import pytest

from advice_line.enquiry.acknowledging import refuse_acknowledging
from advice_line.problems import Refused


def test_a_practice_acknowledges_advice_that_is_recorded_once():
    with pytest.raises(Refused, match="No advice is recorded yet"):
        refuse_acknowledging(advised=False, practice="V90001", known=None)
    with pytest.raises(Refused, match="practice of this enquiry is not known"):
        refuse_acknowledging(advised=True, practice=None, known=None)
    with pytest.raises(Refused, match="acknowledged this advice already: Dr Gill"):
        refuse_acknowledging(advised=True, practice="V90001", known="Dr Gill, by telephone")
    refuse_acknowledging(advised=True, practice="V90001", known=None)
