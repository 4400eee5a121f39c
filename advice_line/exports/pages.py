"""Pages from the files in ``templates/``: whatever is put into one is escaped, and what is not given is an error.

Jinja2 is imported when the first page is made: no screen and no command that makes none should pay for it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advice_line.exports.tables import Money, shown

if TYPE_CHECKING:
    from jinja2 import Environment


def page(template: str, **values: Any) -> str:
    """A whole page; ``title`` and ``heads`` (of the trail, to stand at its foot) are every page's."""
    return _pages().get_template(template).render(values)


@cache
def _pages() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    pages.filters["shown"] = shown
    pages.tests["figure"] = lambda cell: isinstance(cell, int | float | Money) and not isinstance(cell, bool)
    return pages
