"""What Textual does again for every screen that a test starts is done once: its style sheets, and its looking at
functions; and nothing is painted before somebody looks."""

from collections.abc import Iterable, Iterator
from functools import cache
from types import FunctionType, MethodType
from typing import Any

from rich.segment import Segment
from textual import _callback, events
from textual._compositor import Compositor
from textual.color import Color
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message import Message
from textual.message_pump import MessagePump
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen

_read: dict[tuple[Any, ...], list[RuleSet]] = {}
_counted: dict[Any, int] = {}
_painted = Compositor.render_update
_parsed = Stylesheet._parse_rules
_counts = _callback._count_parameters
_looked_up = MessagePump._get_dispatch_methods
_resumed = Screen._on_screen_resume


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


@cache
def _handlers(kind: type, handler: str, message: type) -> list[tuple[type, Any]] | None:
    """Who of a kind's ancestors answers a message by this name; None where that is said by decorators too."""
    ancestors = kind.__mro__
    if any(vars(cls).get("_decorated_handlers", {}).keys() & {*message.__mro__} for cls in ancestors):
        return None
    found = ((cls, vars(cls).get(f"_{handler}") or vars(cls).get(handler)) for cls in ancestors)
    return [(cls, method) for cls, method in found if method and not getattr(method, "_textual_on", None)]


def _looked_up_once(pump: MessagePump, handler: str, message: Message) -> Iterator[tuple[type, Any]]:
    kinds: Any = type(pump), handler, type(message)
    handlers = _handlers(*kinds)
    if handlers is None:
        yield from _looked_up(pump, handler, message)
        return
    for cls, method in handlers:
        if message._no_default_action:
            return
        yield cls, method.__get__(pump, cls)


def _resumed_as_it_was(screen: Screen[Any], event: events.ScreenResume) -> None:
    """What a screen that comes up looks like it was given when it was made or changed; not all of it once more."""
    event.refresh_styles = False
    _resumed(screen, event)


def _not_dimmed(segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
    """What lies behind a dialogue, in the colours it has: what is read are its words."""
    return segments


def make_cheaper() -> None:
    MessagePump._get_dispatch_methods = _looked_up_once  # type: ignore[assignment,method-assign]
    Screen._on_screen_resume = _resumed_as_it_was  # type: ignore[assignment,method-assign]
    BackgroundScreen.process_segments = staticmethod(_not_dimmed)  # type: ignore[method-assign]
    Compositor.render_update = _painted_nowhere  # type: ignore[assignment,method-assign]
    Stylesheet._parse_rules = _parsed_once  # type: ignore[assignment,method-assign]
    _callback._count_parameters = _counted_once  # type: ignore[assignment]
