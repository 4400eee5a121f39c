"""Whom a name in a foreign file means."""

import re
import unicodedata
from collections.abc import Iterable

from advice_line.rota.model import Clinician

_TITLES = {
    "dr",
    "doctor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "prof",
    "professor",
    "sir",
    "dame",
    "consultant",
    "registrar",
}


def name_parts(text: str) -> list[str]:
    """The parts of a name in small plain letters, titles and remarks in brackets left out."""
    text = re.sub(r"\(.*?\)|\[.*?\]", " ", text)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return [part for part in re.findall(r"[a-z]+", plain.replace("'", "")) if part not in _TITLES]


def people_named(text: str, people: Iterable[Clinician]) -> list[Clinician]:
    """Everybody whom the text may mean: by id, else by name, where initials may stand for first names."""
    everybody = list(people)
    by_id = [person for person in everybody if person.id == text.strip().lower()]
    if by_id:
        return by_id
    parts = name_parts(text)
    return [person for person in everybody if parts and _fits(parts, name_parts(person.name))]


def _fits(parts: list[str], name: list[str]) -> bool:
    """Every part is a part of the name or the initial of one; the surname must be there in full."""
    if not name or name[-1] not in parts:
        return False
    left = list(name)
    for part in sorted(parts, key=len, reverse=True):
        match = next((word for word in left if word == part or (len(part) == 1 and word.startswith(part))), None)
        if match is None:
            return False
        left.remove(match)
    return True
