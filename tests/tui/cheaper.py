"""What Textual does again for every screen that a test starts is done once: its style sheets, and its looking at
functions; and nothing is painted before somebody looks."""

from types import FunctionType, MethodType
from typing import Any

from textual import _callback
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_read: dict[tuple[Any, ...], list[RuleSet]] = {}
_counted: dict[Any, int] = {}
_painted = Compositor.render_update
_parsed = Stylesheet._parse_rules
_counts = _callback._count_parameters


def _painted_nowhere(compositor: Compositor, full: bool = False, **more: Any) -> Any:
    """There is no terminal: what a person reads is painted when a test looks, not at every change."""
    if full:
        return _painted(compositor, full, **more)
    compositor._dirty_regions.clear()
    return None


def _parsed_once(sheet: Stylesheet, *source: Any, **more: Any) -> list[RuleSet]:
    """The rules of one source under the same variables, which every screen but the first finds made."""
    key = (source, *more.items(), frozenset(sheet._variables.items()))
    if key not in _read:
        _read[key] = _parsed(sheet, *source, **more)
    return _read[key]


def _counted_once(function: Any) -> int:
    if isinstance(function, MethodType):
        return _counted_once(function.__func__) - 1
    if type(function) is not FunctionType or hasattr(function, "__wrapped__"):
        return _counts(function)
    code = function.__code__
    if code not in _counted:
        _counted[code] = _counts(function)
    return _counted[code]


def make_cheaper() -> None:
    Compositor.render_update = _painted_nowhere  # type: ignore[assignment,method-assign]
    Stylesheet._parse_rules = _parsed_once  # type: ignore[assignment,method-assign]
    _callback._count_parameters = _counted_once  # type: ignore[assignment]
