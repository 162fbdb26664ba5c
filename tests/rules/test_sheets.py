"""Files that become rows: encodings, delimiters, lists of links, sitemaps, spreadsheets, and what is none."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from bot.rules.guide import sheets
from bot.rules.guide.sheets import Reason, read
from bot.rules.refusals import Refused

ROWS = [["название", "ссылка"], ["Вход", "https://tbshelp.ru/in"]]


def written(rows: list[list[str]], delimiter: str = ";") -> str:
    return "".join(f"{delimiter.join(row)}\n" for row in rows)


def book(*rows: list[object]) -> bytes:
    made, stream = openpyxl.Workbook(), BytesIO()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_text_is_read_as_offices_write_it(delimiter: str, encoding: str):
    assert read("статьи.csv", written(ROWS, delimiter).encode(encoding)) == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("\n \na;b,c\n", [[], [""], ["a", "b,c"]]),
        ("a;b\n;\n\n", [["a", "b"]]),
        ("a;b\n;\nc;d", [["a", "b"], ["", ""], ["c", "d"]]),
        ("a ; b \n", [["a", "b"]]),
        ('"a;b";"c\nd"\n', [["a;b", "c\nd"]]),
        ("<urlset><url><loc> https://t.ru/kak_voiti-1.html/ </loc></url></urlset>", [["Kak voiti 1", "https://t.ru/kak_voiti-1.html/"]]),
        ("<sitemapindex><loc>https://t.ru/%D0%B2%D1%85%D0%BE%D0%B4?a=1&amp;b=2</loc></sitemapindex>", [["Вход", "https://t.ru/%D0%B2%D1%85%D0%BE%D0%B4?a=1&b=2"]]),
        ("<urlset>\n<loc>\nhttps://t.ru/a\n</loc><loc>https://t.ru/b</loc></urlset>", [["A", "https://t.ru/a"], ["B", "https://t.ru/b"]]),
    ],
)  # fmt: skip
def test_every_row_is_kept_but_empty_ones_at_the_end(text: str, rows: list[list[str]]):
    assert read("список.txt", text.encode()) == rows


@pytest.mark.parametrize("name", ["guide.xlsx", "GUIDE.XLSX", "guide.xlsm"])
def test_a_spreadsheet_is_read_by_its_values(name: str):
    data = book(["title", "services"], [" Вход ", 8], [None, 0], [date(2026, 2, 3), "=1+1"], [None, None])
    assert read(name, data) == [["title", "services"], ["Вход", "8"], ["", "0"], ["2026-02-03 00:00:00", ""]]


def changed(name: str, part: bytes) -> bytes:
    """A spreadsheet of which one part is another."""
    stream = BytesIO()
    with ZipFile(BytesIO(book(["a", "b"]))) as before, ZipFile(stream, "w") as after:
        for each in before.namelist():
            after.writestr(each, part if each == name else before.read(each))
    return stream.getvalue()


def without(name: str) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(book(["a", "b"]))) as before, ZipFile(stream, "w") as after:
        for each in before.namelist():
            if each != name:
                after.writestr(each, before.read(each))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", lambda: b"", Reason.EMPTY),
        ("a.csv", lambda: b" \n;;\n", Reason.EMPTY),
        ("a.xlsx", lambda: book([None, None]), Reason.EMPTY),
        ("a.xml", lambda: b"<urlset></urlset>", Reason.EMPTY),
        ("a.csv", lambda: b"\x00\x01", Reason.UNREADABLE),
        ("a.csv", lambda: b"\x98\xff", Reason.UNREADABLE),
        ("a.csv", lambda: b'"' + b"x" * 200_000 + b'"', Reason.UNREADABLE),
        ("a.xlsx", lambda: b"no zip", Reason.UNREADABLE),
        ("a.xlsx", lambda: without("[Content_Types].xml"), Reason.UNREADABLE),
        ("a.xlsx", lambda: changed("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"), Reason.UNREADABLE),
        ("a.xlsx", lambda: changed("xl/workbook.xml", b"<workbook/>"), Reason.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(name: str, data: Callable[[], bytes], reason: Reason):
    with pytest.raises(Refused) as refused:
        read(name, data())
    assert refused.value.reason is reason


def test_a_file_may_have_so_many_rows_and_not_one_more():
    most = sheets.MOST_ROWS
    assert most == 100_000
    assert len(read("a.csv", b"a\n" * (most + 1))) == most + 1  # with the names of the columns
    with pytest.raises(Refused) as refused:
        read("a.csv", b"a\n" * (most + 2))
    assert (refused.value.reason, refused.value.details) == (Reason.TOO_LONG, {"limit": "100000"})
