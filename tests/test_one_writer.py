"""Nothing but the one writer of files writes files; what does, is named here with its reason."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
WRITES_BESIDE_THE_WRITER = {
    "advice_line/files.py": "it is the writer",
    "advice_line/store/opening.py": "makes the store itself, and nothing else",
    "advice_line/store/queue.py": "the lock file beside the store",
    "advice_line/store/aside.py": "gives stores their names",
    "advice_line/store/restore.py": "fills a half-made file of the writer's",
    "advice_line/store/reading.py": "a folder that is gone when the store is closed",
    "advice_line/store/marks.py": "a mark that no longer holds is forgotten",
    "advice_line/store/backup.py": "SQLite writes the copy",
    "advice_line/cli/accounts.py": "a sign-in is forgotten",
    "advice_line/cli/sessions.py": "sign-ins of closed terminals are swept",
    "advice_line/usecases/trail/keys.py": "the key of the heads: made once, never replaced",
    "advice_line/usecases/trail/places.py": "a log of heads is only ever added to",
    "advice_line/usecases/trail/export.py": "empties words in memory, no file",
    "advice_line/cli/demo.py": "a folder that is gone at the end",
    "advice_line/demo/hospital.py": "a folder that is gone at the end",
}
_WRITE = re.compile(
    r"write_text|write_bytes|mkdir|makedirs|touch|unlink|renames?|symlink_to|hardlink_to|symlink|mknod|mkfifo|truncate|"
    r"rmdir|NamedTemporaryFile|TemporaryFile|mkstemp|mkdtemp|TemporaryDirectory"
)


def _writes(call: ast.Call) -> bool:
    """Whether a call makes, changes or removes a file by itself."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    of = call.func.value.id if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) else ""
    if name == "open" and of != "os":
        texts = [n.value for a in (*call.args, *(k.value for k in call.keywords)) for n in ast.walk(a)
                 if isinstance(n, ast.Constant) and isinstance(n.value, str)]  # fmt: skip
        return any(re.fullmatch(r"[rbt]*[wax+][wax+rbt]*", text) for text in texts)
    if name == "replace":  # a file's takes one place to go to; a text's takes two
        return of == "os" or (len(call.args) == 1 and not call.keywords)
    if name in ("remove", "link", "open"):
        return of == "os"
    return (of == "shutil" and name != "disk_usage") or _WRITE.fullmatch(name) is not None


def test_nothing_but_the_one_writer_writes_files():
    """Use ``advice_line.files.write_whole``: it knows what must never be replaced."""
    found = {
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in (ROOT / "advice_line").rglob("*.py")
        if str(file.relative_to(ROOT)) not in WRITES_BESIDE_THE_WRITER
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and _writes(node)
    }
    assert found == set()
