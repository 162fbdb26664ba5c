"""Insults and rude turns (3.1), told from the same words about things: «Вы тупой», but «тупой угол»."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.rules.moderation.lexicon.insulting import (
    BEASTS,
    END,
    FRESH,
    GAP,
    OF_PAPERS,
    ROGUES,
    TRAITS,
    TRAITS_BEGIN,
    VOCATIVES,
    YOU,
)
from bot.rules.text import words_of

_TABLE, _HEAD = Path(__file__).parent / "lexicon/insults.txt", 2
"""The table, and how many lines of it say what it is."""
_WHO = r"(?:ваш|твой|наш|этот|тот)(?:а|и|е)? \w+"
_RUDE = "безмозгл|безрук|туп|глух|слеп|неграмотн|нагл|неблагодарн|бессовестн|бесстыж|продажн|трусл"
_BEGUN = r"(?:^|(?<=[.!?\n])|(?<=[.!?\n] ))"
_BAD = f"(?:{BEASTS}|{TRAITS})"
_TO_A_PERSON = (
    rf"(?:{YOU}|не будь(?:те)?|будь(?:те)?)(?:,? {FRESH},?)*(?: [-–—])?(?: {FRESH})* {_BAD}{END}",
    rf"(?:какой|какая|какие)(?: же)? {YOU} {_BAD}{END}",
    rf"{YOU} как (?:{BEASTS}) (?!в |на |и )\w+(?:лись|лся|лась|ете|ите|етесь|итесь){END}",
    rf"{_BAD}(?: какой-то| какая-то| какие-то| же)? (?:вы|ты|какой-то|какая-то|какие-то)(?: {FRESH})*{END}",
    rf"{_WHO} [-–—] (?:{FRESH} )*{_BAD}{END}",
    rf"(?:полн(?:ый|ая|ые)|последн(?:ий|яя|ие)|редкостн(?:ый|ая|ые)|законченн(?:ый|ая|ые)|настоящ(?:ий|ая|ие)"
    rf"|безмозгл(?:ый|ая|ые)|безрук(?:ий|ая|ие)|неграмотн(?:ый|ая|ые)|наглы(?:й|е)|наглая|туп(?:ой|ая|ые))"
    rf" (?:{VOCATIVES})(?! (?:отоплени|для|из|гимнаст|породи|деревян))",
    rf"(?:{VOCATIVES}|чайник|пень|дуб|валенок),? (?:{_RUDE})(?:ый|ая|ые|ий|ие|ой){END}",
    rf"{_BEGUN}(?:\w+(?:ый|ий|ой|ая|яя|ые|ие) )?(?:{VOCATIVES}), "
    r"(?:а не \w+|(?:опять|снова|вечно|вчера|обещал\w*|\w+ раз)\b"
    r"|(?!котор)(?:[\w-]+ ){0,4}\w+(?:ете|ите|ешь|ишь|йте|ьте|йтесь|итесь|ьтесь)\b)",
    rf"не \w+, а (?:{FRESH} )*(?:{VOCATIVES}){END}",
    rf"(?:^|(?<=[.!?\n])|(?<=[.!?\n] ))(?:эх |ну |вот |ах )?(?:{BEASTS}){OF_PAPERS}"
    r"(?= ?[!,]? ?(?:$|(?:хватит|верни\w*|сколько|когда|не|неужели|вы|ты|где|что|как(?:ой-то|ая-то|ие-то)?)\b)|[.!]|$)",
    r"(?:туп(?:ой|ая|ые|ых)|глуп(?:ый|ые|ых)) "
    r"(?:клиент\w*|пользовател\w+|покупател\w+|бухгалтер\w*|закупщик\w*|люди|людей|вопрос\w*)",
    rf"{_BEGUN}(?:(?:вы|ты) )?(?:(?:совсем|там|что) )*{_BAD},? что ли\b",
    rf"{_BEGUN}(?:\w+ )?(?:{ROGUES})(?:, (?:{ROGUES}))*(?:,| и) (?:{ROGUES}){END}",
    rf"^(?:ну |какой |какая |какие )*(?:{_RUDE}|бестолков|криворук|безграмотн|необразованн|никчемн|ненормальн)"
    r"(?:ый|ая|ые|ий|ие|ой)[!?.]*$",
    r"(?:тупее|глупее) (?:\w+ ){0,2}(?:клиент\w*|вас|тебя|не видел\w*|некуда)",
)
_WORD, _START, _BEGINNING = re.compile(r"[а-я]+"), 3, 5


def insults(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of insults in a text of small letters, with «е» for «ё»."""
    words = words_of(text)
    begun, starts = f" {text}", {word[:_START] for word in words}
    for start in starts & _patterns().keys():
        for core, pattern in _patterns()[start]:
            if core in begun:
                yield from (found.span() for found in pattern.finditer(text))
    if not _beginnings().isdisjoint(word[:_BEGINNING] for word in words):
        for pattern in _personal():
            yield from (found.span() for found in pattern.finditer(text))


@cache
def _patterns() -> Mapping[str, Sequence[tuple[str, re.Pattern[str]]]]:
    """Return what a text must hold, and the pattern, by the first letters of a word that begins it."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
    for line in _TABLE.read_text(encoding="utf-8").splitlines()[_HEAD:]:
        core, _, pattern = line.partition(" | ")
        whole = pattern.replace("{you}", YOU).replace("{gap}", GAP).replace("{end}", END)
        core = core.replace("_", " ")
        found[core.split()[0][:_START]].append((core, re.compile(rf"(?<![\w-])(?:{whole})(?!\w)")))
    return found


@cache
def _beginnings() -> frozenset[str]:
    """Return how the words begin that insult a person only."""
    return TRAITS_BEGIN.union(word[:_BEGINNING] for word in _WORD.findall(BEASTS)) - {"место"}


@cache
def _personal() -> Sequence[re.Pattern[str]]:
    return [re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)") for pattern in _TO_A_PERSON]
