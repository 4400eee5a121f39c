"""A demonstration is marked in its store, says so wherever it could be taken for real, and nothing else makes one."""

import re
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from zoneinfo import ZoneInfo

import pytest

from advice_line import usecases
from advice_line.mail.rounds import MailRound, send_all, take_in_desk
from advice_line.problems import Refused, StoreTrouble
from advice_line.settings.mail import MailSettings
from advice_line.store import Store, create_store
from advice_line.tui.app import AdviceLine
from advice_line.tui.line import StoreLine
from advice_line.tui.session import Premises
from advice_line.tui.signing_in import SignedIn
from advice_line.usecases.accounts.accounts import found_store
from advice_line.usecases.accounts.signing_in import sign_in_without_password
from advice_line.usecases.advice.letters import letter_of
from advice_line.usecases.exporting import provenance
from advice_line.usecases.installation.demo_mark import is_demo
from advice_line.usecases.rotas.handing_out import site_of
from advice_line.usecases.usecase import By
from tests.cli.test_commands import PASSWORD, run
from tests.hospital import TUESDAY, Hospital
from tests.tui.desk import Desk


@pytest.fixture
def demo(local_hospital: Hospital) -> Hospital:
    """The hospital as a demonstration."""
    local_hospital.store.script(
        f"INSERT INTO store_mark (mark, at) VALUES ('demo', '{TUESDAY:%Y-%m-%dT%H:%M:%S.000Z}');\n"
    )
    return local_hospital


def test_init_never_makes_a_demonstration_and_its_mark_is_never_taken_away(tmp_path: Path):
    path = tmp_path / "line.db"
    done = run(
        "--store", str(path), "init", "--site", "RRV03", "--name", "Demo", "--password-stdin", stdin=f"{PASSWORD}\n"
    )
    assert done.exit_code == 0, done.output
    assert "demonstration" not in run("--store", str(path), "trail", "verify").stderr
    marked = create_store(tmp_path / "demo.db", TUESDAY)
    found_store(marked, "RRV03", "Exampleton", "Europe/London", "admin", "!", TUESDAY, demo=True)
    assert is_demo(marked)
    with pytest.raises(StoreTrouble, match="append-only"):
        marked.script("DELETE FROM store_mark;\n")
    marked.close()
    assert (
        "its people, patients and practices are invented"
        in run("--store", str(tmp_path / "demo.db"), "oncall").stderr
    )


def test_nobody_signs_in_without_a_password_to_a_real_store(local_hospital: Hospital):
    with pytest.raises(Refused, match="This is no demonstration store"):
        sign_in_without_password(local_hospital.store, "sam", TUESDAY)


def test_what_leaves_a_demonstration_says_so_and_no_mail_does(demo: Hospital):
    evening = datetime(2026, 8, 4, 14, tzinfo=UTC)
    enquiry = demo.connected("okafor", evening)
    demo.record(enquiry, "okafor", evening)
    assert site_of(demo.store)[0] == "Exampleton General (DEMO: invented)"
    assert "DEMO" in letter_of(By(demo.store, demo["okafor"], evening), enquiry).hospital
    assert "DEMO" in provenance(By(demo.store, demo["ruth"], evening), TUESDAY, evening).hospital
    going = MailRound(demo.store, demo["sam"], lambda: evening, "this process", MailSettings())
    for go in (lambda: send_all(going), lambda: take_in_desk(going, "cardiology")):
        with pytest.raises(Refused, match="This is a demonstration store: no mail"):
            go()


async def test_every_screen_of_a_demonstration_says_so(demo: Hospital):
    line = StoreLine(demo.store, lambda: TUESDAY)
    app = AdviceLine(line, Premises("Exampleton General", ZoneInfo("Europe/London"), is_demo=True))
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        await desk.settle()
        assert "DEMO" in desk.screen
        app.post_message(SignedIn(demo["sam"]))
        await desk.settle()
        assert desk.screen.split("\n")[0].strip().startswith("DEMO")
        await desk.press("slash")
        assert "DEMO" in desk.screen


async def test_a_key_pressed_while_the_demonstration_is_made_waits_for_it_and_says_so(
    demo: Hospital, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("advice_line.tui.line.PATIENCE_SECONDS", 0)
    made = Event()

    def opened() -> Store:
        made.wait()
        return demo.store

    line = StoreLine(opened, lambda: TUESDAY)
    people = (("1", "sam", "Sam Hill", "switchboard operator"),)
    app = AdviceLine(line, Premises("Exampleton General", ZoneInfo("Europe/London"), is_demo=True), demo=people)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        try:
            await pilot.press("1")
            while not line._said:
                await pilot.pause()
            (said,) = app._notifications
            assert said.message == "The store is still being made; this goes on by itself in a few seconds."
        finally:
            made.set()
        await desk.settle()
        assert "Sam Hill, operator" in desk.screen


async def test_a_demonstration_that_cannot_be_made_is_a_sentence(demo: Hospital):
    def never() -> Store:
        raise Refused("The demonstration could not be made: the disk is full.")

    line = StoreLine(never, lambda: TUESDAY)
    people = (("1", "sam", "Sam Hill", "switchboard operator"),)
    app = AdviceLine(line, Premises("Exampleton General", ZoneInfo("Europe/London"), is_demo=True), demo=people)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        await desk.press("1")
        assert "The demonstration could not be made: the disk is full." in desk.words
    line.close()


def test_no_paper_names_the_hospital_but_as_it_is_called_outside():
    """In a demonstration that says so; a use-case that puts the bare name on paper would not."""
    bare = re.compile(r"(?<!called\(by\.store, )(?<!called\(store, )\bsite\.name\b")
    rooms = Path(usecases.__file__).parent
    found = [file.name for file in sorted(rooms.rglob("*.py")) if bare.search(file.read_text("utf-8"))]
    assert found == ["providers.py"], "there the name stands in a table, beneath where it was made"
