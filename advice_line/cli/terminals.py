"""Which terminal a command runs in: what the kernel says of it, not what the environment claims.

A sign-in counts in the terminal where it was made. People who share a machine user each have a terminal of their
own; the session leader's number and its moment of birth tell one from another, also when the number comes again.
``sudo`` gives a command a terminal of its own, so a command under it is looked for in the terminal that sudo stands
in. Without ``/proc`` (macOS, BSD) ``ps`` tells the birth, and a command under sudo is another terminal.
"""

import hashlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_BECOMES = frozenset({"sudo", "su", "doas", "runuser"})


@dataclass(frozen=True, slots=True)
class Terminal:
    """``key`` is this terminal's and no other's; ``door`` is what people call it, the same when one comes back."""

    key: str
    door: str

    @property
    def file_name(self) -> str:
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Process:
    name: str
    parent: int
    session: int
    terminal: int
    born: str


def this_terminal() -> Terminal:
    """The terminal, or where there is none the login session, of this process."""
    if sys.platform == "win32":
        return Terminal(f"console {os.getppid()}", os.environ.get("SESSIONNAME", "a console"))
    process = _outermost(os.getpid())
    if process is None:
        session = os.getsid(0)
        return Terminal(f"session {session} {_born(session)}", _door(_tty_name()))
    leader = _process(process.session)
    born = leader.born if leader is not None else ""
    return Terminal(f"{_boot()} session {process.session} {born}", _door(_device_name(process.terminal)))


def _outermost(pid: int) -> _Process | None:
    """The process itself; where its session was begun by ``sudo`` or its like, the one that stands outside of it."""
    process = _process(pid)
    for _ in range(8):
        leader = _process(process.session) if process is not None else None
        outside = _process(leader.parent) if leader is not None else None
        if leader is None or outside is None or not {leader.name, outside.name} & _BECOMES:
            break
        process = outside
    return process


def _process(pid: int) -> _Process | None:
    try:
        text = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    name, rest = text[text.index("(") + 1 : text.rindex(")")], text[text.rindex(")") + 2 :].split()
    return _Process(name, int(rest[1]), int(rest[3]), int(rest[4]), rest[19])


def _boot() -> str:
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return ""


def _born(pid: int) -> str:
    import subprocess

    try:
        found = subprocess.run(
            ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return found.stdout.strip()


def _device_name(number: int) -> str:
    """``pts/3`` for a terminal's device number; empty for a process without one."""
    if number == 0:
        return ""
    major, minor = (number >> 8) & 0xFFF, (number & 0xFF) | ((number >> 12) & 0xFFF00)
    return f"pts/{minor + 256 * (major - 136)}" if 136 <= major <= 143 else f"tty{minor}"


def _tty_name() -> str:
    for descriptor in (0, 1, 2):
        try:
            return os.ttyname(descriptor).removeprefix("/dev/")
        except OSError:
            continue
    return ""


def _door(terminal: str) -> str:
    """``pts/3 from 192.0.2.7``: the terminal, and the machine that it is reached from where that is known."""
    here = terminal or f"no terminal, user {os.getuid()}"
    address = os.environ.get("SSH_CONNECTION", "").split(" ")[0]
    return f"{here} from {address}" if re.fullmatch(r"[0-9a-fA-F.:]{2,45}", address) else here
