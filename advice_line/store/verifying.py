"""Whether the trail and what it vouches for are whole: each row's seal, and every record read back.

Rows are read as plain tuples, a few thousand at a time; the records that they name are read table by table.
"""

import hmac
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from advice_line.problems import StoreTrouble
from advice_line.store.engine import Store
from advice_line.store.findings import Fault, Findings, FindingsSoFar, Mark
from advice_line.store.records import digest, encoder, read, shape_of, to_json
from advice_line.store.schema import collected
from advice_line.store.sealing import SEALED
from advice_line.store.seen import Named, Seen, count_of, few_numbers, keys_of, names_of, rows_of
from advice_line.store.structure import structure_faults
from advice_line.store.trail import GENESIS
from advice_line.store.values.installation import Site
from advice_line.store.values.trail import ChainHead, KeptText

_COLUMNS = "seq, at, who, role, act, subject_kind, subject, detail, key, records, digest, previous, hash"
_ROWS = f"SELECT {_COLUMNS} FROM trail WHERE site = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
_BEYOND = "SELECT count(*), min(seq) FROM trail WHERE site = ? AND seq > ?"
_BEFORE = "SELECT count(*), min(seq) FROM trail WHERE site = ? AND seq <= ?"
_SECRET = re.compile(r"[0-9a-f]{64}")
_MANY = 20000
"""A row that vouches for more records than this has them read for itself."""
Tell = Callable[[int], None]
encode = encoder()


def check(store: Store, *, since: Mark | None = None, batch: int = 2000, tell: Tell = lambda rows: None) -> Findings:
    """Checks everything, or only what was written ``since`` a mark; ``tell`` hears how many rows were done.

    All of it is read as it was at one instant. Where the mark does not fit the store, everything is checked.
    """
    with store.snapshot():
        if since is not None:
            found = _Check(store, since, batch, tell).run()
            if found.whole:
                return found
        return _Check(store, None, batch, tell).run()


@dataclass(slots=True)
class _Check:
    """One run over the whole store."""

    store: Store
    since: Mark | None
    batch: int
    tell: Tell
    found: FindingsSoFar = field(default_factory=FindingsSoFar)
    seen: dict[str, Seen] = field(default_factory=dict)

    def run(self) -> Findings:
        structure = [Fault("", None, words) for words in structure_faults(self.store)]
        if any(re.match(r"the table \w+ is not there", fault.words) for fault in structure):
            return Findings({}, tuple(structure), 0, 0, 0, {}, {}, None)
        heads = {head.site: (head.seq, head.hash) for head in self.store.all(ChainHead, "chain_heads")}
        for table in collected():
            self.seen[table] = Seen(table, self.since.records.get(table, 0) if self.since else 0)
        read = [_Chain(self, site, seq, head).read() for site, (seq, head) in heads.items()]
        self._sites(heads)
        for seen in self.seen.values() if all(read) else ():
            seen.finish(self.store, self.found)
        self._texts()
        found = self.found
        found.faults += structure
        counts = {table: seen.total for table, seen in self.seen.items()}
        return Findings(
            heads, tuple(found.faults), found.more, found.rows, found.records, counts, found.sealed, self.since
        )

    def _texts(self) -> None:
        try:
            for kept in self.store.all(KeptText, "publication_texts"):
                if sha256(kept.source.encode()).hexdigest() != kept.sha256:
                    self.found.add("", None, f"the file kept with publication {kept.id} does not have its SHA-256")
        except StoreTrouble as trouble:
            self.found.add("", None, f"the kept files of the publications cannot be read: {trouble}".rstrip("."))

    def _sites(self, heads: Mapping[str, Any]) -> None:
        sites = {site.code for site in self.store.all(Site, "sites")}
        written = set(self.store.all(str, "sites_of_trail"))
        for site in sorted((sites | written) - heads.keys()):
            self.found.add(site, None, "this site has no chain in the trail any more")
        for site in sorted((heads.keys() | written) - sites):
            self.found.add(site, None, "this chain is of no site of the store")


class _Chain:
    """One site's chain, walked from its first row, or from a mark, to its head."""

    def __init__(self, check: _Check, site: str, head_seq: int, head: str) -> None:
        self.check, self.store, self.found = check, check.store, check.found
        self.site, self.head_seq, self.head = site, head_seq, head
        self.seq, self.previous, self.vouching, self.reached = 0, GENESIS, False, 0
        secret = self.store.one(str, "trail_secret", site=site)
        self.secret = secret if secret and _SECRET.fullmatch(secret) else None

    def read(self) -> bool:
        """Walks the chain; whether it could be read to its end. What the engine cannot read was not written by us."""
        try:
            self._walk()
        except StoreTrouble as trouble:
            words = f"from here on it, or what it vouches for, cannot be read: {trouble}"
            self._fault(self.reached + 1, words.rstrip("."))
            return False
        return True

    def _walk(self) -> None:
        if self.secret is None:
            self._fault(None, "the secret of this trail is gone or is none: no record can be compared")
        if self.head_seq < 1:
            self._fault(None, "this chain is empty, though every site's begins with the row of its making")
        mark = self.check.since.heads.get(self.site) if self.check.since else None
        if mark is not None:
            self._go_on_from(*mark)
        began = self.reached = self.seq
        while rows := self.store.select(_ROWS, self.site, self.seq, self.head_seq, self.check.batch):
            vouch = self._links(rows)
            if self.secret is not None:
                self._compare(vouch, self.secret)
            self.found.rows += self.seq - self.reached
            self.reached = self.seq
            self.check.tell(len(rows))
        if self.seq != self.head_seq or self.previous != self.head:
            self._fault(self.seq + 1, f"the head says {self.head_seq} rows; the end has been cut off")
        many, first = self.store.select(_BEYOND, self.site, self.head_seq)[0]
        if many:
            self._fault(first, "it lies beyond the head: this program did not write it")
        held, first = self.store.select(_BEFORE, self.site, began)[0]
        if first is not None and first < 1:
            self._fault(first, "it lies before the first row: this program did not write it")
        elif held != began:
            self._fault(None, f"{held} rows are left of the {began} that were here when it was last verified")

    def _fault(self, row: int | None, words: str) -> None:
        self.found.add(self.site, row, words)

    def _go_on_from(self, seq: int, head: str) -> None:
        at = self.store.select(_ROWS, self.site, seq - 1, min(seq, self.head_seq), 1)
        if not at or at[0][-1] != head:
            self._fault(seq, "it is not the row that was here when the trail was last verified")
            return
        self.seq, self.previous, self.vouching = seq, head, at[0][9] != ""

    def _links(self, rows: Sequence[tuple[Any, ...]]) -> list[tuple[int, str, str, str]]:
        """Whether these rows follow each other and are as they were sealed; and which vouch for what."""
        site, previous, last, vouch = self.site, self.previous, self.seq, []
        for row in rows:
            seq, records, previous_said, kept = row[0], row[9], row[11], row[12]
            if seq != last + 1:
                self._fault(last + 1, "this row is missing")
            elif previous_said != previous:
                self._fault(seq, "it does not follow the row before it")
            text = encode([site, *(row[:12] if records else (*row[:9], previous_said))])
            if sha256(text.encode()).hexdigest() != kept:
                self._fault(seq, "its content does not match its seal")
            if records == "":
                if self.vouching:
                    self._fault(seq, "it says nothing of its records, though rows before it do")
            else:
                if not self.vouching and seq > 1:
                    self._begins(seq, row[4])
                self.vouching = True
                if records != "{}":
                    vouch.append((seq, row[4], records, row[10]))
            previous, last = kept, seq
        self.previous, self.seq = previous, last
        return vouch

    def _begins(self, seq: int, act: str) -> None:
        """The first row that vouches for records, in a chain that is older than that, is the seal."""
        if act == SEALED:
            self.found.sealed[self.site] = seq
        else:
            self._fault(seq, "rows before it say nothing of their records, and it is not the row that seals them")

    def _compare(self, vouch: Sequence[tuple[int, str, str, str]], secret: str) -> None:
        """Whether the records that these rows vouch for are there, as they were."""
        key, seen = bytes.fromhex(secret), self.check.seen
        there: dict[str, dict[Any, tuple[Any, ...]]] = {table: {} for table in seen}
        wanted: dict[str, list[Any]] = {table: [] for table in seen}
        todo = []
        for seq, act, records, sealed in vouch:
            flat: list[tuple[dict[Any, tuple[Any, ...]], Any]] = []
            few = few_numbers(records)
            if few is not None:
                for table, numbers in few.items():
                    note, want, rows = seen[table].add_one, wanted[table], there[table]
                    for number in numbers:
                        note(number)
                        want.append(number)
                        flat.append((rows, number))
                todo.append((seq, act, records, flat, sealed))
                continue
            names = names_of(records)
            if names is None:
                self._fault(seq, "its list of records cannot be read")
                continue
            if count_of(names) > _MANY:
                self._compare_many(seq, act, names, sealed, secret)
                continue
            for table, found in names.items():
                seen[table].add(found)
                keys = list(keys_of(table, found))
                wanted[table] += keys
                flat += [(there[table], one) for one in keys]
            todo.append((seq, act, records, flat, sealed))
        for table, keys in wanted.items():
            if keys:
                there[table].update(rows_of(self.store, shape_of(self.store, table), keys))
        for seq, act, records, flat, sealed in todo:
            try:
                text = encode([rows[one] for rows, one in flat])
            except KeyError:
                named = {id(rows): table for table, rows in there.items()}
                self._gone(seq, act, [(named[id(rows)], one) for rows, one in flat if one not in rows])
                continue
            self.found.records += len(flat)
            if hmac.digest(key, text.encode(), "sha256").hex() != sealed:
                self._fault(seq, f"what “{act}” wrote is not as it was: {_short(records)}")

    def _gone(self, seq: int, act: str, gone: Sequence[tuple[str, Any]]) -> None:
        for table, _ in gone:
            self.check.seen[table].gone += 1
        words = ", ".join(f"{table} {to_json(key)}" for table, key in gone)
        self._fault(seq, f"what “{act}” wrote is gone: {_short(words)}")

    def _compare_many(self, seq: int, act: str, names: Named, sealed: str, secret: str) -> None:
        many = count_of(names)
        held = sum(self.store.select(f"SELECT count(*) FROM {table}")[0][0] for table in names)
        if many > held:
            self._fault(seq, f"it vouches for {many} records, and there are {held}")
            return
        for table, found in names.items():
            self.check.seen[table].add(found)
        count = 0

        def rows() -> Iterator[tuple[Any, ...]]:
            nonlocal count
            for table, found in names.items():
                shape = shape_of(self.store, table)
                for row in read(self.store, shape, list(keys_of(table, found))):
                    count += 1
                    yield row

        same = digest(secret, rows()) == sealed
        self.found.records += count
        if not same:
            gone = f"{many - count} are gone; " if count < many else ""
            self._fault(seq, f"what “{act}” vouches for is not as it was: {gone}{', '.join(names)}")


def _short(words: str) -> str:
    return words if len(words) <= 300 else f"{words[:300]} …"


__all__ = ["Fault", "Findings", "Mark", "check"]
