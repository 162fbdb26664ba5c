"""What stands in the cells of a table of companies (4.1, 6.2), a rule for each column."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from functools import lru_cache

from bot.rules.choices import REMOVED, STAYING, TICKED, UNTICKED, says
from bot.rules.people import codes
from bot.rules.people.dates import day
from bot.rules.people.logins import login
from bot.rules.people.tax_numbers import inn, kpp
from bot.rules.refusals import Refused
from bot.rules.tariffs import Tariff
from bot.rules.text import one_line

HEADER_LIMIT = 100
"""Characters of a cell that are looked at for the name of a column."""
_WORD = re.compile(r"\w+")
LIMITS = {"company": 200, "address": 300, "full_name": 250}
"""Characters."""
_TARIFFS = {
    **dict.fromkeys(("базовый", "базов", "бесплатный", "basic", "free"), Tariff.BASIC),
    **dict.fromkeys(("расширенный", "расшир", "платный", "extended", "paid"), Tariff.EXTENDED),
}
_LITERAL = re.compile(r'="([^"]*)"')
"""How programs keep a spreadsheet from taking digits for a number."""
_ERROR = re.compile(r"#(?:REF|ССЫЛКА|ЗНАЧ|VALUE|NAME|ИМЯ|DIV/0|ДЕЛ/0|N/A|Н/Д|NUM|ЧИСЛО|NULL|ПУСТО)[!?]?", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*@[A-Za-z0-9.-]+")
_LOCAL_LIMIT = 64


class Reason(StrEnum):
    """Why a table or a line of it is refused."""

    NO_COLUMNS = "directory_no_columns"
    COLUMN_TWICE = "directory_column_twice"
    """`column`."""
    ABOVE = "directory_above"
    """It stands above the names of the columns."""
    NO_INN = "directory_no_inn"
    KPP_FOR_INN = "directory_kpp_for_inn"
    BAD_KPP = "directory_bad_kpp"
    """`kpp`."""
    BAD_LOGIN = "directory_bad_login"
    """`login`."""
    NO_COMPANY = "directory_no_company"
    """A company that is new has no name."""
    FORMULA = "directory_formula"
    """`column`: a formula without a value, or with an error for one."""
    OPEN_QUOTE = "directory_open_quote"
    UNKNOWN_TARIFF = "directory_unknown_tariff"
    """`tariff`."""
    NO_DATE = "directory_no_date"
    """The extended tariff without the day until which it is paid."""
    PAID_BASIC = "directory_paid_basic"
    """The basic tariff with a day to come until which it is paid."""
    BAD_DATE = "directory_bad_date"
    """`date`."""
    UNKNOWN_REMOVE = "directory_unknown_remove"
    """`word`."""
    STAYS = "directory_stays"
    """`line`: it names what this one removes, or removes what this one names."""
    UNKNOWN_SEE = "directory_unknown_see"
    """`word`."""
    TOO_LONG = "directory_too_long"
    """`column`, and its `limit` in characters."""
    LOGIN_TWICE = "directory_login_twice"
    """`line`: the login stands there with another company."""
    DIFFERS = "directory_differs"
    """`column`, `line`: it says something else of the same company."""


def words(cell: str) -> str:
    """Return the words of a cell without what stands around them: a colon, an asterisk."""
    return " ".join(_WORD.findall(cell[:HEADER_LIMIT].casefold().replace("ё", "е")))


def written(name: str, cell: str) -> str:
    """Return what stands in a cell; a formula that a program wrote round digits is none. Raises Refused."""
    literal = _LITERAL.fullmatch(cell)
    if literal is None and (cell.startswith("=") or _ERROR.fullmatch(cell)):
        raise Refused(Reason.FORMULA, column=name)
    return literal[1] if literal else cell


def _login(cell: str) -> str:
    """Return a login in small letters; one without anything unusual is not looked at for long."""
    said = cell.strip()
    if _PLAIN.fullmatch(said) and len(said) <= _LOCAL_LIMIT and _is_domain(said.rpartition("@")[2]):
        return codes.key(said)
    try:
        return codes.key(login(cell))
    except Refused:
        raise Refused(Reason.BAD_LOGIN, login=cell[:80]) from None


@lru_cache(maxsize=4096)
def _is_domain(domain: str) -> bool:
    with suppress(Refused):
        return bool(login(f"name@{domain}"))
    return False


def _text(name: str) -> Callable[[str], str | None]:
    def text(cell: str) -> str | None:
        said = one_line(cell)
        if len(said) > LIMITS[name]:
            raise Refused(Reason.TOO_LONG, column=name, limit=str(LIMITS[name]))
        return said or None

    return text


@lru_cache(maxsize=1024)
def _tariff(cell: str) -> Tariff:
    word = words(cell).removeprefix("тариф ")
    if word not in _TARIFFS:
        raise Refused(Reason.UNKNOWN_TARIFF, tariff=cell[:80])
    return _TARIFFS[word]


@lru_cache(maxsize=1024)
def _day(cell: str) -> date:
    found = day(cell)
    if found is None:
        raise Refused(Reason.BAD_DATE, date=cell[:80])
    return found


@lru_cache(maxsize=1024)
def _see(cell: str) -> bool:
    see = says(cell, TICKED | {"видят"}, UNTICKED | {"не видят"})
    if see is None:
        raise Refused(Reason.UNKNOWN_SEE, word=cell[:80])
    return see


def _remove(cell: str) -> bool:
    remove = says(cell, REMOVED, STAYING)
    if remove is None:
        raise Refused(Reason.UNKNOWN_REMOVE, word=cell[:80])
    return remove


@lru_cache(maxsize=1024)
def _inn(cell: str) -> str:
    """Return an INN, also one whose first zero a spreadsheet took for nothing. Raises Refused."""
    digits = cell.strip()
    if digits.isascii() and digits.isdecimal() and len(digits) in _SHORT:
        if kpp(digits) and _LIKELY_KPP.fullmatch(digits):
            raise Refused(Reason.KPP_FOR_INN)
        with suppress(Refused):
            return inn(f"0{digits}")
    return inn(cell)


_SHORT = (9, 11)
_LIKELY_KPP = re.compile(r"\d{4}(?:0[1-5]|3[12]|4[3-5]|5[01])00\d")
"""Why it was registered, and that it is one of the first registrations there."""


@lru_cache(maxsize=1024)
def _kpp(cell: str) -> str:
    found = kpp(cell)
    if found is None:
        raise Refused(Reason.BAD_KPP, kpp=cell[:80])
    return found


READ: Mapping[str, Callable[[str], object]] = {
    "inn": _inn,
    "kpp": _kpp,
    "company": _text("company"),
    "address": _text("address"),
    "login": _login,
    "full_name": _text("full_name"),
    "tariff": _tariff,
    "paid_until": _day,
    "colleagues_see": _see,
    "remove": _remove,
}
