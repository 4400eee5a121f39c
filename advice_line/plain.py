"""What may stand in a text: nothing that a person cannot see, and nothing that a terminal would obey.

Control characters and escapes move a cursor or recolour a screen; direction-changing characters make a name read
as another; characters without width hide in one. Where a person can mend the text it is refused (``check_plain``);
where it comes from afar they are made visible (``visible``), so that nothing is lost in silence.
"""

import re

# Printable to Unicode, yet nothing is seen: fillers, the joiner, selectors and tags in which a message can be hidden.
_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef"
_HIDDEN = re.compile(
    "["
    "\0-\x1f\x7f-\x9f"  # C0 and C1: escapes, bells, NUL
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u08e2"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # no width, direction, line and paragraph ends
    "\ud800-\udfff"  # halves of characters
    "\U000110bd\U000110cd\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    f"{_UNSEEN}]"
)
_IN_LINES = frozenset("\n\t")


def _sign(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨U+{code:04X}⟩"


def _shown(text: str, kept: frozenset[str]) -> str:
    parts: list[str] = []
    at = 0
    for found in _HIDDEN.finditer(text):
        if found.start() < at or found[0] in kept:
            continue
        end = found.end()
        while end < len(text) and text[end] == found[0]:
            end += 1
        times = end - found.start()
        sign = _sign(found[0])
        parts += [text[at : found.start()], sign if times == 1 else sign * times if times < 4 else f"{sign}×{times}"]
        at = end
    return "".join([*parts, text[at:]])


def visible(text: str, *, lines: bool = False) -> str:
    """The text with each hidden character as a sign: ``␛`` for an escape, ``⟨U+202E⟩`` for a change of direction.

    ``lines`` lets line ends and tabs be. A long run of the same one is one sign and its number.
    """
    if text.isascii() and text.isprintable():
        return text
    return _shown(text.replace("\r\n", "\n") if lines else text, _IN_LINES if lines else frozenset())


def check_plain(text: str, what: str, *, lines: bool = False) -> str:
    """The text itself. Raises ValueError with a sentence that says which hidden character stands where in it."""
    if text.isascii() and text.isprintable():
        return text
    kept = _IN_LINES if lines else frozenset()
    searched = text.replace("\r\n", "\n") if lines else text
    found = next((one for one in _HIDDEN.finditer(searched) if one[0] not in kept), None)
    if found is None:
        return text
    before = visible(searched[max(found.start() - 12, 0) : found.start()]).strip()
    place = f"after “{before}”" if before else "at its beginning"
    raise ValueError(f"{what} holds {hidden_name(found[0])} {place}; type it afresh there.")


def hidden_lines(text: str, most: int = 50) -> list[tuple[int, str]]:
    """Which line of a text of many lines holds what that is hidden, each line once, ``most`` of them."""
    if text.isascii() and not any(char in text for char in "\x1b\0\x7f\b\a"):
        return []
    found: dict[int, str] = {}
    line, counted = 1, 0
    for one in _HIDDEN.finditer(text):
        if one[0] in _IN_LINES:
            continue
        line, counted = line + text.count("\n", counted, one.start()), one.start()
        found.setdefault(line, hidden_name(one[0]))
        if len(found) >= most:
            break
    return list(found.items())


_KNOWN = {
    "\n": "a line end",
    "\r": "a line end",
    "\t": "a tab",
    "\x1b": "an escape character",
    "\0": "a NUL character",
}


def hidden_name(char: str) -> str:
    """A hidden character in words: ``a hidden character (U+202E, right-to-left override)``."""
    if char in _KNOWN:
        return _KNOWN[char]
    if "\ud800" <= char <= "\udfff":
        return "a byte that is not UTF-8" if "\udc80" <= char <= "\udcff" else f"half a character (U+{ord(char):04X})"
    import unicodedata

    name = unicodedata.name(char, "").lower()
    kind = "a control character" if unicodedata.category(char) == "Cc" else "a hidden character"
    return f"{kind} (U+{ord(char):04X}{', ' + name if name else ''})"


def hidden_escaped(text: str) -> str:
    """JSON text with each hidden character as an escape of JSON; line ends between its values stay."""
    if text.isascii() and text.isprintable():
        return text
    return _HIDDEN.sub(lambda found: found[0] if found[0] == "\n" else _json_escape(found[0]), text)


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
