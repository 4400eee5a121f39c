"""GP practices, as the national file names them."""

from advice_line.store.typed import value


@value
class Practice:
    """A practice as the operator sees it."""

    code: str
    name: str
    address: str
    postcode: str
    telephone: str
    status: str


@value
class OpenPractice:
    """A practice that has not closed, by its code and name."""

    code: str
    name: str
