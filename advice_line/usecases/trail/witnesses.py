"""What somebody kept of the trail's head, held against the trail of today: through which moment it is proved.

A head that was kept elsewhere proves every row up to its own: whoever changes one of them must make another chain,
which does not run through that head. It must be one of today's rows; where it is signed, by a key that is believed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from advice_line.exports.signed_note import Note, VerifierKey
from advice_line.exports.trail_heads import UnreadHead, Witness, heads_in, key_name, typed
from advice_line.files import COMPANIONS, is_database
from advice_line.instants import from_text
from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.store.trail import GENESIS
from advice_line.store.values.trail import ChainHead, SealedRow
from advice_line.usecases.reminders.causes import zone_of
from advice_line.usecases.trail.keys import believed, our_keys
from advice_line.words.times import dated_moment

_BEFORE_THE_FIRST = SealedRow(GENESIS, "")
_LARGEST = 200_000_000
_MAIL = (".eml", ".msg", ".mbox")


@dataclass(slots=True)
class Kept:
    """Everything that was found in one place."""

    heads: list[Witness] = field(default_factory=list)
    handed_on: list[Note] = field(default_factory=list)
    unread: list[UnreadHead] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProvedUntil:
    """The newest row that a head proves, and the moment it was made at, or the row's own."""

    seq: int
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What the heads that were kept say of one site's trail. ``fault``: the first that does not agree."""

    site: str
    rows: int
    through: ProvedUntil | None
    unsigned_through: ProvedUntil | None
    signed: int
    unsigned: int
    unknown: int
    keys: tuple[str, ...]
    fault: str = ""

    @property
    def proved(self) -> bool:
        """Everything that was kept agrees, and something did. What nobody signed is as good as where it was kept."""
        return not self.fault and not self.unknown and bool(self.through or self.unsigned_through)


def kept_at(source: str, store_file: Path | None = None) -> Kept:
    """The heads of a folder, a file (a log, a letter, a backup), or one that was typed. Raises Refused."""
    one = typed(source)
    if one is not None:
        return Kept([one])
    path = Path(source).expanduser()
    if store_file is not None and path.exists() and store_file.exists() and path.samefile(store_file):
        raise Refused(f"{path} is the store itself; only what was kept elsewhere can bear witness.")
    found = Kept()
    if path.is_dir():
        for file in sorted(path.iterdir()):
            own = store_file is not None and store_file.exists() and file.samefile(store_file)
            if file.is_file() and not own and not file.name.endswith(COMPANIONS):
                _take(found, file)
    elif path.is_file():
        _take(found, path)
    else:
        raise Refused(
            f"“{source}” is no folder, no file, and no head as SEQ:HASH (its number, a colon, 16 digits or more)."
        )
    if not found.heads:
        why = f" ({found.unread[0].where}: {found.unread[0].why})" if found.unread else ""
        raise Refused(f"There is no head of a trail in {path}{why}. From paper or a PDF, type SEQ:HASH.")
    return found


def _take(found: Kept, path: Path) -> None:
    from advice_line.store.reading import heads_of_file

    try:
        if is_database(path):
            found.heads += [Witness(h.site, h.seq, h.hash, where=str(path)) for h in heads_of_file(path)]
            return
        if path.stat().st_size > _LARGEST:
            found.unread.append(UnreadHead(str(path), "it is too large to be read for heads"))
            return
        for one in heads_in(_lines(path), str(path)):
            if isinstance(one, Witness):
                found.heads.append(one)
            elif isinstance(one, Note):
                found.handed_on.append(one)
            else:
                found.unread.append(one)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error


def _lines(path: Path) -> Iterator[str]:
    """The lines of a text; of a mail that was saved, those of its text as it was written."""
    if path.suffix.lower() in _MAIL:
        from email import message_from_bytes
        from email.policy import default

        mail = message_from_bytes(path.read_bytes(), policy=default)
        for part in mail.walk():
            if part.get_content_maintype() == "text":
                yield from str(part.get_content()).splitlines()
        return
    if path.suffix.lower() == ".json":
        yield from _texts(_json(path.read_text("utf-8", "replace")))
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from file


def _json(text: str) -> Any:
    """A file of JSON, or of one object a line; else its lines."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        lines = text.splitlines()
    try:
        return [json.loads(line) for line in lines]
    except ValueError:
        return lines


def _texts(values: Any) -> Iterator[str]:
    if isinstance(values, str):
        yield from values.splitlines()
    elif isinstance(values, list | dict):
        for value in values.values() if isinstance(values, dict) else values:
            yield from _texts(value)


def held_against(store: Store, kept: Kept, keys: Sequence[VerifierKey] = ()) -> list[Proof]:
    """Every head that was kept, held against the trail. ``keys``: whom to believe instead of our own key.

    Raises Refused where a head was typed without its site and the store has several.
    """
    chains = {head.site: head.seq for head in store.all(ChainHead, "chain_heads")}
    by_site: dict[str, list[Witness]] = {}
    for head in kept.heads:
        site = head.site or _only(list(chains))
        by_site.setdefault(site, []).append(replace(head, site=site))
    proofs = []
    for site, heads in sorted(by_site.items()):
        own = [key for key in keys if key.name == key_name(site)] if keys else our_keys(site)
        if site not in chains:
            fault = f"{heads[0].where}: a head of {site}, whose trail is not in this store"
            proofs.append(Proof(site, 0, None, None, 0, 0, 0, (), fault))
        else:
            proofs.append(_site(store, site, chains[site], heads, believed(own, kept.handed_on)))
    return proofs


def _only(sites: list[str]) -> str:
    if len(sites) != 1:
        raise Refused(f"Write the site before the head, like “{sites[0] if sites else 'RRV03'} SEQ:HASH”.")
    return sites[0]


def _site(store: Store, site: str, rows: int, heads: Iterable[Witness], keys: Sequence[VerifierKey]) -> Proof:
    zone = zone_of(store, site)
    reach: dict[bool, ProvedUntil] = {}
    fault = ""
    counts = {"signed": 0, "unsigned": 0, "unknown": 0}
    used: dict[str, None] = {}
    for head in sorted(heads, key=lambda h: h.seq):
        row = store.one(SealedRow, "trail_row_hash", site=site, seq=head.seq) if head.seq else _BEFORE_THE_FIRST
        when = f" of {dated_moment(head.at, zone)}" if head.at else ""
        name = f"{head.where}: the head {site} {head.seq}:{head.hash[:16]}{when}"
        if row is None:
            fault = fault or f"{name} lies beyond the {rows} rows of this trail; its end has been cut off"
        elif not row.hash.startswith(head.hash):
            fault = fault or (
                f"{name} is not that row of this trail ({row.hash[:16]}); a row up to it was changed, "
                "and all after it sealed again"
            )
        by = _signed(head, keys)
        if by == "false":
            fault = fault or f"{name} does not carry the signature that it claims; it was changed, or made up"
        counts[by if by in counts else "signed"] += 1
        if isinstance(by, VerifierKey):
            used[str(by)] = None
        if not fault and by != "unknown":
            written = from_text(row.at) if row and row.at else None
            reach[by == "unsigned"] = ProvedUntil(head.seq, head.at or written)
    return Proof(site, rows, reach.get(False), reach.get(True), keys=tuple(used), fault=fault, **counts)


def _signed(head: Witness, keys: Sequence[VerifierKey]) -> VerifierKey | str:
    """By which key; or “unsigned”, “unknown” (by none that is believed), “false”."""
    if head.note is None:
        return "unsigned"
    answer: VerifierKey | str = "unknown"
    for signature in head.note.signatures:
        for key in keys:
            if key.made(signature):
                if not key.verifies(head.note.text, signature):
                    return "false"
                answer = key
    return answer
