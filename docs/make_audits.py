"""Writes the tables of ``docs/audits.md`` from the definitions of the columns; a test fails when they differ."""

import re
from collections.abc import Iterable
from pathlib import Path

from advice_line.exports.audit_terms import FRAME, TERMS, Term

PAGE = Path(__file__).parent / "audits.md"
_HEAD = "| column | unit | meaning |\n|---|---|---|\n"
_FRAME = "| column | meaning |\n|---|---|\n"


def table(terms: Iterable[Term]) -> str:
    """A row for each column."""
    return _HEAD + "".join(f"| {term.name} | {term.quantity} | {term.meaning} |\n" for term in terms)


def tables() -> dict[str, str]:
    """By the heading under which each stands."""
    return {"Every row": _FRAME + "".join(f"| {name} | {words} |\n" for name, words in FRAME.items())} | {
        kind: table(terms) for kind, terms in TERMS.items()
    }


if __name__ == "__main__":
    text = PAGE.read_text("utf-8")
    for heading, written in tables().items():
        text = re.sub(
            rf"(## {heading}\n(?:(?!\n## ).)*?)\| column .*?(?=\n\n|\Z)", rf"\1{written.rstrip()}", text, flags=re.S
        )
    PAGE.write_text(text.rstrip() + "\n", "utf-8")
