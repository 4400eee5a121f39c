"""The text of a PDF as our library writes it: glyphs of embedded fonts, each with its table of characters."""

import re
import zlib


def pdf_text(data: bytes) -> str:
    """Every text that is shown, one a line. Enough for files of fpdf2; no general reader."""
    objects = {int(number): body for number, body in re.findall(rb"(?s)\b(\d+) 0 obj\b(.*?)\bendobj", data)}
    fonts = {
        name.decode(): _characters(_stream(objects[int(_one(rb"/ToUnicode (\d+)", objects[int(number)]))]))
        for body in objects.values()
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", body)
    }
    pages = [_stream(body) for body in objects.values() if b"stream" in body and b"/Length1" not in body]
    return "\n".join(line for page in pages if b" Tj" in page or b" TJ" in page for line in _shown(page, fonts))


def _one(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body)
    assert found is not None, body[:200]
    return found[1]


def _stream(body: bytes) -> bytes:
    raw = _one(rb"(?s)stream\r?\n(.*?)\r?\nendstream", body)
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _characters(cmap: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for block in re.findall(rb"(?s)beginbfchar(.*?)endbfchar", cmap):
        for code, char in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[int(code, 16)] = bytes.fromhex(char.decode()).decode("utf-16-be")
    return found


def _shown(page: bytes, fonts: dict[str, dict[int, str]]) -> list[str]:
    lines, font = [], ""
    for name, literal in re.findall(rb"(?s)/(F\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)", page):
        if name:
            font = name.decode()
            continue
        raw = re.sub(rb"(?s)\\(.)", lambda m: {b"r": b"\r", b"n": b"\n"}.get(m[1], m[1]), literal)
        codes = [int.from_bytes(raw[place : place + 2]) for place in range(0, len(raw), 2)]
        lines.append("".join(fonts[font].get(code, "\ufffd") for code in codes))
    return lines
