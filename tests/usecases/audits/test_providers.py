"""Sites side by side for a commissioner: own practices alone, small counts withheld in every form."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from advice_line.exports.documents import DOCUMENT_FORMS, document_lines
from advice_line.people.roles import Role
from advice_line.periods import Period
from advice_line.problems import NotPermitted, Refused
from advice_line.settings.statements import StatementSettings
from advice_line.usecases.audits.providers import compare_providers, export_providers
from advice_line.usecases.usecase import By
from tests.exports.reading_pdf import pdf_text
from tests.hospital import Hospital
from tests.rows import rows_of
from tests.usecases.statements.contracted import SEPTEMBER, add, calls_advised

AUGUST = Period(date(2026, 8, 1), date(2026, 9, 1), "August 2026")


def by(hospital: Hospital, who: str = "payer") -> By:
    return By(hospital.store, hospital[who], SEPTEMBER)


@pytest.fixture
def two_sites(local_hospital: Hospital) -> Hospital:
    """The hospital, and another site of the same store without a call."""
    with local_hospital.store.transaction():
        local_hospital.store.run("add_site", code="RXX01", name="Quayside Infirmary", timezone="Europe/London")
    return local_hospital


def test_own_practices_alone_are_counted_at_every_site(two_sites: Hospital):
    add(two_sites, "payer", Role.COMMISSIONER, "QZZ")
    calls_advised(two_sites, 6)
    calls_advised(two_sites, 2, practice="V90002")
    with two_sites.store.transaction():
        two_sites.store.run("put_practice_commissioner", practice="V90002", since="2026-08-01", commissioner="16C")
    found = compare_providers(by(two_sites), AUGUST)
    assert [(one.site, one.count("enquiries")) for one in found.figures] == [("RRV03", 6), ("RXX01", 0)]
    said = "\n".join(document_lines(found.document))
    assert "6 of 6: 100.0 % (61.0 to 100.0)" in said
    assert "Ashwell" in said
    assert "Millbeck" not in said, "it is another commissioner's"


def test_small_counts_are_in_no_form_and_the_trail_says_what_was_read(two_sites: Hospital, tmp_path: Path):
    add(two_sites, "payer", Role.COMMISSIONER, "QZZ")
    calls_advised(two_sites, 6)
    calls_advised(two_sites, 3, practice="V90002")
    found = compare_providers(by(two_sites), AUGUST)
    for form in DOCUMENT_FORMS:
        export_providers(by(two_sites), found, form, tmp_path / f"providers.{form}")
    tables = json.loads((tmp_path / "providers.json").read_text())["tables"]
    practices = {row["practice"]: row["Exampleton General (RRV03)"] for row in tables["Enquiries by practice"]}
    assert (practices["V90001"], practices["V90002"]) == ("*", "*")
    assert "0" in practices.values(), "practices that never rang"
    assert "fewer than 5" in pdf_text((tmp_path / "providers.pdf").read_bytes())
    everything = compare_providers(by(two_sites), AUGUST, StatementSettings(withhold_under=1))
    assert everything.figures[0].practice("V90002") == 3
    trail = str(rows_of(two_sites.store, "trail_of_subject", subject_kind="audit", subject="providers"))
    assert "compared providers" in trail
    assert "exported the comparison of providers" in trail
    with pytest.raises(Refused, match="“docx” is not a format"):
        export_providers(by(two_sites), found, "docx", tmp_path / "x.docx")


@pytest.mark.parametrize("who", ["ruth", "bevan", "okafor", "sam", "admin", "lead"])
def test_nobody_but_a_commissioner_compares_providers(two_sites: Hospital, tmp_path: Path, who: str):
    add(two_sites, "payer", Role.COMMISSIONER, "QZZ")
    add(two_sites, "lead", Role.INTERFACE_LEAD)
    found = compare_providers(by(two_sites), AUGUST)
    for act in (
        lambda: compare_providers(by(two_sites, who), AUGUST),
        lambda: export_providers(by(two_sites, who), found, "csv", tmp_path / "x.csv"),
    ):
        with pytest.raises(NotPermitted, match="you may not compare providers"):
            act()


def test_the_day_of_the_call_says_whose_a_practice_was(two_sites: Hospital):
    add(two_sites, "payer", Role.COMMISSIONER, "QZZ")
    calls_advised(two_sites, 6)
    calls_advised(two_sites, 6, at=datetime(2026, 8, 25, 13, tzinfo=UTC))
    with two_sites.store.transaction():
        two_sites.store.run("put_practice_commissioner", practice="V90001", since="2026-08-20", commissioner="16C")
    assert compare_providers(by(two_sites), AUGUST).figures[0].count("enquiries") == 6
