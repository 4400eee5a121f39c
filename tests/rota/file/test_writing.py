"""A rota written out reads back as itself; the schema says what the reader says."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from advice_line.rota import Rota, read_files, read_rota
from advice_line.rota.file.json_schema import json_schema
from advice_line.rota.file.writing import quoted, rota_text, slug_of
from advice_line.shipped import shipped_file
from tests.rota.files import PATTERN, complaints, rota

CLINIC = (
    '[[clinic]]\nclinician = "okafor"\ndays = ["Tue", "Thu"]\nstart = "13:30"\nend = "17:00"\nfrom = 2026-08-01\n'
    "until = 2026-12-24\nevery = 2\nexcept = [2026-10-27]\n"
)
REST = (
    '[[shift]]\ndate = 2026-09-05\nduty = "C"\nclinician = "patel"\n'
    '[[leave]]\nclinician = "okafor"\nfirst = 2026-09-07\nlast = 2026-09-18\nkind = "annual"\n'
    '[[swap]]\ndate = 2026-08-05\nduty = "D"\nfrom = "okafor"\nto = "patel"\n'
    '[bank_holidays]\ncalendar = "ENG"\nrun_as = "Sun"\n'
)


def again(desk: Rota) -> Rota:
    reading = read_rota(rota_text(desk, ["A note"]).encode(), desk.file)
    assert reading.rota is not None, "\n".join(map(str, reading.errors))
    return reading.rota


def test_a_rota_with_everything_reads_back_as_itself():
    desk = rota(PATTERN, CLINIC, REST)
    assert again(desk) == desk


def test_names_with_quotes_and_odd_letters_survive():
    desk = rota(PATTERN)
    named = tuple(replace(c, name=f'Dr "Zoë" O\\{c.id}ß') for c in desk.clinicians)
    assert again(replace(desk, clinicians=named)).clinicians == named


@pytest.mark.parametrize("desk", read_files([shipped_file("rotas")])[0], ids=lambda desk: desk.desk.id)
def test_every_desk_reads_back_as_itself_and_keeps_to_the_schema(desk: Rota):
    assert again(desk) == desk
    _validate(Path(desk.file).read_text("utf-8"))
    _validate(rota_text(desk))


def _validate(text: str) -> None:
    jsonschema.validate(_with_dates_as_text(tomllib.loads(text)), json_schema())


def _with_dates_as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_dates_as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_dates_as_text(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_schema_beside_the_rotas_is_todays():
    assert json.loads((shipped_file("rotas") / "rota.schema.json").read_text("utf-8")) == json_schema()


@pytest.mark.parametrize("table", ["clinician", "duty", "pattern", "shift", "clinic", "leave", "swap"])
def test_the_schema_knows_the_keys_that_the_reader_knows(table: str):
    """The reader names a key that it does not know; it must accept every key of the schema."""
    keys = json_schema()["properties"][table]["items"]["properties"]
    text = f"[[{table}]]\n" + "\n".join(f"{key} = 1" for key in keys)
    assert not [line for line in complaints(text) if "has no key" in line]
    lacking = {line.split("lacks “")[1].split("”")[0] for line in complaints(f"[[{table}]]\n") if "lacks" in line}
    assert lacking == set(json_schema()["properties"][table]["items"]["required"])


def test_a_slug_is_the_surname_and_never_given_twice():
    assert slug_of("Dr Adaeze Okafor") == "okafor"
    assert slug_of("Dr Zoë O'Brien-Núñez", ["nunez"]) == "nunez-2"
    assert quoted('a"b') == '"a\\"b"'
