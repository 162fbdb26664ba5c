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
    assert read(written(ROWS, delimiter).encode(encoding)) == ROWS


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("\n \na;b,c\n", [[], [], ["a", "b,c"]]),
        ("a;b\n;\n\n", [["a", "b"]]),
        ("a;b\n;\nc;d", [["a", "b"], [], ["c", "d"]]),
        ("a ; b \n", [["a", "b"]]),
        ('"a;b";"c\nd"\n', [["a;b", "c\nd"]]),
        ("<urlset><url><loc> https://t.ru/kak_voiti-1.html/ </loc></url></urlset>", [["Kak voiti 1", "https://t.ru/kak_voiti-1.html/"]]),
        ("<sitemapindex><loc>https://t.ru/%D0%B2%D1%85%D0%BE%D0%B4?a=1&amp;b=2</loc></sitemapindex>", [["Вход", "https://t.ru/%D0%B2%D1%85%D0%BE%D0%B4?a=1&b=2"]]),
        ("<urlset>\n<loc>\nhttps://t.ru/a\n</loc><loc>https://t.ru/b</loc></urlset>", [["A", "https://t.ru/a"], ["B", "https://t.ru/b"]]),
    ],
)  # fmt: skip
def test_every_row_is_kept_but_empty_ones_at_the_end(text: str, rows: list[list[str]]):
    assert read(text.encode()) == rows


def test_a_spreadsheet_is_read_by_its_values():
    data = book(["title", "services"], [" Вход ", 8], [None, 0], [date(2026, 2, 3), "=1+1"], [None, None])
    assert read(data) == [["title", "services"], ["Вход", "8"], ["", "0"], ["2026-02-03 00:00:00", ""]]


def changed(name: str, part: bytes) -> bytes:
    """A spreadsheet of which one part is another."""
    return changed_in(book(["a", "b"]), name, part)


def changed_in(data: bytes, name: str, part: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w") as after:
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
    ("data", "reason"),
    [
        (lambda: b"", Reason.EMPTY),
        (lambda: b" \n;;\n", Reason.EMPTY),
        (lambda: book([None, None]), Reason.EMPTY),
        (lambda: b"<urlset></urlset>", Reason.EMPTY),
        (lambda: b"\x00\x01", Reason.UNREADABLE),
        (lambda: b"\x98\xff", Reason.UNREADABLE),
        (lambda: b"PK\x03\x04 no zip", Reason.UNREADABLE),
        (lambda: without("[Content_Types].xml"), Reason.UNREADABLE),
        (lambda: changed("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"), Reason.UNREADABLE),
        (lambda: changed("xl/workbook.xml", b"<workbook/>"), Reason.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data: Callable[[], bytes], reason: Reason):
    with pytest.raises(Refused) as refused:
        read(data())
    assert refused.value.reason is reason


def test_a_file_may_have_so_many_rows_and_not_one_more():
    most = sheets.MOST_ROWS
    assert most == 100_000
    assert len(read(b"a\n" * (most + 1))) == most + 1  # with the names of the columns
    with pytest.raises(Refused) as refused:
        read(b"a\n" * (most + 2))
    assert (refused.value.reason, refused.value.details) == (Reason.TOO_LONG, {"limit": "100000"})


def rows_of(text: str) -> list[list[str]]:
    return read(text.encode())


def test_what_offices_put_around_a_table_is_no_matter():
    assert rows_of("sep=;\nназвание;ссылка\nа, б;в\n") == [[], ["название", "ссылка"], ["а, б", "в"]]
    assert rows_of("SEP=|\nа;б|в\n") == [[], ["а;б", "в"]]
    assert rows_of("Статьи, новые, старые\nназвание;ссылка\nа;б\nв;г") == [
        ["Статьи, новые, старые"], ["название", "ссылка"], ["а", "б"], ["в", "г"],
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1251"])
def test_line_ends_and_wide_letters_are_read(end: str, encoding: str):
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    assert read((mark + end.join(["название;ссылка", "Вход;x"]) + end).encode(encoding)) == [
        ["название", "ссылка"], ["Вход", "x"],
    ]  # fmt: skip


def test_a_quote_that_nothing_closes_takes_its_own_line_only():
    lines = ["название;ссылка", '"Вход;x', *(f"Статья {n};y{n}" for n in range(20))]
    assert rows_of("\n".join(lines)) == [line.split(";") for line in lines]
    twice = ['"а;1', '"б;2', "в;3", '"г";4', '"д;5']
    assert rows_of("\n".join(twice)) == [['"а', "1"], ['"б', "2"], ["в", "3"], ["г", "4"], ['"д', "5"]]
    assert rows_of('"a\nb";c\nd;e') == [["a\nb", "c"], ["d", "e"]]


def test_many_open_quotes_take_no_more_time_than_as_many_lines():
    assert len(rows_of('"а;б\n' * 50_000)) == 50_000


def test_the_first_sheet_that_people_see_is_read():
    made, stream = openpyxl.Workbook(), BytesIO()
    assert made.active is not None
    made.active.append(["спрятано"])
    made.active.sheet_state = "hidden"
    made.create_sheet("Статьи").append(["название", "ссылка"])
    made.save(stream)
    assert read(stream.getvalue()) == [["название", "ссылка"]]


def test_a_spreadsheet_is_not_believed_how_big_it_is():
    data = book(["название", "ссылка"], ["Вход", "x"])
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert b"XFD" in sheet
    with_lie = changed_in(data, "xl/worksheets/sheet1.xml", sheet)
    assert read(with_lie) == [["название", "ссылка"], ["Вход", "x"]]


def test_rows_without_content_are_not_counted():
    assert len(read(book(["a"], *([[None]] * 3000), ["b"], *([[None]] * 3000)))) == 3002
    assert len(rows_of("a\n" + "\n" * 150_000 + "b\n" + ";\n" * 150_000)) == 150_002


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 3000)
    with pytest.raises(Refused) as refused:
        read(book(["a", "b"]))
    assert refused.value.reason is Reason.TOO_BIG


def test_what_a_file_is_says_its_beginning():
    assert read(book(["a", "b"])) == [["a", "b"]]
    assert read(b"a;b") == [["a", "b"]]
