from datetime import UTC, datetime, time, timedelta

from advice_line.instants import LONDON
from advice_line.people.phones import Contact
from advice_line.rota import Ladder, Rung
from advice_line.rota.ladder import NextAvailable
from advice_line.rota.model import Clinician, Duty, Shift
from advice_line.words.ladder import all_contacts, behind_words, first_contact, in_clinic_words, ladder_sentence

NOON = datetime(2026, 8, 4, 11, tzinfo=UTC)
OKAFOR = Clinician("okafor", "Dr Adaeze Okafor", "7012345", "registrar", (Contact("bleep", "2041"),), 0)
PATEL = Clinician(
    "patel", "Dr Rohan Patel", "7012346", "registrar", (Contact("bleep", "2042"), Contact("extension", "04522")), 1
)
BEVAN = Clinician("bevan", "Dr Gareth Bevan", "4212347", "consultant", (), 2)
DAY = Duty("D", "Day on call", time(9), time(17), 1)


def rung(person: Clinician, in_clinic_for: float = 0) -> Rung:
    shift = Shift(person, DAY, NOON.date(), NOON - timedelta(hours=3), NOON + timedelta(hours=5))
    return Rung(shift, NOON + timedelta(hours=in_clinic_for) if in_clinic_for else None)


def test_who_answers_until_when_and_who_is_behind():
    ladder = Ladder(NOON, (), rung(OKAFOR), (rung(PATEL),))
    assert ladder_sentence("Cardiology", ladder, LONDON) == (
        "Cardiology: Dr Adaeze Okafor, bleep 2041, until 17:00; then Dr Rohan Patel."
    )


def test_who_is_in_clinic_is_said_and_is_not_the_one_to_try_next():
    ladder = Ladder(NOON, (rung(OKAFOR, 1),), rung(PATEL), (rung(BEVAN, 2),))
    assert ladder_sentence("Cardiology", ladder, LONDON) == (
        "Cardiology: Dr Rohan Patel, bleep 2042, until 17:00; nobody behind (Dr Adaeze Okafor in clinic until 13:00)."
    )
    assert behind_words(ladder) == ""
    assert in_clinic_words(ladder, LONDON) == "Dr Adaeze Okafor in clinic until 13:00"


def test_behind_one_in_clinic_stands_the_next_who_is_free():
    ladder = Ladder(NOON, (), rung(OKAFOR), (rung(BEVAN, 2), rung(PATEL)))
    assert behind_words(ladder) == "Dr Rohan Patel, bleep 2042"
    assert ladder_sentence("Cardiology", ladder, LONDON).endswith("; then Dr Rohan Patel.")


def test_nobody_is_loud_and_says_who_is_next_and_when():
    at = datetime(2026, 12, 31, 23, tzinfo=UTC)
    next_year = NextAvailable(PATEL, at + timedelta(hours=10))
    assert ladder_sentence("Renal", Ladder(at, (), None, (), next_year), LONDON) == (
        "Renal: NOBODY until Fri 09:00 (Dr Rohan Patel)."
    )
    assert ladder_sentence("Renal", Ladder(at, (), None, ()), LONDON) == (
        "Renal: NOBODY, and nobody later in the rota."
    )


def test_who_has_no_number_is_said_to_have_none():
    assert (first_contact(PATEL), all_contacts(PATEL)) == ("bleep 2042", "bleep 2042, ext 04522")
    assert (first_contact(BEVAN), all_contacts(BEVAN)) == ("no contact", "no contact")
    assert behind_words(Ladder(NOON, (), rung(OKAFOR), (rung(BEVAN),))) == "Dr Gareth Bevan"
