"""Start to first useful paint, and a key to its echo, through a pseudo-terminal, against an empty Textual app.

The two programs take turns, so that drift hits both alike; medians are compared.
"""

import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

from bench.demo_screens import AT

RUNS, KEYS = 7, 40
_ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=]*[a-zA-Z]|\].*?(\x07|\x1b\\)|[()].|[=>PX^_])")


class Terminal:
    """A program in a terminal of 120 by 40."""

    def __init__(self, command: list[str]) -> None:
        self.begun = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.seen = b""

    def wait_for(self, text: str, limit: float = 15) -> float:
        """The instant at which a text has been painted since the last key."""
        until = time.perf_counter() + limit
        while time.perf_counter() < until:
            if select.select([self.fd], [], [], 0.05)[0]:
                self.seen += os.read(self.fd, 65536)
                if text.encode() in _ESCAPES.sub(b"", self.seen):
                    return time.perf_counter()
        raise TimeoutError(f"“{text}” was never painted")

    def press(self, key: str) -> float:
        """Writes a key; what was seen before is forgotten."""
        while select.select([self.fd], [], [], 0.06)[0]:
            os.read(self.fd, 65536)
        self.seen = b""
        os.write(self.fd, key.encode())
        return time.perf_counter()

    def end(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def measure(command: list[str], first: str, before: str, after: str, reset: str) -> tuple[float, list[float]]:
    """(seconds to paint, seconds to each echo)."""
    terminal = Terminal(command)
    paint = terminal.wait_for(first) - terminal.begun
    if before:
        terminal.press(before)
        terminal.wait_for(after)
    echoes = []
    for number in range(KEYS):
        key = "abcdefgh"[number % 8]
        begun = terminal.press(key)
        echoes.append(terminal.wait_for(key) - begun)
        terminal.press(reset)
    terminal.end()
    return paint, echoes


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        from advice_line.demo.hospital import build_demo

        store = Path(folder) / "demo.db"
        build_demo(store, AT)
        ours = [sys.executable, "-m", "bench.demo_screens", str(store)]
        empty = [sys.executable, "-m", "bench.empty_app"]
        paints: dict[str, list[float]] = {"ours": [], "empty": []}
        echoes: dict[str, list[float]] = {"ours": [], "empty": []}
        for run in range(RUNS + 1):
            for name, found in (
                ("empty", measure(empty, "Press a key", "", "", "\x7f")),
                ("ours", measure(ours, "Press a key", "1", "Cardiology", "\x7f")),
            ):
                if run:  # the first run warms the file cache
                    paints[name].append(found[0])
                    echoes[name] += found[1]
    for what, values, unit in (("Start to first useful paint", paints, 1000), ("Key to echo", echoes, 1000)):
        mine, theirs = (statistics.median(values[name]) * unit for name in ("ours", "empty"))
        print(f"{what}, median of {len(values['ours'])}")
        print(f"  empty Textual app       {theirs:10.1f} ms   1 x")
        print(f"  Advice Line             {mine:10.1f} ms   {mine / theirs:.2f} x")


if __name__ == "__main__":
    main()
