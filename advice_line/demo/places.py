"""The invented practices of the demo, as a file of the national list, and the people who ring from them."""

from random import Random

PRACTICES = 60
PRACTICES_OF = {"16C": range(1, 25), "97X": range(25, 43), "98X": range(43, 55), "99X": range(55, 61)}
"""The numbers of the practices that each commissioner pays for."""
_TOWNS = (
    "Harrowby", "Millbeck", "Stonecross", "Ashwell", "Thornley", "Riverside", "Castle Street", "Oakfield",
    "Priory", "Beacon", "Meadow", "Kingsway", "Abbey", "Hillcrest", "Park Lane", "St Anne's", "Bridge End",
    "Woodside", "The Elms", "Quayside",
)  # fmt: skip
_KINDS = ("Surgery", "Medical Centre", "Health Centre")
_FIRST = ("A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "T", "W")
_LAST = (
    "Barlow", "Chauhan", "Denholm", "Egan", "Fairbrother", "Gill", "Hussain", "Iqbal", "Jessop", "Kemp", "Lamb",
    "Mistry", "Newbold", "Oduya", "Parekh", "Quinn", "Rowe", "Sethi", "Tranter", "Umar", "Vickers", "Walsh",
    "Yates", "Zaman",
)  # fmt: skip


def practice_code(number: int) -> str:
    return f"V9{number:04d}"


def practice_number(number: int) -> str:
    """A drama number; the last three practices share one health centre's switchboard."""
    return f"01632 960{min(number, PRACTICES - 2):03d}"


def practice_file() -> str:
    """Sixty practices in the classic, headerless form of ``epraccur.csv``."""
    lines = []
    for number in range(1, PRACTICES + 1):
        town, kind = _TOWNS[number % len(_TOWNS)], _KINDS[number // len(_TOWNS) % len(_KINDS)]
        cells = [""] * 27
        cells[0], cells[1] = practice_code(number), f"{town} {kind}".upper()
        commissioner = next(code for code, numbers in PRACTICES_OF.items() if number in numbers)
        cells[2], cells[3] = "Y00", "QZZ"
        cells[4], cells[7], cells[9] = f"{number} {town.upper()} ROAD", "EXAMPLETON", f"ZZ{number % 20 + 1} 1AA"
        cells[10], cells[12], cells[13], cells[14] = "19740401", "A", "B", commissioner
        cells[17], cells[25] = practice_number(number), "4"
        lines.append(",".join(f'"{cell}"' for cell in cells))
    return "\n".join(lines) + "\n"


def caller(random: Random) -> str:
    return f"Dr {random.choice(_FIRST)} {random.choice(_LAST)}"


def nhs_number(number: int) -> str:
    """The n-th valid number of the range that is never issued (999 000 0000 upwards)."""
    base = 999000001 + number
    while True:
        digits = f"{base:09d}"
        check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return digits + str(check % 11)
        base += 7


def patient(random: Random) -> tuple[str, str, str]:
    """(NHS number, date of birth, name), all invented; one number is always one person's."""
    number = random.randint(1, 9000) * 10
    own = Random(number)
    first = own.choice(("Alice", "Brian", "Carol", "Derek", "Edna", "Frank", "Gloria", "Harold", "Ivy", "James"))
    born = f"{own.randint(1932, 2008)}-{own.randint(1, 12):02d}-{own.randint(1, 28):02d}"
    return nhs_number(number), born, f"{first} {own.choice(_LAST)}"
