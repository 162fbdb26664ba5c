"""The letters a person's name is written in (6.2): who types «смирнова анна» is offered «Смирнова Анна»."""

import re

from bot.rules.people.full_names import PARTICLE, TAIL, FullName

_HYPHENED = re.compile("де|дер|ден|дю|ди|ла|ле|фон|унд|эль|аль|ибн|de|der|den|du|di|la|le|von|el|al|ibn")
"""What is small between the hyphens of a name: «Ван-дер-Ваальс»."""
_ARTICLE = re.compile("аль|эль|al|el")
"""What is small before a hyphen as well: «аль-Асад»."""
_TITLE = re.compile("оглы|оглу|огли|угли|кызы|гызы|кизи|улы|уулу|заде|зода|оол|кыс|паша|бей|бек|бай|хан|ага|шах|мирза")
"""What is small behind a hyphen: «Турсун-заде», «Кара-оол»."""
_ELISION = re.compile("[оoдdлlнnмm]'(?![яюєїьъ])|[оo]'", re.IGNORECASE)
"""«О'Коннор», «д'Артаньян»; «Д'яченко» and «Соф'я» have a sign there, no particle."""
_INNER = re.compile("(?:Мак|Ди|Де|Ла|Ле|Дю|Дель|Фиц|Ван|Mc|Mac|Di|De|Du|La|Le|Del|Fitz|Van)(?=[^a-zа-яё'])")
"""Behind what a capital stands within a word: «МакКейн», «DeVito»."""


def proper(name: FullName) -> FullName:
    """Return the name in capital and small letters as they are due; what can be right as it was typed stays."""
    return FullName(_part(name.surname), _part(name.name), name.patronymic and _part(name.patronymic))


def _part(part: str) -> str:
    *before, last = _without_tails(part)
    tails = part.split()[len(before) + 1 :]
    leading = [_small(word) if PARTICLE.fullmatch(word.lower()) or len(word) == 1 else _word(word) for word in before]
    return " ".join([*leading, _word(last), *map(_small, tails)])


def _without_tails(part: str) -> list[str]:
    words = part.split()
    while len(words) > 1 and TAIL.fullmatch(words[-1]):
        words.pop()
    return words


def _small(word: str) -> str:
    """A particle or a tail, which may have a capital as well."""
    return word if word.istitle() else word.lower()


def _word(word: str) -> str:
    pieces = word.split("-")
    return "-".join(_piece(piece, place, len(pieces)) for place, piece in enumerate(pieces))


def _piece(piece: str, place: int, of: int) -> str:
    """One of the names that hyphens join, or the only one."""
    if _is_written_so(piece):
        return piece
    small = piece.lower()
    if place == 0:
        stays = of > 1 and _ARTICLE.fullmatch(small)
    else:
        stays = _TITLE.fullmatch(small) or (place + 1 < of and _HYPHENED.fullmatch(small))
    return small if stays else _capital(piece)


def _is_written_so(piece: str) -> bool:
    """Tell whether somebody can write it so on purpose."""
    if found := _ELISION.match(piece):
        rest = piece[found.end() :]
        return piece[0] in "дd" + piece[0].upper() and _is_written_so(rest)
    inner = _INNER.match(piece)
    rest = piece[inner.end() :] if inner else piece
    return rest[:1].isupper() and rest[1:].islower()


def _capital(piece: str) -> str:
    small = _lower(piece)
    if found := _ELISION.match(small):
        head = small[: found.end()]
        return (head if head == "д'" else _raised(head)) + _raised(small[found.end() :])
    if small.startswith("mc"):
        return "Mc" + _raised(small.removeprefix("mc"))
    return _raised(small)


def _lower(piece: str) -> str:
    return "".join(each.lower() if len(each.lower()) == 1 else "i" for each in piece)  # only «İ» becomes two


def _raised(piece: str) -> str:
    first = piece[:1].upper()
    return (first if len(first) == 1 else piece[:1]) + piece[1:]
