"""HTML as the text a person would have read, and the part of a reply that its writer wrote.

Nothing is fetched: pictures, styles and scripts are left out, and a link's address stands beside its words so
that nobody is led by words that lie about it.
"""

import re
from html.parser import HTMLParser

from advice_line.plain import visible

_BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "blockquote", "hr"})
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_DEEPEST = 200
_QUOTE_INTRO = re.compile(
    r"^\s*(on .{0,200}wrote:|-+ ?original message ?-+|_{8,}|from: .{1,200}|begin forwarded message:)\s*$",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BREAKS:
            self.parts.append("\n")
        if tag == "li":
            self.parts.append("- ")
        if tag == "a" and len(self._links) < _DEEPEST:
            self._links.append(next((value or "" for name, value in attrs if name == "href"), ""))
        if tag == "img":
            alt = next((value for name, value in attrs if name == "alt" and value), "")
            self.parts.append(f"[picture{': ' + alt if alt else ''}]")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag in _BREAKS:
            self.parts.append("\n")
        if tag == "td":
            self.parts.append(" ")
        if tag == "a" and self._links:
            address = self._links.pop()
            said = "".join(self.parts[-1:]).strip()
            if address and not address.startswith(("#", "mailto:")) and address != said:
                self.parts.append(f" <{address}>")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def html_to_text(markup: str) -> str:
    """The words of an HTML page, a line for each block."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return tidy("".join(reader.parts))


def tidy(text: str) -> str:
    """Without trailing blanks and more than one empty line in a row; what cannot be seen is a sign."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = visible(text, lines=True)
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def new_part(text: str) -> str:
    """What the writer of a reply wrote above what they quote."""
    own: list[str] = []
    for line in text.split("\n"):
        if _QUOTE_INTRO.match(line):
            break
        if not line.lstrip().startswith(">"):
            own.append(line)
    return tidy("\n".join(own))
