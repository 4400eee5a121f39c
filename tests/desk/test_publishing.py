from datetime import UTC, datetime, timedelta

import pytest

from advice_line.desk.answering import board, notes_now, roster_of, who_answered
from advice_line.desk.publishing import changes, extend_rosters, publish_rotas
from advice_line.problems import Refused
from advice_line.rota import read_files
from tests.hospital import BEGAN, TUESDAY, Hospital

DAY = timedelta(days=1)


def republish(hospital: Hospital, effective: datetime, at: datetime, old: str, new: str) -> None:
    """Publishes cardiology again with a piece of its file changed."""
    file = hospital.folder / "rotas" / "cardiology.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    rotas, problems = read_files([file])
    assert not problems, problems
    publish_rotas(hospital.store, hospital["ruth"], rotas, effective=effective, at=at)


def who(hospital: Hospital, at: datetime) -> str | None:
    answering = roster_of(hospital.store, "cardiology", at).ladder(at).answering
    return answering.clinician.id if answering else None


SWAP = '\n[[swap]]\ndate = 2026-08-05\nduty = "D"\nfrom = "okafor"\nto = "patel"\n'


def test_the_board_asks_the_one_resolver(hospital: Hospital):
    found = {r.desk.id: r.ladder(TUESDAY) for r in board(hospital.store, TUESDAY)}
    assert found["cardiology"].answering.clinician.id == "bevan"  # type: ignore[union-attr]
    assert found["cardiology"].passed_over[0].clinic_until == datetime(2026, 8, 4, 14, tzinfo=UTC)
    assert found["renal"].answering.clinician.id == "mensah"  # type: ignore[union-attr]


def test_a_publication_never_touches_the_past(hospital: Hospital):
    wednesday = datetime(2026, 8, 5, 12, tzinfo=UTC)
    republish(hospital, wednesday, TUESDAY, CLINIC_END, CLINIC_END + SWAP)
    assert who(hospital, wednesday - timedelta(hours=1)) == "okafor"
    assert who(hospital, wednesday) == "patel"


CLINIC_END = 'end = "15:00"\n'


def test_as_published_at_u_who_was_on_at_t(hospital: Hospital):
    wednesday = datetime(2026, 8, 5, 12, tzinfo=UTC)
    republish(hospital, wednesday, TUESDAY, CLINIC_END, CLINIC_END + SWAP)
    t = wednesday + timedelta(hours=1)
    before = who_answered(hospital.store, "cardiology", t, TUESDAY - timedelta(minutes=1))
    after = who_answered(hospital.store, "cardiology", t, TUESDAY)
    assert before.answering.clinician.id == "okafor"  # type: ignore[union-attr]
    assert after.answering.clinician.id == "patel"  # type: ignore[union-attr]


def test_a_shift_that_goes_on_over_a_new_publication_ends_when_it_ends(hospital: Hospital):
    noon = datetime(2026, 8, 5, 11, tzinfo=UTC)
    republish(hospital, noon, TUESDAY, 'name = "Day on call"', 'name = "Long day"')
    before = roster_of(hospital.store, "cardiology", noon - DAY / 24).ladder(noon - DAY / 24)
    assert before.answering.shift.end == datetime(2026, 8, 5, 16, tzinfo=UTC)  # type: ignore[union-attr]


def test_the_past_cannot_be_published(local_hospital: Hospital):
    with pytest.raises(Refused, match="into the past"):
        republish(local_hospital, TUESDAY - DAY, TUESDAY, CLINIC_END, CLINIC_END + SWAP)


def test_two_clinicians_with_one_registration_number_cannot_be_published(local_hospital: Hospital):
    with pytest.raises(Refused, match="it says who a person is"):
        republish(local_hospital, TUESDAY, TUESDAY, "7012346", "7012345")


def test_what_changes_is_shown_before(local_hospital: Hospital):
    rotas, _ = read_files([local_hospital.folder / "rotas"])
    assert changes(local_hospital.store, rotas, TUESDAY) == [
        "Cardiology: no shift changes in the next four weeks.",
        "Renal Medicine: no shift changes in the next four weeks.",
    ]
    file = local_hospital.folder / "rotas" / "cardiology.toml"
    file.write_text(file.read_text() + SWAP)
    rotas, _ = read_files([file])
    assert changes(local_hospital.store, rotas, TUESDAY) == [
        "Cardiology: 1 shifts come and 1 go in the next four weeks."
    ]


def test_an_endless_pattern_is_written_out_further_before_it_runs_dry(hospital: Hospital):
    later = BEGAN + timedelta(days=380)
    far = later + timedelta(days=60)
    assert who(hospital, far) is None
    extend_rosters(hospital.store, hospital["sam"], later)
    extend_rosters(hospital.store, hospital["sam"], later)
    assert who(hospital, far) is not None


def test_a_note_shows_with_who_and_when_and_is_gone_after_the_shift(hospital: Hospital):
    from advice_line.desk.acting import new_key
    from advice_line.desk.answering import add_note

    add_note(hospital.store, hospital["sam"], TUESDAY, "cardiology", "swapped, ring 2044", new_key())
    (note,) = notes_now(hospital.store, TUESDAY + timedelta(hours=13))
    assert (note.words, note.author, note.at) == ("swapped, ring 2044", "Sam Hill", TUESDAY)
    assert notes_now(hospital.store, TUESDAY + timedelta(hours=15)) == []
