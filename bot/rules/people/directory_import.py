"""Companies and their logins in a table that a supervisor imports (4.1, 6.2): its columns, and what a line says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any, TypeAlias

from bot.rules.choices import REMOVED, STAYING, says
from bot.rules.people.directory_cells import HEADER_LIMIT, READ, Reason, words, written
from bot.rules.people.tax_numbers import inn, kpp_beside
from bot.rules.refusals import Refused
from bot.rules.tariffs import Tariff
from bot.rules.text import one_line

MOST_LINES = 200_000
_NUMBERS = re.compile("[0-9 /]+")
HEAD = 20
"""Filled rows at the beginning among which the names of the columns stand."""
COLUMNS: Mapping[str, frozenset[str]] = {
    "inn": frozenset({"инн", "инн кпп", "инн организации", "инн компании", "инн клиента", "inn", "tax number"}),
    "kpp": frozenset({"кпп", "кпп организации", "kpp"}),
    "company": frozenset(
        {"организация", "компания", "клиент", "контрагент", "наименование", "наименование организации", "company"}
        | {"название", "название организации", "название компании", "наименование компании", "company name", "name"}
        | {"юр лицо", "юридическое лицо", "organization", "organisation"}
    ),
    "address": frozenset({"адрес", "адрес организации", "юридический адрес", "address"}),
    "login": frozenset(
        {"логин", "логин в системе", "логин e mail", "e mail", "email", "почта", "электронная почта", "login", "mail"}
    ),
    "full_name": frozenset({"фио", "ф и о", "сотрудник", "пользователь", "фио сотрудника", "full name", "person"}),
    "tariff": frozenset({"тариф", "тарифный план", "tariff", "plan"}),
    "paid_until": frozenset(
        {"оплачено до", "оплачен до", "оплачено по", "оплата до", "действует до", "тариф до", "paid until", "paid to"}
    ),
    "colleagues_see": frozenset(
        {"коллеги видят", "коллеги видят обращения", "коллегам видны обращения", "видят коллеги"}
        | {"colleagues see", "colleagues see requests"}
    ),
    "remove": frozenset({"удалить", "удаление", "удалена", "удален", "remove", "delete"}),
}
_NAMES = {word: name for name, words in COLUMNS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says; None: nothing. `login` is in small letters, `paid_until` the last paid day."""

    inn: str
    kpp: str | None = None
    company: str | None = None
    address: str | None = None
    login: str | None = None
    full_name: str | None = None
    tariff: Tariff | None = None
    paid_until: date | None = None
    colleagues_see: bool | None = None
    remove: bool = False
    """It takes the login out of the directory; without one, the company with its logins. Nothing else counts then."""


_REMOVING = ("inn", "login", "remove")
NAMES = tuple(each.name for each in fields(Line))
OF_MONEY = ("tariff", "paid_until")
OF_COMPANY = ("company", "address", *OF_MONEY, "colleagues_see")
"""What lines of one company may not contradict each other in. A company has many KPP: the first one stays."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the file by its number: what it says, or why it is refused; `repeated`: an earlier one says it all."""

    number: int
    line: Line | None = None
    faults: tuple[Refused, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a file in order, and the columns that nobody reads."""

    lines: list[Found]
    unread: list[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """What lines read so far say of companies and logins, each with the number of its line."""

    companies: dict[tuple[str, str], tuple[Any, int]] = field(default_factory=dict)
    kpps: dict[str, str] = field(default_factory=dict)
    logins: dict[str, tuple[str, int]] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    """INN and logins that are named, each with the first line that does so."""
    removed: dict[str, int] = field(default_factory=dict)
    """The same of those that are to be removed."""


def is_directory(rows: Sequence[list[str]]) -> bool:
    """Tell whether a table is one of companies: a column of INN is named, or one stands in an unnamed table."""
    head = [row for row in rows if any(row)][:HEAD]
    return any(_is_header(row) for row in head) or any(_has_inn(cell) for row in head for cell in row)


def table(rows: Sequence[list[str]]) -> Table:
    """Read the lines of a file. Raises Refused."""
    numbered = [(number, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
    start = next((at for at, (_, cells) in enumerate(numbered[:HEAD]) if _is_header(cells)), None)
    if start is None:
        raise Refused(Reason.NO_COLUMNS)
    places, unread = header(numbered[start][1])
    above = [
        Found(number, faults=(Refused(Reason.ABOVE),))
        for number, cells in numbered[:start]
        if any(map(_has_inn, cells))
    ]
    heads = {name: one_line(numbered[start][1][at]) for name, at in places.items()}
    found = (_named(each, heads) for each in _together(_each(places, numbered[start + 1 :])))
    return Table([*above, *found], unread)


def _named(found: Found, heads: Mapping[str, str]) -> Found:
    """Call columns in faults what the file calls them."""
    if not any("column" in each.details for each in found.faults):
        return found
    faults = [
        Refused(each.reason, **each.details | {"column": heads[each.details["column"]]})
        if "column" in each.details
        else each
        for each in found.faults
    ]
    return replace(found, faults=tuple(faults))


def header(cells: Sequence[str]) -> tuple[dict[str, int], list[str]]:
    """Return where each column stands, and the names of those that are not known. Raises Refused."""
    places: dict[str, int] = {}
    unread = []
    for place, cell in enumerate(cells):
        name = _NAMES.get(words(cell))
        if name is None:
            unread += [one_line(cell)[:HEADER_LIMIT]] if cell else []
        elif places.setdefault(name, place) != place:
            raise Refused(Reason.COLUMN_TWICE, column=cell[:HEADER_LIMIT])
    if "inn" not in places or not {"company", "login", "remove"} & places.keys():
        raise Refused(Reason.NO_COLUMNS)
    return places, unread


def _is_header(cells: Sequence[str]) -> bool:
    return "inn" in {_NAMES.get(words(cell)) for cell in cells if cell}


def _has_inn(cell: str) -> bool:
    if not _NUMBERS.fullmatch(cell) or len(cell) > HEADER_LIMIT:
        return False
    with suppress(Refused):
        return bool(inn(cell))
    return False


def _each(places: Mapping[str, int], rows: Sequence[tuple[int, list[str]]]) -> Iterator[Found]:
    for number, cells in rows:
        said = {name: cells[at] for name, at in places.items() if at < len(cells) and cells[at]}
        if said:
            yield read(number, said)


def read(number: int, said: Mapping[str, str]) -> Found:
    """Read a line by itself: cells that hold something, by column. All that is wrong with it is named at once."""
    if any(cell.startswith('"') and cell.count('"') % 2 for cell in said.values()):
        return Found(number, faults=(Refused(Reason.OPEN_QUOTE),))
    if says(said.get("remove", ""), REMOVED, STAYING):
        said = {name: cell for name, cell in said.items() if name in _REMOVING}
    values: dict[str, Any] = {}
    faults = [] if "inn" in said else [Refused(Reason.NO_INN)]
    for name, cell in said.items():
        try:
            values[name] = READ[name](written(name, cell))
        except Refused as refusal:
            faults.append(refusal)
    if values.get("tariff") is Tariff.EXTENDED and "paid_until" not in said:
        faults.append(Refused(Reason.NO_DATE))
    if faults:
        return Found(number, faults=tuple(faults))
    if "kpp" not in values and not values.get("remove"):
        values["kpp"] = kpp_beside(said["inn"])
    return Found(number, Line(**values))


def _together(read_lines: Iterator[Found]) -> Iterator[Found]:
    """Look at what lines say of one company and of one login; all write its name as the first one does."""
    said = _Said()
    found = [_beside(each, said) for each in read_lines]
    for each in found:
        yield each if each.line is None else replace(each, line=_alike(each.line, said))


def _alike(line: Line, said: _Said) -> Line:
    if line.remove:
        return line
    of_money = line.tariff is not None or line.paid_until is not None
    names = OF_COMPANY[:2] + (OF_MONEY if of_money else ())
    known = {name: said.companies.get((line.inn, name), (None, 0))[0] for name in names}
    return replace(line, kpp=said.kpps.get(line.inn), **known)


def _beside(found: Found, said: _Said) -> Found:
    line = found.line
    if line is None:
        return found
    if faults := _contradictions(line, said):
        return replace(found, line=None, faults=tuple(faults))
    if line.remove:
        first = said.removed.setdefault(line.login or line.inn, found.number)
        return replace(found, repeated=first != found.number)
    known = (line.login or line.inn) in said.kept
    for name in OF_COMPANY:
        value = getattr(line, name)
        if value is not None and (line.inn, name) not in said.companies:
            said.companies[line.inn, name] = value, found.number
            known = False
    if line.login is not None:
        said.logins.setdefault(line.login, (line.inn, found.number))
        said.kept.setdefault(line.login, found.number)
    said.kept.setdefault(line.inn, found.number)
    if line.kpp is not None:
        said.kpps.setdefault(line.inn, line.kpp)
    return replace(found, repeated=known)


def _contradictions(line: Line, said: _Said) -> list[Refused]:
    faults = _opposites(line, said)
    inn_before, at = said.logins.get(line.login or "", (line.inn, 0))
    if inn_before != line.inn:
        faults.append(Refused(Reason.LOGIN_TWICE, line=str(at)))
    for name in OF_COMPANY:
        value = getattr(line, name)
        before, at = said.companies.get((line.inn, name), (value, 0))
        if value not in (None, before) and _plain(value) != _plain(before):
            faults.append(Refused(Reason.DIFFERS, column=name, line=str(at)))
    return faults


def _opposites(line: Line, said: _Said) -> list[Refused]:
    named = (
        [said.kept.get(line.login or line.inn)] if line.remove else map(said.removed.get, (line.inn, line.login or ""))
    )
    return [Refused(Reason.STAYS, line=str(at)) for at in named if at is not None][:1]


def _plain(value: object) -> object:
    return "".join(filter(str.isalnum, value.casefold())) if isinstance(value, str) else value


Packed: TypeAlias = tuple[int, list[Any] | None, list[list[Any]], bool]
"""A line as plain data, for the way out of the process that reads the file."""


def packed(found: Found) -> Packed:
    """Return a line as plain data."""
    line = found.line
    said = None if line is None else [_plainly(getattr(line, name)) for name in NAMES]
    return found.number, said, [[str(each.reason), each.details] for each in found.faults], found.repeated


def _plainly(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def unpacked(said: Sequence[Any]) -> tuple[int, Line | None, list[dict[str, Any]], bool]:
    """Return the number of a line, what it says, its faults with their details, and whether an earlier one says it."""
    number, values, faults, repeated = said
    line = None
    if values is not None:
        line = Line(**dict(zip(NAMES, values, strict=True)))
        tariff, day = line.tariff and Tariff(line.tariff), line.paid_until
        line = replace(line, tariff=tariff, paid_until=date.fromisoformat(day) if isinstance(day, str) else day)
    return number, line, [{"reason": reason, "details": details} for reason, details in faults], repeated
