from advice_line.words.callers import caller_words, practice_words


def test_a_practice_that_nobody_has_found_is_said_to_be_unknown():
    assert (practice_words("Ashwell Surgery"), practice_words(None)) == ("Ashwell Surgery", "practice not known")
    assert caller_words("Dr A Gill", "Ashwell Surgery") == "Dr A Gill, Ashwell Surgery"
    assert caller_words("Dr A Gill", None) == "Dr A Gill, practice not known"
