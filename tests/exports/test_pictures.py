"""The pictures on a page: whole, readable without colour, and beside the values that they are drawn from."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from advice_line.charts.chart import Chart
from advice_line.charts.funnel import Standing
from advice_line.exports.audits import Audit, as_html
from advice_line.exports.pictures.drawings import drawing_of
from advice_line.exports.pictures.values import shown_beside, values_of
from advice_line.exports.tables import Money
from tests.charts.kinds import KINDS, NOTHING
from tests.exports.test_pages import AT, EVIL, SHOWN

SVG = "{http://www.w3.org/2000/svg}"
BY_NAME = pytest.mark.parametrize("name", KINDS)


def page_of(*charts: Chart) -> str:
    return as_html(Audit("activity", AT, AT, ({"desk": "all desks", "enquiries": 1},), charts=charts)).decode()


def svg_of(chart: Chart) -> ElementTree.Element:
    found = re.findall(r"<svg viewBox.*?</svg>", page_of(chart), re.DOTALL)
    assert len(found) == 1
    return ElementTree.fromstring(found[0].replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))


def classes(svg: ElementTree.Element) -> list[str]:
    return [each.get("class", "") for each in svg.iter()]


@pytest.mark.parametrize("chart", [*KINDS.values(), *NOTHING.values()], ids=[*KINDS, *(f"no-{k}" for k in NOTHING)])
def test_a_picture_has_its_title_and_what_is_to_be_seen_in_words(chart: Chart):
    svg = svg_of(chart)
    assert svg.findtext(f"{SVG}title") == chart.title
    assert svg.findtext(f"{SVG}desc") == " ".join(chart.said)
    named = {svg.find(f"{SVG}{part}").get("id") for part in ("title", "desc")}  # type: ignore[union-attr]
    assert set((svg.get("aria-labelledby") or "").split()) == named
    assert svg.get("role") == "img"


@pytest.mark.parametrize("chart", [*KINDS.values(), *NOTHING.values()], ids=[*KINDS, *(f"no-{k}" for k in NOTHING)])
def test_nothing_is_drawn_outside_of_the_picture(chart: Chart):
    drawn = drawing_of(chart)
    for shape in drawn.shapes:
        for name, value in shape.attributes:
            if name in ("x", "x1", "x2", "cx", "y", "y1", "y2", "cy"):
                most = drawn.width if "x" in name else drawn.height
                assert 0 <= float(value) <= most, shape


def test_a_page_with_pictures_has_no_script_and_every_value_in_a_table():
    text = page_of(*KINDS.values())
    assert "<script" not in text
    assert "http" not in text
    for chart in KINDS.values():
        for column in shown_beside(chart).columns:
            assert f'<th scope="col">{column}</th>' in text


def test_a_special_cause_has_another_shape_a_letter_and_its_rule_in_words():
    svg, text = svg_of(KINDS["control"]), page_of(KINDS["control"])
    assert classes(svg).count("odd") == 1
    assert [each.text for each in svg.iter() if each.get("class") == "mark"] == ["O"]
    assert "<b>O</b> outside a limit" in text
    assert "20 Aug: below the lower limit." in text
    assert classes(svg).count("dot") == 20, "the period without a value has no point"


def test_of_few_points_no_limits_are_drawn():
    assert not {"limit", "mean", "odd"} & set(classes(svg_of(KINDS["few"])))
    assert "limits are drawn from 12 on" in page_of(KINDS["few"])


def test_the_busiest_hour_is_darkest_and_every_number_is_written():
    svg = svg_of(KINDS["heat"])
    assert classes(svg).count("heat4") == 1
    assert {each.text for each in svg.iter(f"{SVG}text")} >= {"12", "1", "Mon", "Sun", "00", "23"}


def test_in_a_funnel_only_what_lies_outside_is_named():
    svg = svg_of(KINDS["funnel"])
    assert [each.text for each in svg.iter() if each.get("class") == "mark"] == ["B1"]
    assert [point.standing for point in KINDS["funnel"].points] == [  # type: ignore[union-attr]
        Standing.WITHIN, Standing.FAR_ABOVE, Standing.WITHIN,
    ]  # fmt: skip


def test_outcomes_differ_by_their_hatching():
    assert {"kind0", "kind1"} <= set(classes(svg_of(KINDS["stacked"])))


@BY_NAME
def test_no_words_of_anybody_become_part_of_a_picture(name: str):
    chart = replace(KINDS[name], title=EVIL)
    text = page_of(chart)
    assert "<script" not in text
    assert SHOWN in text


def test_values_stand_in_the_order_in_which_they_are_drawn():
    assert values_of(KINDS["control"]).columns == (
        "period", "value (%)", "mean", "lower limit", "upper limit", "part", "calls", "special cause",
    )  # fmt: skip
    assert values_of(KINDS["control"]).rows[19][-1] == "below the lower limit"
    assert values_of(KINDS["few"]).columns == ("period", "value")
    assert values_of(KINDS["heat"]).rows[0][:12] == ("Mon", 5, *[0] * 9, 12)
    assert values_of(KINDS["heat"]).rows[-1][-1] == 13
    assert values_of(KINDS["waiting"]).rows[2] == ("30 to 60 s", 8)
    assert values_of(KINDS["funnel"]).rows[1][:4] == ("B1", 50, 30, 60.0)
    assert values_of(KINDS["stacked"]).rows[3] == ("Jul 26", 3, 6, 9)
    assert values_of(KINDS["spending"]).rows[4][1:] == (Money(50000), Money(60000), Money(60000))
    assert values_of(KINDS["spending"]).rows[5][1:] == (Money(60000), None, Money(69000))
