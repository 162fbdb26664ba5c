"""Obscene words (3.1). STAND-IN: one root only; the table is being made elsewhere under the same names."""

import re
from dataclasses import dataclass

_ROOT = re.compile(r"\bх[уy*]й\w*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A word and where it stands."""

    start: int
    end: int
    word: str


def obscenities(text: str) -> tuple[Found, ...]:
    """Give the obscene words of a text."""
    return tuple(Found(found.start(), found.end(), found[0]) for found in _ROOT.finditer(text))
