"""The contracts that are shipped, and those in the documents, are read without an error."""

import re
from pathlib import Path

from advice_line.tariffs.file import KINDS, read_contracts

ROOT = Path(__file__).parent.parent.parent


def test_every_shipped_file_of_contracts_is_read():
    files = sorted((ROOT / "contracts").glob("*.toml"))
    assert files
    for file in files:
        found = read_contracts(file.read_bytes(), file.name)
        assert found.errors == ()
        assert found.contracts


def test_the_contract_in_the_page_is_one():
    page = (ROOT / "contracts" / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert read_contracts(example.encode(), "README.md").errors == ()


def test_every_kind_stands_in_the_page_with_its_keys():
    page = (ROOT / "contracts" / "README.md").read_text("utf-8")
    for kind, keys in KINDS.items():
        (row,) = re.findall(rf"^\| `{kind}` \|([^|]*)\|", page, re.MULTILINE)
        assert re.findall(r"`(\w+)`", row) == list(keys)
