"""A small rota file to bend in tests."""

from advice_line.rota import Roster, Rota, read_rota

HEAD = """\
[desk]
id = "cardiology"
name = "Cardiology"
site = "RRV03"
function = "320"
email = "cardiology.advice@example.nhs.uk"
supervisor = "bevan"

[[clinician]]
id = "okafor"
name = "Dr Adaeze Okafor"
gmc = "7012345"
grade = "registrar"
contacts = ["bleep 2041", "07700 900123", "ext 04521"]

[[clinician]]
id = "patel"
name = "Dr Rohan Patel"
gmc = "7012346"
grade = "registrar"
contacts = ["bleep 2042"]

[[clinician]]
id = "bevan"
name = "Dr Gareth Bevan"
gmc = "4212347"
grade = "consultant"
contacts = ["ext 04500"]

[[duty]]
code = "D"
name = "Day on call"
start = "09:00"
end = "17:00"
rung = 1

[[duty]]
code = "N"
name = "Night"
start = "17:00"
end = "09:00"
rung = 1

[[duty]]
code = "C"
name = "Consultant on call"
start = "09:00"
end = "09:00"
rung = 2
resident = false
"""

PATTERN = """
[[pattern]]
from = 2026-08-03
weeks = [
  "D D D D D D D",
  "N N N N N N N",
]
starts = { okafor = 1, patel = 2 }

[[pattern]]
from = 2026-08-03
weeks = ["C C C C C C C"]
starts = { bevan = 1 }
"""


def rota(*parts: str, head: str = HEAD) -> Rota:
    """The rota of a file made of the head and these parts; fails with the complaints."""
    reading = read_rota("\n".join([head, *parts]).encode(), "cardiology.toml")
    assert reading.rota is not None, "\n".join(map(str, reading.errors))
    return reading.rota


def roster(*parts: str) -> Roster:
    return Roster(rota(*parts))


def complaints(text: str) -> list[str]:
    """Every complaint about a file as it would be printed."""
    return [str(error) for error in read_rota(text.encode(), "cardiology.toml").errors]
