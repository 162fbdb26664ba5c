"""The table of slang that `python -m tools.forms` makes: every form, its term, and what is to be minded with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("jargon.tsv")


@dataclass(frozen=True, slots=True)
class Form:
    """What is known of a form of slang; `term` is in the same form where it is `replaced`, else what to write instead.


    `of_two_numbers` is a singular and a plural where the term differs. `located` is another term in a prepositional.
    `taste` is the word whose form it is, where that is a matter of taste, else empty.
    `tail` is a noun that has a genitive behind it already («снимок экрана»). `near` and `apart` are names of contexts.
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


@cache
def forms() -> Mapping[str, Form]:
    """Read the table: forms in small letters, with «е» for «ё»."""
    found: dict[str, Form] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        term, marks, words = line.split("\t")
        found |= dict.fromkeys(words.split(" "), _form(term, tuple(marks.split())))
    return found


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
    )
