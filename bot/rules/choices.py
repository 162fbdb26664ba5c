"""What people choose by a word, in either language and without regard to case: one reader for all."""

import re
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

_YES = (
    *("да", "ага", "угу", "ок", "окей", "верно", "да верно", "все верно", "да все верно", "правильно", "да правильно"),
    *("подтверждаю", "да подтверждаю", "yes", "yep", "ok", "okay", "right", "correct", "that is right"),
    "yes that is right",
)
_NO = ("нет", "не", "неверно", "не верно", "нет неверно", "нет не верно", "неправильно", "no", "nope", "wrong")
ASSENT: Words[bool] = {True: _YES, False: _NO}
"""The answers to «is that right?»."""

_SEND = ("отправить", "отправляй", "отправляйте", "отправь", "отправьте", "send", "send it")
SENDING: Words[bool] = {True: (*_YES, *_SEND, *(f"да {word}" for word in _SEND)), False: _NO}
"""The answers to a page that is to be checked before it is sent."""

ENDING: Words[bool] = {True: ("закончить поиск", "закончи поиск", "выйти из поиска", "end the search", "end search")}
"""What leaves the search in the guide."""


def answered(typed: str, words: Words[Choice]) -> Choice | None:
    """Return what a whole text answers; None when it says more than the words of one choice, or something else."""
    said = " ".join(re.findall(r"\w+", typed.casefold().replace("ё", "е")))
    return next((choice for choice, names in words.items() if said in names), None)


def chosen(typed: str, words: Words[Choice]) -> Choice | None:
    """Return what is meant by a word, or by the beginning of the words of one choice alone; None if nothing is."""
    said = " ".join(typed.casefold().replace("ё", "е").split()).strip("«»\"'.,!()")
    whole = [choice for choice, names in words.items() if said in names]
    begun = [choice for choice, names in words.items() if any(name.startswith(said) for name in names)]
    found = whole or (begun if len(said) >= SHORTEST else [])
    return found[0] if len(found) == 1 else None
