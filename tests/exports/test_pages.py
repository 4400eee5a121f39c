from datetime import UTC, datetime

import pytest
from jinja2 import UndefinedError

from advice_line.exports.audits import Audit, as_html
from advice_line.exports.letters import Letter, letter_html
from advice_line.exports.pages import page
from advice_line.exports.sheet import DeskSheet, SheetLine, sheet_html
from advice_line.exports.tables import Table
from advice_line.exports.trail_heads import Head, Printed

AT = datetime(2026, 8, 4, 13, 5, tzinfo=UTC)
EVIL = "<script>x</script> & \"y\" 'z' {{ 7 * 7 }}"
SHOWN = "&lt;script&gt;x&lt;/script&gt; &amp; &#34;y&#34; &#39;z&#39; {{ 7 * 7 }}"
HEAD = Printed(EVIL, EVIL, Head("RRV03", 1, "ab" * 32, AT))

LETTER = Letter(EVIL, EVIL, EVIL, EVIL, ((EVIL, ((EVIL, EVIL),)),), (EVIL,), HEAD)
DESK = DeskSheet(EVIL, EVIL, (SheetLine(AT, AT, EVIL, EVIL, EVIL),))
AUDIT = Audit("rota", AT, AT, ({"desk": EVIL, EVIL: EVIL},), (Table(EVIL, (EVIL,), ((EVIL,),)),), HEAD)

# A page, and how often the words of a stranger stand in it: each place of the values above, the title twice.
EVERY = [
    (letter_html(LETTER), 11),
    (sheet_html(EVIL, EVIL, [DESK], [HEAD]), 10),
    (as_html(AUDIT).decode(), 8),
]


@pytest.mark.parametrize("text, times", EVERY, ids=["letter", "sheet", "audit"])
def test_no_words_of_anybody_become_part_of_a_page(text: str, times: int):
    assert "<script" not in text
    assert "49" not in text
    assert text.count(SHOWN) == times
    assert text.startswith("<!doctype html>\n<html lang=")
    assert text.endswith("</body>\n</html>\n")


def test_the_lines_of_a_letter_stay_lines_and_its_end_is_the_head_of_the_trail():
    said = Letter("AL-1", "T", "H", "To", (("Advice", (("Doses", "5 mg\n<10 mg"),)),), ("Foot.",), HEAD)
    text = letter_html(said)
    assert "<tr><th>Doses</th><td>5 mg<br>&lt;10 mg</td></tr>" in text
    assert text.index("Foot.") < text.index('<div class="head">')


def test_where_nobody_answers_the_sheet_says_so_loudly():
    text = sheet_html("On call", "Printed now", [DeskSheet("Renal", "", (SheetLine(AT, AT, "", "", "in clinic"),))])
    assert '<td><span class="bad">NOBODY</span></td><td></td><td>in clinic</td>' in text
    assert "<h2>Renal</h2>" in text
    assert 'class="head"' not in text


def test_in_an_audit_figures_stand_right_an_instant_has_its_minute_and_nothing_is_empty():
    cells = Table("Cases", ("a", "b", "c", "d"), ((3, None, AT, True),))
    text = as_html(Audit("rota", AT, AT, ({"desk": "renal", "month": "2026-08", "calls_taken": 0.5},), (cells,)))
    assert '<tr><td class="n">3</td><td></td><td>2026-08-04 13:05</td><td>True</td></tr>' in text.decode()
    assert '<tr><td>Calls taken</td><td class="n">0.5</td></tr>' in text.decode()
    assert '<th scope="col">renal 2026-08</th>' in text.decode()


def test_what_a_page_is_not_given_is_an_error_and_no_hole():
    with pytest.raises(UndefinedError):
        page("audit.html", title="An audit", heads=[], tables=[])
