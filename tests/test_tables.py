"""A file is read by a process of its own, which can take nothing of the desk along."""

import asyncio
from asyncio import subprocess
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import psutil
import pytest
from structlog.testing import capture_logs

from bot.channels import tables
from bot.rules.guide import guide_import, sheets
from bot.rules.refusals import Refused
from tests.guide import big

SHEET = "xl/worksheets/sheet1.xml"
MIB = 2**20


def packed(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    """A small file with a sheet of so much XML, and the strings it names."""
    plain, stream = BytesIO(), BytesIO()
    openpyxl.Workbook().save(plain)
    with ZipFile(plain) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, sheet if name == SHEET else before.read(name))
        after.writestr("xl/sharedStrings.xml", strings)
    return stream.getvalue()


async def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as refusal:
        async with tables.reading(data):
            pass
    return refusal.value


async def rows_of(data: bytes) -> list[tables.Row]:
    async with tables.reading(data) as table:
        found = [row async for chunk in table.chunks for row in chunk]
        assert len(found) == table.total
        return found


async def test_rows_come_back_in_order_and_by_steps():
    rows = await rows_of(big(2 * tables.CHUNK + 1))
    assert rows[0] == (2, ["Статья 0 загрузка", "https://help.example.ru/0", "загрузка прайс договор статус заказ"])
    assert [line for line, _ in rows] == list(range(2, 2 * tables.CHUNK + 3))


async def test_what_a_rule_refuses_is_refused_with_its_details():
    refusal = await refused("название;цвет\n".encode())
    assert (refusal.reason, refusal.details) == (guide_import.Reason.UNKNOWN_COLUMN, {"column": "цвет"})
    assert (await refused(b"PK\x03\x04")).reason is sheets.Reason.UNREADABLE


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><row><c t='str'><v>" + b"x" * 190 * MIB,
        b"<worksheet><row>" + b"<c t='str'><v>" + "я".encode() * 90 * MIB,
        b"<worksheet>" + b"<a>" * 60 * MIB,
    ],
    ids=["one cell", "wide letters", "depth"],
)
async def test_a_small_file_that_unpacks_to_much_costs_the_desk_nothing(sheet: bytes):
    data = packed(sheet)
    assert len(data) < MIB
    before = psutil.Process().memory_info().rss
    assert (await refused(data)).reason in (sheets.Reason.TOO_MUCH, sheets.Reason.UNREADABLE)
    assert psutil.Process().memory_info().rss - before < 30 * MIB


async def test_a_text_that_stands_in_many_cells_does_not_come_back_as_often():
    strings = f"<sst><si><t>название</t></si><si><t>ссылка</t></si><si><t>{'я' * 90_000}</t></si></sst>"
    head, row = (f"<row><c t='s'><v>{one}</v></c><c t='s'><v>{two}</v></c></row>" for one, two in ((0, 1), (2, 2)))
    sheet = f"<worksheet>{head}{row * 1000}</worksheet>"
    assert (await refused(packed(sheet.encode(), strings.encode()))).reason is sheets.Reason.TOO_MUCH


async def test_a_reader_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(tables, "MOST_SECONDS", 0.05)
    assert (await refused(packed(b"<worksheet><row>" + b"<c/>" * 10 * MIB))).reason is sheets.Reason.TOO_MUCH
    assert not readers()


async def test_a_reader_ends_with_the_desk():
    begun = asyncio.Event()

    async def slowly() -> None:
        async with tables.reading(big(5000)) as table:
            begun.set()
            await anext(table.chunks)
            await asyncio.Event().wait()

    going = asyncio.create_task(slowly())
    await begun.wait()
    assert readers()
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going
    assert not readers()


async def test_what_people_wrote_stays_out_of_the_log(monkeypatch):
    monkeypatch.setattr(tables, "READER", "bot.channels.nowhere")
    with capture_logs() as lines:
        assert (await refused("название;ссылка\nтайна;x\n".encode())).reason is sheets.Reason.UNREADABLE
    [line] = lines
    assert line["event"] == "file_unreadable"
    assert line["code"] == 1
    assert "тайна" not in str(lines)


async def test_a_reader_knows_nothing_of_the_desk(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "secret")
    given = []

    async def noting(*arguments: str, **options: object) -> subprocess.Process:
        given.append(options["env"])
        return await starting(*arguments, **options)

    starting = asyncio.create_subprocess_exec
    monkeypatch.setattr(asyncio, "create_subprocess_exec", noting)
    await rows_of(big(1))
    assert given == [{}]


def readers() -> list[psutil.Process]:
    return [each for each in psutil.Process().children() if tables.READER in each.cmdline()]


async def test_a_table_of_companies_comes_as_what_its_lines_say():
    lines = "ИНН;Организация;Логин;Менеджер\n7707083893;ПАО «Сбербанк»;Anna@sber.ru;Иван\n1;;;\n"
    async with tables.reading(lines.encode("cp1251")) as table:
        rows = [row async for chunk in table.chunks for row in chunk]
    assert (table.kind, table.columns, table.total) == ("directory", {"unread": ["Менеджер"]}, 2)
    said = ["7707083893", None, "ПАО «Сбербанк»", None, "anna@sber.ru", None, None, None, None, False]
    assert rows == [(2, said, [], False), (3, None, [["length", {"digits": "1"}]], False)]
