"""A telephone number as people say and write it, read into one form (2.4, 2.6): «+74952480646 доб. 1»."""

import re
from enum import StrEnum

from bot.rules.fields import field
from bot.rules.refusals import Refused

EXTENSION = "доб."
_LIMIT = 60
_LONGEST, _SHORTEST = 15, 8
"""Digits of an international number (E.164), its code included; no country has shorter ones than 8."""
_OWN = 10
"""Digits of a Russian number behind its code."""
_LABEL = re.compile(r"^(?:телефон|тел|моб|т|phone|tel|mobile)(?=[.:\s+(0-9])[.:\s]*", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s,;(]*(?:добавочный|доб|внутренний|внутр|вн|extension|ext|доп|x|х|#|,)[.:\s№#]*([0-9]{1,6})\)?$", re.IGNORECASE
)
_STRAY = re.compile(r"[^0-9()\s.‐‑‒–—−/-]")
_ABROAD = re.compile(r"^(?:810|00)(?=[1-9])")
"""What is dialled before the code of a country: from Russia, and from nearly everywhere else."""


class Reason(StrEnum):
    """Why a number is refused."""

    FORM = "phone_form"
    """No digit is in it."""
    CHARACTERS = "phone_characters"
    """`characters`: what no number is written with."""
    DIGITS = "phone_digits"
    """`digits`: how many there are."""
    CODE = "phone_code"
    """The code of a country begins with no zero, and a Russian number has ten digits behind its own."""


def phone(text: str) -> str:
    """Return a number as `+` and digits, with ` доб. 1` behind them for an extension. Raises Refused.

    Without the code of a country it is a Russian one: «8 (495) 248-06-46», «495 248 06 46».
    """
    value = _LABEL.sub("", field(text, _LIMIT))
    if not _digits(value):
        raise Refused(Reason.FORM)
    extension = _TAIL.search(value)
    if extension is not None and len(_digits(value[: extension.start()])) >= _SHORTEST:
        value, behind = value[: extension.start()], f" {EXTENSION} {extension[1]}"
    else:
        behind = ""
    plus, value = value.startswith("+"), value.removeprefix("+")
    if stray := "".join(dict.fromkeys(_STRAY.findall(value))):
        raise Refused(Reason.CHARACTERS, characters=stray)
    return f"+{_international(_digits(value), plus=plus)}{behind}"


def _international(digits: str, *, plus: bool) -> str:
    if not plus:
        digits, plus = (_ABROAD.sub("", digits), True) if _is_dialled_abroad(digits) else (_russian(digits), True)
    if not _SHORTEST <= len(digits) <= _LONGEST:
        raise Refused(Reason.DIGITS, digits=str(len(digits)))
    if digits[0] == "0" or (digits[0] == "7" and len(digits) != _OWN + 1):
        raise Refused(Reason.CODE)
    return digits


def _is_dialled_abroad(digits: str) -> bool:
    return len(digits) > _OWN + 1 and _ABROAD.match(digits) is not None


def _russian(digits: str) -> str:
    if len(digits) == _OWN + 1 and digits[0] in "78":
        return f"7{digits[1:]}"
    if len(digits) == _OWN and digits[0] not in "0127":
        return f"7{digits}"
    raise Refused(Reason.DIGITS, digits=str(len(digits)))


def _digits(value: str) -> str:
    return re.sub("[^0-9]", "", value)
