"""What cannot be seen in a text is made visible, or refused with where it is."""

import json

import pytest

from advice_line.plain import check_plain, hidden_escaped, visible

HIDDEN = {
    "an escape sequence": "\x1b[2J",
    "a bell": "\a",
    "NUL": "\0",
    "a C1 escape": "\x9b31m",
    "delete": "\x7f",
    "an override of direction": "\u202e",
    "an isolate": "\u2067",
    "a mark of direction": "\u200f",
    "a space without width": "\u200b",
    "a joiner": "\u200d",
    "a byte order mark": "\ufeff",
    "half a character": "\ud800",
    "a line separator": "\u2028",
    "a soft hyphen": "\u00ad",
    "a filler": "\u3164",
    "a tag": "\U000e0041",
    "a selector": "\U000e0101",
}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_what_cannot_be_seen_is_made_visible_and_refused(hidden: str):
    shown = visible(f"Dr{hidden}Gill", lines=True)
    assert shown.startswith("Dr")
    assert shown.endswith("Gill")
    assert shown != f"Dr{hidden}Gill"
    assert visible(shown) == shown
    with pytest.raises(ValueError, match=r"The name holds .* after “Dr”"):
        check_plain(f"Dr{hidden}Gill", "The name", lines=True)


@pytest.mark.parametrize("name", ["Dr Siân O’Neill", "Müller-Lüdenscheidt", "Łukasz Żółć", "李小龍", "Νίκος", "أحمد"])
def test_names_of_people_pass(name: str):
    assert visible(name) == name
    assert check_plain(name, "The name") == name


def test_an_escape_is_a_sign_and_a_change_of_direction_its_number():
    assert visible("\x1b[31mred\u202eder") == "␛[31mred⟨U+202E⟩der"
    assert visible("\u200b" * 200) == "⟨U+200B⟩×200"


def test_a_text_of_many_lines_keeps_them_and_a_field_of_one_line_does_not():
    assert visible("one\r\n\ttwo", lines=True) == "one\n\ttwo"
    assert visible("one\ntwo") == "one␊two"
    assert check_plain("one\r\n\ttwo", "The question", lines=True) == "one\r\n\ttwo"
    with pytest.raises(ValueError, match="holds a line end after “one”"):
        check_plain("one\ntwo", "The name")


def test_a_lone_carriage_return_is_hidden_in_lines_too():
    assert visible("all well\rbad", lines=True) == "all well␍bad"


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_json_holds_the_very_text_and_nothing_a_terminal_obeys(hidden: str):
    text = hidden_escaped(json.dumps({"name": f"Dr{hidden}"}, ensure_ascii=False))
    assert json.loads(text) == {"name": f"Dr{hidden}"}
    assert visible(text) == text
