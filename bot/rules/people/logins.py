"""The login of who asks, an e-mail address (4.1, 6.2): taken out of what is written around it, or refused."""

import re
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from bot.rules.fields import Reason, field, listed
from bot.rules.refusals import Refused
from bot.rules.text import one_line


class LoginKind(StrEnum):
    """What stands in the place of the login."""

    LOGIN = "login"
    NONE_YET = "none_yet"
    """An e-mail to be reached at: who asks is not registered yet."""
    FORGOTTEN = "forgotten"
    """An e-mail to be reached at: who asks does not remember the login."""


_LETTERS_NAMED = 2
"""Different stray letters that are named; whoever typed more of them chose the wrong keyboard layout."""
_LIMIT = 254
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LOOK_ALIKES = str.maketrans("АВЕЅЈКМНОРСТУХІаеѕјкморстухі", "ABESJKMHOPCTYXIaesjkmopctyxi")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_MAILTO = re.compile(r"mailto:([^\s?>]+)(\?[^\s>]*)?", re.IGNORECASE)
_PART = r"[^\s<>()\[\]«»\"“”„;,:|=?/]"
_ADDRESS = re.compile(rf"{_PART}+@{_PART}+")
_NAMED = re.compile(r"[\"«“]?(?:[^\W\d_a-zа-яё][\w'-]*[\"»”,.]?\s+){1,4}<[^<>\s]+>\W*")
"""«Иван Петров <ivan@mail.ru>», as mail programs copy it."""
_AT = re.compile(r"[\s_(\[-]*(?<![^\W_])(?:собака|собачка|sobaka|dog|at|эт)(?![^\W_])[\s_)\]-]*|\s*@\s*", re.IGNORECASE)
_DOT = re.compile(r"[\s_(\[-]*(?<![^\W_])(?:точка|dot)(?![^\W_])[\s_)\]-]*", re.IGNORECASE)
_DOMAIN = re.compile(r"(?<![\w@])(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,}|рф)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_](?:[\w.'-]*[^\W_])?")
_SUBJECTS = re.compile("логин(?:ом)?|почт[ауыой]+|[иеэ]?-?м[еэ]йл|е-?маил|майл|адрес|login|e-?mail|mail|address")
_AROUND = re.compile(
    "мо[йяиёею]|мою|свой|это|вот|да|я|под|как|с|по|в|для|при|здесь|эл|электронн(?:ая|ой|ую|ый)|вход|входа|вхожу|захожу|"
    "входим|заходим|пишу|указываю|систем[уе]|уч[её]тн(?:ая|ой|ую)|запис[ьи]|имя|пользовател[ья]|регистрации|пожалуйста|"
    "здравствуйте|добр(?:ый|ое)|день|утро|вечер|привет|"
    "my|is|the|it's|its|hello|hi|here|user|username|yes|this|for"
)
"""What people write around an address without saying anything else."""
_LONG = 3
"""So many words beside an address say something of their own."""
_FORGOTTEN = re.compile(
    "(?:я )?(?:не (?:могу )?(?:помню|вспомнить|знаю)|забыл[аи]?)(?: (?:свой|мой))?(?: логин)?"
    "|(?:i )?(?:do not|don't|cannot|can't) (?:remember|recall|know)(?: (?:my|the))?(?: (?:login|it))?"
    "|(?:i )?(?:have )?(?:forgot|forgotten)(?: (?:my|the))?(?: (?:login|it))?"
)
_NONE_YET = re.compile(
    "(?:у (?:меня|нас) )?(?:(?:еще|пока) )?нет(?: (?:еще|пока))?(?: логина)?(?: (?:еще|пока))?"
    "|логина (?:у (?:меня|нас) )?(?:(?:еще|пока) )?нет(?: (?:еще|пока))?|(?:пока )?без логина"
    "|(?:(?:я|мы) )?(?:(?:еще|пока) )?не зарегистрирован[аы]?|(?:(?:я|мы) )?(?:еще )?не регистрировал(?:ся|ась|ись)"
    "|(?:(?:я|мы|мне|нам) )?(?:хочу|хотим|нужно|надо) зарегистрироваться"
    "|(?:i have )?no login(?: yet)?|(?:i )?(?:do not|don't) have (?:a login|one|it)(?: yet)?"
    "|(?:i am |i'm )?not registered(?: yet)?|(?:i )?(?:want|need|would like) to register|none"
)


def login(text: str) -> str:
    """An e-mail address, its domain in lower case; or Refused. Whether mail arrives is not looked at."""
    value = _MAILTO.sub(r"\1 ", field(text.translate(_FULL_WIDTH), _LIMIT)).strip()
    found = _addresses(value)
    if len({each.casefold() for each in found}) > 1:
        raise Refused(Reason.SEVERAL, values=listed(found))
    if found and (not _said_beside(value) or _NAMED.fullmatch(value)):
        return _checked(found[0])
    if " " not in value:
        return _checked(value)
    raise _no_address(value)


def instead_of_login(text: str) -> LoginKind | None:
    """Tell what is said in the place of a login: that that there is none, that it is forgotten, or that there is one.

    None: nothing of that.
    """
    said = one_line(text).casefold().replace("ё", "е").replace("’", "'").strip(" .,!…")
    if said in {"у меня есть логин", "i have a login"}:
        return LoginKind.LOGIN
    if _FORGOTTEN.fullmatch(said):
        return LoginKind.FORGOTTEN
    return LoginKind.NONE_YET if _NONE_YET.fullmatch(said) else None


def is_talk(text: str) -> bool:
    """Tell whether a text says something else than a login, however wrongly one may be written."""
    value = one_line(text.translate(_FULL_WIDTH))
    beside = _said_beside(_DOMAIN.sub(" ", value))
    if _addresses(value):
        return len(beside) >= _LONG
    if "@" in value or " " not in value or not any(character.isalpha() for character in value):
        return False
    if _AT.search(value) and (_DOT.search(value) or re.search("[a-z]", value, re.IGNORECASE)):
        return len(beside) > _LONG + 1
    is_named = _DOMAIN.search(value) or any(_SUBJECTS.fullmatch(word) for word in _words(value))
    return not is_named or len(beside) > 1


def _checked(value: str) -> str:
    if letters := _stray_cyrillic(value):
        latin = _valid(value.translate(_LOOK_ALIKES))
        if latin is None and (meant := _meant(value)):
            raise Refused(Reason.FORM, suggestion=meant)
        suggestion = {"suggestion": latin} if latin and latin.isascii() else {}
        if len(set(letters)) > _LETTERS_NAMED:
            raise Refused(Reason.MUCH_CYRILLIC, **suggestion)
        raise Refused(Reason.CYRILLIC, letters=listed(letters), **suggestion)
    address = _valid(value)
    if address is None:
        raise _no_address(value)
    return address


def _no_address(value: str) -> Refused:
    meant = _meant(value)
    return Refused(Reason.FORM, **{"suggestion": meant} if meant else {})


def _addresses(value: str) -> list[str]:
    return list(dict.fromkeys(each.strip(".'") for each in _ADDRESS.findall(value)))


def _words(value: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(value)]


def _said_beside(value: str) -> list[str]:
    """Words beside the addresses of a text that are not about them."""
    return [
        word for word in _words(_ADDRESS.sub(" ", value)) if not (_SUBJECTS.fullmatch(word) or _AROUND.fullmatch(word))
    ]


def _meant(value: str) -> str | None:
    """Return the one address that a text can mean, if there is one."""
    beside = _said_beside(value)
    found = _addresses(value)
    if found and len(beside) >= _LONG:
        return _valid(found[0])
    written = _DOT.sub(".", _AT.sub("@", value.replace(",", "."))).strip(" .")
    restored = _addresses(written)
    if len(restored) != 1 or restored == found or _said_beside(written):
        return None
    return _valid(restored[0])


def _stray_cyrillic(value: str) -> list[str]:
    """Cyrillic letters where only Latin ones can be; a whole Cyrillic domain («ivan@почта.рф») is none."""
    name, _, domain = value.rpartition("@")
    look_alike = domain.translate(_LOOK_ALIKES).isascii()
    is_cyrillic = not look_alike and not re.search("[A-Za-z]", domain)
    return _CYRILLIC.findall(name if is_cyrillic else value)


def _valid(value: str) -> str | None:
    try:
        address = validate_email(value, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    foreign = _CYRILLIC.sub("", address.domain)  # «mαil.ru»: a domain of Greek look-alikes
    return address.normalized if foreign.isascii() else None
