"""What people choose by a word behind a command, in either language and without regard to case: one reader for all."""

from collections.abc import Mapping
from typing import TypeVar

Choice = TypeVar("Choice")
Words = Mapping[Choice, tuple[str, ...]]
"""The words of each choice, in small letters; «ё» is written «е»."""

SHORTEST = 3
"""Letters of a word that is not typed to its end."""

LANGUAGES: Words[str] = {
    "ru": ("ru", "rus", "русский", "русском", "по-русски", "по русски", "на русском", "russian"),
    "en": ("en", "eng", "английский", "английском", "по-английски", "по английски", "на английском", "english"),
}

TICKED = frozenset({"да", "д", "yes", "y", "истина", "true", "1", "1.0", "x", "х", "v", "+", "✓", "✔", "☑", "✅"})
UNTICKED = frozenset({"нет", "н", "no", "n", "ложь", "false", "0", "0.0", "-", "–", "—", "☐"})
"""What stands in a cell of a table that says yes or no."""
REMOVED = TICKED | {"удалить", "удалена", "удален", "удалено", "remove", "removed", "delete", "deleted"}
STAYING = UNTICKED | {"оставить", "keep", "не удалять"}
"""The same where something is to be removed."""


def says(cell: str, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    """Return what a cell says; None when that cannot be read."""
    word = " ".join(cell.replace("\ufe0f", "").casefold().replace("ё", "е").split())
    return word in yes if word in yes | no else None


def chosen(typed: str, words: Words[Choice]) -> Choice | None:
    """Return what is meant by a word, or by the beginning of the words of one choice alone; None if nothing is."""
    said = " ".join(typed.casefold().replace("ё", "е").split()).strip("«»\"'.,!()")
    whole = [choice for choice, names in words.items() if said in names]
    begun = [choice for choice, names in words.items() if any(name.startswith(said) for name in names)]
    found = whole or (begun if len(said) >= SHORTEST else [])
    return found[0] if len(found) == 1 else None
