from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from advice_line.instants import LONDON
from advice_line.rota.changes import ChangeKind, Leg
from advice_line.store.values.changes import ChangeRow
from advice_line.words.changes import change_words

NIGHT = datetime(2026, 8, 4, 20, tzinfo=UTC)


def change(kind: ChangeKind, **of_it: Any) -> ChangeRow:
    values: dict[str, Any] = {
        "id": 1, "desk": "cardiology", "kind": kind, "duty": None, "leave_kind": None, "first_day": None,
        "last_day": None, "begins_at": NIGHT, "ends_at": NIGHT + timedelta(hours=12), "needs_approval": False,
        "words": "", "at": NIGHT, "author": "Ruth", "clinician": "7012345", "clinician_name": "Dr Okafor",
        "receiver": "7012346", "receiver_name": "Dr Patel", "legs": (), "steps": (),
    }  # fmt: skip
    return ChangeRow(**(values | of_it))


@pytest.mark.parametrize(
    "row, words",
    [
        (
            change("leave", leave_kind="annual", first_day=date(2026, 12, 28), last_day=date(2027, 1, 3)),
            "leave (annual): Dr Okafor, Mon 28 Dec to Sun 3 Jan",
        ),
        (change("sickness"), "sickness: Dr Okafor, Tue 4 Aug 21:00 to Wed 5 Aug 09:00"),
        (
            change("sickness", ends_at=NIGHT + timedelta(hours=2)),
            "sickness: Dr Okafor, Tue 4 Aug 21:00 to 23:00",
        ),
        (change("cover"), "cover: Dr Patel for Dr Okafor, Tue 4 Aug 21:00 to Wed 5 Aug 09:00"),
        (
            change("cover", clinician=None, clinician_name=""),
            "cover: Dr Patel, Tue 4 Aug 21:00 to Wed 5 Aug 09:00",
        ),
        (
            change(
                "swap",
                legs=(
                    Leg(date(2026, 8, 5), "D", "7012345", "7012346"),
                    Leg(date(2026, 8, 12), "N", "7012346", "7012345"),
                ),
            ),
            "swap: D Wed 5 Aug, Dr Okafor to Dr Patel; N Wed 12 Aug, Dr Patel to Dr Okafor",
        ),
    ],
)
def test_a_change_is_one_line(row: ChangeRow, words: str):
    assert change_words(row, LONDON) == words
