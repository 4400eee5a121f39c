"""Where a practice's letters go: said by who may, told to the desks, new beside the record, and outside by two."""

from dataclasses import replace
from datetime import timedelta

import pytest

from advice_line.enquiry.chasing import ChaserKind
from advice_line.problems import NotPermitted, Refused
from advice_line.settings import Settings
from advice_line.usecases.accounts.practices import import_practices
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.advice.recording import open_record
from advice_line.usecases.flags.site_flags import all_open, open_site_flags, settle_site_flag
from advice_line.usecases.mail_desk.practice_addresses import (
    address_of,
    answer_for_address,
    answer_for_notice,
    enter_address,
    is_within,
    put_address,
    recognise,
)
from advice_line.usecases.reminders.chasers import sweep
from advice_line.usecases.usecase import By, Press, Receipt, act_once
from tests.hospital import TUESDAY, Hospital, practice_row

EVENING = TUESDAY + timedelta(hours=1)
OWN, OUTSIDE = "ashwell@example.nhs.uk", "dr.gill@example.org"
DOMAINS = ("nhs.net", "nhs.uk")


def enter(h: Hospital, address: str, who: str = "ruth", practice: str = "V90001") -> bool:
    return enter_address(By(h.store, h[who], EVENING), practice, address, Press(), DOMAINS)


def answer(h: Hospital, who: str, agreed: bool = True) -> None:
    answer_for_address(By(h.store, h[who], EVENING), "V90001", OUTSIDE, agreed, Press())


def notices(h: Hospital, who: str) -> list[str]:
    return [flag.words for flag in open_site_flags(h.store, h[who])]


def asked_about(h: Hospital) -> list[int]:
    """The notices that ask a second person, oldest first."""
    return [flag.id for flag in open_site_flags(h.store, h["ruth"]) if "second person is asked" in flag.words]


@pytest.mark.parametrize(
    ("address", "within"),
    [("a@nhs.net", True), ("a@ashwell.nhs.net", True), ("a@evilnhs.net", False), ("nhs.net@example.org", False)],
)
def test_a_domain_that_only_ends_alike_is_not_below_a_known_one(address: str, within: bool):
    assert is_within(address, ["nhs.net"]) is within


def test_a_code_in_an_address_is_believed_while_its_practice_is_open(local_hospital: Hospital):
    address = "v90002@nhs.net"
    assert recognise(local_hospital.store, address, DOMAINS).code == "V90002"
    file = local_hospital.folder / "closed.csv"
    file.write_text(practice_row("V90002", "MILLBECK MEDICAL CENTRE", "01632 960002", "C", c11="20260731"))
    import_practices(By(local_hospital.store, local_hospital["ruth"], EVENING), file)
    assert recognise(local_hospital.store, address, DOMAINS).code is None


def test_a_change_is_told_to_the_desks_that_the_practice_asks_and_to_no_other(local_hospital: Hospital):
    local_hospital.call()
    assert enter(local_hospital, OWN)
    words = f"Ashwell Surgery's letters go to {OWN} from now on: said Ruth Appleby"
    assert notices(local_hospital, "okafor") == notices(local_hospital, "bevan") == [words]
    assert notices(local_hospital, "mensah") == notices(local_hospital, "sam") == []
    enter(local_hospital, "new@example.nhs.uk")
    assert f"new@example.nhs.uk from now on, not to {OWN}" in notices(local_hospital, "okafor")[-1]
    flag = open_site_flags(local_hospital.store, local_hospital["okafor"])[0]
    settle_site_flag(By(local_hospital.store, local_hospital["okafor"], EVENING), flag.id, "rang them: right")
    assert len(notices(local_hospital, "bevan")) == 1


def test_an_address_entered_again_is_not_said_to_have_changed(local_hospital: Hospital):
    local_hospital.call()
    enter(local_hospital, OWN)
    enter(local_hospital, OWN)
    assert notices(local_hospital, "okafor")[-1].startswith(
        f"Ashwell Surgery's letters go to {OWN} from now on: said"
    )


def test_a_record_says_where_its_letter_goes_and_since_when_that_is_new(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)

    def beside(days: int, seconds: int = 0) -> str:
        at = EVENING + timedelta(days=days, seconds=seconds)
        return open_record(By(local_hospital.store, local_hospital["okafor"], at), enquiry).letters

    assert beside(0) == ""
    enter(local_hospital, OWN)
    assert beside(0) == f"goes to {OWN}, new since Tue 4 Aug 15:00 (Ruth Appleby)"
    assert ", new since" in beside(30, seconds=-1)
    assert beside(30) == f"goes to {OWN}"


def test_outside_the_domains_nothing_goes_there_before_a_second_person_agrees(hospital: Hospital):
    hospital.call()
    enter(hospital, OWN)
    assert not enter(hospital, OUTSIDE)
    assert address_of(hospital.store, "V90001") == OWN
    assert not recognise(hospital.store, OUTSIDE, DOMAINS).known
    assert "a second person is asked" in notices(hospital, "ruth")[-1]
    with pytest.raises(Refused, match="You entered this address yourself"):
        answer(hospital, "ruth")
    with pytest.raises(NotPermitted):
        answer(hospital, "sam")
    answer(hospital, "admin")
    assert address_of(hospital.store, "V90001") == OUTSIDE
    assert recognise(hospital.store, OUTSIDE, DOMAINS).known
    assert f"go to {OUTSIDE} from now on" in notices(hospital, "okafor")[-1]
    assert not any("second person" in words for words in notices(hospital, "ruth"))
    with pytest.raises(Refused, match="waits for a second person"):
        answer(hospital, "admin")


def test_a_second_persons_no_is_for_ever_and_no_desk_is_told_of_it(local_hospital: Hospital):
    local_hospital.call()
    enter(local_hospital, OUTSIDE)
    flag = open_site_flags(local_hospital.store, local_hospital["ruth"])[0]
    with pytest.raises(Refused, match="mail confirm"):
        settle_site_flag(By(local_hospital.store, local_hospital["ruth"], EVENING), flag.id, "fine")
    answer(local_hospital, "ruth", agreed=False)  # one's own may be taken back
    assert address_of(local_hospital.store, "V90001") == ""
    assert all_open(local_hospital.store, local_hospital["ruth"].site) == []
    with pytest.raises(Refused, match="waits for a second person"):
        answer(local_hospital, "admin")


@pytest.mark.parametrize("who", ["sam", "okafor", "bevan"])
def test_who_may_not_say_where_letters_go_takes_none_away_by_saying_whose_an_address_is(
    local_hospital: Hospital, who: str
):
    enter(local_hospital, OWN)
    with pytest.raises(NotPermitted, match="say where a practice's letters go"):
        enter(local_hospital, "new@example.nhs.uk", who)

    def writes(practice: str) -> None:
        def work() -> Receipt:
            put_address(By(local_hospital.store, local_hospital[who], EVENING), practice, OWN, Press(), letters=False)
            return Receipt("7", {})

        act_once(By(local_hospital.store, local_hospital[who], EVENING), "said whose", "mail", Press(), work)

    writes("V90001")
    with pytest.raises(Refused, match="is where the letters of Ashwell Surgery go"):
        writes("V90002")
    assert address_of(local_hospital.store, "V90001") == OWN


def test_an_address_that_nobody_answers_for_is_chased_from_the_next_day_until_somebody_has(local_hospital: Hospital):
    def chased(days: int) -> list[str]:
        at = EVENING + timedelta(days=days)
        worker = worker_of(local_hospital.store, "RRV03", at)
        said = sweep(By(local_hospital.store, worker, at), Settings(), "test")
        return [f"{s.to}: {s.words}" for s in said if s.kind is ChaserKind.LETTERS]

    enter(local_hospital, OUTSIDE)
    assert chased(0) == []
    (told,) = chased(1)
    assert told.startswith("the managers: Ashwell Surgery's letters are to go to dr.gill@example.org")
    answer(local_hospital, "admin")
    assert chased(2) == []


def test_the_second_person_answers_on_the_notice_itself(local_hospital: Hospital):
    enter(local_hospital, OUTSIDE)
    (asked,) = open_site_flags(local_hospital.store, local_hospital["ruth"])
    with pytest.raises(Refused, match="You entered this address yourself"):
        answer_for_notice(By(local_hospital.store, local_hospital["ruth"], EVENING), asked.id, True, Press())
    with pytest.raises(NotPermitted):
        answer_for_notice(By(local_hospital.store, local_hospital["sam"], EVENING), asked.id, True, Press())
    answer_for_notice(By(local_hospital.store, local_hospital["admin"], EVENING), asked.id, True, Press())
    assert address_of(local_hospital.store, "V90001") == OUTSIDE
    assert open_site_flags(local_hospital.store, local_hospital["ruth"]) == []
    with pytest.raises(Refused, match="asks for no second person"):
        answer_for_notice(By(local_hospital.store, local_hospital["admin"], EVENING), asked.id + 1, True, Press())


def test_an_answer_settles_the_notice_that_asked_and_no_other(local_hospital: Hospital):
    enter(local_hospital, OUTSIDE)
    other = local_hospital.notice("manager", at=EVENING)
    answer(local_hospital, "admin")
    assert [flag.id for flag in all_open(local_hospital.store, local_hospital["ruth"].site)] == [other]


@pytest.mark.parametrize("agreed", [True, False])
def test_of_two_entries_of_one_address_the_one_is_answered_that_the_notice_asks_about(
    hospital: Hospital, agreed: bool
):
    enter(hospital, OUTSIDE, "ruth")
    enter(hospital, OUTSIDE, "admin")
    of_ruth, of_admin = asked_about(hospital)
    with pytest.raises(Refused, match="You entered this address yourself"):
        answer_for_notice(By(hospital.store, hospital["ruth"], EVENING), of_ruth, True, Press())
    answer_for_notice(By(hospital.store, hospital["admin"], EVENING), of_ruth, agreed, Press())
    assert asked_about(hospital) == [of_admin]
    assert address_of(hospital.store, "V90001") == (OUTSIDE if agreed else "")
    with pytest.raises(Refused, match="waits for a second person"):
        answer_for_notice(By(hospital.store, hospital["admin"], EVENING), of_ruth, agreed, Press())
    answer_for_notice(By(hospital.store, hospital["ruth"], EVENING), of_admin, agreed, Press())
    assert asked_about(hospital) == []


def test_a_manager_of_another_hospital_does_not_answer_on_a_notice(local_hospital: Hospital):
    enter(local_hospital, OUTSIDE)
    (asked,) = asked_about(local_hospital)
    elsewhere = replace(local_hospital["admin"], site="RXX01")
    with pytest.raises(Refused, match="asks for no second person"):
        answer_for_notice(By(local_hospital.store, elsewhere, EVENING), asked, True, Press())
    assert asked_about(local_hospital) == [asked]


def test_nor_by_naming_the_address(local_hospital: Hospital):
    enter(local_hospital, OUTSIDE)
    elsewhere = replace(local_hospital["admin"], site="RXX01")
    with pytest.raises(Refused, match="waits for a second person"):
        answer_for_address(By(local_hospital.store, elsewhere, EVENING), "V90001", OUTSIDE, True, Press())


def test_who_agrees_by_naming_the_address_agrees_to_what_somebody_else_entered(hospital: Hospital):
    enter(hospital, OUTSIDE, "admin")
    enter(hospital, OUTSIDE, "ruth")
    _, of_ruth = asked_about(hospital)
    answer(hospital, "ruth")
    assert asked_about(hospital) == [of_ruth]


def test_a_notice_of_another_kind_asks_for_no_second_person(local_hospital: Hospital):
    other = local_hospital.notice("manager")
    with pytest.raises(Refused, match="asks for no second person"):
        answer_for_notice(By(local_hospital.store, local_hospital["admin"], EVENING), other, True, Press())
