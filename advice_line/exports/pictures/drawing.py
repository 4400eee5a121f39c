"""A drawing as plain shapes, which the page's template writes as SVG; how values become places on it."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720.0, 250.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 54.0, 122.0, 14.0, 34.0


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of SVG: its tag, its attributes, and its words if it has any."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, with what a screen reader says of it."""

    title: str
    said: tuple[str, ...]
    shapes: tuple[Shape, ...]
    width: float = WIDTH
    height: float = HEIGHT
    key: tuple[tuple[str, str], ...] = ()
    """Signs of the picture, each with what it means."""
    hatched: bool = False


def shape(tag: str, look: str = "", words: str = "", **attributes: float | str) -> Shape:
    """``look`` is a class of the page's style; a name of two words is written with ``_``."""
    given = {"class": look, **{name.replace("_", "-"): _place(value) for name, value in attributes.items()}}
    return Shape(tag, tuple((name, value) for name, value in given.items() if value), words)


def text(x: float, y: float, words: str, anchor: str = "middle", look: str = "") -> Shape:
    return shape("text", look, words, x=x, y=y, text_anchor=anchor)


def line(x1: float, y1: float, x2: float, y2: float, look: str) -> Shape:
    return shape("line", look, x1=x1, y1=y1, x2=x2, y2=y2)


def path(points: Sequence[tuple[float, float]], look: str) -> Shape:
    return shape("polyline", look, points=" ".join(f"{_place(x)},{_place(y)}" for x, y in points))


def dot(x: float, y: float, look: str = "dot") -> Shape:
    return shape("circle", look, cx=x, cy=y, r=2.6)


def diamond(x: float, y: float) -> Shape:
    """What is out of the ordinary has another shape, and not only another colour."""
    return shape("path", "odd", d=f"M{_place(x)} {_place(y - 5.5)}l5.5 5.5-5.5 5.5-5.5-5.5z")


def _place(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Axes:
    """Where values stand: x from 0 to ``wide``, y from ``low`` to ``high``; the room to the right is for words."""

    wide: float
    high: float
    right: float = _RIGHT
    low: float = 0.0

    def x(self, value: float) -> float:
        return _LEFT + (WIDTH - _LEFT - self.right) * value / (self.wide or 1)

    def y(self, value: float) -> float:
        return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * (value - self.low) / (self.high - self.low or 1)

    @property
    def end(self) -> float:
        """Just right of the plot."""
        return WIDTH - self.right + 4

    def beneath(self, lines: int = 1) -> float:
        """Where a line of words stands below the plot."""
        return HEIGHT - _BOTTOM + 3 + 12.0 * lines

    def frame(self, rows: Sequence[tuple[float, str]]) -> list[Shape]:
        """A faint line and its words for each value, and the line at the foot."""
        found = [line(_LEFT, self.y(self.low), WIDTH - self.right, self.y(self.low), "axis")]
        for value, words in rows:
            found.append(line(_LEFT, self.y(value), WIDTH - self.right, self.y(value), "grid"))
            found.append(text(_LEFT - 5, self.y(value) + 3.5, words, "end"))
        return found

    def labels(self, labels: Sequence[str], offset: float = 0.0) -> list[Shape]:
        """As many labels beneath as there is room for, the last always."""
        room = max(1, int((WIDTH - _LEFT - self.right) / max(1, 6.2 * max(map(len, labels), default=1))))
        every = -(-len(labels) // room)
        last = len(labels) - 1
        return [
            text(self.x(n + offset), self.beneath(), label)
            for n, label in enumerate(labels)
            if (last - n) % every == 0
        ]
