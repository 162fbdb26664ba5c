"""Canned answers: their names, and the placeholders that are filled in for a ticket."""

import re
from collections.abc import Mapping
from enum import StrEnum

from bot.rules.choices import LANGUAGES, chosen
from bot.rules.fields import field
from bot.rules.refusals import Refused
from bot.rules.text import utf16_len
from bot.rules.visible import visible

NAME_LIMIT = 32
TEXT_LIMIT = 3000
"""UTF-16 units that people read; it leaves room for what is filled in."""
PLACEHOLDERS: Mapping[str, str] = {
    "имя": "name",
    "номер": "number",
    "срок": "deadline",
    "оператор": "operator",
} | {name: name for name in ("name", "number", "deadline", "operator")}
_IN_LANGUAGE = re.compile(r"(.*?)\s*\(([^()]{1,40})\)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\{([^{}<>\n]{0,40})\}")


class Reason(StrEnum):
    """Why an answer is refused."""

    PLACEHOLDER = "placeholder"
    """`name` is unknown, or a formatting begins or ends within it."""
    EMPTY = "canned_empty"
    TOO_LONG = "canned_too_long"
    """`limit`: characters."""


def name(typed: str) -> str:
    """Return a name as one clean line of at most NAME_LIMIT characters. Raises Refused."""
    return field(typed, NAME_LIMIT)


def named(typed: str) -> tuple[str, str | None]:
    """Return a name and the language of its text, that is named in brackets behind it; None for all. Raises Refused."""
    if (match := _IN_LANGUAGE.fullmatch(typed.strip())) and (locale := chosen(match[2], LANGUAGES)):
        return name(match[1]), locale
    return name(typed), None


def key(name: str) -> str:
    """Return what a name is found by: case does not matter, nor does ё."""
    return name.casefold().replace("ё", "е")


def check(html: str) -> None:
    """Raise Refused when a text is empty, too long or has a placeholder that cannot be filled in."""
    text = visible(html).text
    if not any(map(str.isalnum, text)):
        raise Refused(Reason.EMPTY)
    if utf16_len(text) > TEXT_LIMIT:
        raise Refused(Reason.TOO_LONG, limit=str(TEXT_LIMIT))
    whole = _PLACEHOLDER.findall(html)
    for found in _PLACEHOLDER.findall(text):
        if _meaning(found) is None or found not in whole:
            raise Refused(Reason.PLACEHOLDER, name=f"{{{found}}}")


def filled(html: str, values: Mapping[str, str]) -> str:
    """Fill in a text that passed `check`; values are HTML by meaning: name, number, deadline, operator."""
    return _PLACEHOLDER.sub(lambda found: values.get(_meaning(found[1]) or "", found[0]), html)


def _meaning(placeholder: str) -> str | None:
    return PLACEHOLDERS.get(placeholder.strip().casefold())
