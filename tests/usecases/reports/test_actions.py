"""The list of what is promised to practices: who keeps it, how it is changed, what is never lost of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from advice_line.enquiry.interface_actions import ActionStep, Promise
from advice_line.people.roles import Role
from advice_line.problems import NotPermitted, Refused
from advice_line.usecases.reports.actions import (
    action_history,
    change_action,
    finish_action,
    interface_actions,
    write_action,
)
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY, Hospital
from tests.usecases.statements.contracted import add

PROMISE = Promise("no discharge letter", "cardiology", "", "Letters within a day", "Ward clerks", date(2026, 9, 1))


@pytest.fixture
def hospital(local_hospital: Hospital) -> Hospital:
    add(local_hospital, "lead", Role.INTERFACE_LEAD)
    return local_hospital


def by(h: Hospital, who: str = "lead", minutes: int = 0) -> By:
    return By(h.store, h[who], TUESDAY + timedelta(minutes=minutes))


def test_an_action_is_written_changed_and_done_and_nothing_of_it_is_lost(hospital: Hospital):
    number = write_action(by(hospital), PROMISE, Press())
    change_action(
        by(hospital, "ruth", 1), number, replace(PROMISE, desk="", cause="one printer", owner="IT"), Press()
    )
    finish_action(by(hospital, minutes=2), number, "A second printer.", Press())
    (now,) = interface_actions(by(hospital, minutes=3))
    assert (now.step, now.words, now.cause, now.owner) == (ActionStep.DONE, "A second printer.", "one printer", "IT")
    assert (now.desk, now.written_at) == (None, TUESDAY)
    told = [(s.step, s.by_name, s.desk_name, s.owner) for s in action_history(by(hospital), number)]
    assert told == [
        (ActionStep.WRITTEN, "Lead", "Cardiology", "Ward clerks"),
        (ActionStep.CHANGED, "Ruth Appleby", "", "IT"),
        (ActionStep.DONE, "Lead", "", "IT"),
    ]
    with pytest.raises(Refused, match="This action is done"):
        change_action(by(hospital), number, PROMISE, Press())
    with pytest.raises(Refused, match="This action is done"):
        finish_action(by(hospital), number, "again", Press())


def test_the_open_ones_stand_first_by_their_day(hospital: Hospital):
    days = (date(2026, 9, 3), date(2026, 9, 1), date(2026, 9, 2))
    first, second, third = (write_action(by(hospital), replace(PROMISE, due=day), Press()) for day in days)
    finish_action(by(hospital), second, "done", Press())
    assert [one.id for one in interface_actions(by(hospital))] == [third, first, second]


def test_one_press_is_one_action(hospital: Hospital):
    press = Press()
    assert write_action(by(hospital), PROMISE, press) == write_action(by(hospital), PROMISE, press)
    assert len(interface_actions(by(hospital))) == 1


@pytest.mark.parametrize("who", ["sam", "okafor", "bevan", "admin"])
def test_only_the_lead_and_the_managers_keep_the_list(hospital: Hospital, who: str):
    number = write_action(by(hospital), PROMISE, Press())
    with pytest.raises(NotPermitted):
        write_action(by(hospital, who), PROMISE, Press())
    with pytest.raises(NotPermitted):
        change_action(by(hospital, who), number, PROMISE, Press())
    with pytest.raises(NotPermitted):
        finish_action(by(hospital, who), number, "x", Press())
    assert len(action_history(by(hospital), number)) == 1


def test_the_lead_of_another_site_keeps_no_list_here(hospital: Hospital):
    number = write_action(by(hospital), PROMISE, Press())
    stranger = By(hospital.store, replace(hospital["lead"], site="RXX01"), TUESDAY)
    with pytest.raises(Refused, match="is of another site"):
        write_action(stranger, PROMISE, Press())
    with pytest.raises(Refused, match="There is no action"):
        finish_action(stranger, number, "x", Press())


def test_a_consultant_sees_what_is_promised_for_their_desk_and_for_all(hospital: Hospital):
    for desk in ("cardiology", "renal", ""):
        write_action(by(hospital), replace(PROMISE, desk=desk), Press())
    assert [one.desk for one in interface_actions(by(hospital, "bevan"))] == ["cardiology", None]
    with pytest.raises(Refused, match="There is no action 2"):
        action_history(by(hospital, "bevan"), 2)
    with pytest.raises(NotPermitted):
        interface_actions(by(hospital, "sam"))


def test_what_is_not_there_is_not_promised_for_changed_or_done(hospital: Hospital):
    with pytest.raises(Refused, match="There is no desk"):
        write_action(by(hospital), replace(PROMISE, desk="astrology"), Press())
    with pytest.raises(Refused, match="There is no action 7"):
        finish_action(by(hospital), 7, "done", Press())
    with pytest.raises(Refused, match="Say what was done"):
        finish_action(by(hospital), write_action(by(hospital), PROMISE, Press()), " ", Press())
