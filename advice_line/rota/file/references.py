"""The names a rota file may refer to, and the checks that need more than one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from advice_line.rota.expand import holders_before_leave
from advice_line.rota.file.fields import Complaints, TomlTable, closest
from advice_line.rota.model import Path, Rota, Swap
from advice_line.words.days import file_day


@dataclass(frozen=True, slots=True)
class References:
    """Names that the file defines. None where a syntax error hid some: then nothing is called unknown."""

    clinicians: tuple[str, ...] | None
    consultants: tuple[str, ...] | None
    duties: tuple[str, ...] | None

    @classmethod
    def gather(cls, rows: dict[str, list[Any]], lost: set[str]) -> "References":
        def names(table: str, key: str, **wanted: str) -> tuple[str, ...] | None:
            if table in lost:
                return None
            return tuple(
                row[key]
                for row in rows[table]
                if isinstance(row, dict)
                and isinstance(row.get(key), str)
                and all(row.get(k) == v for k, v in wanted.items())
            )

        return cls(
            clinicians=names("clinician", "id"),
            consultants=names("clinician", "id", grade="consultant"),
            duties=names("duty", "code"),
        )

    def clinician(self, table: TomlTable, key: str) -> str | None:
        """The clinician whom a key names."""
        value = table.text(key)
        return value if value is None or self.has_clinician(table, (key,), value) else None

    def duty(self, table: TomlTable, key: str) -> str | None:
        """The duty that a key names."""
        value = table.text(key)
        return value if value is None or self.has_duty(table, (key,), value) else None

    def has_clinician(self, table: TomlTable, path: Path, id: str) -> bool:
        """Whether a clinician has this id, as far as that can be known; where none has, that is noted."""
        if self.clinicians is None or id in self.clinicians:
            return True
        table.add(path, f"No clinician has the id “{id}”{closest(id, self.clinicians)}")
        return False

    def has_duty(self, table: TomlTable, path: Path, code: str) -> bool:
        """The same of a duty and its code."""
        if self.duties is None or code in self.duties:
            return True
        table.add(path, f"No duty has the code “{code}”{closest(code, self.duties)}")
        return False


def check_swaps(rota: Rota, swaps: Sequence[Swap | None], complaints: Complaints) -> None:
    """A swap must move a shift that exists before leave, after the swaps above it in the file.

    ``rota`` needs no more than its patterns, single shifts and bank holidays; None stands for a swap that
    could not be read, so that the others keep their place.
    """
    for index, swap in enumerate(swaps):
        if swap is None or swap.from_ == swap.to:
            continue
        earlier = [other for other in swaps[:index] if other is not None and other.date == swap.date]
        if (swap.from_, swap.duty) not in holders_before_leave(rota, swap.date, earlier):
            person = rota.clinician_by_id.get(swap.from_)
            name = person.name if person else swap.from_
            day = file_day(swap.date)
            sentence = f"{name} has no duty “{swap.duty}” on {day} to swap; look at the date and the duty."
            complaints.add(("swap", index, "from"), sentence)
