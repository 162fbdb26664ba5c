"""Whether a term of another gender can stand in a sentence where slang stood (3.5): «платежка прошла» agrees with it.

It is told by the endings of the words around. Doubt is agreement: then a person rewords the sentence, and what the
desk writes is never broken Russian. Texts are in small letters, with «е» for «ё».
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

_WORDS_BEFORE = re.compile(r"(?:[\w-]+ ){1,2}$")
_GOVERNS = re.compile(
    r"\b(?:из|из-за|от|для|без|со?|у|до|после|кроме|около|вместо|возле|против|нет|мало|много|номер\w*|копи[яюией]+"
    r"|скан\w*|файл\w*|сумм\w+|статус\w*|дат\w+|оплат\w+|загрузк\w+|настройк\w+|парол\w+|логин\w*|данны\w+)"
    r" (?:\w+(?:ой|ей|ого|его) )*$"
)
_OBLIQUE = re.compile(r"\b(?:\w+(?:ого|его|ому|ему|ым|им|ом|ем)|том|одном|всем|сам)\b")
"""What agrees with a masculine and a neuter alike, but with no feminine."""
_LACKS = re.compile(" (?:не )?хват")
_REACH = 300
"""Characters of a sentence on either side that are looked at."""


class Gender(Enum):
    """A grammatical gender, named as the declension classes begin."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


@dataclass(frozen=True, slots=True)
class _Signs:
    """What agrees with a gender: with the nominative anywhere in a sentence, with any case before and anywhere."""

    predicate: re.Pattern[str]
    attribute: re.Pattern[str]
    pronoun: re.Pattern[str]


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


_SIGNS: Mapping[Gender, _Signs] = {
    Gender.FEMININE: _Signs(
        predicate=_words(
            r"\w+(?:ая|яя|ла|лась)",
            r"\w{2,}(?:ена|ана|ята|ита|ута|ыта|ема|има|овна|чна|жна|тупна|идна|ужна|бна)",
            "готова|пуста|верна|неверна|одна|сама|вся|эта|та|наша|ваша|моя|твоя|своя",
        ),
        attribute=_words(
            r"\w+(?:ой|ей|ую|юю|ою|ею)",
            "эту|ту|нашу|вашу|мою|твою|свою|всю|одну|саму|две|обе|полторы|обеих|обеим|обеими",
        ),
        pronoun=_words("котор(?:ая|ую|ой|ою)", "она|ее|нее|ней|ей|ею"),
    ),
    # In other cases than the nominative and the accusative the neuter looks the same.
    Gender.MASCULINE: _Signs(
        predicate=_words(
            r"(?!(?:файл|портал|отдел|раздел|протокол|персонал|материал|журнал|email)\b)\w+(?:л|лся|ый|ий)",
            r"\w{2,}(?:ен|ан|ят|ут|ыт)",
            "завис|смог|исчез|умер|готов|пуст|верен|неверен|один|сам|весь|этот|тот|наш|ваш|мой|твой|свой|такой|какой",
        ),
        attribute=_words(
            r"\w+(?:ый|ий)",
            "другой|такой|этот|тот|наш|ваш|мой|твой|свой|весь|один|сам|два|оба|полтора|обоих|обоим|обоими",
        ),
        pronoun=_words("который", "он"),
    ),
}


def fits(text: str, start: int, end: int, gender: Gender, other: Gender, *, nominative: bool) -> bool:
    """Tell whether nothing around a word of a gender speaks against one of another; `nominative` is what it may be."""
    signs = _SIGNS[gender]
    before, behind = text[max(start - _REACH, 0) : start], text[end : end + _REACH]
    near = _WORDS_BEFORE.search(before)
    if near is not None and (
        signs.attribute.search(near[0]) or (other is Gender.FEMININE and _OBLIQUE.search(near[0]))
    ):
        return False
    sentence = f"{_last(before)} {_first(behind)}"
    return not signs.pronoun.search(behind) and not (nominative and signs.predicate.search(sentence))


def is_genitive(text: str, start: int, end: int) -> bool:
    """Tell whether a word like «платежки» is a genitive for certain, and no nominative in the plural."""
    before = text[max(start - _REACH, 0) : start]
    return _GOVERNS.search(before) is not None or _LACKS.match(text, end) is not None


def _last(text: str) -> str:
    return re.split(r"[.!?;\n]", text)[-1]


def _first(text: str) -> str:
    return re.split(r"[.!?;\n]", text, maxsplit=1)[0]
