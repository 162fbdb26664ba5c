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
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_CYRILLIC = "Ѐ-ҁҊ-ӿ"
_WORD = re.compile(rf"[{_LATIN}{_CYRILLIC}]+(?:['-][{_LATIN}{_CYRILLIC}]+)*")
_FOREIGN = re.compile(rf"[^{_LATIN}{_CYRILLIC}' .-]")
_LINK = re.compile(r"://|@|\bwww\.|[a-z0-9-]\.[a-z]{2,}|\.рф\b", re.IGNORECASE)
_ABSENT = re.compile(
    r"(?:^| )(?:- )?(?:(?:нет|без) отчества|отчества нет|отчество отсутствует|no patronymic|нет|-)$", re.IGNORECASE
)
_TYPOGRAPHY = str.maketrans("‐‑‒–—−’‘ʼ`()", "------''''  ", "ʿʾ")
_LABEL = re.compile(
    r"\s*(?:ф\.?\s*и\.?\s*о\b\.?|(?:мо[её] )?полное имя|меня зовут|full name|my name is)[\s:=-]+(?=\w)", re.IGNORECASE
)
"""What people write before a name."""
PARTICLE = re.compile(
    "д[аеию]|дель|дела|делла|дос|душ|ла|ле|лос|фон|цум?|цур|унд|ван|вон|дер|ден|тен|бен|бин|ибн|бинт|аль|эль|"
    "d[aeiou]|del|della|dos|das|la|le|los|von|zu|zum|zur|van|der|den|ten|bin|ibn|bint|al|el"
)
"""What belongs to the name behind it."""
TAIL = re.compile("оглы|оглу|огли|угли|кызы|гызы|кизи|қызы|улы|ұлы|уулу|ogly|oglu|ogli|ugli|kyzy|qizi", re.IGNORECASE)
"""What stands behind the name of the father."""
_LOOKS = ("AaBCcEeHKkMOoPpTXxYy", "АаВСсЕеНКкМОоРрТХхУу")
"""Letters that look alike in the two alphabets."""
_CYRILLIC_LOOKS, _LATIN_LOOKS = str.maketrans(*_LOOKS), str.maketrans(*reversed(_LOOKS))
_AND = re.compile("[yeи]", re.IGNORECASE)
"""What joins the two parts of a surname: «Ruiz y Picasso»."""
_SYLLABLE = re.compile("[уеёыаоэяиюaeiouy]", re.IGNORECASE)
_SHORT_NAME = 5
"""Letters that the names of a person have at most who is called by one letter: «Ким Ю Ри»."""
_LONG_NAME = 4
"""So many names in their own letters are no sentence."""
_FIRM = re.compile("ооо|оао|зао|пао|ао|ип|тоо|гуп|муп|фгуп|llc|ltd|inc|gmbh", re.IGNORECASE)
_FATHER = re.compile("(?:[оеё]вич|ьич|[кмт]ич|[оеё]вна|ична)$", re.IGNORECASE)
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
    """Surname, name and patronymic, in this order; «нет отчества», «без отчества» or «-» mean none. Or Refused.

    Four and more names without a patronymic, as they are given in Spain or Arabia, are surnames and names: what stands
    before a comma, else the first two, are the surname.
    """
    typed = _LABEL.sub("", field(text, _LIMIT).translate(_TYPOGRAPHY), count=1)
    surname, *others = [one_line(part) for part in typed.split(",")]
    typed = one_line(typed.replace(",", " ")).rstrip(" .")
    _refuse_characters(typed)
    named = _ABSENT.sub("", typed)
    _refuse_mixed_alphabets(named, typed)
    expected = 3 if named == typed else 2
    words = named.replace(" - ", "-").split()
    parts = _parts(words, expected)
    if long := _long_name(words, surname if len(others) == 1 else "", is_said=expected == 2):
        parts, expected = long, 2
    _refuse_words(parts, expected)
    return FullName(parts[0], parts[1], parts[2] if len(parts) == 3 else None)


def _long_name(words: list[str], surname: str, *, is_said: bool) -> list[str]:
    """Return surname and name of who has several of both, [] when it is not that; `is_said`: no patronymic."""
    names = _joined(words, lambda word: PARTICLE.fullmatch(word.lower()) is not None)
    while found := next((at for at, name in enumerate(names) if 0 < at < len(names) - 1 and _AND.fullmatch(name)), 0):
        names[found - 1 : found + 2] = [" ".join(names[found - 1 : found + 2])]
    has_own_letters = all(name[-1:].islower() and any(map(str.isupper, name)) for name in names)
    told = is_said or (has_own_letters and len(words) >= _LONG_NAME)
    if len(names) < (3 if is_said or surname else _LONG_NAME) or not told or any(map(_no_part_of_long_name, names)):
        return []
    head = _surnames(names, surname)
    return [" ".join(names[:head]), " ".join(names[head:])]


def is_firm(word: str) -> bool:
    """Tell whether a word is the legal form of a company, with which no name begins."""
    return _FIRM.fullmatch(word) is not None


def is_patronymic(word: str) -> bool:
    """Tell whether a word can only be a patronymic."""
    return word.isalpha() and _FATHER.search(word) is not None


def _no_part_of_long_name(name: str) -> bool:
    return bool(len(name) == 1 or "." in name or is_firm(name) or _FATHER.search(name))


def _surnames(names: list[str], surname: str) -> int:
    """Return how many of the names are surnames: those before the comma, else two, or as many as let the rest fit."""
    for head in range(1, len(names)):
        if surname and " ".join(names[:head]) == surname:
            return head
    both = any(map(_AND.fullmatch, names[0].split()))
    heads = range(1 if both else min(2, len(names) - 1), len(names))
    return next((head for head in heads if len(" ".join(names[head:])) <= _PART_LIMIT), heads[0])


def _refuse_characters(typed: str) -> None:
    if _LINK.search(typed):
        raise Refused(Reason.LINK)
    if any(character.isdigit() for character in typed):
        raise Refused(Reason.DIGITS)
    if foreign := _FOREIGN.findall(typed):
        raise Refused(Reason.CHARACTERS, characters=listed(foreign))


def _refuse_mixed_alphabets(named: str, typed: str) -> None:
    latin, cyrillic = re.findall(f"[{_LATIN}]", named), re.findall(f"[{_CYRILLIC}]", named)
    if latin and cyrillic:
        rarer, reason = min((latin, Reason.LATIN_WORD), (cyrillic, Reason.CYRILLIC_WORD), key=lambda each: len(each[0]))
        word = next(word for word in named.split() if not set(rarer).isdisjoint(word))
        alike = _CYRILLIC_LOOKS if reason is Reason.LATIN_WORD else _LATIN_LOOKS
        if all(ord(letter) in alike for letter in rarer):
            raise Refused(reason, word=word, suggestion=named.translate(alike) + typed[len(named) :])
        raise Refused(reason, word=word)


def _parts(words: list[str], expected: int) -> list[str]:
    # «Ван» and «Ле» are surnames too. Capitalised, a particle is one only where there are words to spare; in small
    # letters («ван ли», «ле ань петрович») where enough words are left beside it.
    own = sum(not TAIL.fullmatch(word) for word in words)
    in_any_letters = own > expected
    whole = own == expected and _PATRONYMIC.search(words[-1]) is not None
    parts = _joined(words, lambda word: not whole and _is_particle(word.lower() if in_any_letters else word))
    return parts if len(parts) > 1 else _joined(words, lambda _word: False)


def _is_particle(word: str) -> bool:
    return PARTICLE.fullmatch(word) is not None


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
    if any("." in part for part in parts) or (any(len(part) == 1 for part in parts[1:]) and not _is_short(parts)):
        raise Refused(Reason.INITIALS)
    if signs := _misplaced_signs(" ".join(parts)):
        raise Refused(Reason.CHARACTERS, characters=listed(signs))
    if len(parts) < 2:
        raise Refused(Reason.ONE_WORD)
    if len(parts) > expected:
        raise Refused(Reason.TOO_MANY_WORDS)
    if len(parts) < expected:
        raise Refused(Reason.PATRONYMIC_MISSING)


def _is_short(parts: list[str]) -> bool:
    """Tell whether one of the names can be a single vowel, as in Korea: so short are the others."""
    single = [part for part in parts if len(part) == 1]
    others = [part for part in parts if len(part) > 1]
    return (
        len(single) == 1
        and _SYLLABLE.fullmatch(single[0]) is not None
        and all(len(part) <= _SHORT_NAME and len(_SYLLABLE.findall(part)) == 1 for part in others)
    )


def _misplaced_signs(named: str) -> list[str]:
    words = [word for word in named.split() if not _WORD.fullmatch(word)]
    return [sign for sign in "".join(words) if not sign.isalpha()]
