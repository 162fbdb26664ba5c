"""Numbers of invoices in the words of a payment, however people and programs of accounting write them."""

import re

_DASHES = "\\-‐‑‒–—―−_"
_LETTERS = "(?:[ЭЕE][ОO0]|3[ОO])"
"""What «ЭО» becomes: Latin letters, a nought, a three."""
_NUMBER = re.compile(
    rf"(?<![^\W\d_])(?<!\d){_LETTERS}[\s{_DASHES}№/]{{0,4}}(20[0-9]{{2}})[\s{_DASHES}№/]{{1,6}}([0-9]{{1,7}})(?!\d)",
    re.IGNORECASE,
)


def numbers_in(text: str) -> frozenset[tuple[int, int]]:
    """Return year and number of every invoice that a text names."""
    return frozenset((int(year), int(number)) for year, number in _NUMBER.findall(text))
