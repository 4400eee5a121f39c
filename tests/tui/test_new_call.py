"""No caller's data on another's call: what opens empty, what is offered, what is shown and what is written."""

from advice_line.store.values.enquiries import Enquiry
from advice_line.usecases import drafts, enquiries
from advice_line.usecases.usecase import By
from tests.hospital import TUESDAY, Hospital
from tests.rows import rows_of
from tests.tui.desk import Desk, at_the_desk

HALF = "cardiology\n01632 960001\nDr A Gill"


def form(desk: Desk) -> dict[str, str]:
    names = ("desk", "number", "practice", "caller", "nhs", "born", "patient", "role", "urgency", "why")
    return {name: desk.app.screen.query_one(f"#new-call #{name}").value for name in names}  # type: ignore[attr-defined]


def written(hospital: Hospital) -> list[Enquiry]:
    rows = rows_of(hospital.store, "enquiries_waiting", site="RRV03")
    return [enquiries.the_enquiry(hospital.store, row["id"]) for row in rows]


async def half_type(desk: Desk) -> None:
    await desk.press("f2")
    await desk.type(HALF)
    await desk.burst(*("tab",) * 3, *"9990000018", "tab", *"4/7/1951", "tab", *"Edna Tranter")


async def test_a_call_for_another_desk_has_nothing_of_the_half_typed_one(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2")
        empty = form(desk)
        await half_type(desk)
        full = form(desk)
        assert (full["practice"], full["nhs"], full["patient"]) == ("V90001", "9990000018", "Edna Tranter")
        await desk.press("escape")
        await desk.type("ren\n")
        assert form(desk) == empty | {"desk": "Renal Medicine"}
        assert "Edna" not in desk.screen
        assert "Half typed at 14:00: cardiology, 01632 960001, V90001, Dr A Gill: ctrl+r takes" in desk.words
        await desk.type("07700900111\nDr B Rowe\n")
        (row,) = written(local_hospital)
        assert (row.desk, row.caller_name, row.practice, row.nhs_number) == (
            "renal",
            "Dr B Rowe",
            None,
            None,
        )


async def test_a_half_typed_call_is_taken_up_whole_and_for_the_desk_it_was_typed_for(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await half_type(desk)
        full = form(desk)
        await desk.press("escape")
        await desk.type("ren\n07700900111")
        await desk.press("ctrl+r")
        assert form(desk) == full
        assert "Ashwell Surgery, 1 High Street" in desk.words
        assert "✓ the practice's listed number" in desk.words
        assert "Half typed at 14:00: Renal Medicine, 07700 900111" in desk.words
        await desk.press("f10")
        (row,) = written(local_hospital)
        assert (row.desk, row.practice, row.patient_name) == ("cardiology", "V90001", "Edna Tranter")
    kept = drafts.half_typed_calls(By(local_hospital.store, local_hospital["sam"], TUESDAY))
    assert [one.values["desk"] for one in kept] == ["Renal Medicine"]


async def test_a_half_typed_number_is_typed_on_where_it_was_left(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car\n01632 960")
        for again in ("escape", "tab"):  # taken up again; and sent back to from another field
            await desk.press(again)
            if again == "escape":
                await desk.type("ren\n")
                await desk.press("ctrl+r")
            else:
                await desk.press("f10")
            await desk.type(" 0" if again == "escape" else "01")
        assert form(desk)["number"] == "01632 960001"


async def test_after_signing_out_it_is_offered_to_the_same_person_alone(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await half_type(desk)
    async with at_the_desk(local_hospital, "jo") as desk:
        await desk.press("f2", "ctrl+r")
        assert "Half typed" not in desk.screen
        assert form(desk)["number"] == ""
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.press("f2")
        assert "Half typed at 14:00" in desk.screen
        assert form(desk)["number"] == ""


async def test_an_emptied_form_is_offered_no_more(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await half_type(desk)
        await desk.press("ctrl+n", "escape", "f2")
        assert "Half typed at" not in desk.screen


async def test_a_corrected_number_takes_its_practice_with_it(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car\n01632 960001\nDr A Gill")
        assert "Ashwell Surgery" in desk.words
        await desk.burst("shift+tab", "shift+tab", "home", "end", *("backspace",) * 3, *"999")
        assert form(desk)["practice"] == ""
        assert "Ashwell" not in desk.screen
        await desk.press("f10")
        (row,) = written(local_hospital)
        assert (row.caller_number, row.practice) == ("01632 960999", None)


async def test_f10_writes_no_call_whose_practice_is_half_typed(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car\n07700900111\nDr A Gill")
        await desk.burst("shift+tab", *"mill", "f10")
        assert "not chosen yet; Enter takes Millbeck Medical Centre" in desk.words
        assert written(local_hospital) == []
        await desk.press("enter")
        assert [row.practice for row in written(local_hospital)] == ["V90002"]


async def test_f10_asks_which_of_several_practices_as_enter_does(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car\n01632960003")
        await desk.press("f10")
        assert written(local_hospital) == []
        await desk.burst("down", "enter", *"Dr Rowe", "f10")
        assert [row.practice for row in written(local_hospital)] == ["V90004"]


async def test_a_number_that_cannot_be_a_patients_keeps_the_call_from_being_taken(local_hospital: Hospital):
    async with at_the_desk(local_hospital, "sam") as desk:
        await desk.type("car\n01632960001\nDr A Gill")
        await desk.burst(*("tab",) * 3, *"9990000019", "f10")
        assert written(local_hospital) == []
        assert desk.app.screen.focused.id == "nhs"  # type: ignore[union-attr]
