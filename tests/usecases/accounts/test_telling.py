"""What is done to an account in a clinician's name is told: to them, and to the managers."""

from datetime import timedelta

import pytest

from advice_line.people.roles import Role
from advice_line.settings import Settings
from advice_line.usecases.accounts import accounts, signing_in
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.flags.site_flags import open_site_flags, settle_site_flag
from advice_line.usecases.reminders.chasers import notices, sweep
from advice_line.usecases.usecase import By
from tests.hospital import BEGAN, GMC, TUESDAY, Hospital

SECOND = timedelta(seconds=1)
ACTS = {
    "reset the password of": lambda h: accounts.reset_password(
        By(h.store, h["admin"], TUESDAY), "bevan", "long password"
    ),
    "changed where mail reaches": lambda h: accounts.set_email(
        By(h.store, h["admin"], TUESDAY), "bevan", "x@example.nhs.uk"
    ),
    "disabled the account": lambda h: accounts.disable_account(By(h.store, h["admin"], TUESDAY), "bevan"),
    "renamed “bevan” to “gb”": lambda h: accounts.rename_account(By(h.store, h["admin"], TUESDAY), "bevan", "gb"),
    "gave the role manager to “bevan”": lambda h: accounts.change_role(
        By(h.store, h["admin"], TUESDAY), "bevan", Role.MANAGER
    ),
}


def said(hospital: Hospital, who: str) -> list[str]:
    worker = worker_of(hospital.store, "RRV03", TUESDAY + SECOND)
    sweep(By(hospital.store, worker, TUESDAY + SECOND), Settings(), "here")
    return [notice.words for notice in notices(hospital.store, hospital[who])]


@pytest.mark.parametrize("words", ACTS)
def test_the_managers_have_a_flag_and_the_clinician_a_notice(hospital: Hospital, words: str):
    ACTS[words](hospital)
    (flag,) = open_site_flags(hospital.store, hospital["ruth"])
    assert flag.words.startswith("The administrator " + words)
    assert flag.words.endswith("Dr Gareth Bevan, consultant")
    for who in ("bevan", "ruth"):
        assert said(hospital, who) == [flag.words]
    assert said(hospital, "liu") == []
    settle_site_flag(By(hospital.store, hospital["ruth"], TUESDAY), flag.id, "he rang me")
    assert open_site_flags(hospital.store, hospital["ruth"]) == []


def test_an_account_let_in_again_and_one_given_to_a_clinician_are_told(local_hospital: Hospital):
    store, admin = local_hospital.store, local_hospital["admin"]
    accounts.disable_account(By(store, admin, TUESDAY), "bevan")
    accounts.enable_account(By(store, admin, TUESDAY), "bevan")
    accounts.change_role(By(store, admin, TUESDAY), "bevan", Role.OPERATOR)
    accounts.change_role(By(store, admin, TUESDAY), "jo", Role.CONSULTANT, gmc=GMC["bevan"])
    assert [flag.words.split(" ", 2)[2] for flag in open_site_flags(store, local_hospital["ruth"])] == [
        "disabled the account “bevan” of Dr Gareth Bevan, consultant",
        "enabled the account “bevan” of Dr Gareth Bevan, consultant",
        "gave the role operator to “bevan”, the account of Dr Gareth Bevan, consultant",
        "gave the role consultant to “jo”, the account of Dr Gareth Bevan, consultant",
    ]


def test_what_concerns_no_clinician_is_no_flag(local_hospital: Hospital):
    accounts.reset_password(By(local_hospital.store, local_hospital["admin"], TUESDAY), "sam", "a long password")
    accounts.set_email(By(local_hospital.store, local_hospital["bevan"], TUESDAY), "bevan", "g@example.nhs.uk")
    assert open_site_flags(local_hospital.store, local_hospital["ruth"]) == []


def test_a_new_account_in_a_clinicians_name_is_said_to_the_managers(local_hospital: Hospital):
    store = local_hospital.store
    worker = worker_of(store, "RRV03", BEGAN + SECOND)
    sweep(By(store, worker, BEGAN + SECOND), Settings(), "here")
    told = [notice.words for notice in notices(store, local_hospital["ruth"])]
    assert "The account “bevan” was added in the name of Dr Gareth Bevan, consultant" in told
    assert len(told) == 6


def test_it_is_said_at_the_sign_in_with_the_last_one_before(local_hospital: Hospital):
    store, admin, day = local_hospital.store, local_hospital["admin"], timedelta(days=1)
    local_hospital.give_password("bevan", "correct horse battery")
    signing_in.sign_in(store, "bevan", "correct horse battery", TUESDAY - day)
    accounts.reset_password(By(store, admin, TUESDAY), "bevan", "another password")
    person = signing_in.sign_in(store, "bevan", "another password", TUESDAY, new_password="his own password")
    assert signing_in.told(By(store, person, TUESDAY)) == [
        "your password was reset by admin, 14:00",
        "last signed in 3 Aug 14:00",
    ]
    assert signing_in.told(By(store, person, TUESDAY + 7 * day)) == []
    assert signing_in.told(By(store, local_hospital["liu"], TUESDAY)) == []
