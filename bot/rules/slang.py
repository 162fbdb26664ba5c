"""Slang and the proper terms (3.5). STAND-IN: a few forms only; the table is being made elsewhere, same names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FORMS = {"прокся": "прокси-сервер", "проксю": "прокси-сервер", "серваке": "сервере", "винду": "Windows"}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Slang:
    """A word, where it stands, and the term for it in the same form."""

    start: int
    end: int
    word: str
    proper: str


def slang(text: str, own: Mapping[str, str]) -> tuple[Slang, ...]:
    """Give the slang of a text; `own` are a company's own words and their terms."""
    terms = {**_FORMS, **own}
    found = [(each, terms.get(each[0].casefold())) for each in _WORD.finditer(text)]
    return tuple(Slang(each.start(), each.end(), each[0], proper) for each, proper in found if proper)
