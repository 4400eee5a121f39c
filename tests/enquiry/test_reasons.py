"""A blank is no reason, no note and no word, wherever one is asked for."""

import pytest

from advice_line.enquiry.advice import FIELDS, missing
from advice_line.enquiry.reasons import is_blank, said, words_of
from advice_line.problems import Refused
from tests.hospital import FULL, TUESDAY

BLANKS = {
    "nothing": "",
    "spaces": " \t\n ",
    "a hard space": "\u00a0\u2003",
    "no width": "\u200b\u200d\ufeff",
    "turned about": "\u202e\u2066",
    "a soft hyphen": "\u00ad",
    "a filler": "\u3164\u115f\uffa0",
    "empty braille": "\u2800",
    "an accent alone": "\u0301",
    "a full stop": ".",
    "signs": "?!- … /",
}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS.keys())
def test_a_blank_says_nothing(blank: str):
    assert is_blank(blank)
    assert words_of(blank, "The reason") == ""
    with pytest.raises(Refused, match="Say why"):
        said(blank, "Say why.", "The reason")


@pytest.mark.parametrize("words", ["x", "2044", " rang off ", "¿qué?", "是", "Ω"])
def test_a_letter_or_a_figure_says_something(words: str):
    assert said(words, "Say why.", "The reason") == words.strip()


@pytest.mark.parametrize("blank", ["\u200b", ".", "\u3164"])
def test_a_blank_does_not_close_a_record(blank: str):
    whole = dict.fromkeys(FIELDS, "") | FULL | {"responsible": "the caller's practice", "supervisor": "4212347"}
    whole |= {"seen_by_adviser": "no"}
    assert missing(whole, TUESDAY.date()) == []
    assert missing(whole | {"advice": blank}, TUESDAY.date()) == [f"{FIELDS['advice'].label}."]
    assert missing(whole | {"patient_name": blank}, TUESDAY.date()) == [f"{FIELDS['patient_name'].label}."]


def test_words_that_hide_something_say_something_and_are_refused_by_name():
    assert not is_blank("\u200bseen")
    with pytest.raises(Refused, match=r"^The reason holds .* at its beginning; type"):
        words_of("\u200bseen", "The reason")


def test_a_name_stands_in_one_line_and_words_in_many():
    assert words_of("one\r\ntwo", "The reason") == "one\ntwo"
    with pytest.raises(Refused, match="The name holds a line end after “one”"):
        words_of("one\ntwo", "The name", lines=False)


def test_a_sentence_shows_what_it_quotes_with_signs():
    assert str(Refused("“Dr\u202eGill” is no name.")) == "“Dr⟨U+202E⟩Gill” is no name."
