"""Companies in a table (4.1): which table is one, what its cells say, and what a line would change."""

from datetime import date

import pytest

from bot.rules.people import dates, directory, directory_import
from bot.rules.people.directory import Judged, Stored, Verdict
from bot.rules.people.directory_cells import Reason
from bot.rules.people.directory_import import Line
from bot.rules.people.tax_numbers import kpp, kpp_beside
from bot.rules.refusals import Refused
from bot.rules.tariffs import Adjustment, Period, Tariff, paid_to

SBER, YANDEX = "7707083893", "7736207543"
TODAY = date(2026, 2, 3)
HEAD = ["ИНН", "КПП", "Организация", "Логин", "ФИО", "Тариф", "Оплачено до", "Коллеги видят", "Удалить"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31.12.2026", date(2026, 12, 31)),
        ("1.2.26", date(2026, 2, 1)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("2026-12-31T10:00:00+03:00", date(2026, 12, 31)),
        ("2026.12.31", date(2026, 12, 31)),
        ("20261231", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("31 декабря 2026 г.", date(2026, 12, 31)),
        ("31 дек. 2026", date(2026, 12, 31)),
        ("до 31.12.2026 г.", date(2026, 12, 31)),
        ("Dec 31, 2026", date(2026, 12, 31)),
        ("1 мая 2026 года", date(2026, 5, 1)),
        ("46387", date(2026, 12, 31)),
        ("12/31/2026", None),
        ("31.02.2026", None),
        ("31.12.1926", None),
        ("31 числа 2026", None),
        ("бессрочно", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_offices_and_spreadsheets_write_it(text: str, expected: date | None):
    assert dates.day(text) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("773601001", "773601001"),
        ("7736 01 001", "773601001"),
        ("7736ab001", "7736AB001"),
        ("26401001", "026401001"),
        ("77360100", "077360100"),
        ("7736010011", None),
        ("КПП", None),
    ],
)
def test_a_kpp_is_read(cell: str, expected: str | None):
    assert kpp(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("7707083893/773601001", "773601001"),
        ("ИНН 7707083893 КПП 773601001", "773601001"),
        ("7707083893", None),
        ("773601001", None),
        ("7707083893/773601001/770701001", None),
    ],
)
def test_a_kpp_is_found_beside_an_inn(cell: str, expected: str | None):
    assert kpp_beside(cell) == expected


def first(*cells: str, head: list[str] = HEAD) -> directory_import.Found:
    [found] = directory_import.table([head, list(cells)]).lines
    return found


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((SBER,), Line(SBER)),
        (("ИНН 77 07 083 893",), Line(SBER)),
        ((f"{SBER}/773601001",), Line(SBER, "773601001")),
        (('="7707083893"', '="026401001"'), Line(SBER, "026401001")),
        (("275071327",), Line("0275071327")),  # a spreadsheet took the zero for nothing
        ((SBER, "", "  ПАО \n «Сбербанк» "), Line(SBER, company="ПАО «Сбербанк»")),
        ((SBER, "", "", "Anna@Sber.RU"), Line(SBER, login="anna@sber.ru")),
        ((SBER, "", "", "", "", "БАЗОВЫЙ"), Line(SBER, tariff=Tariff.BASIC)),
        (
            (SBER, "", "", "", "", "Тариф «расширенный»", "31.12.2026"),
            Line(SBER, tariff=Tariff.EXTENDED, paid_until=date(2026, 12, 31)),
        ),
        ((SBER, "", "", "", "", "", "31.12.2026"), Line(SBER, paid_until=date(2026, 12, 31))),
        ((SBER, "", "", "", "", "", "", "✔"), Line(SBER, colleagues_see=True)),
        ((SBER, "", "", "", "", "", "", "Нет"), Line(SBER, colleagues_see=False)),
        ((SBER, "", "Сбер", "", "", "", "", "", "Нет"), Line(SBER, company="Сбер")),
        ((SBER, "", "", "", "", "", "", "", "Да"), Line(SBER, remove=True)),
        (
            (f"{SBER}/773601001", "", "=B2", "A@sber.ru", "", "золотой", "", "", "удалить"),
            Line(SBER, login="a@sber.ru", remove=True),
        ),
    ],
)
def test_a_line_says(cells: tuple[str, ...], expected: Line):
    assert first(*cells).line == expected


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("7707083890",), "check_digits"),
        (("12345",), "length"),
        (("0000000000",), "region"),
        (("", "", "ООО"), Reason.NO_INN),
        (("773601001",), Reason.KPP_FOR_INN),
        ((SBER, "77360100112"), Reason.BAD_KPP),
        ((SBER, "", "=B2"), Reason.FORMULA),
        ((SBER, "", "#ССЫЛКА!"), Reason.FORMULA),
        ((SBER, "", "я" * 201), Reason.TOO_LONG),
        ((SBER, "", "", "не адрес"), Reason.BAD_LOGIN),
        ((SBER, "", "", "иван@sber.ru, petr@sber.ru"), Reason.BAD_LOGIN),
        ((SBER, "", "", "", "", "золотой"), Reason.UNKNOWN_TARIFF),
        ((SBER, "", "", "", "", "расширенный"), Reason.NO_DATE),
        ((SBER, "", "", "", "", "", "31.02.2026"), Reason.BAD_DATE),
        ((SBER, "", "", "", "", "", "", "иногда"), Reason.UNKNOWN_SEE),
        ((SBER, "", "", "", "", "", "", "", "уволен"), Reason.UNKNOWN_REMOVE),
        ((SBER, "", "", "не адрес", "", "", "", "", "да"), Reason.BAD_LOGIN),
        (("", "", "", "a@sber.ru", "", "", "", "", "да"), Reason.NO_INN),
        ((SBER, "", '"ООО Ромашка'), Reason.OPEN_QUOTE),
    ],
)
def test_a_line_is_refused(cells: tuple[str, ...], reason: str):
    found = first(*cells)
    assert found.line is None
    assert [each.reason for each in found.faults] == [reason]


def test_lines_of_one_company_and_one_login_are_looked_at_together():
    rows = [
        HEAD,
        [SBER, "770701001", "ПАО «Сбербанк»", "anna@sber.ru", "", "базовый"],
        [SBER, "773601001", "пао сбербанк", "ANNA@sber.ru"],
        [SBER, "773601001", "", "boris@sber.ru"],
        [SBER, "", "Сбер"],
        [SBER, "", "", "", "", "расширенный", "31.12.2026"],
        [YANDEX, "", "Яндекс", "anna@sber.ru"],
    ]
    same, repeated, other, *wrong = directory_import.table(rows).lines
    assert [same.repeated, repeated.repeated, other.repeated] == [False, True, False]
    assert other.line == Line(SBER, "770701001", "ПАО «Сбербанк»", login="boris@sber.ru")
    faults = [[(each.reason, each.details) for each in found.faults] for found in wrong]
    assert faults == [
        [(Reason.DIFFERS, {"column": "Организация", "line": "2"})],
        [(Reason.DIFFERS, {"column": "Тариф", "line": "2"})],
        [(Reason.LOGIN_TWICE, {"line": "2"})],
    ]


def test_what_one_line_names_no_other_removes():
    def line(inn: str, login: str = "", remove: str = "") -> list[str]:
        return [inn, "", "", login, "", "", "", "", remove]

    rows = [
        HEAD,
        line(SBER, "anna@sber.ru"),
        line(SBER, "anna@sber.ru", "да"),
        line(SBER, "", "да"),
        line(SBER, "boris@sber.ru", "да"),
        line(SBER, "boris@sber.ru", "да"),
        line(YANDEX, "", "да"),
        line(YANDEX, "vera@ya.ru", "да"),
        line(YANDEX, "gleb@ya.ru"),
        line(SBER, "boris@sber.ru"),
    ]
    lines = directory_import.table(rows).lines
    faults = {each.number: [fault.details for fault in each.faults] for each in lines if each.faults}
    assert faults == {3: [{"line": "2"}], 4: [{"line": "2"}], 9: [{"line": "7"}], 10: [{"line": "5"}]}
    assert {fault.reason for each in lines for fault in each.faults} == {Reason.STAYS}
    assert [each.number for each in lines if each.repeated] == [6]


def test_what_comes_out_of_the_reader_comes_back():
    rows = [HEAD, [SBER, "", "Сбер", "a@b.ru", "", "расширенный", "31.12.2026", "да"], ["1"]]
    good, bad = (
        directory_import.unpacked(directory_import.packed(each)) for each in directory_import.table(rows).lines
    )
    line = Line(SBER, None, "Сбер", None, "a@b.ru", None, Tariff.EXTENDED, date(2026, 12, 31), True)
    assert good == (2, line, [], False)
    assert bad == (3, None, [{"reason": "length", "details": {"digits": "1"}}], False)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["ИНН", "Организация"]], True),
        ([["Справочник"], ["инн / кпп:", "E-mail *"]], True),
        ([["Ромашка", SBER]], True),  # without names it is refused as what it is
        ([["Название", "Ссылка"], ["Вход", "https://help.example.ru/7707083893"]], False),
        ([["Статья", "https://help.example.ru"]], False),
    ],
)
def test_a_table_of_companies_is_told_from_others(rows: list[list[str]], expected: bool):
    assert directory_import.is_directory(rows) is expected


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (["ИНН"], Reason.NO_COLUMNS),
        (["ИНН", "Тариф"], Reason.NO_COLUMNS),
        (["ИНН", "Организация", "Компания"], Reason.COLUMN_TWICE),
    ],
)
def test_a_head_is_refused(head: list[str], reason: Reason):
    with pytest.raises(Refused) as refused:
        directory_import.table([head, [SBER]])
    assert refused.value.reason is reason


def test_columns_that_nobody_reads_and_lines_above_the_names_are_told():
    table = directory_import.table([["Клиенты"], ["Сбер", SBER], [*HEAD[:3], "Менеджер"], [SBER, "", "Сбер", "Иван"]])
    assert table.unread == ["Менеджер"]
    assert [(each.number, [fault.reason for fault in each.faults]) for each in table.lines] == [
        (2, [Reason.ABOVE]),
        (4, []),
    ]


KNOWN = Line(SBER, "773601001", "Сбер", colleagues_see=True)
PAID = (Period(date(2026, 1, 1), date(2026, 7, 1)),)


@pytest.mark.parametrize(
    ("line", "stored", "expected"),
    [
        (Line(SBER, company="Сбер"), Stored(None, None, None), Judged(Verdict.NEW)),
        (Line(SBER, remove=True), Stored(KNOWN, None, None), Judged(Verdict.REMOVED)),
        (Line(SBER, remove=True), Stored(None, None, None), Judged(Verdict.UNCHANGED)),
        (Line(SBER, login="a@b.ru", remove=True), Stored(KNOWN, SBER, None), Judged(Verdict.REMOVED)),
        (Line(SBER, login="a@b.ru", remove=True), Stored(KNOWN, YANDEX, None), Judged(Verdict.UNCHANGED)),
        (Line(SBER, login="a@b.ru", remove=True), Stored(KNOWN, None, None), Judged(Verdict.UNCHANGED)),
        (Line(SBER, login="a@b.ru"), Stored(KNOWN, None, None), Judged(Verdict.NEW)),
        (Line(SBER, company="Сбер"), Stored(KNOWN, None, None), Judged(Verdict.UNCHANGED)),
        (Line(SBER, kpp="770701001"), Stored(KNOWN, None, None), Judged(Verdict.CHANGED)),
        (Line(SBER, colleagues_see=False), Stored(KNOWN, None, None), Judged(Verdict.CHANGED)),
        (Line(SBER, login="a@b.ru"), Stored(KNOWN, SBER, "Иванов"), Judged(Verdict.UNCHANGED)),
        (Line(SBER, login="a@b.ru", full_name="Петров"), Stored(KNOWN, SBER, "Иванов"), Judged(Verdict.CHANGED)),
        (Line(SBER, login="a@b.ru"), Stored(KNOWN, YANDEX, None), Judged(Verdict.CHANGED, moves=True)),
        (Line(SBER, paid_until=date(2026, 6, 30)), Stored(KNOWN, None, None, PAID), Judged(Verdict.UNCHANGED)),
        (Line(SBER, paid_until=date(2026, 7, 31)), Stored(KNOWN, None, None, PAID), Judged(Verdict.CHANGED)),
        (Line(SBER, tariff=Tariff.BASIC), Stored(KNOWN, None, None), Judged(Verdict.UNCHANGED)),
        (
            Line(SBER, tariff=Tariff.BASIC),
            Stored(KNOWN, None, None, PAID),
            Judged(Verdict.CHANGED, shortens=True),
        ),
    ],
)
def test_a_line_would_change(line: Line, stored: Stored, expected: Judged):
    assert directory.judge(line, stored, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (Line(SBER, login="a@b.ru"), Reason.NO_COMPANY),
        (Line(SBER, company="Сбер", tariff=Tariff.BASIC, paid_until=TODAY), Reason.PAID_BASIC),
    ],
)
def test_a_line_cannot_be_meant(line: Line, reason: Reason):
    with pytest.raises(Refused) as refused:
        directory.judge(line, Stored(None, None, None), TODAY)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("periods", "last", "expected"),
    [
        ((), date(2026, 6, 30), Adjustment(added=Period(TODAY, date(2026, 7, 1)))),
        ((), date(2026, 2, 2), Adjustment()),  # it is over already
        (PAID, date(2026, 6, 30), Adjustment()),
        (PAID, date(2026, 7, 31), Adjustment(added=Period(date(2026, 7, 1), date(2026, 8, 1)))),
        (PAID, date(2026, 3, 31), Adjustment(((0, date(2026, 4, 1)),))),
        (PAID, date(2025, 12, 31), Adjustment(((0, TODAY),))),  # what has passed stays as it was
        (
            (*PAID, Period(date(2026, 7, 1), date(2026, 10, 1))),
            date(2026, 6, 30),
            Adjustment(((1, date(2026, 7, 1)),)),
        ),
        ((Period(date(2025, 1, 1), date(2025, 2, 1)),), date(2025, 12, 31), Adjustment()),
    ],
)
def test_paid_time_ends_where_a_file_says(periods: tuple[Period, ...], last: date, expected: Adjustment):
    assert paid_to(periods, last, TODAY) == expected
