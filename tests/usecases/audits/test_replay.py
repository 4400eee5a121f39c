"""A draft rota held against the calls that were made, through the store."""

from datetime import date, timedelta

import pytest

from advice_line.problems import NotPermitted, Refused
from advice_line.rota import Rota, read_rota
from advice_line.usecases.audits.replay import replay_rotas
from advice_line.usecases.usecase import By
from tests.hospital import CARDIOLOGY, TUESDAY, Hospital

LATER = TUESDAY + timedelta(days=30)
AUGUST = (date(2026, 8, 1), date(2026, 9, 1))


def rota(text: str = CARDIOLOGY) -> Rota:
    found = read_rota(text.encode(), "draft.toml")
    assert found.rota is not None, found.errors
    return found.rota


def test_a_moved_clinic_is_held_against_what_happened(hospital: Hospital):
    hospital.connected("bevan", TUESDAY)  # okafor was in clinic
    hospital.call(TUESDAY + timedelta(hours=2))
    (one,) = replay_rotas(
        By(hospital.store, hospital["ruth"], LATER), [rota(CARDIOLOGY.replace('"Tue"', '"Thu"'))], *AUGUST
    )
    assert (one.desk, one.weeks) == ("cardiology", 0)
    assert (one.then.calls, one.then.first, one.then.in_clinic) == (2, 1, 1)
    assert (one.now.calls, one.now.first, one.now.in_clinic) == (2, 2, 0)
    assert one.same == 1
    (as_it_is,) = replay_rotas(By(hospital.store, hospital["ruth"], LATER), [rota()], *AUGUST)
    assert (as_it_is.now, as_it_is.same) == (as_it_is.then, 2)
    assert [(cost.words, cost.calls) for cost in as_it_is.clinics] == [("Tue 13:30 to 15:00", 1)]


def test_a_rota_that_does_not_reach_over_the_calls_is_refused(local_hospital: Hospital):
    ending = CARDIOLOGY.replace("from = 2026-08-03", "from = 2026-08-03\nuntil = 2026-08-17")
    local_hospital.call(TUESDAY + timedelta(days=20))
    with pytest.raises(Refused, match="this rota ends on 2026-08-17"):
        replay_rotas(By(local_hospital.store, local_hospital["ruth"], LATER), [rota(ending)], *AUGUST)


def test_only_who_may_see_audits_replays(local_hospital: Hospital):
    for who in ("sam", "okafor", "admin"):
        with pytest.raises(NotPermitted):
            replay_rotas(By(local_hospital.store, local_hospital[who], LATER), [rota()], *AUGUST)
    assert replay_rotas(By(local_hospital.store, local_hospital["bevan"], LATER), [rota()], *AUGUST)
