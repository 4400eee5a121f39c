"""The form of a new call: what it says beside its fields is what would be written."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from advice_line.store.values.practices import Practice
from advice_line.usecases import drafts, enquiries
from advice_line.usecases.accounts.practices import find_practices, practices_with_number
from advice_line.usecases.calls import taking
from advice_line.usecases.calls.form import (
    CALL,
    CallAsRead,
    CallAsTyped,
    PracticesFound,
    choose,
    number_answered,
    read,
    retyped,
    words_answered,
)
from advice_line.usecases.rotas import who_answers
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import row_of

ASHWELL = Practice("V90001", "Ashwell Surgery", "1 High Street", "ZZ1 1AA", "01632 960001", "A")
MILLBECK = Practice("V90002", "Millbeck Medical Centre", "1 High Street", "ZZ1 1AA", "01632 960002", "A")
GILL = Practice("V90003", "Quay, Dr Gill", "1 High Street", "ZZ1 1AA", "01632 960003", "A")
ROWE = Practice("V90004", "Quay, Dr Rowe", "1 High Street", "ZZ1 1AA", "01632 960003", "A")
BOOK = (ASHWELL, MILLBECK, GILL, ROWE)
FULL = {"desk": "cardiology", "number": "01632 960001", "caller": "Dr A Gill"}


def typed(form: CallAsTyped | None = None, /, **values: str) -> CallAsTyped:
    """The form after these fields have been typed, and the store has answered."""
    form = form or CallAsTyped(CALL.empty)
    form = retyped(replace(form, values=form.values | values))
    if form.listed.asked != form.e164:
        listing = tuple(p for p in BOOK if p.telephone.replace(" ", "")[1:] in form.e164)
        form = number_answered(replace(form, listed=PracticesFound(form.e164, listing)))
    if form.chosen is None and form.words and form.named.asked != form.words:
        fits = tuple(p for p in BOOK if form.words.lower() in f"{p.code} {p.name}".lower())
        form = words_answered(replace(form, named=PracticesFound(form.words, fits)))
    return form


@pytest.fixture
def reading(local_hospital: Hospital):
    rosters = who_answers.board(local_hospital.store, TUESDAY)

    def of(form: CallAsTyped) -> CallAsRead:
        return read(form, rosters, date(2026, 8, 4))

    return of


def test_a_practice_is_chosen_by_its_number_and_goes_when_the_number_is_corrected(reading):
    form = typed(**FULL)
    assert reading(form).call.practice == "V90001"
    assert reading(form).said["number"].words == "✓ the practice's listed number"
    corrected = typed(form, number="07700 900111")
    assert corrected.values["practice"] == ""
    assert reading(corrected).call.practice is None
    assert reading(typed(corrected, number="01632 960002")).call.practice == "V90002"


def test_a_practice_goes_already_while_the_number_is_only_half_corrected(reading):
    form = typed(typed(**FULL), number="01632 96")
    assert form.chosen is None
    assert reading(form).at_fault == "number"


def test_a_practice_that_a_person_chose_stays_when_the_number_changes_and_is_not_verified(reading):
    form = choose(typed(**FULL | {"number": "07700 900111"}), MILLBECK)
    changed = typed(form, number="01632 960001")
    assert reading(changed).call.practice == "V90002"
    assert reading(changed).said["number"].words == "◐ not verified: ring back on 01632 960002"


@pytest.mark.parametrize("words", ["mill", "quay", "V9000", "nothing like it"])
def test_a_half_typed_practice_is_neither_green_nor_stored_nor_left_out_in_silence(reading, words: str):
    read_so = reading(typed(**FULL | {"number": "07700 900111", "practice": words}))
    assert read_so.said["practice"].tone != "good"
    assert read_so.call is None
    assert read_so.at_fault == "practice"


def test_a_practice_typed_as_its_whole_code_is_green_and_stored(reading):
    read_so = reading(typed(**FULL | {"number": "07700 900111", "practice": "v90002"}))
    assert read_so.said["practice"].tone == "good"
    assert read_so.call.practice == "V90002"


@pytest.mark.parametrize("name", ["practice", "number"])
def test_a_call_waits_for_the_answer_about_what_is_typed(reading, name: str):
    form = typed(**FULL | {"number": "07700 900111", "practice": "V90002"})
    asked: dict[str, dict[str, Any]] = {
        "practice": {"named": PracticesFound(), "chosen": None},
        "number": {"listed": PracticesFound("+441632960001", (ASHWELL,))},
    }
    waiting = replace(form, **asked[name])
    assert reading(waiting).call is None
    assert reading(waiting).at_fault == name


def test_an_answer_about_a_number_that_has_been_changed_since_chooses_nothing(reading):
    form = replace(typed(**FULL | {"number": "07700 900111"}), listed=PracticesFound("+441632960001", (ASHWELL,)))
    assert number_answered(form).chosen is None


def test_an_answer_about_a_number_writes_nothing_over_a_practice_that_is_being_typed():
    form = typed(**FULL | {"number": "07700 900111", "practice": "mill"})
    assert typed(form, number="01632 960001").values["practice"] == "mill"


def test_which_of_several_practices_is_asked_and_not_guessed(reading):
    form = typed(**FULL | {"number": "01632 960003"})
    assert reading(form).at_fault == "practice"
    assert reading(choose(form, ROWE)).call.practice == "V90004"


@pytest.mark.parametrize(
    ("values", "at_fault"),
    [
        ({"desk": "nephro"}, "desk"),
        ({"number": "01632"}, "number"),
        ({"caller": "  "}, "caller"),
        ({"nhs": "999 000 0019"}, "nhs"),
        ({"born": "31/2/1951"}, "born"),
    ],
)
def test_every_field_is_checked_before_a_call_is_taken(reading, values: dict[str, str], at_fault: str):
    read_so = reading(typed(**FULL | values))
    assert (read_so.call, read_so.at_fault) == (None, at_fault)


@pytest.mark.parametrize("number", ["01632 960001", "01632 960003", "07700 900111", "01632 960002 ext 12"])
@pytest.mark.parametrize("practice", ["", "V90001", "V90002"])
def test_what_the_form_shows_is_what_is_written(local_hospital: Hospital, number: str, practice: str):
    store, sam = local_hospital.store, local_hospital["sam"]
    values = CALL.empty | FULL | {"number": number, "practice": practice}
    form = CallAsTyped(values)
    form = number_answered(
        replace(form, listed=PracticesFound(form.e164, tuple(practices_with_number(store, form.e164))))
    )
    if form.chosen is None and form.words:
        form = words_answered(
            replace(form, named=PracticesFound(form.words, tuple(find_practices(store, form.words))))
        )
    shown = read(form, who_answers.board(store, TUESDAY), TUESDAY.date())
    if shown.call is None:
        assert shown.at_fault == "practice"
        return
    row = enquiries.the_enquiry(store, taking.take_call(By(store, sam, TUESDAY), shown.call, Press()))
    assert (row.practice_listed or "") in shown.said["practice"].words
    assert bool(row.practice) == (shown.said["practice"].tone == "good")
    assert row.from_listed == shown.said["number"].words.startswith("✓")


def test_half_typed_calls_are_each_kept_whole_for_whoever_typed_them(local_hospital: Hospital):
    store, sam, jo = local_hospital.store, local_hospital["sam"], local_hospital["jo"]
    drafts.keep_call(
        By(store, sam, TUESDAY), Press.by_itself("one"), {"desk": "cardiology", "number": "01632 960001"}
    )
    drafts.keep_call(
        By(store, sam, TUESDAY + timedelta(minutes=1)), Press.by_itself("two"), {"desk": "renal", "caller": "Dr Rowe"}
    )
    kept = drafts.half_typed_calls(By(store, sam, TUESDAY + timedelta(minutes=2)))
    assert [(k.key, k.values) for k in kept] == [
        ("two", {"desk": "renal", "caller": "Dr Rowe"}),
        ("one", {"desk": "cardiology", "number": "01632 960001"}),
    ]
    assert drafts.half_typed_calls(By(store, jo, TUESDAY)) == []


def test_a_call_that_is_taken_ends_its_own_half_typed_form_and_no_other(local_hospital: Hospital):
    store, sam = local_hospital.store, local_hospital["sam"]
    for key in ("taken", "other"):
        drafts.keep_call(By(store, sam, TUESDAY), Press.by_itself(key), {"desk": "cardiology"})
    call = taking.CallToTake("cardiology", "01632 960001", "Dr A Gill")
    taking.take_call(By(store, sam, TUESDAY), call, Press.by_itself("taken"))
    assert [k.key for k in drafts.half_typed_calls(By(store, sam, TUESDAY))] == ["other"]


def test_a_half_typed_call_is_gone_after_a_shift(local_hospital: Hospital):
    store, sam = local_hospital.store, local_hospital["sam"]
    drafts.keep_call(By(store, sam, TUESDAY), Press.by_itself("old"), {"desk": "cardiology"})
    later = TUESDAY + drafts.KEPT_FOR + timedelta(seconds=1)
    assert drafts.half_typed_calls(By(store, sam, later)) == []
    drafts.keep_call(By(store, sam, later), Press.by_itself("new"), {"desk": "renal"})
    assert row_of(store, "draft_of", account=sam.account, form="new call", subject="old") is None
