"""How whoever rings or writes is said."""


def practice_words(listed: str | None) -> str:
    """A practice by the name that the register lists it under; None: nobody has found it yet."""
    return listed or "practice not known"


def caller_words(name: str, listed: str | None) -> str:
    """A person and their practice: ``Dr A Gill, Ashwell Surgery``."""
    return f"{name}, {practice_words(listed)}"
