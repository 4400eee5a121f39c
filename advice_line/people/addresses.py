"""PURE. A mail address as somebody types it."""

import re

from advice_line.plain import visible

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&*+/=?^_`{|}~'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
LONGEST = 254


def mail_address(text: str) -> str:
    """The address without blanks around it. Raises ValueError with a sentence.

    Plain letters only: an address in another alphabet reads as one it is not.
    """
    address = text.strip()
    if len(address) > LONGEST:
        raise ValueError(f"A mail address has {LONGEST} letters at most; this has {len(address):,}.")
    if not _ADDRESS.fullmatch(address) or ".." in address or address[0] == "." or ".@" in address:
        raise ValueError(f"“{visible(address)}” is not a mail address; write it like name@example.nhs.uk.")
    return address
