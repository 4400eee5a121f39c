"""How far a store was verified, kept outside it: whoever holds the store could forge a mark inside."""

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from advice_line.files import make_folder, write_whole
from advice_line.problems import Refused
from advice_line.store.findings import Mark


def mark_file(folder: Path, store: Path) -> Path:
    """Where the mark of a store is kept."""
    return folder / "verified" / f"{sha256(str(store.resolve()).encode()).hexdigest()[:32]}.json"


def read_mark(file: Path) -> Mark | None:
    """The mark that was left; None where there is none that can be read, so that everything is checked."""
    try:
        found = json.loads(file.read_text("utf-8"))
        heads = {str(site): (int(seq), str(kept)) for site, (seq, kept) in found["heads"].items()}
        records = {str(table): int(many) for table, many in found["records"].items()}
        return Mark(str(found["at"]), heads, records)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def leave_mark(file: Path, mark: Mark) -> None:
    """Leaves it for the next time, for the owner alone. Without one the next verifying takes longer, no more."""
    text = json.dumps({"at": mark.at, "heads": mark.heads, "records": mark.records})
    with suppress(Refused):
        make_folder(file.parent, "how far the trail was verified")
        write_whole(file, text.encode(), replace=True)


def forget_mark(file: Path) -> None:
    with suppress(OSError):
        file.unlink(missing_ok=True)
