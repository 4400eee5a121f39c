"""The page that leads a newcomer through the house names what is there, and every room."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
FILES = [str(file.relative_to(ROOT)) for file in (*ROOT.glob("advice_line/**/*"), *ROOT.glob("tests/**/*.py"))]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z_/]+\.(?:py|sql))`", PAGE))))
def test_a_file_that_the_page_names_is_there(name: str):
    assert any(f"/{file}".endswith(f"/{name}") for file in FILES)


@pytest.mark.parametrize("above", ["advice_line", "advice_line/usecases"])
def test_every_room_is_on_the_page(above: str):
    rooms = {file.parent.name for file in (ROOT / above).glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}/`" not in PAGE and f" {room}/ " not in PAGE} == set()
