import pytest

from advice_line.rota import read_files
from advice_line.rota.warnings import rota_warnings
from advice_line.shipped import shipped_file
from tests.rota.files import HEAD, PATTERN, rota

LIMITED = PATTERN.replace("from = 2026-08-03\n", "from = 2026-08-03\nuntil = 2026-08-17\n")
NO_CONSULTANT = LIMITED.split('[[pattern]]\nfrom = 2026-08-03\nuntil = 2026-08-17\nweeks = ["C')[0]
CLINIC = '[[clinic]]\nclinician = "okafor"\ndays = ["Tue"]\nstart = "13:30"\nend = "17:00"\n'


def said(*parts: str, head: str = HEAD) -> list[str]:
    return [w.sentence for w in rota_warnings(rota(*parts, head=head)) if "hours rule" not in w.sentence]


def test_a_sound_rota_is_quiet():
    assert said(LIMITED) == []


@pytest.mark.parametrize(
    "parts, sentence",
    [
        (
            [LIMITED.replace("N N N N N N N", "N N . N N N N")],
            "Nobody on rung 1 is on duty from 17:00 to 09:00",
        ),
        ([NO_CONSULTANT.replace("N N N N N N N", "N N . N N N N")], "Nobody is on duty from 17:00 to 09:00"),
        (
            [LIMITED, '[[shift]]\ndate = 2026-08-04\nduty = "D"\nclinician = "bevan"\n'],
            "Dr Gareth Bevan is on “C” and “D” at the same time",
        ),
        ([NO_CONSULTANT, CLINIC], "Dr Adaeze Okafor is on call while in this clinic with nobody behind"),
        (
            [
                LIMITED,
                '[[swap]]\ndate = 2026-08-04\nduty = "D"\nfrom = "okafor"\nto = "patel"\n',
                '[[leave]]\nclinician = "patel"\nfirst = 2026-08-04\nlast = 2026-08-04\nkind = "sick"\n',
            ],
            "Dr Rohan Patel is on leave on 2026-08-04: the swapped duty is lost",
        ),
    ],
)
def test_what_is_legal_and_still_worth_a_sentence(parts: list[str], sentence: str):
    assert [s for s in said(*parts) if s.startswith(sentence)], said(*parts)


def test_a_clinician_without_contacts():
    head = HEAD.replace('contacts = ["bleep 2042"]', "contacts = []")
    assert said(LIMITED, head=head) == ["Dr Rohan Patel has no contacts and cannot be called."]


@pytest.mark.parametrize(
    "weeks, rule",
    [
        ('"N N N N N . ."', "at most 4 nights in a row"),
        ('"N D . . . . ."', "46 h rest after nights"),
        ('"D D D D D D D", "D . . . . . ."', "at most 7 shifts in a row"),
    ],
)
def test_a_broken_hours_rule_is_named_with_its_doctor(weeks: str, rule: str):
    pattern = f"[[pattern]]\nfrom = 2026-08-03\nuntil = 2026-08-31\nweeks = [{weeks}]\nstarts = {{ okafor = 1 }}\n"
    head = HEAD.replace('start = "17:00"\nend = "09:00"', 'start = "21:00"\nend = "09:00"')
    broken = [w.sentence for w in rota_warnings(rota(pattern, head=head)) if rule in w.sentence]
    assert len(broken) == 1
    assert broken[0].startswith("Dr Adaeze Okafor breaks the hours rule")


def test_the_twelve_desks_have_no_errors_and_cover_the_year():
    rotas, problems = read_files([shipped_file("rotas")])
    assert problems == []
    assert len(rotas) == 12
    for desk in rotas:
        assert min(p.from_ for p in desk.patterns).isoformat() <= "2026-08-03"
        assert all(p.until is None or p.until.isoformat() >= "2027-08-01" for p in desk.patterns)
        assert desk.clinics
        assert desk.leave
