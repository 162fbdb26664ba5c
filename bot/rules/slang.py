"""stand-in"""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slang:
    start: int
    end: int
    word: str
    proper: str


T = {"проксю": "прокси-сервер", "серваке": "сервере", "винду": "Windows", "прокся": "прокси-сервер"}


def slang(text: str, own: Mapping[str, str]) -> tuple[Slang, ...]:
    table = {**T, **own}
    return tuple(
        Slang(m.start(), m.end(), m[0], table[m[0].lower()]) for m in re.finditer(r"\w+", text) if m[0].lower() in table
    )
