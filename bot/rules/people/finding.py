"""The words by which a person is found: names, company, login, INN; the beginning of each will do."""

import re
from collections.abc import Iterable

LONGEST = 80
_WORD = re.compile(r"\w+")
FORMS = frozenset({"ооо", "оао", "зао", "пао", "ао", "ип"})
"""What stands before the name of nearly every company, and finds nobody."""


def words_of_person(login: str, *others: str | None) -> frozenset[str]:
    """Return the words that a person is found by: an e-mail is one word."""
    return frozenset(each[:LONGEST] for each in (*_words(others), login.casefold()) if each)


def words_of_query(text: str) -> list[str]:
    """Return the words that are looked for, each once, the longest first; none when there is nothing to look for.

    What everybody's company has in its name is left out, unless nothing else is there.
    """
    parts = text.casefold().replace("ё", "е").split()
    found = [part for part in parts if "@" in part] + _words([part for part in parts if "@" not in part])
    told = [each for each in found if each not in FORMS] or found
    return [each[:LONGEST] for each in sorted(dict.fromkeys(told), key=lambda each: (-len(each), each))]


def _words(said: Iterable[str | None]) -> list[str]:
    return _WORD.findall(" ".join(filter(None, said)).casefold().replace("ё", "е"))
