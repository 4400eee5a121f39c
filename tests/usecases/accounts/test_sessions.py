"""A sign-in counts for an hour in one terminal; a job's token until its day."""

from datetime import timedelta

import pytest

from advice_line.people.roles import Role
from advice_line.problems import NotPermitted, Refused, SignedOut
from advice_line.usecases.accounts import accounts, tokens
from advice_line.usecases.accounts.sessions import begin_session, end_session, person_of_session
from advice_line.usecases.rotas.who_answers import add_note
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of

HERE, THERE = "boot session 100 born 1", "boot session 200 born 2"
DAY = timedelta(days=1)


def test_a_session_ends_after_its_hour_or_when_it_is_ended(hospital: Hospital):
    store, sam = hospital.store, hospital["sam"]
    session = begin_session(By(store, sam, TUESDAY), HERE)
    assert person_of_session(store, session, HERE, TUESDAY + timedelta(minutes=59)) == sam
    with pytest.raises(NotPermitted, match="run out"):
        person_of_session(store, session, HERE, TUESDAY + timedelta(hours=1))
    end_session(store, session, TUESDAY)
    with pytest.raises(NotPermitted, match="run out"):
        person_of_session(store, session, HERE, TUESDAY)


def test_a_session_counts_in_no_other_terminal(hospital: Hospital):
    session = begin_session(By(hospital.store, hospital["sam"], TUESDAY), HERE, "pts/3")
    with pytest.raises(NotPermitted, match=r"made in another terminal \(pts/3\) and counts there alone"):
        person_of_session(hospital.store, session, THERE, TUESDAY)


def test_what_signs_in_stands_nowhere_in_the_store(local_hospital: Hospital):
    session = begin_session(By(local_hospital.store, local_hospital["sam"], TUESDAY), HERE)
    token = tokens.add_token(By(local_hospital.store, local_hospital["admin"], TUESDAY), "nightly", Role.MANAGER, 30)
    held = (local_hospital.folder / "line.db").read_bytes() + (local_hospital.folder / "line.db-wal").read_bytes()
    for secret in (session, token, HERE):
        assert secret.encode() not in held
    assert b"nightly" in held


@pytest.mark.parametrize("change", ["disabled", "reset", "role"])
def test_a_session_ends_with_what_is_done_to_the_account(hospital: Hospital, change: str):
    store, admin, sam = hospital.store, hospital["admin"], hospital["sam"]
    session = begin_session(By(store, sam, TUESDAY), HERE)
    if change == "disabled":
        accounts.disable_account(By(store, admin, TUESDAY), "sam")
    elif change == "reset":
        accounts.reset_password(By(store, admin, TUESDAY), "sam", "another long password")
    else:
        accounts.change_role(By(store, admin, TUESDAY), "sam", Role.MANAGER)
    with pytest.raises(SignedOut, match="signed out"):
        person_of_session(store, session, HERE, TUESDAY)
    with pytest.raises(SignedOut):
        begin_session(By(store, sam, TUESDAY), HERE)


def test_a_job_acts_under_a_name_of_its_own(hospital: Hospital):
    store = hospital.store
    token = tokens.add_token(By(store, hospital["admin"], TUESDAY), "nightly-export", Role.OPERATOR, 30)
    job = tokens.person_of_token(store, f" {token}\n", TUESDAY)
    add_note(By(store, job, TUESDAY), "cardiology", "swapped, ring 2044", Press())
    (row,) = rows_of(store, "trail_of_subject", subject_kind="desk_note", subject="1")
    assert row["who"] == "token-nightly-export"


def test_a_token_says_what_is_wrong_with_it(hospital: Hospital):
    store, admin = hospital.store, hospital["admin"]
    token = tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.MANAGER, 30)
    assert tokens.person_of_token(store, token, TUESDAY + 30 * DAY - timedelta(milliseconds=1)).role is Role.MANAGER
    with pytest.raises(NotPermitted, match="ran out on 2026-09-03"):
        tokens.person_of_token(store, token, TUESDAY + 30 * DAY)
    with pytest.raises(NotPermitted, match="is no token of this store"):
        tokens.person_of_token(store, token + "x", TUESDAY)
    session = begin_session(By(store, hospital["sam"], TUESDAY), HERE)
    with pytest.raises(NotPermitted, match="is no token of this store"):
        tokens.person_of_token(store, session, TUESDAY)
    tokens.revoke_token(By(store, admin, TUESDAY + DAY), "nightly")
    with pytest.raises(NotPermitted, match="was revoked on 2026-08-05"):
        tokens.person_of_token(store, token, TUESDAY + DAY)
    with pytest.raises(Refused, match="no token “nightly” in force"):
        tokens.revoke_token(By(store, admin, TUESDAY + DAY), "nightly")


def test_a_revoked_token_ends_the_command_that_is_under_way_and_its_name_goes_on(hospital: Hospital):
    store, admin = hospital.store, hospital["admin"]
    job = tokens.person_of_token(
        store, tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.OPERATOR, 30), TUESDAY
    )
    with pytest.raises(Refused, match="in force"):
        tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.OPERATOR, 30)
    tokens.revoke_token(By(store, admin, TUESDAY), "nightly")
    with pytest.raises(SignedOut):
        add_note(By(store, job, TUESDAY), "cardiology", "one more", Press())
    with pytest.raises(Refused, match="have another role, operator"):
        tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.MANAGER, 30)
    again = tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.OPERATOR, 30)
    add_note(By(store, tokens.person_of_token(store, again, TUESDAY), TUESDAY), "cardiology", "again", Press())
    assert [token.state(TUESDAY) for token in tokens.tokens(store, admin)] == ["revoked", "in force"]


def test_a_tokens_last_use_is_shown(hospital: Hospital):
    store, admin = hospital.store, hospital["admin"]
    token = tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.OPERATOR, 30)
    (made,) = tokens.tokens(store, admin)
    assert (made.used_at, made.made_by, made.state(TUESDAY)) == (None, "admin", "in force")
    tokens.person_of_token(store, token, TUESDAY + DAY)
    assert [t.used_at for t in tokens.tokens(store, admin)] == [TUESDAY + DAY]
    assert made.state(TUESDAY + 30 * DAY) == "run out"


@pytest.mark.parametrize(
    "name, role, days, why",
    [
        ("nightly", Role.REGISTRAR, 30, "done by a clinician in person"),
        ("nightly", Role.CONSULTANT, 30, "done by a clinician in person"),
        ("", Role.OPERATOR, 30, "is no name"),
        ("a b", Role.OPERATOR, 30, "is no name"),
        ("nightly", Role.OPERATOR, 0, "from 1 to 400 days"),
        ("nightly", Role.OPERATOR, 401, "from 1 to 400 days"),
    ],
)
def test_a_token_that_is_not_made(local_hospital: Hospital, name: str, role: Role, days: int, why: str):
    with pytest.raises(Refused, match=why):
        tokens.add_token(By(local_hospital.store, local_hospital["admin"], TUESDAY), name, role, days)


def test_no_token_makes_accounts_or_tokens(local_hospital: Hospital):
    store, admin = local_hospital.store, local_hospital["admin"]
    token = tokens.add_token(By(store, admin, TUESDAY), "nightly", Role.ADMINISTRATOR, 30)
    job = tokens.person_of_token(store, token, TUESDAY)
    with pytest.raises(NotPermitted, match="A job may not manage tokens"):
        tokens.add_token(By(store, job, TUESDAY), "another", Role.MANAGER, 30)
    with pytest.raises(NotPermitted, match="A job may not manage accounts"):
        accounts.add_account(By(store, job, TUESDAY), "x", "X", Role.OPERATOR)
    for who in ("sam", "ruth", "bevan"):
        with pytest.raises(NotPermitted):
            tokens.add_token(By(store, local_hospital[who], TUESDAY), "another", Role.OPERATOR, 30)
        with pytest.raises(NotPermitted):
            tokens.tokens(store, local_hospital[who])
        with pytest.raises(NotPermitted):
            tokens.revoke_token(By(store, local_hospital[who], TUESDAY), "nightly")


def test_nobody_signs_in_as_a_job(local_hospital: Hospital):
    from advice_line.usecases.accounts.signing_in import sign_in

    tokens.add_token(By(local_hospital.store, local_hospital["admin"], TUESDAY), "nightly", Role.OPERATOR, 30)
    with pytest.raises(Refused, match="do not go together"):
        sign_in(local_hospital.store, "token-nightly", "!", TUESDAY)
    with pytest.raises(Refused, match="a job's account"):
        accounts.reset_password(
            By(local_hospital.store, local_hospital["admin"], TUESDAY), "token-nightly", "a long password"
        )
