from pathlib import Path

import pytest

from advice_line.problems import Refused
from advice_line.store.values.practices import Practice
from advice_line.usecases.accounts import practices
from advice_line.usecases.accounts.practices import Imported, find_practices, import_practices, practices_with_number
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital, practice_row


def read(hospital: Hospital, text: str | bytes) -> Imported:
    file = hospital.folder / "file.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return import_practices(By(hospital.store, hospital["ruth"], TUESDAY), file)


def test_a_practice_is_found_by_its_number_its_name_or_its_code(hospital: Hospital):
    assert [p.code for p in practices_with_number(hospital.store, "(01632) 960 001")] == ["V90001"]
    assert [p.code for p in find_practices(hospital.store, "mill")] == ["V90002"]
    assert [p.code for p in find_practices(hospital.store, "v90002")] == ["V90002"]
    assert find_practices(hospital.store, "100%") == []


def test_several_practices_may_share_one_number(hospital: Hospital):
    assert [p.code for p in practices_with_number(hospital.store, "01632960003")] == ["V90003", "V90004"]


def test_run_again_it_updates_and_a_closed_practice_leaves_the_list_and_stays_in_the_history(hospital: Hospital):
    done = read(
        hospital,
        practice_row("V90001", "ASHWELL SURGERY", "01632 960009")
        + "\n"
        + practice_row("V90002", "MILLBECK MEDICAL CENTRE", "01632 960002", "C", c11="20260731")
        + "\n",
    )
    assert (done.new, done.updated, done.active) == (0, 2, 1)
    assert practices_with_number(hospital.store, "01632 960001") == []
    assert [p.code for p in practices_with_number(hospital.store, "01632 960009")] == ["V90001"]
    assert find_practices(hospital.store, "millbeck") == []
    row = hospital.store.one(Practice, "practice_by_code", code="V90002")
    assert row is not None
    assert row.status == "C"


def test_bad_rows_are_told_with_their_line_and_skipped_never_the_whole_file(hospital: Hospital):
    lines = [
        practice_row("V90011", "GOOD SURGERY", "01632 960011"),
        practice_row("99", "BAD CODE", ""),
        '"V90012"',
        practice_row("V90013", "", ""),
        practice_row("V90014", "ODD STATUS", "", "X"),
        practice_row("V90015", "ODD DATE", "", c10="1974-13-45"),
        practice_row("V90016", 'QUOTED ""SURGERY""', "not a number"),
    ]
    done = read(hospital, "\n".join(lines) + "\n")
    assert [problem.line for problem in done.problems] == [2, 3, 4, 5, 6]
    assert done.new == 2


def test_other_prescribers_are_left_out(local_hospital: Hospital):
    done = read(local_hospital, practice_row("V90020", "WALK-IN CENTRE", "", c25="1") + "\n")
    assert (done.new, done.left_out) == (0, 1)


def test_a_file_with_a_header_is_read_by_its_column_names(local_hospital: Hospital):
    text = (
        "Organisation Code,Telephone Number,Name,Status Code,Postcode,Prescribing Setting,Open Date\n"
        "V90030,01632 960030,NEW SURGERY,A,ZZ1 1AA,4,2020-04-01\n"
    )
    assert read(local_hospital, text).new == 1
    (practice,) = practices_with_number(local_hospital.store, "01632 960030")
    assert (practice.name, practice.postcode) == ("New Surgery", "ZZ1 1AA")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'"unclosed'])
def test_rubbish_is_a_sentence_and_never_a_traceback(local_hospital: Hospital, data: bytes):
    done = read(local_hospital, data)
    assert done.problems
    assert done.new == 0


def test_an_empty_file_is_said_to_be_empty(local_hospital: Hospital):
    with pytest.raises(Refused, match="this file is empty"):
        read(local_hospital, b"")


def test_a_file_that_is_not_there(local_hospital: Hospital):
    with pytest.raises(Refused, match="cannot be read"):
        import_practices(By(local_hospital.store, local_hospital["ruth"], TUESDAY), Path("/nowhere/epraccur.csv"))


def test_shouted_names_are_written_as_people_write_them(local_hospital: Hospital):
    read(local_hospital, practice_row("V90040", "THE SURGERY AT ST JOHN'S (O'BRIEN)", "01632 960040") + "\n")
    assert practices_with_number(local_hospital.store, "01632960040")[0].name == "The Surgery at St John's (O'brien)"


def test_a_row_that_hides_something_is_told_with_its_line(local_hospital: Hospital):
    text = practice_row("Z99991", "GOOD SURGERY", "01632 960101")
    done = read(local_hospital, f"{text}\n{practice_row('Z99992', 'BAD' + chr(0x202E) + 'SURGERY', '')}\n")
    assert (done.new, [problem.line for problem in done.problems]) == (1, [2])
    assert "The name holds a hidden character (U+202E" in done.problems[0].sentence


def test_a_file_of_all_the_world_is_no_list_of_practices(local_hospital: Hospital, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(practices, "_LARGEST", 1_000_000)
    file = local_hospital.folder / "all.csv"
    file.write_bytes(b"x" * 1_000_001)
    with pytest.raises(Refused, match="is larger than 1 MB; that is no list of practices"):
        import_practices(By(local_hospital.store, local_hospital["ruth"], TUESDAY), file)


def test_a_file_of_endless_lines_that_are_no_practices_changes_nothing(local_hospital: Hospital, tmp_path: Path):
    file = tmp_path / "endless.csv"
    file.write_text(practice_row("V90009", "NEW SURGERY", "01632 960009") + "\n" + "x\n" * 300_000)
    with pytest.raises(Refused, match="more than 1,000 lines are no practices; nothing was imported"):
        import_practices(By(local_hospital.store, local_hospital["ruth"], TUESDAY), file)
    assert find_practices(local_hospital.store, "new surgery") == []
