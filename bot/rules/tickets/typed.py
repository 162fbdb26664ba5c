"""What people write under a question of the desk that has buttons: the press of one in words, or another answer.

YES and NO are those of operators and requesters alike (presses.py).
"""

import re
from collections.abc import Mapping

YES = frozenset(
    {
        "да",
        "ага",
        "угу",
        "да верно",
        "да все верно",
        "все верно",
        "верно",
        "правильно",
        "да правильно",
        "так",
        "точно",
        "все правильно",
        "да так",
        "ок",
        "окей",
        "хорошо",
        "согласен",
        "согласна",
        "подтверждаю",
        "конечно",
        "да конечно",
        "+",
        "yes",
        "yep",
        "yeah",
        "ok",
        "okay",
        "right",
        "that is right",
        "correct",
        "sure",
        "confirm",
    }
)
NO = frozenset(
    {
        "нет",
        "не",
        "не надо",
        "не нужно",
        "нет не надо",
        "нет не нужно",
        "не стоит",
        "неверно",
        "не верно",
        "неправильно",
        "no",
        "nope",
        "wrong",
        "do not",
        "don't",
    }
)
LEAVES = frozenset(
    {
        "отмена",
        "отмени",
        "отменить",
        "отменяю",
        "отбой",
        "передумал",
        "передумала",
        "cancel",
        "never mind",
    }
)
"""A no of operators; requesters have a button of their own for it."""
SEND = frozenset(
    {
        "отправить",
        "отправь",
        "отправьте",
        "отправляй",
        "отправляйте",
        "отправляю",
        "да отправить",
        "да отправь",
        "да отправьте",
        "да отправляй",
        "да отправляйте",
        "послать",
        "шли",
        "send",
        "send it",
        "yes send",
        "yes send it",
    }
)
DO_NOT_SEND = frozenset(
    {
        "не отправлять",
        "не отправляй",
        "не отправляйте",
        "не отправь",
        "не посылать",
        "do not send",
        "don't send",
    }
)
_SIGNS = re.compile(r"[^\w+'☐☑%№:./-]+")
_MARKS = "☐☑ "
_REFUSED = re.compile(
    r"(?:нет|неверно|не верно|не так|неправильно|не правильно|no|wrong|not right)\b[\s,.!:;—–-]*", re.IGNORECASE
)


def plain(text: str) -> str:
    """Return the words alone: no case, no «ё», no marks around them or of a list."""
    said = _SIGNS.sub(" ", text.casefold().replace("ё", "е")).strip(_MARKS).rstrip(" .:")
    return " ".join(said.split())


def names(label: str, text: str) -> bool:
    """Tell whether a text is what stands on a button."""
    return plain(label) == plain(text) != ""


def agrees(text: str, *, sends: bool = False) -> bool:
    """Tell whether a text alone says yes; where the question is whether to send, also by that word."""
    return plain(text) in (YES | SEND if sends else YES)


def declines(text: str, *, sends: bool = False) -> bool:
    """Tell whether a text alone says no."""
    return plain(text) in (NO | LEAVES | DO_NOT_SEND if sends else NO | LEAVES)


def after_no(text: str) -> str | None:
    """Return what is said behind a «no», which may be nothing; None where a text does not begin with one."""
    refused = _REFUSED.match(text.strip())
    return text.strip()[refused.end() :].strip() if refused else None


def chosen(text: str, labels: Mapping[str, str]) -> str | None:
    """Return what the only button sends whose label, in `labels`, is the whole text; None if there is none."""
    found = {data for data, label in labels.items() if names(label, text)}
    return found.pop() if len(found) == 1 else None
