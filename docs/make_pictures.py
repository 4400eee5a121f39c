"""Makes the documents' pictures from the program's own screenshots: ``.venv/bin/python docs/make_pictures.py``."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot

from advice_line.demo.hospital import build_demo, demo_people
from advice_line.store import open_store
from advice_line.tui.app import AdviceLine
from advice_line.tui.line import StoreLine
from advice_line.tui.session import Premises

AT = datetime(2026, 11, 24, 14, 35, tzinfo=UTC)
HERE = Path(__file__).parent


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause(0.2)


def keep(app: AdviceLine, name: str) -> None:
    """Writes the screen as SVG, without the web fonts: a picture should not phone anybody."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", app.export_screenshot(title="Advice Line"), flags=re.DOTALL)
    (HERE / name).write_text(svg.replace("Fira Code", "DejaVu Sans Mono"), "utf-8")


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        build_demo(path, AT)
        people = tuple((p.key, p.username, p.name, p.what) for p in demo_people(AT))
        line = StoreLine(open_store(path, AT), lambda: AT)
        app = AdviceLine(line, Premises("Exampleton General", ZoneInfo("Europe/London")), demo=people)
        async with app.run_test(size=(120, 34)) as pilot:
            await settle(pilot)
            await pilot.press("1")
            await settle(pilot)
            keep(app, "board.svg")
            await pilot.press(*"car", "enter")
            await settle(pilot)
            await pilot.press(*"01632960012", "enter", *"Dr", "space", *"Gill", "enter")
            await settle(pilot)
            await pilot.press("d")
            await settle(pilot)
            keep(app, "call.svg")
            app.sign_out()
            await settle(pilot)
            await pilot.press("4")
            await settle(pilot)
            await pilot.press("f9", "right_square_bracket", "right", "z")
            await settle(pilot)
            keep(app, "rota.svg")
            app.sign_out()
            await settle(pilot)
            await pilot.press("2")
            await settle(pilot)
            await pilot.press("enter")
            await settle(pilot)
            keep(app, "record.svg")
            await pilot.press("escape", "ctrl+e")
            await settle(pilot)
            keep(app, "mail.svg")
        line.close()


if __name__ == "__main__":
    asyncio.run(main())
