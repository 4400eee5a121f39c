"""Contracts as they are listed, and written on the screen: the form's text is published like any other file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from advice_line.people.roles import Act
from advice_line.problems import Refused
from advice_line.store.rotas import desks
from advice_line.store.values.statements import ContractText
from advice_line.tariffs.contract import Contract
from advice_line.tariffs.ending import ended
from advice_line.tariffs.file import read_contracts
from advice_line.tariffs.typing_in import ContractAsRead, ContractToWrite
from advice_line.usecases.installation.sites import site_named
from advice_line.usecases.statements.contracts import ContractFile, contract_texts, parsed, publish_contracts
from advice_line.usecases.statements.describing import contract_words
from advice_line.usecases.usecase import By, Press, require

FORM = "contract"


class ContractStands(StrEnum):
    """Whether a contract holds on a day."""

    IN_FORCE = "in force"
    COMING = "coming"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ListedContract:
    """One of them, how it stands today, and its terms in words."""

    contract: Contract
    stands: ContractStands
    words: str


def contracts_seen(by: By) -> list[ListedContract]:
    """A site's, or a commissioner's own: those in force, then those to come, then those that have ended."""
    own = by.person.commissioner
    require(by.person, Act.SEE_STATEMENT, site=by.person.site, own=bool(own))
    today = _today(by)
    found = [
        ListedContract(one, _stands(one, today), contract_words(one))
        for text in contract_texts(by.store, by.person.site)
        if own in ("", text.commissioner)
        for one in parsed(by.store, text)
    ]
    order = list(ContractStands)
    return sorted(found, key=lambda one: (order.index(one.stands), one.contract.commissioner, one.contract.begins))


def _today(by: By) -> date:
    return by.at.astimezone(site_named(by.store, by.person.site).zone).date()


def _stands(one: Contract, today: date) -> ContractStands:
    if one.holds(today):
        return ContractStands.IN_FORCE
    return ContractStands.COMING if one.begins > today else ContractStands.ENDED


def contract_to_write(by: By, commissioner: str = "", replaces: str = "") -> ContractToWrite:
    """A new contract with a commissioner (empty: one who has none yet), or a new version of the one that is named."""
    require(by.person, Act.PUBLISH_CONTRACT, site=by.person.site)
    text = _text_with(by, commissioner)
    if text is None:
        return ContractToWrite(by.person.site)
    held = parsed(by.store, text)
    old = next((one for one in held if one.reference == replaces), None)
    return ContractToWrite(by.person.site, text.source, held, old)


def _text_with(by: By, commissioner: str) -> ContractText | None:
    texts = contract_texts(by.store, by.person.site)
    return next((text for text in texts if text.commissioner == commissioner), None)


def read_form(by: By, to: ContractToWrite, values: Mapping[str, str]) -> ContractAsRead:
    """What the form comes to now: a file, or what is wrong with it, field by field."""
    require(by.person, Act.PUBLISH_CONTRACT, site=by.person.site)
    own = [desk.id for desk in desks(by.store) if desk.site == by.person.site]
    return to.read(values, own, _today(by))


def contract_file(read: ContractAsRead) -> ContractFile:
    """The same as if it had been read from a folder."""
    return ContractFile(f"{read.contracts[0].commissioner.lower()}.toml", read.text, read.contracts)


def ended_file(by: By, contract: Contract, day: date) -> ContractFile:
    """The file of its commissioner in which a contract ends on a day, the first on which it no longer holds."""
    require(by.person, Act.PUBLISH_CONTRACT, site=by.person.site)
    text = _text_with(by, contract.commissioner)
    if text is None or contract not in parsed(by.store, text):
        raise Refused(f"{contract.reference} is not as it was any more; look at the list again.")
    source = ended(text.source, contract, day)
    found = read_contracts(source.encode(), text.file)
    if found.errors:
        raise Refused(found.errors[0].sentence)
    return ContractFile(text.file, source, found.contracts)


def publish_upon(by: By, before: str, file: ContractFile, reason: str, press: Press) -> bool:
    """Publishes a file that was written upon another (empty: upon none), unless a third came between.

    Whether anything changed.
    """
    with by.store.transaction():
        text = _text_with(by, file.commissioner)
        if (text.source if text else "") not in (before, file.source):
            raise Refused(
                f"The contracts with {file.commissioner} were published anew meanwhile. What you typed is kept: "
                "go back, look at them, and open the form again."
            )
        return bool(publish_contracts(by, [file], reason, press))
