"""Requisites as a supervisor sends them: lines «Наименование: …» in any order, checked before they are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.fields import field
from bot.rules.money import accounts
from bot.rules.money.requisites import Requisites
from bot.rules.money.vat import Rate
from bot.rules.people import tax_numbers
from bot.rules.refusals import Refused
from bot.rules.text import clean, one_line


class Reason(StrEnum):
    """Why requisites are refused; the fields of `Refused.details` are named beside it."""

    MISSING = "requisites_missing"
    """`what`: the names of the lines that are not there."""
    UNKNOWN_LINE = "requisites_unknown_line"
    """`line`: what stands there."""
    KPP = "requisites_kpp"
    NO_KPP = "requisites_no_kpp"
    """A company has one; an entrepreneur (12 digits of INN) has none."""
    BIC = "requisites_bic"
    ACCOUNT = "requisites_account"
    ACCOUNT_KEY = "requisites_account_key"
    CORRESPONDENT = "requisites_correspondent"
    RATE = "requisites_rate"


@dataclass(frozen=True, slots=True)
class Entered:
    """What was sent: requisites, and which rate of VAT they bill; `since` None: from now on."""

    requisites: Requisites
    rate: Rate
    since: date | None


LABELS: Mapping[str, str] = {
    "name": "Наименование",
    "inn": "ИНН",
    "kpp": "КПП",
    "address": "Адрес",
    "bank": "Банк",
    "bic": "БИК",
    "account": "Расчётный счёт",
    "correspondent_account": "Корр. счёт",
    "signatory_title": "Должность",
    "signatory": "Руководитель",
    "accountant": "Главный бухгалтер",
    "vat": "НДС",
}
"""How each line begins, in the order in which they are shown."""
_ALSO: Mapping[str, tuple[str, ...]] = {
    "name": ("название", "организация", "получатель"),
    "bank": ("наименование банка", "банк получателя"),
    "account": ("р/с", "рс", "счет", "расчетный счет", "номер счета"),
    "correspondent_account": ("к/с", "кс", "корреспондентский счет", "корсчет", "корр счет", "кор. счет"),
    "address": ("юридический адрес",),
    "signatory": ("подписант", "директор", "генеральный директор", "фио руководителя"),
    "signatory_title": ("должность руководителя",),
    "accountant": ("бухгалтер", "гл. бухгалтер"),
    "vat": ("ставка ндс",),
}
_OPTIONAL = ("kpp", "correspondent_account", "accountant")
_LIMITS = {"name": 200, "address": 300, "bank": 200, "signatory": 160, "signatory_title": 120, "accountant": 160}
_ENTREPRENEUR = 12
_NO_RATE = ("без ндс", "без", "не облагается", "нет", "none", "0")
_RATE = re.compile(rf"(?:ндс\s*)?({'|'.join(_NO_RATE)}|5|7|22)\s*%?(?:\s*(?:с|from)?\s+(\d\d\.\d\d\.\d{{4}}))?")
_ABSENT = ("", "-", "—", "нет")


def _plain(label: str) -> str:
    return one_line(label).casefold().replace("ё", "е").rstrip(".: ")


_NAMES = {_plain(label): name for name, label in LABELS.items()} | {
    _plain(label): name for name, labels in _ALSO.items() for label in labels
}


def read(text: str) -> Entered:
    """Read requisites, and check what can be checked. Raises Refused."""
    said = _lines(text)
    missing = [label for name, label in LABELS.items() if not said.get(name) and name not in _OPTIONAL]
    if missing:
        raise Refused(Reason.MISSING, what=", ".join(missing))
    rate, since = _rate(said.pop("vat"))
    checked = {name: field(value, _LIMITS[name]) for name, value in said.items() if name in _LIMITS}
    return Entered(Requisites(**_none() | checked | _numbers(said)), rate, since)  # type: ignore[arg-type]


def _lines(text: str) -> dict[str, str]:
    """Return what stands behind each label; what is said to be absent is left out."""
    said: dict[str, str] = {}
    for line in filter(None, clean(text).splitlines()):
        label, colon, value = line.partition(":")
        name = _NAMES.get(_plain(label)) if colon else None
        if name is None:
            raise Refused(Reason.UNKNOWN_LINE, line=one_line(line)[:100])
        if name == "vat" or value.strip().casefold() not in _ABSENT:
            said[name] = value.strip()
    return said


def _none() -> dict[str, str | None]:
    return dict.fromkeys(_OPTIONAL)


def _numbers(said: Mapping[str, str]) -> dict[str, str | None]:
    inn = tax_numbers.inn(said["inn"])
    bic, account = _digits(said["bic"]), _digits(said["account"])
    if not accounts.is_bic(bic):
        raise Refused(Reason.BIC)
    if not accounts.is_account(account):
        raise Refused(Reason.ACCOUNT, digits=str(len(account)))
    if not accounts.fits(account, bic):
        raise Refused(Reason.ACCOUNT_KEY)
    correspondent = _correspondent(said.get("correspondent_account"), bic)
    return {"inn": inn, "kpp": _kpp(said.get("kpp"), inn), "bic": bic, "account": account} | correspondent


def _correspondent(said: str | None, bic: str) -> dict[str, str | None]:
    account = _digits(said or "") or None
    if account is not None and not (accounts.is_account(account) and accounts.correspondent_fits(account, bic)):
        raise Refused(Reason.CORRESPONDENT)
    return {"correspondent_account": account}


def _kpp(said: str | None, inn: str) -> str | None:
    if said is None and len(inn) != _ENTREPRENEUR:
        raise Refused(Reason.NO_KPP)
    kpp = tax_numbers.kpp(said) if said else None
    if said and kpp is None:
        raise Refused(Reason.KPP)
    return kpp


def _rate(said: str) -> tuple[Rate, date | None]:
    found = _RATE.fullmatch(said.casefold().strip(" ."))
    if found is None:
        raise Refused(Reason.RATE)
    try:
        since = datetime.strptime(found[2], "%d.%m.%Y").date() if found[2] else None  # noqa: DTZ007 -- a day alone
    except ValueError:
        raise Refused(Reason.RATE) from None
    return (Rate.NONE if found[1] in _NO_RATE else Rate(found[1])), since


def _digits(said: str) -> str:
    return re.sub("[^0-9]", "", said)
