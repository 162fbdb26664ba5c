"""A person's full name, typed in one line (4.1, 6.2)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.rules.fields import Reason, field, listed
from bot.rules.refusals import Refused
from bot.rules.text import one_line

NO_PATRONYMIC = "нет отчества"
"""What to write in place of a patronymic that one does not have."""

_LIMIT = 150
_PART_LIMIT = 80
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_CYRILLIC = "Ѐ-ҁҊ-ӿ"
_WORD = re.compile(rf"[{_LATIN}{_CYRILLIC}]+(?:['-][{_LATIN}{_CYRILLIC}]+)*")
_FOREIGN = re.compile(rf"[^{_LATIN}{_CYRILLIC}' .-]")
_LINK = re.compile(r"://|@|\bwww\.|[a-z0-9-]\.[a-z]{2,}|\.рф\b", re.IGNORECASE)
_ABSENT = re.compile(
    r"(?:^| )(?:- )?(?:(?:нет|без) отчества|отчества нет|отчество отсутствует|no patronymic|нет|-)$", re.IGNORECASE
)
_TYPOGRAPHY = str.maketrans("‐‑‒–—−’‘ʼ`,()", "------''''   ")
_PARTICLE = re.compile(
    "д[аеию]|дель|дела|делла|дос|душ|ла|ле|лос|фон|цум?|цур|унд|ван|вон|дер|ден|тен|бен|бин|ибн|бинт|аль|эль|"
    "d[aeiou]|del|della|dos|das|la|le|los|von|zu|zum|zur|van|der|den|ten|bin|ibn|bint|al|el"
)
TAIL = re.compile("оглы|оглу|огли|угли|кызы|гызы|кизи|қызы|улы|ұлы|уулу|ogly|oglu|ogli|ugli|kyzy|qizi", re.IGNORECASE)
"""What stands behind the name of the father."""
_PATRONYMIC = re.compile("(?:вич|ич|[внчш]на)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FullName:
    """A person's name; some people have no patronymic."""

    surname: str
    name: str
    patronymic: str | None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.surname, self.name, self.patronymic)))


def full_name(text: str) -> FullName:
    """Surname, name and patronymic, in this order; «нет отчества», «без отчества» or «-» mean none. Or Refused."""
    typed = one_line(field(text, _LIMIT).translate(_TYPOGRAPHY)).rstrip(" .")
    _refuse_characters(typed)
    named = _ABSENT.sub("", typed)
    _refuse_mixed_alphabets(named)
    expected = 3 if named == typed else 2
    parts = _parts(named.replace(" - ", "-").split(), expected)
    _refuse_words(parts, expected)
    return FullName(parts[0], parts[1], parts[2] if len(parts) == 3 else None)


def _refuse_characters(typed: str) -> None:
    if _LINK.search(typed):
        raise Refused(Reason.LINK)
    if any(character.isdigit() for character in typed):
        raise Refused(Reason.DIGITS)
    if foreign := _FOREIGN.findall(typed):
        raise Refused(Reason.CHARACTERS, characters=listed(foreign))


def _refuse_mixed_alphabets(named: str) -> None:
    latin, cyrillic = re.findall(f"[{_LATIN}]", named), re.findall(f"[{_CYRILLIC}]", named)
    if latin and cyrillic:
        rarer, reason = min((latin, Reason.LATIN_WORD), (cyrillic, Reason.CYRILLIC_WORD), key=lambda each: len(each[0]))
        raise Refused(reason, word=next(word for word in named.split() if not set(rarer).isdisjoint(word)))


def _parts(words: list[str], expected: int) -> list[str]:
    # «Ван» and «Ле» are surnames too. Capitalised, a particle is one only where there are words to spare; in small
    # letters («ван ли», «ле ань петрович») where enough words are left beside it.
    own = sum(not TAIL.fullmatch(word) for word in words)
    in_any_letters = own > expected
    whole = own == expected and _PATRONYMIC.search(words[-1]) is not None
    parts = _joined(words, lambda word: not whole and _is_particle(word.lower() if in_any_letters else word))
    return parts if len(parts) > 1 else _joined(words, lambda _word: False)


def _is_particle(word: str) -> bool:
    return _PARTICLE.fullmatch(word) is not None


def _joined(words: list[str], is_particle: Callable[[str], bool]) -> list[str]:
    parts: list[str] = []
    particles = ""
    for word in words:
        if parts and TAIL.fullmatch(word):
            parts[-1] += f" {word}"
        elif is_particle(word):
            particles += f"{word} "
        else:
            parts.append(particles + word)
            particles = ""
    return [*parts, particles.rstrip()] if particles else parts


def _refuse_words(parts: list[str], expected: int) -> None:
    if any(len(part) > _PART_LIMIT for part in parts):
        raise Refused(Reason.TOO_LONG, limit=str(_PART_LIMIT))
    if any("." in part for part in parts) or any(len(part) == 1 for part in parts[1:]):
        raise Refused(Reason.INITIALS)
    if signs := _misplaced_signs(" ".join(parts)):
        raise Refused(Reason.CHARACTERS, characters=listed(signs))
    if len(parts) < 2:
        raise Refused(Reason.ONE_WORD)
    if len(parts) > expected:
        raise Refused(Reason.TOO_MANY_WORDS)
    if len(parts) < expected:
        raise Refused(Reason.PATRONYMIC_MISSING, hint=NO_PATRONYMIC)


def _misplaced_signs(named: str) -> list[str]:
    words = [word for word in named.split() if not _WORD.fullmatch(word)]
    return [sign for sign in "".join(words) if not sign.isalpha()]
