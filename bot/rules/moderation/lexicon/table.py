"""The table of slang that `python -m tools.forms` makes: every form, its term, and what is to be minded with it.

Verbs loaned from English take any prefix: it is cut off when a word is looked up.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

PREFIXES = tuple(
    """
за от про пере по до рас раз с со под вы на об о у в при из ис пре недо не ре де
неза непро неот непере непод нераз нерас невы
    """.split()  # noqa: SIM905 -- easier to read than a list
)
"""What loaned verbs have before them: «зафорсить», «незааппрувленный»."""
_TABLE = Path(__file__).with_name("jargon.tsv")
_OF_LOANS = frozenset({"loan", "bare", "tied"})
_START = 2
_LETTERS = [chr(code) for code in range(ord("а"), ord("я") + 1)]
_BY_START = {
    start: tuple(prefix for prefix in PREFIXES if prefix.startswith(start) or start.startswith(prefix))
    for start in map("".join, product(_LETTERS, repeat=_START))
    if any(prefix.startswith(start) or start.startswith(prefix) for prefix in PREFIXES)
}
"""Prefixes by the first letters of a word: most words have none."""


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of a form of slang; `term` is in the same form where it is `replaced`, else what to write instead.

    `of_two_numbers` is a singular and a plural where the term differs. `located` is another term in a prepositional.
    `taste` is the word whose form it is, where that is a matter of taste, else empty.
    `tail` is a noun that has a genitive behind it already («снимок экрана»). `near` and `apart` are names of contexts.
    `bare` is a form of a loaned verb that makes other words with PREFIXES, `tied` one that is another without them.
    """

    term: str
    replaced: bool
    verb: bool
    tail: bool
    taste: str
    genders: tuple[str, str] | None
    nominative: bool
    of_two_numbers: bool
    located: str | None
    near: tuple[str, ...]
    apart: tuple[str, ...]
    bare: bool
    tied: bool


def forms() -> Mapping[str, Form]:
    """Return forms in small letters, with «е» for «ё»; without those of loaned verbs."""
    return read()[0]


def form_of(word: str) -> Form | None:
    """Look a word up, as it is and as a loaned verb with or without a prefix."""
    known, loans = read()
    found = known.get(word)
    if found is not None:
        return found
    found = loans.get(word)
    if found is not None and not found.tied:
        return found
    for prefix in _BY_START.get(word[:_START], ()):
        if word.startswith(prefix):
            found = loans.get(word[len(prefix) :])
            if found is not None and not found.bare:
                return found
    return None


def has_form(words: AbstractSet[str]) -> bool:
    """Tell whether `form_of` may know one of some words; it costs less than to ask for each."""
    known, loans = read()
    if not (known.keys().isdisjoint(words) and loans.keys().isdisjoint(words)):
        return True
    prefixed = ((word, _BY_START.get(word[:_START])) for word in words)
    return any(word[len(prefix) :] in loans for word, prefixes in prefixed if prefixes for prefix in prefixes)


@cache
def read() -> tuple[Mapping[str, Form], Mapping[str, Form]]:
    """Read the table: the forms of all words, and those of loaned verbs."""
    known: dict[str, Form] = {}
    loans: dict[str, Form] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        term, marks, words = line.split("\t")
        of_loan = not _OF_LOANS.isdisjoint(marks.split())
        (loans if of_loan else known).update(dict.fromkeys(words.split(" "), _form(term, tuple(marks.split()))))
    return known, loans


def _form(term: str, marks: tuple[str, ...]) -> Form:
    located = next((mark[3:].replace("_", " ") for mark in marks if mark.startswith("in=")), None)
    genders = next((mark for mark in marks if mark[1:2] == ">"), None)
    return Form(
        term=term,
        replaced="shown" not in marks,
        verb="verb" in marks,
        tail="tail" in marks,
        taste=next((mark[1:] for mark in marks if mark.startswith("?")), ""),
        genders=(genders[0], genders[2]) if genders else None,
        nominative=genders is not None and genders.endswith("!"),
        of_two_numbers="two" in marks,
        located=located,
        near=tuple(mark[1:] for mark in marks if mark.startswith("@") and mark[1] != "!"),
        apart=tuple(mark[2:] for mark in marks if mark.startswith("@!")),
        bare="bare" in marks,
        tied="tied" in marks,
    )
