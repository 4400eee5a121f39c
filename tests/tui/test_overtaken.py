"""Two advisers at one e-mail question: the second is told on the screen, and keeps what was typed."""

from textual.widgets import TextArea

from advice_line.tui.places.record import RecordForm
from advice_line.tui.places.worklist import Worklist
from advice_line.usecases.advice import recording
from advice_line.usecases.calls import taking
from advice_line.usecases.drafts import save_draft
from advice_line.usecases.usecase import By, Press
from tests.hospital import FULL, GMC, TUESDAY, Hospital
from tests.rows import rows_of
from tests.tui.desk import at_the_desk


async def test_whoever_records_second_is_shown_both(local_hospital: Hospital):
    store, patel = local_hospital.store, local_hospital["patel"]
    asked = local_hospital.call()
    taking.turn_into_email(By(store, local_hospital["sam"], TUESDAY), asked, "Which dose?", Press())
    fields = FULL | {"supervisor": GMC["bevan"], "advice": "Ten units.", "responsible": "the caller's practice"}
    save_draft(By(store, patel, TUESDAY), recording.FORM, str(asked), fields | {"seen_by_adviser": "no"})
    async with at_the_desk(local_hospital, "patel") as desk:
        desk.app.screen.post_message(Worklist.RecordOpened(asked, ""))
        await desk.settle()
        local_hospital.record(asked, "okafor", TUESDAY)
        await desk.press("f10")
        assert "Dr Adaeze Okafor recorded version 1 at 14:00, after you began" in desk.words
        assert "Changed by both:" in desk.words
        form = desk.app.screen.query_one(RecordForm)
        assert form.query_one("#advice", TextArea).text == "Ten units."
        assert len(rows_of(store, "advice_versions", enquiry=asked)) == 1
