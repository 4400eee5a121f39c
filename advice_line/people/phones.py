"""Telephone numbers as people say them, and the contacts a switchboard can try.

UK numbers are kept in E.164; extensions and bleeps are text and keep their leading zeros.
``phonenumbers`` is imported inside the functions: it costs 30 ms, and the first screen does not need it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

ContactKind = Literal["bleep", "extension", "phone"]

# Ofcom keeps these for drama: valid to nobody, so examples and the demo use them.
# https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
_DRAMA = re.compile(r"\+44(1632960\d{3}|7700900\d{3}|8081570\d{3}|3069990\d{3})")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a clinician: a bleep, an extension or a telephone number."""

    kind: ContactKind
    value: str

    def __str__(self) -> str:
        return self.value if self.kind == "phone" else f"{_SHORT[self.kind]} {self.value}"


_SHORT = {"bleep": "bleep", "extension": "ext"}


@dataclass(frozen=True, slots=True)
class DialledNumber:
    """A number split into what the store keeps and what a person reads."""

    e164: str
    shown: str
    extension: str = ""


def _parse(text: str) -> "PhoneNumber | None":
    import phonenumbers

    try:
        return phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None


@lru_cache(maxsize=4096)
def telephone(text: str) -> DialledNumber:
    """A telephone number as a person says it, extension included ("01632 960001 ext 12").

    Raises ValueError with a sentence.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberFormat as Format

    number = _parse(text)
    if number is not None:
        e164 = phonenumbers.format_number(number, Format.E164)
        if phonenumbers.is_valid_number(number) or _DRAMA.fullmatch(e164):
            extension = number.extension or ""
            number.extension = None
            home = number.country_code == 44
            shown = phonenumbers.format_number(number, Format.NATIONAL if home else Format.INTERNATIONAL)
            return DialledNumber(e164, shown, extension)
    raise ValueError(f"“{text.strip()}” is not a telephone number.")


def group_as_typed(text: str) -> str:
    """What has been typed so far, with the groups of a UK number: ``0113496`` -> ``0113 496``."""
    import phonenumbers

    main, marker, tail = _split_extension(text)
    formatter = phonenumbers.AsYouTypeFormatter("GB")
    shown = ""
    for char in main:
        if char.isdigit() or char == "+":
            shown = formatter.input_digit(char)
    return f"{shown}{marker}{tail}" if marker else shown


def _split_extension(text: str) -> tuple[str, str, str]:
    main = re.split(r"[a-zA-Z#]", text, maxsplit=1)[0]
    rest = text[len(main) :]
    return main, (" " if rest else ""), rest


def contact(text: str) -> Contact:
    """A contact as a rota file writes it: ``bleep 2041``, ``ext 04521`` or a telephone number.

    Raises ValueError with a sentence.
    """
    found = re.fullmatch(r"\s*(bleep|ext(?:ension)?)\.?\s+(\S.*?)\s*", text, re.IGNORECASE)
    if not found:
        return Contact("phone", _shown_with_extension(text))
    word, value = found.groups()
    if not re.fullmatch(r"[0-9*#]+(?: [0-9*#]+)*", value):
        raise ValueError(f"“{text}” is not a {word.lower()} number; write only digits after the word.")
    return Contact("bleep" if word.lower() == "bleep" else "extension", value)


def _shown_with_extension(text: str) -> str:
    number = telephone(text)
    return f"{number.shown} ext {number.extension}" if number.extension else number.shown
