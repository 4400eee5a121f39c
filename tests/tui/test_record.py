"""The record's form: F8 goes from one thing that is missing to the next, in the order in which they are said."""

from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.worklist import Worklist
from tests.hospital import FULL, TUESDAY, Hospital
from tests.tui.desk import at_the_desk


async def test_f8_goes_to_whatever_is_wrong_or_missing_and_typing_goes_on_there(local_hospital: Hospital):
    enquiry = local_hospital.connected("bevan")
    async with at_the_desk(local_hospital, "bevan", at=TUESDAY) as desk:
        desk.app.screen.post_message(Worklist.RecordOpened(enquiry))
        await desk.settle()
        sheet = desk.app.screen.query_one(RecordForm).sheet
        sheet.put(sheet.values | FULL | {"nhs_number": "999 000 001", "review": "2026-11", "advice": ""})
        wrong = []
        for mend in ("8", "Rest.", "-30"):
            await desk.press("f8")
            wrong.append(desk.app.focused.id)  # type: ignore[union-attr]
            await desk.type(mend)
        assert wrong == ["nhs_number", "advice", "review"]
        assert "Nothing is missing" in desk.words
        assert (sheet["nhs_number"].value, sheet["review"].value) == ("999 000 0018", "2026-11-30")
