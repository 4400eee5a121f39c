"""A process that takes calls until it is stopped, and says of each that it was acknowledged.

``python -m bench.trust.writer STORE NAME FIRST``: numbers go on from FIRST. A line per act on stdout, and a mark in
the log of the watched disk where that is preloaded.
"""

import ctypes
import sys
from pathlib import Path

from advice_line.enquiry.calls import CallToTake
from advice_line.problems import Refused
from advice_line.store import open_store
from advice_line.store.values.people import Account
from advice_line.usecases.accounts import accounts
from advice_line.usecases.calls import taking
from advice_line.usecases.usecase import By, Press
from tests.hospital import TUESDAY


def main() -> None:
    """Writes until it is killed or refused; a refusal is said and ends it with 1."""
    path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    most = int(sys.argv[4]) if len(sys.argv) > 4 else 1_000_000
    mark = getattr(ctypes.CDLL(None), "trust_acknowledged", None)
    try:
        store = open_store(path, TUESDAY)
        row = store.the(Account, "account_by_username", username="sam")
        person = accounts.person_of(store, row)
        for _ in range(most):
            call = CallToTake("cardiology", "01632 960001", f"Dr {name} {number}", practice="V90001")
            made = taking.take_call(By(store, person, TUESDAY), call, Press.by_itself(f"{name}-{number}"))
            if mark is not None:
                mark(ctypes.c_int64(number))
            sys.stdout.write(f"{name}-{number} {made}\n")
            sys.stdout.flush()
            number += 1
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
