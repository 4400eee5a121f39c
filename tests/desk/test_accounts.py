from datetime import timedelta

import pytest

from advice_line.desk import accounts
from advice_line.people.roles import Role
from advice_line.problems import NotPermitted, Refused
from tests.hospital import GMC, TUESDAY, Hospital

PASSWORD = "correct horse battery"


@pytest.fixture
def with_password(hospital: Hospital) -> Hospital:
    accounts.change_password(hospital.store, hospital["admin"], TUESDAY, "sam", PASSWORD)
    return hospital


def test_name_and_password_sign_in(with_password: Hospital):
    person = accounts.sign_in(with_password.store, " Sam ", PASSWORD, TUESDAY)
    assert (person.name, person.role) == ("Sam Hill", Role.OPERATOR)


def test_only_the_argon2id_hash_is_kept(with_password: Hospital):
    row = with_password.store.row("account_by_username", username="sam")
    assert row is not None
    assert row["password_hash"].startswith("$argon2id$")


@pytest.mark.parametrize("name, password", [("sam", "wrong"), ("nobody", PASSWORD), ("sam", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(with_password: Hospital, name: str, password: str):
    with pytest.raises(Refused, match="do not go together"):
        accounts.sign_in(with_password.store, name, password, TUESDAY)


def test_after_five_wrong_passwords_the_account_waits_and_then_opens(with_password: Hospital):
    for _ in range(5):
        with pytest.raises(Refused, match="do not go together"):
            accounts.sign_in(with_password.store, "sam", "wrong", TUESDAY)
    with pytest.raises(Refused, match="Too many wrong passwords"):
        accounts.sign_in(with_password.store, "sam", PASSWORD, TUESDAY)
    later = TUESDAY + timedelta(minutes=5)
    assert accounts.sign_in(with_password.store, "sam", PASSWORD, later).username == "sam"


def test_a_disabled_account_is_shut_out(with_password: Hospital):
    accounts.disable_account(with_password.store, with_password["admin"], TUESDAY, "sam")
    with pytest.raises(Refused, match="disabled"):
        accounts.sign_in(with_password.store, "sam", PASSWORD, TUESDAY)


def test_a_short_password_is_refused(local_hospital: Hospital):
    with pytest.raises(Refused, match="too short"):
        accounts.change_password(local_hospital.store, local_hospital["sam"], TUESDAY, "sam", "short")


def test_a_session_ends_after_its_hour_or_when_it_is_ended(with_password: Hospital):
    store, sam = with_password.store, with_password["sam"]
    token = accounts.begin_session(store, sam, TUESDAY)
    assert accounts.person_of_token(store, token, TUESDAY + timedelta(minutes=59)) == sam
    with pytest.raises(NotPermitted):
        accounts.person_of_token(store, token, TUESDAY + timedelta(hours=1))
    accounts.end_session(store, token, TUESDAY)
    with pytest.raises(NotPermitted):
        accounts.person_of_token(store, token, TUESDAY)


def test_a_clinicians_account_is_tied_to_the_rota(local_hospital: Hospital):
    assert local_hospital["okafor"].desks == {"cardiology"}
    with pytest.raises(Refused, match="No published rota"):
        accounts.add_account(
            local_hospital.store, local_hospital["admin"], TUESDAY, "x", "X", Role.REGISTRAR, gmc="7099999"
        )
    with pytest.raises(Refused, match="is a consultant in the rota"):
        accounts.add_account(
            local_hospital.store, local_hospital["admin"], TUESDAY, "x", "X", Role.REGISTRAR, gmc=GMC["bevan"]
        )


def test_a_name_is_given_once(local_hospital: Hospital):
    with pytest.raises(Refused, match="is taken"):
        accounts.add_account(local_hospital.store, local_hospital["admin"], TUESDAY, "SAM", "S", Role.OPERATOR)
