"""Names that nobody signs in with."""

import pytest

from advice_line.people.roles import Role
from advice_line.problems import Refused
from advice_line.usecases.accounts.signing_in import sign_in
from advice_line.usecases.accounts.tokens import add_token
from advice_line.usecases.accounts.workers import worker_of
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital


@pytest.mark.parametrize("name", ["worker-rrv03", "token-board"])
def test_a_jobs_name_is_told_as_a_name_that_nobody_has_and_leaves_no_mark_on_the_job(
    local_hospital: Hospital, name: str
):
    hospital, store = local_hospital, local_hospital.store
    worker_of(store, "RRV03", TUESDAY)
    add_token(By(store, hospital["admin"], TUESDAY), "board", Role.OPERATOR, 30)
    for _ in range(2):
        with pytest.raises(Refused, match="do not go together"):
            sign_in(store, name, "correct horse battery", TUESDAY)
    wrong = "SELECT who FROM trail WHERE act = 'gave a wrong password'"
    assert store.connection.execute(wrong).fetchall() == []  # type: ignore[attr-defined]
