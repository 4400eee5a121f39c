"""Pence, and the only ways in which they are rounded and divided.

Every price is a whole number of pence. A factor (an uplift, the market forces factor) is a whole number of basis
points or ten-thousandths, so that no sum ever passes through a binary fraction.
"""

from collections.abc import Mapping, Sequence

BASIS = 10_000
"""Basis points in one: 2,500 are a quarter. Ten-thousandths of a factor alike: 10,876 are 1.0876."""


def rounded(numerator: int, denominator: int = 1) -> int:
    """The whole number nearest to a fraction, half away from nought.

    Away, and not up, so that a credit note undoes its charge exactly: 2937.5 is 2938 and -2937.5 is -2938.
    ``denominator`` is over 0.
    """
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def part(pence: int, *factors: int) -> int:
    """A price times factors in ten-thousandths, rounded once: ``part(2350, 12_500)`` is 2938."""
    product, below = pence, 1
    for factor in factors:
        product, below = product * factor, below * BASIS
    return rounded(product, below)


def so_far(total: int, done: int, of: int) -> int:
    """What of a total is charged when ``done`` of ``of`` equal parts are over; never more than was earned by then."""
    return total * done // of


def shares(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """A total divided by weights, the odd pence to the largest remainders and, where they tie, by name.

    Where every weight is 0 the shares are equal. The parts always come to the total; a negative one is divided as
    its opposite is. Raises ValueError for a negative weight or for nobody.
    """
    if not weights or min(weights.values()) < 0:
        raise ValueError("shares need somebody, and no weight below 0")
    if total < 0:
        return {name: -given for name, given in shares(-total, weights).items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    whole = sum(weights.values())
    given = {name: total * weight // whole for name, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda name: (-(total * weights[name] % whole), name))
    for name in by_remainder[: total - sum(given.values())]:
        given[name] += 1
    return given


def slices(numbers: Sequence[int]) -> list[int]:
    """What each step of a running total added."""
    return [now - before for before, now in zip([0, *numbers], numbers, strict=False)]


def pounds(pence: int) -> str:
    """As it is read: ``4,316.08``, ``-61.10``."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def plain_pounds(pence: int) -> str:
    """As a file carries it: ``4316.08``, without thousands' signs."""
    return pounds(pence).replace(",", "")
