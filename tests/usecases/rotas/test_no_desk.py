"""A store in which no rota was ever published."""

import pytest

from advice_line.problems import Refused
from advice_line.store import Store
from advice_line.usecases.rotas.handing_out import sheets
from tests.hospital import TUESDAY


def test_there_is_no_on_call_sheet_of_no_desk(store: Store):
    with pytest.raises(Refused, match="No desk is published"):
        sheets(store, TUESDAY, 1)
