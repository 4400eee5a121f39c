"""The way of one call through the screens, as the people at the desks press the keys."""

from datetime import timedelta

import pytest
from textual.widgets import Input

from advice_line.enquiry.flags import Kind
from advice_line.enquiry.routing import Result
from advice_line.usecases.calls import taking
from advice_line.usecases.drafts import draft
from advice_line.usecases.enquiries import the_enquiry
from advice_line.usecases.flags.flags import open_flags
from advice_line.usecases.reminders.advice_waiting import advice_waiting
from advice_line.usecases.usecase import By, Press
from tests.hospital import FULL, TUESDAY, Hospital
from tests.rows import rows_of
from tests.tui.desk import Desk, at_the_desk

SIZES = [(80, 24), (120, 40)]
EVENING = TUESDAY + timedelta(hours=1)


async def new_call(desk: Desk, number: str = "01632960001", name: str = "Dr A Gill") -> None:
    await desk.type("car")
    await desk.press("enter")
    await desk.type(number)
    await desk.press("enter")
    await desk.type(name)
    await desk.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_from_gp_says_cardiology_to_connected_in_eight_keys(local_hospital: Hospital, size: tuple[int, int]):
    async with at_the_desk(local_hospital, "sam", size=size) as desk:
        assert "Cardiology" in desk.line_with("◐ Dr Gareth Bevan (cons)")
        await desk.type("car")
        assert "Renal" not in desk.screen
        assert "Cardiology: Dr Adaeze Okafor in clinic until 15:00; then nobody." in desk.screen
        await desk.press("enter")
        await desk.type("01632960001")
        assert "01632 960001" in desk.screen
        assert "the practice's listed number" in desk.screen
        await desk.press("enter")
        await desk.type("Dr A Gill")
        await desk.press("enter")
        assert "in clinic until 15:00" in desk.line_with("bleep 2041")
        assert "▶" in desk.line_with("ext 04500")
        await desk.press("d")
        assert "Ringing" in desk.screen
        await desk.press("a")
        assert "Connected to Dr Gareth Bevan" in desk.screen
    assert [w.kind for w in advice_waiting(local_hospital.store, local_hospital["bevan"])] == ["to record"]


async def test_the_board_shows_the_next_person_behind(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam", at=EVENING) as desk:
        assert "Cardiology: then Dr Gareth Bevan, ext 04500." in desk.screen
        assert "bleep 2041" in desk.line_with("● Dr Adaeze Okafor")


async def test_no_answer_offers_the_next_at_once(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam", at=EVENING) as desk:
        await new_call(desk)
        assert "▶" in desk.line_with("bleep 2041")
        await desk.press("d", "n")
        assert "no answer" in desk.line_with("bleep 2041")
        assert "▶" in desk.line_with("07700 900123")
        await desk.press("k", "d")
        assert "ringing" in desk.line_with("ext 04500")


async def test_double_presses_make_one_row_each(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car")
        await desk.press("enter")
        await desk.type("01632960001")
        await desk.press("enter")
        await desk.type("Dr A Gill")
        await desk.pilot.press("enter", "enter")
        await desk.settle()
        await desk.pilot.press("d", "d")
        await desk.settle()
        await desk.pilot.press("a", "a")
        await desk.settle()
    store = local_hospital.store
    assert len(rows_of(store, "audit_attempts", site="RRV03", begins="2026", until="2027")) == 1
    assert len(rows_of(store, "audit_enquiries", site="RRV03", begins="2026", until="2027")) == 1


async def test_an_unknown_number_is_not_verified_until_rung_back(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2")
        await desk.type("car")
        await desk.press("enter")
        await desk.type("07700900111")
        assert "not verified: ring back on the" in desk.screen
        await desk.press("tab")
        await desk.type("mill")
        await desk.press("down", "enter")
        assert "Millbeck Medical Centre" in desk.line_with("Practice   ")
        assert "ring back on 01632 960002" in desk.words
        await desk.type("Dr B Rowe")
        await desk.press("enter")
        assert "NOT VERIFIED" in desk.screen
        assert "practice lists 01632 960002" in desk.screen
        await desk.press("v")
        assert "✓ verified" in desk.screen
    assert open_flags(local_hospital.store, local_hospital["sam"]) == []


async def test_an_unknown_practice_is_found_when_it_is_rung_back(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await new_call(desk, "07700900111")
        assert "practice not known" in desk.screen
        await desk.press("v")
        await desk.type("quay")
        await desk.press("enter")
        assert "Several fit; type the code. V90003" in desk.words
        await desk.type("v90004")
        await desk.press("enter")
        assert "✓ verified" in desk.screen
        assert "Quay Health Centre, Dr Rowe" in desk.screen


async def test_a_caller_is_verified_after_the_call_has_left_the_operators_hand(local_hospital: Hospital):
    local_hospital.connected(number="07700 900111", practice="V90002")
    async with at_the_desk(local_hospital, "sam") as desk:
        assert "caller not verified" in desk.screen
        await desk.press("tab", "f8")
        assert "The caller is marked as verified." in desk.screen
        assert "caller not verified" not in desk.screen


async def test_the_second_consultant_is_told_that_a_colleague_was_first(local_hospital: Hospital):
    from advice_line.usecases.advice.countersigning import countersign

    advice = local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    async with at_the_desk(local_hospital, "bevan", at=EVENING) as desk:
        await desk.press("enter")
        countersign(By(local_hospital.store, local_hospital["bevan"], EVENING), advice, "agreed", "", Press())
        await desk.press("1")
        assert "has countersigned this already" in desk.words


async def test_when_several_practices_share_a_number_the_operator_picks(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car")
        await desk.press("enter")
        await desk.type("01632960003")
        assert "2 practices share this number" in desk.screen
        await desk.press("enter", "down", "enter")
        await desk.type("Dr Rowe")
        await desk.press("enter")
        assert "Dr Rowe" in desk.line_with("Quay Health Centre, Dr Rowe")


async def test_putting_through_during_a_clinic_asks_for_the_reason(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await new_call(desk)
        await desk.press("home", "d")
        assert "is in clinic. Why call them out of it?" in desk.screen
        await desk.press("enter")
        assert "Write something" in desk.screen
        await desk.type("patient is peri-arrest")
        await desk.press("enter")
        assert "ringing" in desk.line_with("bleep 2041")
        await desk.press("a")
    assert Kind.IN_CLINIC in {f.kind for f in open_flags(local_hospital.store, local_hospital["ruth"])}


async def test_nobody_answering_is_said_loudly_with_when_and_who_next(local_hospital: Hospital):
    file = local_hospital.folder / "rotas" / "renal.toml"
    text = file.read_text().split("[[pattern]]")[0]
    shift = '[[shift]]\ndate = 2026-08-05\nduty = "D"\nclinician = "mensah"\n'
    file.write_text(text + shift)
    from advice_line.rota import read_files
    from advice_line.usecases.rotas.publishing import publish_rotas

    rotas, _ = read_files([file])
    publish_rotas(local_hospital.store, local_hospital["ruth"], rotas, effective=TUESDAY, at=TUESDAY)
    async with at_the_desk(local_hospital, "sam") as desk:
        assert "✖ NOBODY, then Dr Mensah" in desk.line_with("Renal Medicine   ")
        assert "Wed 09:00" in desk.line_with("Renal Medicine   ")
        await desk.type("ren")
        await desk.press("enter")
        await desk.type("01632960001")
        await desk.press("enter")
        await desk.type("Dr A Gill")
        await desk.press("enter")
        assert "NOBODY ANSWERS THIS DESK NOW. Next: Dr Kwame Mensah from Wed 09:00." in desk.screen
        await desk.press("b")
        await desk.type("9:05 then")
        await desk.press("enter")
        assert "To be called back at Wed 09:05" in desk.screen
        assert "call back" in desk.screen


async def test_a_call_back_taken_by_another_says_who_has_it(local_hospital: Hospital):
    enquiry = local_hospital.call()
    store, due = local_hospital.store, TUESDAY + timedelta(minutes=10)
    taking.call_back_later(By(store, local_hospital["sam"], TUESDAY), enquiry, due, "", Press())
    async with at_the_desk(local_hospital, "sam") as desk:
        taking.take_call_back(By(store, local_hospital["jo"], TUESDAY), enquiry, Press())
        await desk.press("tab", "enter")
        assert "Jo Marsh" in desk.screen
    assert the_enquiry(store, enquiry).holder_name == "Jo Marsh"


async def test_a_half_typed_call_is_offered_after_leaving_and_after_a_restart(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2")
        await desk.type("cardiology\n0163296")
        await desk.press("escape", "f2")
        assert "01632 96" in desk.line_with("Half typed at 14:00: cardiology")
        assert desk.line_with("Number  ").split() == ["Number", "as", "the", "caller", "says", "it"]
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2", "ctrl+r")
        assert "01632 96" in desk.line_with("Number  ")


async def test_a_restart_finds_the_call_in_hand_with_every_attempt(local_hospital: Hospital):
    enquiry = local_hospital.call(EVENING)
    local_hospital.dial(enquiry, "okafor", Result.NO_ANSWER, EVENING)
    async with at_the_desk(local_hospital, "sam", at=EVENING) as desk:
        assert "in hand" in desk.screen
        await desk.press("tab", "enter")
        assert f"AL-{enquiry:06d}" in desk.screen


async def test_into_email_and_given_up(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await new_call(desk)
        await desk.press("m")
        await desk.type("Which dose?")
        await desk.press("f10")
        assert "Passed to the department's e-mail desk" in desk.screen
        assert "24 h 00" in desk.line_with("e-mail ")
        await new_call(desk)
        await desk.press("x")
        await desk.type("rang off")
        await desk.press("enter")
        assert "Closed as given up" in desk.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_registrar_records_and_the_consultant_countersigns(local_hospital: Hospital, size: tuple[int, int]):
    enquiry = local_hospital.connected("okafor", EVENING)
    async with at_the_desk(local_hospital, "okafor", at=EVENING, size=size) as desk:
        assert "to record" in desk.screen
        await desk.press("enter")
        assert "‹ no ›" in desk.line_with("Seen by you")
        assert "Missing to close" in desk.screen
        await desk.press("f10")
        assert "Still missing: " in desk.screen
        form = desk.app.screen.query_one("#record")
        for key, value in FULL.items():
            widget = form.query_one(f"#{key}")
            setattr(widget, "text" if hasattr(widget, "text") else "value", value)
        await desk.settle()
        assert "Nothing is missing" in desk.screen
        await desk.press("f10")
        assert f"AL-{enquiry:06d} is recorded" in desk.screen
        assert "Nothing waits for you" in desk.screen
    async with at_the_desk(local_hospital, "bevan", at=EVENING, size=size) as desk:
        assert "to countersign" in desk.screen
        await desk.press("enter")
        assert "Start a DOAC" in desk.screen
        await desk.press("1")
        assert "Countersigned: agreed" in desk.screen
    assert open_flags(local_hospital.store, local_hospital["ruth"]) == []


async def test_disagreeing_needs_words_and_puts_a_flag_on_the_registrars_list(local_hospital: Hospital):
    local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    async with at_the_desk(local_hospital, "bevan", at=EVENING) as desk:
        await desk.press("enter", "3")
        await desk.type("See today")
        await desk.press("f10")
        assert "Countersigned: disagreed" in desk.screen
    async with at_the_desk(local_hospital, "okafor", at=EVENING) as desk:
        assert "consultant disagreed" in desk.screen
        await desk.press("enter")
        await desk.type("seen today")
        await desk.press("enter")
        assert "Nothing waits for you" in desk.screen


async def test_a_draft_is_kept_at_every_field(local_hospital: Hospital):
    enquiry = local_hospital.connected("okafor", EVENING)
    async with at_the_desk(local_hospital, "okafor", at=EVENING) as desk:
        await desk.press("enter")
        desk.app.screen.query_one("#situation").focus()
        await desk.type("half")
        await desk.press("escape")
    kept = draft(local_hospital.store, local_hospital["okafor"], "advice", str(enquiry))
    assert kept["situation"] == "half"


async def test_the_manager_reads_and_exports_the_same_figures(local_hospital: Hospital):
    local_hospital.record(local_hospital.connected("okafor", EVENING), "okafor", EVENING)
    out = local_hospital.folder / "activity.csv"
    async with at_the_desk(local_hospital, "ruth", at=EVENING + timedelta(days=1)) as desk:
        assert "100" in desk.line_with("Connected, % of calls").split()
        await desk.press("x")
        desk.app.screen.query_one("#answer", Input).value = str(out)
        await desk.press("enter")
        assert "Wrote" in desk.screen
        await desk.press("2")
        assert "Accountability" in desk.screen
        assert "Recorded, % of connected" in desk.screen
    header, *rows = out.read_text().splitlines()
    assert header.startswith("from,until,desk,enquiries,calls,connected")
    assert rows[-1].split(",")[2:6] == ["all desks", "1", "1", "1"]
    assert "Edna" not in out.read_text()
