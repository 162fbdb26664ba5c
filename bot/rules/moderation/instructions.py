"""Instructions and their links (3.6): does an operator tell how to work in the System, and is there a guide link?

A text is an instruction when its sentences give enough signs: what to do in a program, and where. Questions give none,
and a request for data is not made a step by the place that it names.
"""

import re
from collections.abc import Set as AbstractSet
from html import unescape
from itertools import chain
from urllib.parse import urlsplit

from bot.rules.moderation.lexicon.steps import (
    ACTIONS,
    CLEAR,
    DUTIES,
    ENGLISH,
    FOR_US,
    INFINITIVE_ENDS,
    INSTALLING,
    NAMED,
    OURSELVES,
    PASSIVE,
    PASSIVE_ENDS,
    PLACES,
    PRESSING,
    REQUESTS,
    SETTING,
    SOFTWARE,
    STEP_ENDS,
    TALK,
    THEN,
    TO_US,
)
from bot.rules.text import words_of

ENOUGH = 2
"""Signs that make an instruction."""

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"\s(?<=[.!?…]\s)")
_ARROWS = ("→", "⇒", "->", "=>")
_NEXT_PLACE = re.compile(r"»\s*[-–—>/]+\s*«|»,? (?:потом|затем|далее|дальше) «")
_LED_BY = r"please|then|and|first|now|next|you (?:can|need to|have to|should|must)"
_ENGLISH_STEP = re.compile(rf"(?:^|[,:;.]\s+|\b(?:{_LED_BY})\s+)(?:{'|'.join(ENGLISH)})\b")
_STEP = re.compile(r"^\s*(?:шаг\s*)?\d{1,2}\s*[.):]|\bшаг \d", re.MULTILINE)
_STEP_IN_LINE = re.compile(r"(?:^|\s)\d{1,2}\s?[.)]\s", re.MULTILINE)
_SPOT = "раздел|подраздел|вкладк|карточк|профил|кабинет|меню|настройк|форм|шапк|фильтр|пункт"
_WHERE = re.compile(
    rf"\b(?:в|во|на|через|под|над)\s+(?:\S+\s+){{0,2}}?(?:{_SPOT}|кнопк|странице)|(?:кнопк|галочк|стрелк|скрепк)ой|(?:крестик|щелчк|клик|плюс|карандаш)ом"
)
"""A place in a program, as where something is done."""
_HEADED = re.compile(
    rf"^(?!.*\bне\b)[^:.«»]{{3,60}}(?::| [-–—])\s*(?:{_SPOT}|кнопк|лупа|знач|иконк|ссылка|крестик|шестер)"
)
"""«Смена пароля: профиль, далее «Безопасность»»."""
_WAY = re.compile(
    r"^(?!.*\bне\b)(?:вход|\w+(?:ние|ция|зка|вка|пись))\b[^,.]* (?:через|по|из|в|на)\b[^.]*"
    r"(?:затем|потом|далее|дальше)\b"
    r"|^(?!.*\bне\b)(?:справа|слева|вверху|внизу|сверху|снизу)\b[^.]*\bтам «"
    r"|^(?!.*\bне\b)(?:раздел|меню|вкладка)\b[^.:]*,[^.]*\b(?:там|потом|далее|затем)\b"
)
"""«Вход через госуслуги, затем выбор организации», «Справа вверху ваше имя, там «Настройки»»."""
_BUTTON = re.compile(r"^(?!.*\bне\b).*\bкнопк\w+ (?:«[^»]*» )?(?:нажима|жмется)")
_PURPOSE = ("чтобы ", "для того чтобы ")
_HEADS = (":", " -", " –", " —")
_SIGNIFICANT = CLEAR | PRESSING | ACTIONS | NAMED | ENGLISH | DUTIES | THEN
_STEPS_END, _PASSIVES_END = (frozenset(end[-2:] for end in ends) for ends in (STEP_ENDS, PASSIVE_ENDS))
_THUS = re.compile(r"\b(?:так|следующим образом|порядок такой|путь)\s?[:—-]")
_URL = re.compile(r"""(?:https?://|\bwww\.)[^\s<>"'«»]+|(?<![\w.@/-])(?:[\w-]+\.)+[^\W\d_]{2,}""", re.IGNORECASE)


def is_instruction(text: str) -> bool:
    """Tell whether a text, without markup, tells people how to do something in a program."""
    lowered = text.lower().replace("ё", "е")
    if not _may_tell(lowered):
        return False
    signs, named = 0, set[str]()
    for sentence in chain.from_iterable(map(_SENTENCE_END.split, lowered.splitlines())):
        words = set(_WORD.findall(sentence))
        signs += _signs(sentence, words)
        if signs >= ENOUGH:
            return True
        named |= NAMED & words
    if len(named) > 1 and len(_STEP_IN_LINE.findall(lowered)) > 1:
        return True
    return signs > 0 and len(_STEP.findall(lowered)) > 1  # numbered steps are a sign more


def _path(sentence: str) -> int:
    """Count the steps of «Каталог» — «Импорт» → «Файл»."""
    return sum(map(sentence.count, _ARROWS)) + (len(_NEXT_PLACE.findall(sentence)) if "»" in sentence else 0)


def _signs(sentence: str, words: set[str]) -> int:
    """Count what a sentence tells to do, and add the place where it is done."""
    if sentence.endswith("?"):
        return 0
    signs = ENOUGH * len(CLEAR & words) + _path(sentence)
    asks_us = not FOR_US.isdisjoint(words) and not (OURSELVES | TO_US).isdisjoint(words)
    if not ENGLISH.isdisjoint(words):
        signs += len(_ENGLISH_STEP.findall(sentence))
    signs += ENOUGH * _shows_way(sentence, words)
    if REQUESTS.isdisjoint(words) and not asks_us:
        signs += ENOUGH * len(PRESSING & words) + len(ACTIONS & words)
        if not DUTIES.isdisjoint(words) and OURSELVES.isdisjoint(words):
            signs += len(NAMED & words) or _asks_to(sentence, words)
        if sentence.startswith(_PURPOSE) and not SETTING.isdisjoint(words):
            signs += 1
        if signs and not INSTALLING.isdisjoint(words):
            signs += any(word.startswith(SOFTWARE) for word in words)
        if not signs and "вы" not in words and TALK.isdisjoint(words):
            signs += _has_step(words)
    return signs + 1 if signs and _names_place(sentence, words) else signs


def _shows_way(sentence: str, words: set[str]) -> bool:
    """Tell whether a sentence says where something is done, without telling anybody to do it."""
    return bool(
        (_has_passive(words) and (_WHERE.search(sentence) or _THUS.search(sentence)))
        or (any(sign in sentence for sign in _HEADS) and _HEADED.search(sentence))
        or (not THEN.isdisjoint(words) and _WAY.search(sentence))
        or ("кнопк" in sentence and _BUTTON.search(sentence))
    )


def _asks_to(sentence: str, words: AbstractSet[str]) -> bool:
    """Tell whether something is to be done that is no step by itself, at a place that is named."""
    placed = "«" in sentence or _WHERE.search(sentence) or "браузер" in sentence
    return bool(placed) and any(word.endswith(INFINITIVE_ENDS) for word in words)


def _may_tell(lowered: str) -> bool:
    """Tell by a quick look whether a text has anything that gives signs."""
    words = words_of(lowered)
    return (
        not _SIGNIFICANT.isdisjoint(words)
        or _has_passive(words)
        or _has_step(words)
        or any(sign in lowered for sign in _HEADS)
        or _path(lowered) > 0
    )


def _has_step(words: AbstractSet[str]) -> bool:
    """Tell whether a word looks like something that people are asked to do."""
    return any(word.endswith(STEP_ENDS) and len(word) > len("идите") for word in _ending(words, _STEPS_END))


def _has_passive(words: AbstractSet[str]) -> bool:
    return any(word.endswith(PASSIVE_ENDS) and word.startswith(PASSIVE) for word in _ending(words, _PASSIVES_END))


def _ending(words: AbstractSet[str], ends: frozenset[str]) -> list[str]:
    """Return the words whose last two letters are these: asking for all endings takes three times as long."""
    return [word for word in words if word[-2:] in ends]


def _names_place(sentence: str, words: AbstractSet[str]) -> bool:
    return "«" in sentence or '"' in sentence or any(word.startswith(PLACES) for word in words)


def has_guide_link(html: str, hosts: frozenset[str]) -> bool:
    """Tell whether HTML links to one of these hosts or a sub-domain, in the text or under it."""
    wanted = {_ascii(host) for host in hosts}
    return any(_belongs(_host(url), wanted) for url in _URL.findall(unescape(html)))


def _belongs(host: str, wanted: set[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in wanted for at in range(len(labels)))


def _host(url: str) -> str:
    try:
        return _ascii(urlsplit(url if "://" in url else f"//{url}").hostname or "")
    except ValueError:  # «http://[»
        return ""


def _ascii(host: str) -> str:
    """Write a host as DNS does: «ПРИМЕР.рф» as «xn--…», without the dot of the root."""
    plain = host.lower().rstrip(".")
    try:
        return plain.encode("idna").decode()
    except UnicodeError:
        return plain
