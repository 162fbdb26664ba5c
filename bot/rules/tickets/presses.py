"""Which button is meant by what a requester, or who writes down a call, types where a question waits (3.2).

A question back («все верно?») and whatever says more than a button does mean none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.rules.tickets import consent_words
from bot.rules.tickets.typed import LEAVES, NO, YES

LIMIT = 64
"""Characters of the longest text that can be a button."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A button of the question: its data, and what stands on it in each language."""

    data: str
    labels: tuple[str, ...]


_SEND = frozenset(["отправить", "отправляйте", "отправляй", "отправь", "отправьте", "отправляем", "send", "send it"])
_ON = frozenset(["готово", "дальше", "далее", "продолжить", "next"])
_BACK = frozenset(["назад", "вернуться", "вернуться назад", "back", "go back"])
_ALL_SAID = frozenset(
    {
        *("все", "это все", "вот и все", "на этом все", "у меня все", "пока все", "больше ничего", "больше нечего"),
        *("добавить нечего", "больше добавить нечего", "больше мне добавить нечего", "больше нечего добавить"),
        *("that is all", "nothing more"),
    }
)
_SAME = frozenset(
    {
        *("по нему", "по нему же", "по этому", "по этому же", "по тому же", "по тому же обращению", "к нему", "то же"),
        *("то же самое", "тот же", "тот же вопрос", "по тому же вопросу", "по старому", "the same", "same"),
    }
)
_NOT_SAID = frozenset(
    [
        *("пропуск", "пропустить", "пропустите", "пропускаю", "пропустим", "дальше", "далее", "нет", "нету", "не знаю"),
        *("не знает", "неизвестно", "неизвестен", "не назвал", "не назвала", "не сказал", "не сказала", "не помнит"),
        *("не указан", "не указал", "не указала", "скрыт", "номер скрыт", "не определился", "не определен"),
        *("без номера", "нет номера", "без записи", "нет записи", "нет логина", "нет инн", "skip it", "next", "no"),
        *("none", "unknown", "do not know", "does not know", "did not say"),
    ]
)
"""What an operator writes down of a caller who does not say it."""
_WORDS: tuple[tuple[str, frozenset[str], str], ...] = (
    ("confirm", YES | _ON, ""),
    ("edit", NO | {"изменить", "исправить", "поменять"}, ""),
    ("merge:yes", YES | {"объединить", "объедините", "это я", "merge"}, ""),
    ("merge:no", NO | {"не объединять", "не объединяйте", "это не я", "do not merge"}, ""),
    (r"answer:use:\w+", YES | {"записать так", "запишите так", "записать", "запишите"}, ""),
    (r"answer:keep:\w+", NO | {"оставить", "оставьте", "оставить так", "оставьте так", "keep"}, ""),
    (r"(?:answer|go|data):back(?::\w+)*", _BACK, ""),
    ("go:send", YES | _SEND | _ON, ""),
    ("go:changes", NO | {"исправить", "поменять", "не то", "не так"}, ""),
    ("go:done", _SEND | _ON | _ALL_SAID, ""),
    ("go:rewrite", frozenset({"заново", "сначала"}), ""),
    ("go:helped", frozenset({"да", "помогло", "yes", "helped"}), ""),
    ("go:anyway", NO | _SEND | {"не помогло", "it did not help"}, ""),
    ("go:order", YES | _SEND, ""),
    (r"correct:\d+:\d+:1", YES | {"обновить", "обновите", "update"}, ""),
    (r"correct:\d+:\d+:0", NO | {"оставить", "оставьте", "не обновлять"}, ""),
    (r"data:skip:.+", frozenset({"пропуск", "пропустите", "пропускаю", "skip it"}), ""),
    (r"data:later:.+", frozenset({"позже", "потом", "отвечу позже", "later"}), ""),
    (
        "guideend",
        frozenset(["закончить", "завершить", "завершить поиск", "конец", "стоп", "хватит", "выход", "stop", "end"]),
        "",
    ),
    (
        "service:0",
        frozenset(["не знаю", "другое", "другой", "прочее", "затрудняюсь ответить", "other", "do not know"]),
        "",
    ),
    (r"mine:again:\d+", YES | _SAME | {"открыть", "открыть снова"}, ""),
    ("tickets:new", NO, r"mine:again:\d+"),
    ("tickets:new", frozenset(["новое", "новый", "новый вопрос", "к новому", "новая заявка", "new"]), ""),
    (r"nocomment:\d+", frozenset({"нет", "не хочу", "без комментариев", "no"}), ""),
    ("leave", LEAVES, ""),
    (r"call:keep:.+", YES | _ON | {"оставить", "оставь", "оставьте", "keep"}, ""),
    (r"call:skip:.+", _NOT_SAID, ""),
    (r"call:done:.+", _ON | {"все", "это все", "that is all"}, ""),
    (r"call:erase:.+", frozenset({"заново", "сначала", "стереть"}), ""),
    (r"call:service:\d+:0", frozenset({"не знаю", "не знает", "другое", "другой", "прочее", "other"}), ""),
    (r"call:other:.+", YES | {"другой вопрос", "другое"}, ""),
    (r"call:open:.+", YES | _ON | {"создать", "создай", "создайте", "открыть", "create"}, ""),
    (r"call:anyway:.+", YES | {"открыть", "все равно", "anyway"}, ""),
    (r"call:fill:.+", NO | {"укажу", "указать данные"}, ""),
    (r"call:new:.+", frozenset({"новый", "новая", "новое", "new"}), ""),
    (r"call:find:.+", frozenset({"найти", "поиск", "искать", "еще раз", "find"}), ""),
    (r"call:back:.+|callgroup:\d+:", _BACK, ""),
    (r"call:cancel:.+", LEAVES, ""),
)
"""Data of a button, what else names it, and what has to stand beside it for that. All in small letters, without «ё»."""

_CONSENT = "consent:"
_DECIDED = (consent_words.Said.AGREES, consent_words.Said.REFUSES)
_WHY = frozenset(
    {
        *("зачем", "зачем это", "зачем вам", "зачем вам это", "зачем нужно", "почему", "для чего", "для чего это"),
        *("для чего это нужно", "зачем вам это нужно", "а зачем", "а зачем это", "а зачем это нужно"),
        *("why", "what for", "why is it needed", "why is that needed"),
    }
)
"""Asks back, and is a button all the same."""
_EXPLAINS = re.compile(r"why:|data:why:")

_GROUP = "services:"
_STEERING = re.compile(r"go:|answer:back|data:(?:back|skip|later)|leave|confirm|edit|guideend|tickets:")
"""Buttons that a mistyped word can mean: none that holds what somebody stated."""
_PLACED = re.compile(r"mine:add:\d+|services?:\w+|callgroup:\d+:\w+|call:(?:pick|service):\d+:\d+")
"""Buttons of a list: each can be named by its place."""
_NUMBERED = re.compile(r"mine:(?:add|again):(\d+)")
_NAMED = re.compile(r"services?:\w+|callgroup:\d+:\w+|call:(?:pick|service):\d+:\d+")
"""Buttons that a part of their name stands for, if it fits no other."""
_ABOUT = r"(?:(?:ко?|по|про|для|об?|во?) )?(?:(?:обращени|заявк|вопрос)\w* )?(?:номер\w* )?"
_NUMBER = re.compile(rf"{_ABOUT}(?P<mark>[эе]о ?-? ?|eo ?-? ?)?(?P<number>\d{{1,9}})")
_PLACE = re.compile(
    rf"{_ABOUT}(?:(?P<place>\d{{1,2}})(?:-\w{{1,3}})?|(?P<ordinal>\w+))(?: (?:обращени|заявк|вопрос)\w*)?"
)
_ORDINALS = ("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят")
_CARDINALS = ("один", "два", "три", "четыре", "пять")
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_STARS = re.compile(
    r"(?:отлично )?(?:оценка |ставлю |на )?(?:вам )?(?P<stars>[1-5]|\w+?)(?: (?:зв[её]зд\w*|балл\w*|stars?|из 5|of 5))?"
    r"(?: вам)?(?: ставлю)?"
)
_MARK = re.compile(r"(?:(единиц)|(дво(?:йк|ечк))|(тро(?:йк|ечк))|(четвер(?:к|очк))|(пятер(?:к|очк)))[аиуе]")
_COURTESY = re.compile(
    r"^ну\b|\bспасибо(?: вам)?(?: (?:большое|огромное))?|"
    r"\b(?:пожалуйста|уже|наверно|наверное|видимо|кажется|скорее всего|по-моему|думаю|давай|"
    r"давайте|скорее|быстрее|наконец|please|thanks|thank you)\b"
)
_PLUS = frozenset({"+", "++", "+++"})
_TYPO = 5
"""Letters from which on a word with one mistake is read as the label of a button."""
_SMALL = frozenset(["в", "во", "и", "к", "ко", "на", "о", "об", "по", "с", "со", "the", "of", "a", "to", "in"])
_MOST_WORDS, _SHORTEST, _STEM = 4, 4, 5


def pressed(text: str, offered: Sequence[Offered]) -> str | None:
    """Return the data of the button that a whole text names, None when it says something else."""
    if not text or len(text) > LIMIT:
        return None
    for each in offered:
        if any(as_label(label) == as_label(text) for label in each.labels):
            return each.data
    said = "+" if text.strip() in _PLUS else _plain(text)
    if said in _WHY and (why := next((each.data for each in offered if _EXPLAINS.match(each.data)), None)):
        return why
    if "?" in text:
        return None
    if any(each.data.startswith(_CONSENT) for each in offered) and (decided := consent_words.read(text)) in _DECIDED:
        return f"{_CONSENT}{decided}"
    reads = (_by_word, _by_number, _by_place, _by_part, _by_typo)
    return next((data for read in reads if (data := read(said, offered)) is not None), None)


def is_passed_over(text: str) -> bool:
    """Tell whether a whole text says that there is no answer, or that all is said."""
    return _plain(text) in _NOT_SAID | _ON


def stars(text: str) -> int | None:
    """Return the rating, 1 to 5, that a whole text is: «5», «5 звёзд», «пять», «⭐⭐⭐»; None when it is none."""
    if len(text) > LIMIT:
        return None
    shown = "".join(text.replace("\ufe0f", "").split())
    if shown and len(shown) <= 5 and not shown.strip("⭐★"):
        return len(shown)
    found = None if "?" in text else _STARS.fullmatch(_plain(text))
    if found is None:
        return None
    said = found["stars"]
    if said in _CARDINALS:
        return _CARDINALS.index(said) + 1
    mark = _MARK.fullmatch(said)
    return int(said) if re.fullmatch("[1-5]", said) else mark.lastindex if mark else None


@lru_cache(maxsize=4)
def as_label(text: str) -> str:
    """Return a text as labels are compared: in whatever case, and however it ends."""
    return " ".join(text.casefold().replace("ё", "е").split()).rstrip(" .!")


def _plain(text: str) -> str:
    """Return the words alone: small, without «ё», signs and courtesies."""
    small = re.sub(r"[^\w'-]+", " ", text.casefold().replace("ё", "е"))
    return " ".join(_COURTESY.sub(" ", small).split())


def _by_word(said: str, offered: Sequence[Offered]) -> str | None:
    for each in offered:
        if said and said in {_plain(label) for label in each.labels}:
            return each.data
    for data, words, beside in _WORDS:
        found = next((each.data for each in offered if re.fullmatch(data, each.data)), None)
        if found is None or (beside and not any(re.fullmatch(beside, each.data) for each in offered)):
            continue
        if said in words or any(
            said == f"{lead} {word}" for lead in words & {"да", "нет", "yes", "no"} for word in words
        ):
            return found
    return None


def _by_number(said: str, offered: Sequence[Offered]) -> str | None:
    named = _NUMBER.fullmatch(said)
    numbers = {int(found[1]): each.data for each in offered if (found := _NUMBERED.fullmatch(each.data))}
    return numbers.get(int(named["number"])) if named else None


def _by_place(said: str, offered: Sequence[Offered]) -> str | None:
    found = _PLACE.fullmatch(said)
    listed = [each.data for each in offered if _PLACED.fullmatch(each.data)]
    at = _place(found) if found else None
    return listed[at - 1] if at is not None and 1 <= at <= len(listed) else None


def _place(found: re.Match[str]) -> int | None:
    if found["place"]:
        return int(found["place"])
    word = found["ordinal"]
    if word in _ENGLISH:
        return _ENGLISH.index(word) + 1
    stems = (at for at, stem in enumerate(_ORDINALS, start=1) if re.fullmatch(rf"{stem}\w{{1,3}}", word))
    return next(stems, None)


def _by_part(said: str, offered: Sequence[Offered]) -> str | None:
    words = [word[:_STEM] for word in said.split() if word not in _SMALL]
    if len(said) < _SHORTEST or not 0 < len(words) <= _MOST_WORDS:
        return None
    found = {
        each.data
        for each in offered
        if _NAMED.fullmatch(each.data) and any(_has_all(_plain(label), words) for label in each.labels)
    }
    groups = {each for each in found if each.startswith(_GROUP)}
    return next(iter(found if len(found) == 1 else groups)) if 1 in (len(found), len(groups)) else None


def _by_typo(said: str, offered: Sequence[Offered]) -> str | None:
    if len(said) < _TYPO or not said.isalpha():
        return None
    steering = (each for each in offered if _STEERING.match(each.data))
    return next((each.data for each in steering if any(_is_slip(said, _plain(label)) for label in each.labels)), None)


def _is_slip(said: str, label: str) -> bool:
    """Tell whether a word has one letter wrong, too much or missing, or two that changed places."""
    if len(label) < _TYPO or abs(len(said) - len(label)) > 1:
        return False
    at = next((n for n, (one, other) in enumerate(zip(said, label, strict=False)) if one != other), len(label))
    one, other = said[at:], label[at:]
    swapped = other[1:2] + other[:1] + other[2:]
    return one[1:] == other[1:] or one == other[1:] or one[1:] == other or one == swapped


def _has_all(label: str, words: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in label.split()) for word in words)
