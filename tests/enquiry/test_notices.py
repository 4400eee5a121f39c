import pytest

from advice_line.enquiry.chasing import ChaserKind
from advice_line.enquiry.notices import (
    SECOND_PERSON,
    SETTLED_BY_A_PERSON,
    asks_second,
    refuse_by_itself,
    refuse_for_second,
)
from advice_line.problems import Refused


@pytest.mark.parametrize("kind", sorted(set(ChaserKind) - SETTLED_BY_A_PERSON))
def test_what_settles_itself_is_settled_by_nobody(kind: ChaserKind):
    with pytest.raises(Refused, match="settles itself when its cause is gone"):
        refuse_by_itself(kind)


@pytest.mark.parametrize("kind", sorted(SETTLED_BY_A_PERSON))
def test_what_wants_a_persons_eye_is_settled_by_one(kind: ChaserKind):
    refuse_by_itself(kind)


def test_what_asks_a_second_person_is_not_settled_with_words():
    assert asks_second(f"{SECOND_PERSON}12")
    with pytest.raises(Refused, match="A second person agrees or refuses"):
        refuse_for_second(f"{SECOND_PERSON}12")
    refuse_for_second("letters 12 cardiology")
