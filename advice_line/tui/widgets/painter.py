"""The last hand through which every line of every widget goes: nothing painted can be obeyed by the terminal."""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip

from advice_line.plain import visible


class Painter(LineFilter):
    """Paints hidden characters as signs; the line keeps its width.

    Names and mails have been looked through long before; this is for what came into a store in another way.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The line, itself where nothing is hidden in it."""
        if all(control or text.isprintable() for text, _, control in segments):
            return segments
        painted = [
            segment if segment.control else Segment(visible(segment.text), segment.style) for segment in segments
        ]
        if painted == segments:
            return segments
        width = Strip(segments).cell_length
        return list(Strip(painted).adjust_cell_length(width))


PAINTER = Painter()
