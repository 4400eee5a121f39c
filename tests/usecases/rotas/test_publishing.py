from datetime import UTC, datetime, timedelta

import pytest

from advice_line.problems import Refused
from advice_line.rota import read_files
from advice_line.rota.gaps import GapKind
from advice_line.usecases.rotas.forecast import gaps_ahead
from advice_line.usecases.rotas.publishing import extend_rosters, preview, publications, publish_rotas
from advice_line.usecases.rotas.who_answers import board, notes_now, roster_of, who_answered
from advice_line.usecases.usecase import By
from advice_line.words.publications import diff_lines
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


def test_a_clinic_that_goes_on_over_a_new_publication_ends_when_it_ends(hospital: Hospital):
    half_past = TUESDAY + timedelta(minutes=30)  # in the middle of Okafor's clinic
    republish(hospital, half_past, TUESDAY, 'name = "Day on call"', 'name = "Long day"')
    for at in (TUESDAY, half_past):
        (over,) = roster_of(hospital.store, "cardiology", at).ladder(at).passed_over
        assert over.clinic_until == datetime(2026, 8, 4, 14, tzinfo=UTC)


def test_at_the_second_a_rota_takes_over_it_is_the_one_that_governs(local_hospital: Hospital):
    noon = datetime(2026, 8, 5, 11, tzinfo=UTC)
    republish(local_hospital, noon, TUESDAY, CLINIC_END, CLINIC_END + SWAP)
    older, newer = (p.id for p in reversed(publications(local_hospital.store, "cardiology")))
    roster = roster_of(local_hospital.store, "cardiology", noon)
    assert roster.publication_at(noon - timedelta(seconds=1)) == older
    assert roster.publication_at(noon) == newer


def test_the_past_cannot_be_published(local_hospital: Hospital):
    with pytest.raises(Refused, match="into the past"):
        republish(local_hospital, TUESDAY - DAY, TUESDAY, CLINIC_END, CLINIC_END + SWAP)


def test_two_clinicians_with_one_registration_number_cannot_be_published(local_hospital: Hospital):
    with pytest.raises(Refused, match="it says who a person is"):
        republish(local_hospital, TUESDAY, TUESDAY, "7012346", "7012345")


def previewed(hospital: Hospital, effective: datetime = TUESDAY) -> list[str]:
    """What publishing cardiology as its file is now would change, in lines."""
    rotas, problems = read_files([hospital.folder / "rotas" / "cardiology.toml"])
    assert not problems, problems
    (one,) = preview(hospital.store, rotas, effective, TUESDAY)
    return ["the same file"] if one.same else diff_lines(one.diff, one.rota.zone)


def change_file(hospital: Hospital, old: str, new: str) -> None:
    file = hospital.folder / "rotas" / "cardiology.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_the_same_file_changes_nothing_and_is_not_published_twice(hospital: Hospital):
    assert previewed(hospital) == ["the same file"]
    rotas, _ = read_files([hospital.folder / "rotas"])
    assert publish_rotas(hospital.store, hospital["ruth"], rotas, effective=TUESDAY, at=TUESDAY) == []
    assert len(publications(hospital.store, "cardiology")) == 1


def test_a_comment_more_is_another_file_that_changes_no_shift(local_hospital: Hospital):
    change_file(local_hospital, "[desk]\n", "# ours\n[desk]\n")
    assert previewed(local_hospital) == []


def test_the_diff_says_who_gains_and_who_loses(local_hospital: Hospital):
    change_file(local_hospital, CLINIC_END, CLINIC_END + SWAP)
    assert previewed(local_hospital) == [
        "- Dr Adaeze Okafor loses 1 shift: D Wed 5 Aug",
        "+ Dr Rohan Patel gains 1 shift: D Wed 5 Aug",
    ]


def test_the_diff_says_which_gaps_open_and_close_and_who_is_reached_differently(local_hospital: Hospital):
    leave = '\n[[leave]]\nclinician = "patel"\nfirst = 2026-08-11\nlast = 2026-08-11\nkind = "study"\n'
    change_file(local_hospital, CLINIC_END, CLINIC_END + leave)
    change_file(local_hospital, "bleep 2042", "bleep 2049")
    assert previewed(local_hospital) == [
        "- Dr Rohan Patel loses 1 shift: D Tue 11 Aug",
        "! gap opens: nobody on rung 1, Tue 11 Aug 09:00 to 17:00",
        "* Dr Rohan Patel is reached differently: bleep 2049 (was bleep 2042).",
    ]
    republish(local_hospital, TUESDAY, TUESDAY, "kind = ", "kind = ")
    change_file(local_hospital, leave, "")
    assert "= gap closes: nobody on rung 1, Tue 11 Aug 09:00 to 17:00" in previewed(local_hospital)


def test_a_publication_is_kept_whole_with_by_whom_and_why(hospital: Hospital):
    change_file(hospital, CLINIC_END, CLINIC_END + SWAP)
    rotas, _ = read_files([hospital.folder / "rotas" / "cardiology.toml"])
    publish_rotas(hospital.store, hospital["ruth"], rotas, effective=TUESDAY, at=TUESDAY, reason="Dr Patel asked")
    newest, first = publications(hospital.store, "cardiology")
    assert (newest.author, newest.reason, newest.at) == ("Ruth Appleby", "Dr Patel asked", TUESDAY)
    assert newest.source == (hospital.folder / "rotas" / "cardiology.toml").read_text()
    assert SWAP not in first.source


@pytest.mark.parametrize("becomes", [None, "no rota any more", "another"])
def test_what_is_published_is_what_was_read_whatever_becomes_of_the_file(
    local_hospital: Hospital, becomes: str | None
):
    file = local_hospital.folder / "rotas" / "cardiology.toml"
    before = file.read_text()
    read = before.replace(CLINIC_END, CLINIC_END + SWAP)
    file.write_text(read)
    rotas, _ = read_files([file])
    if becomes is None:
        file.unlink()
    else:
        file.write_text(before + "# later\n" if becomes == "another" else becomes)
    assert not preview(local_hospital.store, rotas, TUESDAY, TUESDAY)[0].same
    publish_rotas(local_hospital.store, local_hospital["ruth"], rotas, effective=TUESDAY, at=TUESDAY)
    assert publications(local_hospital.store, "cardiology")[0].source == read
    assert who(local_hospital, datetime(2026, 8, 5, 12, tzinfo=UTC)) == "patel"


def test_a_file_saved_on_windows_is_the_same_file(local_hospital: Hospital):
    file = local_hospital.folder / "rotas" / "cardiology.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    rotas, _ = read_files([file])
    assert preview(local_hospital.store, rotas, TUESDAY, TUESDAY)[0].same


def test_an_endless_pattern_is_written_out_further_before_it_runs_dry(hospital: Hospital):
    later = BEGAN + timedelta(days=380)
    far = later + timedelta(days=60)
    assert who(hospital, far) is None
    extend_rosters(By(hospital.store, hospital["sam"], later))
    extend_rosters(By(hospital.store, hospital["sam"], later))
    assert who(hospital, far) is not None


def test_a_note_shows_with_who_and_when_and_is_gone_after_the_shift(hospital: Hospital):
    from advice_line.usecases.rotas.who_answers import add_note
    from advice_line.usecases.usecase import Press

    add_note(By(hospital.store, hospital["sam"], TUESDAY), "cardiology", "swapped, ring 2044", Press())
    (note,) = notes_now(hospital.store, TUESDAY + timedelta(hours=13))
    assert (note.words, note.author, note.at) == ("swapped, ring 2044", "Sam Hill", TUESDAY)
    assert notes_now(hospital.store, TUESDAY + timedelta(hours=15)) == []


def test_beyond_what_is_written_out_no_gap_is_claimed(hospital: Hospital):
    """Shifts of an endless pattern are rows for 400 days; what lies beyond is unknown, not empty."""
    (found,) = gaps_ahead(hospital.store, TUESDAY, TUESDAY + timedelta(days=500), "cardiology")
    assert {gap.kind for gap in found.gaps} == {GapKind.CLOCKS}
    assert gaps_ahead(hospital.store, TUESDAY + 450 * DAY, TUESDAY + 460 * DAY, "cardiology")[0].gaps == ()


def test_a_file_that_ends_has_a_gap_from_there(hospital: Hospital):
    republish(hospital, TUESDAY, TUESDAY, "from = 2026-08-03\n", "from = 2026-08-03\nuntil = 2026-09-07\n")
    (found,) = gaps_ahead(hospital.store, TUESDAY, TUESDAY + timedelta(days=60), "cardiology")
    (gap,) = found.gaps
    assert (gap.kind, gap.start) == (GapKind.NOBODY, datetime(2026, 9, 7, 8, tzinfo=UTC))
