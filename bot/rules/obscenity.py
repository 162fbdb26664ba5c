"""stand-in"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    word: str


def obscenities(text: str) -> tuple[Found, ...]:
    return tuple(Found(m.start(), m.end(), m[0]) for m in re.finditer(r"\bх[у*]й\w*", text, re.IGNORECASE))
