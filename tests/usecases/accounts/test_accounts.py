from datetime import UTC, datetime, timedelta

import pytest

from advice_line.people.roles import Role
from advice_line.problems import MustChangePassword, NotPermitted, Refused, SignedOut
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts, passwords, proving, signing_in
from advice_line.usecases.rotas.who_answers import add_note
from advice_line.usecases.usecase import By, Press
from tests.hospital import GMC, TUESDAY, Hospital
from tests.rows import rows_of

PASSWORD, OTHER = "correct horse battery", "another long password"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def with_password(hospital: Hospital) -> Hospital:
    hospital.give_password("sam", PASSWORD)
    return hospital


@pytest.fixture
def sams(local_hospital: Hospital) -> Hospital:
    local_hospital.give_password("sam", PASSWORD)
    return local_hospital


def fails(hospital: Hospital, at: datetime, *, name: str = "sam", door: str = "", times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Refused, match="do not go together"):
            signing_in.sign_in(hospital.store, name, "wrong", at, door=door)


def test_name_and_password_sign_in(with_password: Hospital):
    person = signing_in.sign_in(with_password.store, " Sam ", PASSWORD, TUESDAY)
    assert person == with_password["sam"]
    assert (person.name, person.role) == ("Sam Hill", Role.OPERATOR)


def test_only_the_argon2id_hash_is_kept(with_password: Hospital):
    row = with_password.store.the(Account, "account_by_username", username="sam")
    assert row.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize("name, password", [("sam", "wrong"), ("nobody", PASSWORD), ("sam", ""), ("jo", "!")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(with_password: Hospital, name: str, password: str):
    with pytest.raises(Refused, match="do not go together"):
        signing_in.sign_in(with_password.store, name, password, TUESDAY)


@pytest.mark.parametrize("name", ["sam", "nobody", "jo"])
def test_a_name_that_nobody_has_costs_as_much_as_a_wrong_password(
    sams: Hospital, name: str, monkeypatch: pytest.MonkeyPatch
):
    looked_at: list[str] = []

    class Counting:
        def hash(self, password: str) -> str:
            looked_at.append(password)
            return ""

        def verify(self, _: str, password: str) -> bool:
            looked_at.append(password)
            return False

    monkeypatch.setattr(passwords, "_hasher", Counting)
    fails(sams, TUESDAY, name=name)
    assert looked_at == ["wrong"]


def test_after_five_wrong_passwords_the_door_is_shut_to_the_very_instant(with_password: Hospital):
    fails(with_password, TUESDAY, times=5)
    open_again = TUESDAY + timedelta(seconds=30)
    for at in (TUESDAY, open_again - timedelta(milliseconds=1)):
        with pytest.raises(Refused, match=r"Too many wrong passwords .* wait until 14:01, or ask an admin"):
            signing_in.sign_in(with_password.store, "sam", PASSWORD, at)
    assert signing_in.sign_in(with_password.store, "sam", PASSWORD, open_again).username == "sam"


def test_a_wait_into_another_day_is_said_with_the_day(sams: Hospital):
    midnight = datetime(2026, 8, 4, 22, 59, 45, tzinfo=UTC)  # 23:59:45 in London
    fails(sams, midnight, times=5)
    with pytest.raises(Refused, match="wait until Wed 00:01"):
        signing_in.sign_in(sams.store, "sam", PASSWORD, midnight)


def test_guesses_at_one_door_keep_nobody_out_of_another(sams: Hospital):
    fails(sams, TUESDAY, door="pts/7", times=5)
    waited: list[float] = []
    found = signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY, door="pts/2", pause=waited.append)
    assert (found.username, waited) == ("sam", [2.0])
    with pytest.raises(Refused, match="Too many"):
        signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY, door="pts/7")


def test_without_guesses_nobody_waits(sams: Hospital):
    waited: list[float] = []
    fails(sams, TUESDAY, door="pts/2", times=4)
    signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY, door="pts/3", pause=waited.append)
    assert waited == []


def test_guesses_through_ever_new_doors_are_slowed_but_not_at_the_owners_own(sams: Hospital):
    signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY - timedelta(days=1), door="pts/2")
    for number in range(30):
        fails(sams, TUESDAY, door=f"pts/{100 + number}")
    with pytest.raises(Refused, match="Too many"):
        signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY, door="pts/99")
    assert signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY, door="pts/2").username == "sam"
    assert signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY + 5 * MINUTE, door="pts/99").username == "sam"


def test_a_name_that_nobody_has_is_locked_like_any_other_and_kept_nowhere(sams: Hospital):
    fails(sams, TUESDAY, name="my secret typed here", times=5)
    with pytest.raises(Refused, match="Too many"):
        signing_in.sign_in(sams.store, "my secret typed here", PASSWORD, TUESDAY)
    assert "secret" not in str(rows_of(sams.store, "failures_of_all", since=""))


def test_a_password_is_counted_before_it_is_looked_at(sams: Hospital, monkeypatch: pytest.MonkeyPatch):
    counted: list[int] = []

    def is_right(_: object, __: str) -> bool:
        counted.append(len(rows_of(sams.store, "failures_of_all", since="")))
        return False

    monkeypatch.setattr(proving, "is_right", is_right)
    fails(sams, TUESDAY)
    assert counted == [1]


def test_the_right_password_forgets_the_wrong_ones_at_its_door(sams: Hospital):
    fails(sams, TUESDAY, times=4)
    signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY)
    fails(sams, TUESDAY, times=4)
    signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY)


def test_an_administrator_sees_a_lock_and_clears_it(sams: Hospital):
    fails(sams, TUESDAY, door="pts/7", times=5)
    assert signing_in.shut_doors(By(sams.store, sams["admin"], TUESDAY)) == {"sam": "locked until 14:01 at pts/7"}
    with pytest.raises(NotPermitted):
        signing_in.clear_lock(By(sams.store, sams["ruth"], TUESDAY), "sam")
    signing_in.clear_lock(By(sams.store, sams["admin"], TUESDAY), "sam")
    assert signing_in.shut_doors(By(sams.store, sams["admin"], TUESDAY)) == {}
    assert signing_in.sign_in(sams.store, "sam", PASSWORD, TUESDAY, door="pts/7").username == "sam"


def test_a_wrong_password_stands_on_the_trail_with_its_door(sams: Hospital):
    fails(sams, TUESDAY, door="pts/7")
    rows = rows_of(sams.store, "trail_of_subject", subject_kind="account", subject=str(sams["sam"].account))
    assert (rows[-1]["act"], rows[-1]["detail"]) == ("gave a wrong password", '{"door":"pts/7"}')


def test_a_short_password_is_refused(sams: Hospital):
    with pytest.raises(Refused, match="too short"):
        accounts.change_password(By(sams.store, sams["sam"], TUESDAY), PASSWORD, "short")


def test_ones_own_password_is_changed_by_the_old_one(sams: Hospital):
    with pytest.raises(Refused, match="not your password"):
        accounts.change_password(By(sams.store, sams["sam"], TUESDAY), "wrong", OTHER)
    accounts.change_password(By(sams.store, sams["sam"], TUESDAY), PASSWORD, OTHER)
    assert signing_in.sign_in(sams.store, "sam", OTHER, TUESDAY).username == "sam"
    with pytest.raises(Refused, match="own account"):
        accounts.reset_password(By(sams.store, sams["admin"], TUESDAY), "admin", OTHER)


def test_a_reset_password_lets_nobody_in_before_it_is_changed(with_password: Hospital):
    store = with_password.store
    accounts.reset_password(By(store, with_password["admin"], TUESDAY), "sam", OTHER)
    for new in (None, OTHER):
        with pytest.raises(MustChangePassword):
            signing_in.sign_in(store, "sam", OTHER, TUESDAY, new_password=new)
    with pytest.raises(Refused, match="too short"):
        signing_in.sign_in(store, "sam", OTHER, TUESDAY, new_password="short")
    signing_in.sign_in(store, "sam", OTHER, TUESDAY, new_password="a third long password")
    assert signing_in.sign_in(store, "sam", "a third long password", TUESDAY).username == "sam"
    with pytest.raises(Refused, match="do not go together"):
        signing_in.sign_in(store, "sam", OTHER, TUESDAY)


CHANGES = {
    "disabled": lambda h: accounts.disable_account(By(h.store, h["admin"], TUESDAY), "sam"),
    "reset": lambda h: accounts.reset_password(By(h.store, h["admin"], TUESDAY), "sam", OTHER),
    "changed": lambda h: accounts.change_password(By(h.store, h["sam"], TUESDAY), PASSWORD, OTHER),
    "another role": lambda h: accounts.change_role(By(h.store, h["admin"], TUESDAY), "sam", Role.MANAGER),
    "renamed": lambda h: accounts.rename_account(By(h.store, h["admin"], TUESDAY), "sam", "samuel"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_not_one_more_act_is_done_in_the_name_of_somebody_whose_account_was(with_password: Hospital, change: str):
    store, sam = with_password.store, with_password["sam"]
    add_note(By(store, sam, TUESDAY), "cardiology", "swapped, ring 2044", Press())
    CHANGES[change](with_password)
    with pytest.raises(SignedOut, match="You were signed out"):
        add_note(By(store, sam, TUESDAY), "cardiology", "one more", Press())
    with pytest.raises(SignedOut):
        signing_in.unlock(store, sam, PASSWORD, TUESDAY)
    add_note(By(store, with_password["jo"], TUESDAY), "cardiology", "another person's", Press())


def test_a_disabled_account_is_shut_out_and_let_in_again(with_password: Hospital):
    store, admin = with_password.store, with_password["admin"]
    accounts.disable_account(By(store, admin, TUESDAY), "sam")
    with pytest.raises(Refused, match="disabled"):
        signing_in.sign_in(store, "sam", PASSWORD, TUESDAY)
    accounts.enable_account(By(store, admin, TUESDAY), "sam")
    assert signing_in.sign_in(store, "sam", PASSWORD, TUESDAY).username == "sam"
    with pytest.raises(Refused, match="is not disabled"):
        accounts.enable_account(By(store, admin, TUESDAY), "sam")


def test_a_clinicians_account_is_tied_to_the_rota(local_hospital: Hospital):
    store, admin = local_hospital.store, local_hospital["admin"]
    assert local_hospital["okafor"].desks == {"cardiology"}
    with pytest.raises(Refused, match="No published rota"):
        accounts.add_account(By(store, admin, TUESDAY), "x", "X", Role.REGISTRAR, gmc="7099999")
    with pytest.raises(Refused, match="is a consultant in the rota"):
        accounts.add_account(By(store, admin, TUESDAY), "x", "X", Role.REGISTRAR, gmc=GMC["bevan"])


def test_a_clinician_has_one_account(hospital: Hospital):
    store, admin = hospital.store, hospital["admin"]
    with pytest.raises(Refused, match=r"Gareth Bevan has the account “bevan” already, and a clinician has one\."):
        accounts.add_account(By(store, admin, TUESDAY), "bevan2", "Dr B", Role.CONSULTANT, gmc=GMC["bevan"])
    with pytest.raises(Refused, match="has the account “bevan” already"):
        accounts.change_role(By(store, admin, TUESDAY), "jo", Role.CONSULTANT, gmc=GMC["bevan"])
    accounts.disable_account(By(store, admin, TUESDAY), "bevan")
    with pytest.raises(Refused, match="user enable bevan"):
        accounts.add_account(By(store, admin, TUESDAY), "bevan2", "Dr B", Role.CONSULTANT, gmc=GMC["bevan"])


def test_a_registration_number_is_read_as_everywhere(local_hospital: Hospital):
    store, admin = local_hospital.store, local_hospital["admin"]
    with pytest.raises(Refused, match=r"“42” is not a registration number \(seven digits\)\."):
        accounts.change_role(By(store, admin, TUESDAY), "jo", Role.CONSULTANT, gmc="42")
    accounts.change_role(By(store, admin, TUESDAY), "bevan", Role.MANAGER)
    accounts.change_role(By(store, admin, TUESDAY), "jo", Role.CONSULTANT, gmc=f" {GMC['bevan']} ")
    assert accounts.person_of(store, store.the(Account, "account_by_username", username="jo")).desks == {"cardiology"}


def test_a_role_is_changed_with_its_clinician(local_hospital: Hospital):
    store, admin = local_hospital.store, local_hospital["admin"]
    accounts.change_role(By(store, admin, TUESDAY), "bevan", Role.MANAGER)
    accounts.change_role(By(store, admin, TUESDAY), "jo", Role.CONSULTANT, gmc=GMC["bevan"])
    row = store.the(Account, "account_by_username", username="jo")
    assert accounts.person_of(store, row).desks == {"cardiology"}
    with pytest.raises(Refused, match="has no registration number"):
        accounts.change_role(By(store, admin, TUESDAY), "jo", Role.OPERATOR, gmc=GMC["bevan"])
    with pytest.raises(Refused, match="own account"):
        accounts.change_role(By(store, admin, TUESDAY), "admin", Role.OPERATOR)


def test_a_name_is_given_once_and_for_ever(hospital: Hospital):
    store, admin = hospital.store, hospital["admin"]
    with pytest.raises(Refused, match="“sam” is taken"):
        accounts.add_account(By(store, admin, TUESDAY), "SAM", "S", Role.OPERATOR)
    accounts.rename_account(By(store, admin, TUESDAY), "sam", "Samuel", name="Samuel Hill")
    for taken in ("sam", "samuel"):
        with pytest.raises(Refused, match="taken"):
            accounts.add_account(By(store, admin, TUESDAY), taken, "S", Role.OPERATOR)
        with pytest.raises(Refused, match="taken"):
            accounts.rename_account(By(store, admin, TUESDAY), "jo", taken)
    accounts.rename_account(By(store, admin, TUESDAY), "samuel", "sam")
    assert [row.name for row in accounts.accounts(store, admin) if row.username == "sam"] == ["Samuel Hill"]


@pytest.mark.parametrize("name", ["", " ", "a b", "worker-rrv03", "token-x", "sam\u202e", "x\ny", "-", "a" * 65])
def test_an_empty_or_odd_name_is_no_accounts(local_hospital: Hospital, name: str):
    admin = local_hospital["admin"]
    with pytest.raises(Refused, match=r"user name|name for jobs"):
        accounts.add_account(By(local_hospital.store, admin, TUESDAY), name, "X", Role.OPERATOR)
    with pytest.raises(Refused, match=r"user name|name for jobs"):
        accounts.rename_account(By(local_hospital.store, admin, TUESDAY), "sam", name)


@pytest.mark.parametrize("act", [accounts.enable_account, accounts.disable_account])
def test_the_worker_is_nobodys_account(local_hospital: Hospital, act):
    from advice_line.usecases.accounts.workers import worker_of

    worker = worker_of(local_hospital.store, "RRV03", TUESDAY)
    with pytest.raises(Refused, match="a job's account"):
        act(By(local_hospital.store, local_hospital["admin"], TUESDAY), worker.username)
    listed = accounts.accounts(local_hospital.store, local_hospital["admin"])
    assert worker.username not in {row.username for row in listed}
