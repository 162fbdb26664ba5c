"""The register of invoices, payments and acts as a spreadsheet for accounting, in Russian like all papers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.money.invoices import named
from bot.rules.money.vat import Rate
from bot.rules.text import clean, one_line
from db.money.register import Register

_INVOICE_STATES = {"open": "ожидает оплаты", "paid": "оплачен", "cancelled": "отменён", "expired": "просрочен"}
_PAYMENT_STATES = {
    "matched": "оплата счёта",
    "undecided": "нужно решить",
    "ignored": "не относится",
    "returned": "возврат",
}
_SOURCES = {"statement": "выписка", "supervisor": "отметка супервизора", "link": "ссылка", "telegram": "Telegram"}
_MONEY, _DAY, _TEXT = "money", "day", "text"
_FORMATS: Mapping[str, dict[str, Any]] = {
    _MONEY: {"num_format": "#,##0.00"},
    _DAY: {"num_format": "dd.mm.yyyy", "align": "left"},
    _TEXT: {},
}

Cell = Callable[[Any, ZoneInfo], Any]
Column = tuple[str, int, str, Cell]
"""Its head, its width in characters, of which sort it is, and what stands in it."""


def _of(year: int | None, number: int | None) -> str:
    return "" if year is None or number is None else named(year, number)


def _vat(rate: str) -> str:
    return "без НДС" if rate == Rate.NONE else f"{rate} %"


_INVOICES: Sequence[Column] = (
    ("Счёт", 16, _TEXT, lambda row, _: _of(row.year, row.number)),
    ("Дата", 12, _DAY, lambda row, zone: row.issued_at.astimezone(zone).date()),
    ("Заказчик", 40, _TEXT, lambda row, _: row.company),
    ("ИНН", 14, _TEXT, lambda row, _: row.inn),
    ("КПП", 11, _TEXT, lambda row, _: row.kpp or ""),
    ("Месяцев", 10, _TEXT, lambda row, _: row.months),
    ("Сумма, руб.", 14, _MONEY, lambda row, _: row.kopecks),
    ("Ставка НДС", 12, _TEXT, lambda row, _: _vat(row.vat_rate)),
    ("НДС, руб.", 12, _MONEY, lambda row, _: row.vat_kopecks),
    ("Исполнитель", 40, _TEXT, lambda row, _: row.requisites["name"]),
    ("Действителен до", 17, _DAY, lambda row, _: row.valid_until),
    ("Состояние", 18, _TEXT, lambda row, _: _INVOICE_STATES[row.state]),
)
_PAYMENTS: Sequence[Column] = (
    ("Дата", 12, _DAY, lambda row, _: row.received_on),
    ("Сумма, руб.", 14, _MONEY, lambda row, _: row.kopecks),
    ("Плательщик", 40, _TEXT, lambda row, _: row.payer or ""),
    ("ИНН", 14, _TEXT, lambda row, _: row.payer_inn or ""),
    ("Назначение", 60, _TEXT, lambda row, _: row.purpose),
    ("Откуда известно", 20, _TEXT, lambda row, _: _SOURCES[row.source]),
    ("Состояние", 16, _TEXT, lambda row, _: _PAYMENT_STATES[row.state]),
    ("Счёт", 16, _TEXT, lambda row, _: _of(row.of_year, row.of_number)),
)
_ACTS: Sequence[Column] = (
    ("Акт", 16, _TEXT, lambda row, _: f"ЭО-{row.year}-А{row.number}"),
    ("Дата", 12, _DAY, lambda row, _: row.issued_on),
    ("Счёт", 16, _TEXT, lambda row, _: _of(row.of_year, row.of_number)),
    ("Заказчик", 40, _TEXT, lambda row, _: row.company),
    ("ИНН", 14, _TEXT, lambda row, _: row.inn),
    ("Сумма, руб.", 14, _MONEY, lambda row, _: row.kopecks),
    ("Ставка НДС", 12, _TEXT, lambda row, _: _vat(row.vat_rate)),
    ("НДС, руб.", 12, _MONEY, lambda row, _: row.vat_kopecks),
)


def file_name(on: date) -> str:
    """Return what the file is called."""
    return f"Реестр {on.isoformat()}.xlsx"


def made(register: Register, at: datetime, zone: ZoneInfo) -> bytes:
    """Make the spreadsheet; `at` is when. It takes a while: not in the loop."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- few starts need it

    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": "Реестр счетов, платежей и актов", "created": at.replace(tzinfo=None)})
        formats = {name: book.add_format(each) for name, each in _FORMATS.items()}
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF5"})
        sheets = (("Счета", _INVOICES, register.invoices), ("Платежи", _PAYMENTS, register.payments))
        for name, columns, rows in (*sheets, ("Акты", _ACTS, register.acts)):
            _fill(book.add_worksheet(name), head, formats, columns, [_values(columns, row, zone) for row in rows])
    return data.getvalue()


def _values(columns: Sequence[Column], row: Any, zone: ZoneInfo) -> list[Any]:
    return [cell(row, zone) for _head, _width, _sort, cell in columns]


def _fill(sheet: Any, head: Any, formats: Mapping[str, Any], columns: Sequence[Column], rows: list[list[Any]]) -> None:
    for at, (name, width, _sort, _cell) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, head)
    for line, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            _write(sheet, line, at, value, columns[at][2], formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)


def _write(sheet: Any, line: int, at: int, value: Any, sort: str, formats: Mapping[str, Any]) -> None:
    """Write a value as what it is; words are never a formula or a link, whatever they begin with."""
    if sort == _MONEY:
        sheet.write_number(line, at, value / 100, formats[sort])
    elif sort == _DAY:
        sheet.write_datetime(line, at, value, formats[sort])
    elif isinstance(value, int):
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, one_line(clean(value)))
