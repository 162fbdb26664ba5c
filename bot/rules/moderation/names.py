"""Words that look obscene and are names, titles, animals or games where they stand (3.1); a ticket's own names."""

import re
from collections.abc import Collection

_REACH = 60
_TITLE = re.compile(
    r"\b(?:роман|рассказ|повест|книг|фильм|пьес|сказк|спектакл|песн|альбом|сериал|комикс|комеди|мультфильм"
    r"|мультик|игр|картин|диск"
    r"|кафе|магазин|ресторан|бренд|марк|фирм|компани|издани|журнал|группа|ооо|ип|ао|зао|пао|оао|чп)"
    r"\w*[^.!?«»\"]{0,40}[«\"][^«»\"]{0,30}$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"[А-ЯЁ][а-яё]+(?:ого|его|ой|ый|ина|ова|ева) [«\"]$")
_SURNAME = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ов|ев|ин|ын|их|ых|ко|ук|юк|ян|янц|инг|ман|берг)(?:а|у|ым|ом|е|ой|ы|ых|ыми)?|[А-ЯЁ][а-яё]+(?:ий|ая|ого|ому|им|ой|ую)"
)
_BEFORE_A_NAME = re.compile(
    r"(?:\b(?:господин|госпожа|госпоже|господину|товарищ|коллега|уважаем\w+|г-н|г-жа|г-на|г-ну|от|фамили\w+|директор\w*"
    r"|менеджер\w*"
    r"|бухгалтер\w*|инженер\w*|специалист\w*)|[А-ЯЁ][а-яё]+(?:вич|вна|вича|вны|вичу|вне)|[А-ЯЁ]\. ?[А-ЯЁ]\."
    r"|[А-ЯЁ][а-яё]+) $"
)
_BEHIND_A_NAME = re.compile(
    r" (?:[А-ЯЁ][а-яё]+\b|[А-ЯЁ]\.|[-–—] (?:это )?(?:фамили|им[яе]|названи|деревн|сел|станци|город)"
    r"|(?:переулок|улиц|проезд|тупик|площад|деревн|посел|хутор|станци|озер|ручей|остров|проспект|шоссе|переулк))"
)
_PLACE = re.compile(
    r"\b(?:деревн\w+|сел[оае]|посел\w+|посёл\w+|хутор\w*|станци\w+|улиц\w+|переулк\w+|озер\w+|город\w*|рек[аеиу]) «?$"
)
"""Of a place, which has its name behind it."""
_BREEDING = re.compile(r"пород|щен|кобел|собак|питомник|вязк|овчар|лабрадор|такс|ретривер|хаски|привит", re.IGNORECASE)
_GAMING = re.compile(r"игр|подкидн|переводн|карт|колод", re.IGNORECASE)
_ANIMAL, _GAME = re.compile(r"сук(?:а|и|у|е|ой)", re.IGNORECASE), re.compile(r"дурак\w{0,3}", re.IGNORECASE)
_LATIN_NAME = re.compile(r"[A-Z][a-z]+")
_ABROAD = re.compile(r"город|коммун|бельги|адрес|фамили|имя|address|street|mr|mrs", re.IGNORECASE)
_SHORTEST, _ENDING = 4, 3


def is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a word is a title in quotes, a surname beside a name, said of a dog or a game, or a place abroad."""
    word, before = text[start:end], text[max(start - _REACH, 0) : start]
    behind = text[end : end + _REACH]
    if _TITLE.search(before) or _AUTHOR.search(before):
        return True
    if _SURNAME.fullmatch(word) and (_BEFORE_A_NAME.search(before) or _BEHIND_A_NAME.match(behind)):
        return True
    if word[0].isupper() and (_PLACE.search(before) or re.match(r" [-–—] (?:это )?(?:названи|деревн|сел[оа])", behind)):
        return True
    around = before + behind
    return bool(
        (_ANIMAL.fullmatch(word) and _BREEDING.search(around))
        or (_GAME.fullmatch(word) and _GAMING.search(around))
        or (_LATIN_NAME.fullmatch(word) and _ABROAD.search(around))
    )


def belongs_to(word: str, names: Collection[str]) -> bool:
    """Tell whether a word is one of some names, in whatever case: «Дуракову» of «Дураков»."""
    plain = word.lower().replace("ё", "е")
    return any(_is_form(plain, name.lower().replace("ё", "е")) for name in names)


def _is_form(word: str, name: str) -> bool:
    stem = name[:-1] if name[-1:] in "аяыийьоей" and len(name) >= _SHORTEST else name
    return word == name or (len(name) >= _SHORTEST and word.startswith(stem) and len(word) <= len(name) + _ENDING)
