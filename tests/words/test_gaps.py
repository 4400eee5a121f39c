from datetime import UTC, datetime, timedelta

from advice_line.instants import LONDON
from advice_line.rota.gaps import Gap, GapKind
from advice_line.rota.model import Clinician
from advice_line.words.gaps import gap_clause, gap_line, gap_words

OKAFOR = Clinician("okafor", "Dr Adaeze Okafor", "7012345", "registrar", (), 0)


def test_a_gap_says_what_when_how_long_and_whom():
    begins = datetime(2026, 8, 4, 12, 30, tzinfo=UTC)
    gap = Gap(GapKind.OWN_CLINIC, begins, begins + timedelta(minutes=90), (OKAFOR,))
    assert gap_words(gap, LONDON) == "on call in own clinic, nobody behind: Tue 4 Aug 13:30 to 15:00"
    assert gap_clause(gap, LONDON) == "on call in own clinic, nobody behind, Tue 4 Aug 13:30 to 15:00"
    assert gap_line(gap, LONDON) == f"{gap_words(gap, LONDON)} (90 min), Dr Adaeze Okafor"


def test_a_gap_over_a_years_end_says_both_days():
    begins = datetime(2026, 12, 31, 22, tzinfo=UTC)
    gap = Gap(GapKind.NOBODY, begins, begins + timedelta(hours=3))
    assert gap_line(gap, LONDON) == "nobody on duty: Thu 31 Dec 22:00 to Fri 1 Jan 01:00 (180 min)"


def test_what_the_clocks_do_is_said_after_it():
    begins = datetime(2026, 10, 25, 0, tzinfo=UTC)
    gap = Gap(GapKind.CLOCKS, begins, begins + timedelta(hours=2), (), "01:00 to 02:00 comes twice")
    assert gap_line(gap, LONDON) == (
        "the clocks change: Sun 25 Oct 01:00 to 02:00 (120 min): 01:00 to 02:00 comes twice"
    )
