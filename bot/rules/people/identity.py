"""Who asks (4.1), with wrong data caught while it is typed (6.2): login, full name, INN, company."""

import re
from collections.abc import Mapping
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email
from stdnum.ru import inn as tax_number

from bot.rules.fields import Reason, field, listed
from bot.rules.people.full_names import NO_PATRONYMIC, FullName, full_name
from bot.rules.people.name_case import proper
from bot.rules.refusals import Refused

__all__ = [
    "NO_PATRONYMIC",
    "Field",
    "FullName",
    "Reason",
    "Refused",
    "company_name",
    "differing",
    "first_missing",
    "full_name",
    "inn",
    "lettered",
    "login",
    "named_again",
    "stated",
    "written",
]

LETTERS_NAMED = 2
"""Different stray letters that are named; whoever typed more of them chose the wrong keyboard layout."""

Columns = Mapping[str, str | None]
"""What was stated so far, by column: login, surname, name, patronymic, inn, company."""

_LOGIN_LIMIT = 254
_INN_LIMIT = 100
_COMPANY_LIMIT = 200
_CODE = re.compile(r"\b(?:инн|кпп|огрн|огрнип|inn|kpp|ogrn)\b", re.IGNORECASE)
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LOOK_ALIKES = str.maketrans("АВЕЅЈКМНОРСТУХІаеѕјкморстухі", "ABESJKMHOPCTYXIaesjkmopctyxi")


class Field(StrEnum):
    """What is asked, one question each, in this order (4.1)."""

    LOGIN = "login"
    FULL_NAME = "full_name"
    INN = "inn"
    COMPANY = "company"


def stated(field: Field, text: str) -> Columns:
    """Return what the answer to a question says; or Refused."""
    if field is Field.FULL_NAME:
        person = full_name(text)
        return {"surname": person.surname, "name": person.name, "patronymic": person.patronymic}
    read = {Field.LOGIN: login, Field.INN: inn, Field.COMPANY: company_name}
    return {field.value: read[field](text)}


def lettered(named: Columns) -> Columns:
    """Return a stated name in the letters that are due; the same when it may be written as it is."""
    surname, name = named["surname"], named["name"]
    assert surname is not None, "a name has a surname"
    assert name is not None, "a person has a name"
    written = proper(FullName(surname, name, named["patronymic"]))
    return {"surname": written.surname, "name": written.name, "patronymic": written.patronymic}


def first_missing(identity: Columns) -> Field | None:
    """Return the next question to be asked, None when all is stated."""
    return next((field for field in Field if _COLUMN[field] not in identity), None)


def written(field: Field, identity: Columns) -> str:
    """Return a field in one line."""
    if field is Field.FULL_NAME:
        return " ".join(filter(None, (identity["surname"], identity["name"], identity["patronymic"])))
    return identity[field] or ""


def differing(before: Columns, after: Columns) -> dict[Field, tuple[str, str]]:
    """Return the fields that a correction changes: how each was written, and how it is now."""
    pairs = {field: (written(field, before), written(field, after)) for field in Field}
    return {field: (was, now) for field, (was, now) in pairs.items() if was != now}


def named_again(text: str) -> Columns:
    """Read a full name as `written` gives it: nothing says there that a patronymic is absent. Or Refused."""
    try:
        return stated(Field.FULL_NAME, text)
    except Refused:
        return stated(Field.FULL_NAME, f"{text} {NO_PATRONYMIC}")


def login(text: str) -> str:
    """An e-mail address, its domain in lower case; or Refused. Whether mail arrives is not looked at."""
    value = field(text, _LOGIN_LIMIT)
    if letters := _stray_cyrillic(value):
        latin = _address(value.translate(_LOOK_ALIKES))
        suggestion = {"suggestion": latin} if latin and latin.isascii() else {}
        if len(set(letters)) > LETTERS_NAMED:
            raise Refused(Reason.MUCH_CYRILLIC, **suggestion)
        raise Refused(Reason.CYRILLIC, letters=listed(letters), **suggestion)
    address = _address(value)
    if address is None:
        raise Refused(Reason.FORM)
    return address


def inn(text: str) -> str:
    """The 10 or 12 digits of a tax number, whatever stands between them; or Refused."""
    digits = re.sub("[^0-9]", "", field(text, _INN_LIMIT))
    if len(digits) not in {10, 12}:
        raise Refused(Reason.LENGTH, digits=str(len(digits)))
    if digits.startswith("00"):  # no such region, yet a row of zeros has right check digits
        raise Refused(Reason.REGION)
    if not tax_number.is_valid(digits):
        raise Refused(Reason.CHECK_DIGITS)
    return digits


def company_name(text: str) -> str:
    """A company's name as typed, 2 to 200 characters; or Refused: an INN, or a telephone number, is none."""
    value = field(text, _COMPANY_LIMIT)
    if len(value) < 2:
        raise Refused(Reason.TOO_SHORT)
    if not any(character.isalpha() for character in _CODE.sub("", value)):
        raise Refused(Reason.NO_LETTERS)
    return value


_COLUMN = {field: "surname" if field is Field.FULL_NAME else field.value for field in Field}


def _stray_cyrillic(value: str) -> list[str]:
    """Cyrillic letters where only Latin ones can be; a whole Cyrillic domain («ivan@почта.рф») is none."""
    name, _, domain = value.rpartition("@")
    look_alike = domain.translate(_LOOK_ALIKES).isascii()
    is_cyrillic = not look_alike and not re.search("[A-Za-z]", domain)
    return _CYRILLIC.findall(name if is_cyrillic else value)


def _address(value: str) -> str | None:
    try:
        address = validate_email(value, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    foreign = _CYRILLIC.sub("", address.domain)  # «mαil.ru»: a domain of Greek look-alikes
    return address.normalized if foreign.isascii() else None
