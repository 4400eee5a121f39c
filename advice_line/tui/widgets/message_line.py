"""The line on which is said what was done, or why not."""

from functools import partial

from textual.timer import Timer
from textual.widgets import Static


class MessageLine(Static):
    """A line of its own that covers nothing. A refusal stays longer than what went well."""

    DEFAULT_CSS = """
    MessageLine { height: auto; max-height: 3; padding: 0 1; display: none; text-style: bold; color: $text; }
    MessageLine.-good { display: block; background: $success-muted; color: $text-success; }
    MessageLine.-news { display: block; background: $warning-muted; color: $text-warning; }
    MessageLine.-bad { display: block; background: $error; }
    """

    _telling: Timer | None = None
    _told = 0

    def tell(self, words: str, tone: str) -> None:
        """Shows words in a tone, good, news or bad, for a while."""
        self.update(words)
        self.set_classes(f"-{tone}")
        if self._telling is not None:
            self._telling.stop()
        self._told += 1
        self._telling = self.set_timer(8 if tone == "good" else 30, partial(self._untell, self._told))

    def _untell(self, number: int) -> None:
        """Takes a message away, unless another stands there: a timer that has struck is stopped too late."""
        if number == self._told:
            self.set_classes("")
