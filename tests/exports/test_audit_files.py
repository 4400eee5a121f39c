"""Each file of an audit says whose it is, of when, what its columns mean, and what its shares leave out."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from advice_line.enquiry.measures import accountability, activity, interface
from advice_line.enquiry.totals import Totals
from advice_line.enquiry.value import Worth, estimate, value_figures
from advice_line.exports.audit_layout import figure_tables
from advice_line.exports.audit_terms import FRAME, TERMS, excluded
from advice_line.exports.audits import Audit, as_csv, as_html, as_json, as_xlsx
from advice_line.exports.provenance import Provenance
from advice_line.exports.trail_heads import Head, Printed
from tests.charts.kinds import KINDS

LONDON = ZoneInfo("Europe/London")
BEGINS, UNTIL = datetime(2026, 6, 30, 23, tzinfo=UTC), datetime(2026, 9, 30, 23, tzinfo=UTC)
MADE = Provenance(
    "RRV03", "Exampleton General", LONDON, BEGINS, UNTIL, "Ruth Appleby", datetime(2026, 10, 1, 8, tzinfo=UTC)
)
HEAD = Printed("Trail head RRV03 7:abab", "", Head("RRV03", 7, "ab" * 32, BEGINS))
COUNTED = {
    "enquiries": 9,
    "calls": 7,
    "connected": 6,
    "email_questions": 2,
    "email_needing_no_answer": 1,
    "advised": 5,
}
AUDIT = Audit(
    "activity", BEGINS, UNTIL, tuple({"desk": desk, **COUNTED} for desk in ("renal", "all desks")), (), HEAD, MADE,
    tuple(KINDS.values()),
)  # fmt: skip


@pytest.mark.parametrize("kind", ["activity", "accountability", "interface"])
def test_every_figure_is_defined_in_its_order_and_every_share_beside_its_part_and_whole(kind: str):
    figures = {"activity": activity, "accountability": accountability, "interface": interface}[kind](Totals())
    figures |= value_figures(estimate({}), Worth()) if kind == "activity" else {}
    assert [term.name for term in TERMS[kind]] == list(figures)
    for term in TERMS[kind]:
        assert ("percent" in term.name) is bool(term.parts and term.whole)
        assert {*term.parts, term.whole} - {""} <= set(figures)


def test_a_period_is_said_by_the_hospitals_clock_and_by_its_name():
    assert MADE.period == "2026/27 Q2: 1 July 2026 to 30 September 2026, both included"
    some = Provenance("RRV03", "", LONDON, BEGINS, datetime(2026, 7, 6, 23, tzinfo=UTC), "", BEGINS)
    assert some.period == "1 July 2026 to 6 July 2026, both included"
    cut = Provenance("RRV03", "", LONDON, BEGINS, datetime(2026, 7, 6, 12, tzinfo=UTC), "", BEGINS)
    assert cut.period == "1 July 2026 00:00 until 6 July 2026 13:00"


def test_csv_stays_a_table_whose_every_row_stands_alone():
    rows = list(csv.reader(io.StringIO(as_csv(AUDIT).decode())))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [name for name in rows[0] if name not in {*FRAME, *COUNTED}] == []
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["from"], first["until"]) == ("2026-07-01T00:00:00+01:00", "2026-10-01T00:00:00+01:00")
    assert (first["site"], first["made_by"], first["made_at"]) == ("RRV03", "Ruth Appleby", "2026-10-01T09:00+01:00")
    assert first["period"] == MADE.period
    assert first["trail_head"] == HEAD.head.short
    assert rows[0][-1] == "trail_head"


def test_json_has_definitions_and_what_was_left_out():
    found = json.loads(as_json(AUDIT))
    assert (found["site"], found["period"], found["made_by"]) == ("RRV03", MADE.period, "Ruth Appleby")
    assert found["definitions"]["connected_percent_of_calls"] == "connected / calls"
    assert found["excluded"]["calls not connected: in no time to connect"] == 1
    assert set(found["pictures"]) == {chart.title for chart in KINDS.values()}


def test_what_a_share_leaves_out_is_said_with_how_many_and_nothing_of_what_left_nothing_out():
    assert excluded("activity", COUNTED) == (
        ("e-mail questions: no calls, and in no share of calls", 2),
        ("calls not connected: in no time to connect", 1),
        ("e-mail questions that needed no answer: neither in time nor late", 1),
        ("e-mail questions whose time is not up: neither in time nor late yet", 1),
        ("enquiries without recorded advice: in no outcome", 4),
    )
    assert excluded("activity", activity(Totals())) == ()


def test_the_page_begins_with_whose_it_is_and_ends_with_what_its_columns_mean():
    text = as_html(AUDIT).decode()
    for words in (
        "Exampleton General (RRV03)",
        "1 July 2026 to 30 September 2026, both included, by the clock of Europe/London",
        "Ruth Appleby, 1 October 2026 09:00", "1 calls not connected", "<h2>Definitions</h2>",
    ):  # fmt: skip
        assert words in text
    assert "UTC" not in text
    assert text.index("Exampleton") < text.index("<svg") < text.index("Definitions") < text.index(HEAD.line)


def test_the_workbook_has_a_sheet_for_each_of_these():
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(AUDIT)))
    titles = [chart.title for chart in KINDS.values()]
    assert book.sheetnames == ["About", "Figures", *titles, "Definitions", "All rows", "Trail head"]
    assert [cell.value for cell in book["Figures"][1]] == ["figure", "renal", "all desks"]
    assert book["About"]["B4"].value == "Ruth Appleby, 1 October 2026 09:00"


def year(desks: int) -> list[dict[str, Any]]:
    months = [f"2026-{n:02d}" for n in range(4, 13)] + ["2027-01", "2027-02", "2027-03"]
    rows = [{"desk": f"desk {n}", "month": month, "gaps": 1} for n in range(desks) for month in months]
    return [*rows, {"desk": "all desks", "month": "", "gaps": 12 * desks}]


def test_of_a_year_each_desk_has_a_table_with_the_months_across():
    tables = figure_tables(year(4))
    assert [table.title for table in tables] == ["desk 0", "desk 1", "desk 2", "desk 3", "all desks"]
    assert tables[0].columns[:3] == ("figure", "2026-04", "2026-05")
    assert tables[0].rows == (("Gaps", *[1] * 12),)
    assert (tables[-1].columns, tables[-1].rows) == (("figure", "whole period"), (("Gaps", 48),))


def test_many_desks_are_several_tables_and_each_has_the_whole_beside_it():
    rows = [{"desk": f"desk {n:02d}", "calls": n} for n in range(10)] + [{"desk": "all desks", "calls": 45}]
    one, two = figure_tables(rows)
    assert (one.title, len(one.columns), one.columns[-1]) == ("Figures 1", 10, "all desks")
    assert (two.title, two.columns) == ("Figures 2", ("figure", "desk 08", "desk 09", "all desks"))
    assert [table.title for table in figure_tables(rows[-1:])] == ["Figures"]
