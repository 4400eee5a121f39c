"""Contracts: read, shown with what they would change, published; the newest file of a commissioner holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from advice_line.enquiry.reasons import words_of
from advice_line.files import leave_alone
from advice_line.instants import to_text
from advice_line.people.roles import Act
from advice_line.problems import Problem, Refused, StoreTrouble
from advice_line.store import Store
from advice_line.store.publications import source_hash
from advice_line.store.rotas import desks
from advice_line.store.values.statements import ContractText
from advice_line.tariffs.contract import Contract
from advice_line.tariffs.file import LARGEST, read_contracts
from advice_line.usecases.usecase import By, Press, Receipt, act_once, require


@dataclass(frozen=True, slots=True)
class ContractFile:
    """One file as it was read, with its own text, which travels with it: what is published is what was shown."""

    file: str
    source: str
    contracts: tuple[Contract, ...]

    @property
    def commissioner(self) -> str:
        return self.contracts[0].commissioner


def read_contract_files(paths: Sequence[Path]) -> tuple[list[ContractFile], list[Problem]]:
    """The files, and those of folders that end in ``.toml``; each is whole, or only complained about."""
    read: list[ContractFile] = []
    problems: list[Problem] = []
    for path in _files(paths):
        try:
            leave_alone(path)
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise Refused(f"{path}: this file cannot be read: {error.strerror}.") from error
        found = read_contracts(data, str(path))
        problems += found.errors
        if not found.errors:
            read.append(ContractFile(str(path), data.decode("utf-8-sig"), found.contracts))
    return read, problems


def _files(paths: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise Refused(f"{path}: this folder holds no file that ends in .toml.")
        found += inside
    return found


def contract_texts(store: Store, site: str) -> list[ContractText]:
    """The file that holds with each commissioner of a site."""
    return store.all(ContractText, "contract_texts", site=site)


def contracts_of(store: Store, site: str) -> list[Contract]:
    """Every contract of a site that holds now or at another time, by the files that were published last."""
    return [contract for text in contract_texts(store, site) for contract in parsed(store, text)]


def parsed(store: Store, text: ContractText) -> tuple[Contract, ...]:
    """The contracts of a published file, read again from its own text."""
    key = ("contracts", text.id)
    if key not in store.kept:
        found = read_contracts(text.source.encode(), text.file)
        if found.errors:
            raise StoreTrouble(f"Contract {text.id} cannot be read any more; run “advice-line trail verify”.")
        store.kept[key] = found.contracts
    contracts: tuple[Contract, ...] = store.kept[key]
    return contracts


def check_may_publish(by: By, files: Sequence[ContractFile]) -> None:
    """Raises NotPermitted or Refused unless the person may publish these files, each one commissioner's."""
    require(by.person, Act.PUBLISH_CONTRACT, site=by.person.site)
    known = {desk.id for desk in desks(by.store) if desk.site == by.person.site}
    for file in files:
        for contract in file.contracts:
            if contract.site != by.person.site:
                raise Refused(
                    f"{file.file}: {contract.reference} is of site {contract.site}, and you work at {by.person.site}."
                )
            unknown = sorted(contract.desks - known)
            if unknown:
                raise Refused(f"{file.file}: {contract.reference} names the desk “{unknown[0]}”, which is not there.")
    payers = [file.commissioner for file in files]
    twice = next((payer for payer in payers if payers.count(payer) > 1), None)
    if twice:
        raise Refused(f"Two of the files are contracts with {twice}; a commissioner has one file.")


def publish_contracts(by: By, files: Sequence[ContractFile], reason: str, press: Press) -> list[str]:
    """Publishes files of contracts, all or none; the commissioners whose file is another than before."""
    check_may_publish(by, files)
    reason = words_of(reason, "The reason")
    before = {text.commissioner: text.sha256 for text in contract_texts(by.store, by.person.site)}
    fresh = [file for file in files if before.get(file.commissioner) != source_hash(file.source)]
    with by.store.transaction():
        for file in fresh:
            _publish(by, file, reason, press.part(file.commissioner))
    return [file.commissioner for file in fresh]


def _publish(by: By, file: ContractFile, reason: str, press: Press) -> None:
    def work() -> Receipt:
        number = by.store.inserted(
            "add_contract_publication",
            site=by.person.site,
            commissioner=file.commissioner,
            at=to_text(by.at),
            file=Path(file.file).name,
            source=file.source,
            sha256=source_hash(file.source),
            reason=reason,
            account=by.person.account,
            key=press.key,
        )
        return Receipt(str(number), {"commissioner": file.commissioner, "reason": reason})

    act_once(by, "published contracts", "contract_publication", press, work)


def contract_history(by: By, commissioner: str) -> list[ContractText]:
    """Every file that was published for a commissioner of one's site, the oldest first."""
    require(by.person, Act.SEE_STATEMENT, site=by.person.site, own=commissioner == by.person.commissioner)
    return by.store.all(ContractText, "contract_history", site=by.person.site, commissioner=commissioner)


def payers(by: By) -> list[tuple[str, str]]:
    """The code and the name of every commissioner with whom the person's site has contracts."""
    require(by.person, Act.PREPARE_STATEMENT, site=by.person.site)
    found = {c.commissioner: c.commissioner_name for c in contracts_of(by.store, by.person.site)}
    return sorted(found.items())
