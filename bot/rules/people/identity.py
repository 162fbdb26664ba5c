"""Who asks (4.1), with wrong data caught while it is typed (6.2): login, full name, INN, company."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from bot.rules.fields import Reason, field
from bot.rules.people.full_names import NO_PATRONYMIC, FullName, full_name, is_firm, is_patronymic
from bot.rules.people.logins import LoginKind, login
from bot.rules.people.name_case import proper
from bot.rules.people.name_order import in_order, is_family, is_given
from bot.rules.people.tax_numbers import inn
from bot.rules.refusals import Refused
from bot.rules.text import one_line

__all__ = [
    "NO_PATRONYMIC",
    "Field",
    "FullName",
    "LoginKind",
    "Reason",
    "Refused",
    "answers_another",
    "company_name",
    "completed",
    "differing",
    "first_missing",
    "full_name",
    "inn",
    "is_later_answer",
    "is_stated",
    "lettered",
    "login",
    "login_kind",
    "named_again",
    "stated",
    "written",
]

Columns = Mapping[str, str | None]
"""What was stated so far, by column: login, surname, name, patronymic, inn, company; login_kind as in `LoginKind`."""

OPEN_FIELD = "—"
"""How a field is shown that a caller left open (4.1): there is nothing in it."""
_COMPANY_LIMIT = 200
_WITHOUT = re.compile("нет|нету|нет отчества|отчества нет|без отчества|(?:отчество )?отсутствует|no|no patronymic|none")
_CODE = re.compile(r"\b(?:инн|кпп|огрн|огрнип|inn|kpp|ogrn)\b", re.IGNORECASE)


_LABEL = re.compile(
    r"(?:(?:наименование|название) (?:организации|компании)|организация|компания|company(?: name)?): *(?=.)",
    re.IGNORECASE,
)
"""What people write before the name of a company."""


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
    if field is Field.LOGIN:
        return {"login": login(text), "login_kind": LoginKind.LOGIN}
    return {field.value: inn(text) if field is Field.INN else company_name(text)}


def lettered(named: Columns) -> Columns:
    """Return a stated name in the order and the letters that are due; the same when it may be written as it is."""
    surname, name = named["surname"], named["name"]
    assert surname is not None, "a name has a surname"
    assert name is not None, "a person has a name"
    written = proper(in_order(FullName(surname, name, named["patronymic"])))
    return {"surname": written.surname, "name": written.name, "patronymic": written.patronymic}


def first_missing(identity: Columns) -> Field | None:
    """Return the next question to be asked, None when all is stated."""
    return next((field for field in Field if not is_stated(field, identity)), None)


def is_stated(field: Field, identity: Columns) -> bool:
    """Tell whether a question is answered."""
    return _COLUMN[field] in identity


def login_kind(identity: Columns) -> LoginKind:
    """Tell what stands in the place of a login."""
    return LoginKind(identity.get("login_kind") or LoginKind.LOGIN)


def written(field: Field, identity: Columns) -> str:
    """Return a field in one line; an address that is no login has a sign before it."""
    if field is Field.LOGIN and login_kind(identity) is not LoginKind.LOGIN:
        return f"✉ {identity['login']}" if identity["login"] else ""
    if field is Field.FULL_NAME:
        return " ".join(filter(None, (identity["surname"], identity["name"], identity["patronymic"])))
    return identity[field] or ""


def differing(before: Columns, after: Columns) -> dict[Field, tuple[str, str]]:
    """Return the fields that a correction changes: how each was written, and how it is now."""
    pairs = {field: (written(field, before) or OPEN_FIELD, written(field, after) or OPEN_FIELD) for field in Field}
    return {field: (was, now) for field, (was, now) in pairs.items() if was != now}


def answers_another(field: Field, text: str) -> bool:
    """Tell whether a text typed for a name, of a person or a company, answers another question instead."""
    words = one_line(text).split()
    if field is Field.FULL_NAME and words and is_firm(words[0]):
        return True
    return any(_reads(read, text) for read in (inn, login))


def _reads(read: Callable[[str], str], text: str) -> bool:
    try:
        read(text)
    except Refused:
        return False
    return True


def completed(half: str | None, text: str) -> str:
    """Return a full name whose patronymic is added to the `half` that was typed before, else the text as it is."""
    said = one_line(text)
    if half is None:
        return text
    if _WITHOUT.fullmatch(said.casefold().replace("ё", "е").rstrip(" .!")):
        return f"{half} {NO_PATRONYMIC}"
    return f"{half} {said}" if is_patronymic(said) else text


def is_later_answer(text: str) -> bool:
    """Tell whether a text typed for a login looks like a name or a company, which are asked for after it."""
    words = one_line(text).split()
    if words and is_firm(words[0]):
        return len(words) in {2, 3}
    named = len(words) in {2, 3} and all(word.replace("-", "").isalpha() for word in words)
    return named and any(map(is_given, words)) and any(is_family(word) for word in words if not is_given(word))


def named_again(text: str) -> Columns:
    """Read a full name as `written` gives it: nothing says there that a patronymic is absent. Or Refused."""
    try:
        return stated(Field.FULL_NAME, text)
    except Refused:
        return stated(Field.FULL_NAME, f"{text} {NO_PATRONYMIC}")


def company_name(text: str) -> str:
    """A company's name as typed, 2 to 200 characters; or Refused: an INN, or a telephone number, is none."""
    value = _LABEL.sub("", field(text, _COMPANY_LIMIT), count=1)
    if len(value) < 2:
        raise Refused(Reason.TOO_SHORT)
    if not any(character.isalpha() for character in _CODE.sub("", value)):
        raise Refused(Reason.NO_LETTERS)
    return value


_COLUMN = {field: "surname" if field is Field.FULL_NAME else field.value for field in Field}
