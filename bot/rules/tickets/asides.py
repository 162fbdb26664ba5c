"""What operators write at a ticket's place: for the requester, among themselves, or a command, mistyped ones included.

Whatever begins with a slash stays inside: a slip of a finger must not bring a requester what was meant for colleagues.
"""

import re
import unicodedata
from difflib import get_close_matches
from enum import Enum, auto

NAMES = frozenset(
    (
        *("start", "new", "tickets", "tariff", "profile", "help", "language", "cancel", "mydata", "forget"),
        *(
            "take",
            "resolve",
            "extend",
            "ask",
            "transfer",
            "note",
            "delete",
            "card",
            "kb",
            "t",
            "open",
            "unanswered",
            "call",
        ),
        *("stats", "bind", "close", "audit", "calendar", "groups", "import", "words", "failed", "doctor", "requests"),
        *("company", "invoices", "statement"),
    )
)
"""Of all commands, in private and in groups."""
_SLASHES = "/\N{FULLWIDTH SOLIDUS}\N{FRACTION SLASH}\N{DIVISION SLASH}"
_UNSEEN = frozenset({"Cf", "Cc", "Cs", "Mn", "Me"})
"""Categories of what has no width or stands on the letter before it."""
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters without a shape."""
_PATH = re.compile(r"/([^\s/]+)/")
_NUMBER = re.compile(r"/\d[\d.,:%/-]*(?:\s|$)")
_NAME = re.compile(r"/[\W_]*([^\s/@]*)")
_COMMAND = re.compile(r"/([a-z]+)(?:@\w+)?(?:\s|$)", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_ALIKE = 0.7
"""The share of letters that two names have in common, in order."""
_RUSSIAN_KEYS, _ENGLISH_KEYS = "йцукенгшщзфывапролдячсмитьё", "qwertyuiopasdfghjklzxcvbnm`"
_LAYOUT = str.maketrans(_RUSSIAN_KEYS, _ENGLISH_KEYS)
_TRANSLATED = {
    "take": ("взять", "беру"),
    "resolve": ("решено", "решить", "решен", "решён"),
    "extend": ("продлить", "продление"),
    "ask": ("запросить", "спросить", "запрос"),
    "transfer": ("передать", "перевести"),
    "note": ("заметка", "заметку", "примечание"),
    "delete": ("удалить",),
    "card": ("карточка", "карточку"),
    "open": ("открытые",),
    "unanswered": ("неотвеченные",),
    "help": ("помощь", "справка"),
    "call": ("звонок", "позвонили"),
    "kb": ("статья", "справочник"),
    "t": ("шаблон", "шаблоны"),
    "tickets": ("обращения",),
    "tariff": ("тариф",),
    "profile": ("профиль",),
    "stats": ("статистика", "стат"),
    "audit": ("аудит", "журнал"),
    "close": ("закрыть",),
    "calendar": ("календарь",),
    "groups": ("группы",),
}
_BY_WORD = {word: name for name, words in _TRANSLATED.items() for word in words}


class Said(Enum):
    """Whom words are for."""

    REQUESTER = auto()
    COLLEAGUES = auto()
    """They begin with two slashes."""
    DESK = auto()
    """A command, or meant for one."""


def whom(text: str) -> Said:
    """Tell for whom an operator's text or caption is.

    A path such as /var/log and a number behind a slash are no command, unless the path begins with the name of one.
    """
    said = seen(text)
    if not said.startswith("/"):
        return Said.REQUESTER
    if said.startswith("//"):
        return Said.COLLEAGUES
    path = _PATH.match(said)
    if _NUMBER.match(said) or (path is not None and meant(said) is None):
        return Said.REQUESTER
    return Said.DESK


def is_command(text: str) -> bool:
    """Tell whether a text is a command that is obeyed, not only meant for one."""
    found = _COMMAND.match(text)
    return found is not None and found[1].casefold() in NAMES


def meant(text: str) -> str | None:
    """Return the command that a text which begins with a slash is likely to mean, if any."""
    found = _NAME.match(seen(text))
    word = _NO_LETTER.sub("", found[1] if found else "").casefold()
    first = _NO_LETTER.split(found[1].casefold())[0] if found else ""
    for each in (word, first):
        for typed in (each, _BY_WORD.get(each, ""), each.translate(_LAYOUT)):
            if typed in NAMES:
                return typed
    alike = [get_close_matches(each, NAMES, 1, _ALIKE) for each in (word, word.translate(_LAYOUT), first) if each]
    translated = get_close_matches(word, _BY_WORD, 1, _ALIKE) if word else []
    return next((each[0] for each in alike if each), _BY_WORD[translated[0]] if translated else None)


def seen(text: str) -> str:
    """Return a text from the first sign that people see, a slash in its usual shape."""
    at = next((at for at, sign in enumerate(text) if not _is_unseen(sign)), len(text))
    rest = text[at:]
    slashes = len(rest) - len(rest.lstrip(_SLASHES))
    return "/" * slashes + rest[slashes:]


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or sign in _BLANK or unicodedata.category(sign) in _UNSEEN
