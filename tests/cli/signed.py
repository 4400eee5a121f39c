"""Signs somebody in for the commands of a test, as ``login`` does in this terminal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from advice_line.cli.sessions import TOKEN, keep_session
from advice_line.cli.terminals import this_terminal
from advice_line.usecases.accounts.sessions import begin_session
from advice_line.usecases.usecase import By
from tests.hospital import Hospital


def signed_in_here(hospital: Hospital, who: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that follow are this person's; their sign-in is kept below the folder."""
    monkeypatch.setenv("XDG_STATE_HOME", str(folder / "state"))
    monkeypatch.delenv(TOKEN, raising=False)
    here = this_terminal()
    keep_session(here, begin_session(By(hospital.store, hospital[who], datetime.now(UTC)), here.key, here.door))
