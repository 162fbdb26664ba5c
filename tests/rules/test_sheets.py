"""Files that become rows: encodings, delimiters, lists of links, sitemaps, spreadsheets, and what is none."""

from collections.abc import Callable
from datetime import date
from html import escape
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from bot.rules.guide import sheets, spreadsheet
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


def test_what_long_cells_in_quotes_hold_does_not_decide_what_stands_between_cells():
    steps = "\n".join(f"{n}. Откройте раздел, нажмите кнопку, проверьте" for n in range(1, 9))
    rows = [["название", "ссылка", "текст"], *([f"Статья {n}", "https://a.ru", steps] for n in range(9))]
    assert rows_of("".join(f'{title};{link};"{text}"\n' for title, link, text in rows)) == rows


@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "mac-cyrillic"])
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
    assert read(data) == [["title", "services"], ["Вход", "8"], ["", "0"], ["2026-02-03 00:00:00", "=1+1"]]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def changed(parts: dict[str, bytes | None], data: bytes | None = None, renamed: Callable[[str], str] = str) -> bytes:
    """A spreadsheet of which some parts are others, none, or called otherwise."""
    stream = BytesIO()
    with ZipFile(BytesIO(data or book(["a", "b"]))) as before, ZipFile(stream, "w") as after:
        for name in {**dict.fromkeys(before.namelist()), **parts}:
            part = parts[name] if name in parts else before.read(name)
            if part is not None:
                after.writestr(renamed(name), part)
    return stream.getvalue()


def of(cells: str, **parts: str) -> bytes:
    """A spreadsheet whose only sheet holds so much XML; and others parts of it, by the end of their names."""
    names = {"strings": STRINGS, "styles": "xl/styles.xml", "links": "xl/worksheets/_rels/sheet1.xml.rels"}
    sheet = f"<worksheet {MAIN}><sheetData>{cells}</sheetData>{parts.pop('behind', '')}</worksheet>"
    return changed({SHEET: sheet.encode()} | {names[name]: part.encode() for name, part in parts.items()})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lambda: b"", Reason.EMPTY),
        (lambda: b" \n;;\n", Reason.EMPTY),
        (lambda: book([None, None]), Reason.EMPTY),
        (lambda: b"<urlset></urlset>", Reason.EMPTY),
        (lambda: b"\x00\x01", Reason.UNREADABLE),
        (lambda: bytes(range(128, 256)), Reason.ENCODING),
        (lambda: "Crème brûlée;https://t.fr".encode("latin-1"), Reason.ENCODING),
        (lambda: b"PK\x03\x04 no zip", Reason.UNREADABLE),
        (lambda: changed({SHEET: b"<worksheet><sheetData><row>"}), Reason.UNREADABLE),
        (lambda: changed({"xl/workbook.xml": b"<workbook>"}), Reason.UNREADABLE),
        (lambda: changed({}, renamed=lambda name: name.replace("sheet", "word")), Reason.UNREADABLE),
        (lambda: with_byte(b"PK\x01\x02", 8, 1), Reason.UNREADABLE),  # encrypted
        (lambda: with_byte(b"PK\x01\x02", 10, 99), Reason.UNREADABLE),  # packed in a way of its own
        (lambda: with_byte(b"PK\x03\x04", 30, 0), Reason.UNREADABLE),
        (lambda: of('<row r="1048577"/>'), Reason.UNREADABLE),
        (lambda: of("<a>" * 60 + "</a>" * 60), Reason.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data: Callable[[], bytes], reason: Reason):
    with pytest.raises(Refused) as refused:
        read(data())
    assert refused.value.reason is reason


def with_byte(mark: bytes, place: int, byte: int) -> bytes:
    """A spreadsheet with another byte behind each such mark."""
    data = bytearray(book(["a", "b"]))
    at = data.find(mark)
    while at >= 0:
        data[at + place] = byte
        at = data.find(mark, at + 1)
    return bytes(data)


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
    sheet = ZipFile(BytesIO(data)).read(SHEET).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    assert b"XFD" in sheet
    with_lie = changed({SHEET: sheet}, data)
    assert read(with_lie) == [["название", "ссылка"], ["Вход", "x"]]


def test_rows_without_content_are_not_counted():
    assert len(read(book(["a"], *([[None]] * 3000), ["b"], *([[None]] * 3000)))) == 3002
    assert len(rows_of("a\n" + "\n" * 150_000 + "b\n" + ";\n" * 150_000)) == 150_002


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 3000)
    with pytest.raises(Refused) as refused:
        read(book(["a", "b"]))
    assert refused.value.reason is Reason.TOO_MUCH


def test_what_a_file_is_says_its_beginning():
    assert read(book(["a", "b"])) == [["a", "b"]]
    assert read(b"a;b") == [["a", "b"]]


@pytest.mark.parametrize(
    "renamed",
    [
        str.upper,
        str.title,
        lambda name: name.replace("/", "\\"),
        lambda name: f"/{name}",
        lambda name: f"./{name}",
        lambda name: name.upper().replace("/", "\\"),
    ],
)
def test_parts_may_be_called_in_any_way(renamed: Callable[[str], str]):
    assert read(changed({}, book(["a", "b"]), renamed)) == [["a", "b"]]


@pytest.mark.parametrize(
    "missing",
    [STRINGS, "xl/styles.xml", "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"],
)
def test_parts_that_cells_can_do_without_may_be_missing(missing: str):
    assert read(changed({missing: None})) == [["a", "b"]]


def test_styles_that_no_program_would_read_are_no_matter():
    for broken in (b"<styleSheet><fills><fill/></fills></styleSheet>", b"<styleSheet><cellXfs>", b"\x00"):
        assert read(changed({"xl/styles.xml": broken})) == [["a", "b"]]


def test_cells_are_read_however_they_are_written():
    cells = """<row r="2"><c r="B2" t="s"><v>1</v></c><c t="s"><v>0</v></c><c r="F2" t="s"><v>9</v></c></row>
        <row><c t="inlineStr"><is><r><t>а</t></r><r><t xml:space="preserve"> б</t></r><rPh><t>в</t></rPh></is></c></row>
        <row r="1"><c r="a9" t="str"><f>A1</f><v>г_x000a_&lt;</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>
        <row r="7"><c><v>8.0</v></c><c><v>7.707083893E9</v></c><c><v>0.5</v></c><c><v>1e400</v></c><c><v>x</v></c>
        </row>"""
    strings = f"<sst {MAIN}><si><r><t>да</t></r><r><t>ль</t></r><rPh><t>нет</t></rPh></si><si><t>ещё</t></si></sst>"
    assert read(of(cells, strings=strings)) == [
        [], ["", "ещё", "даль"], ["а б"], ["г\n<", "1", "#N/A"], [], [], ["8", "7707083893", "0.5", "1e400", "x"],
    ]  # fmt: skip


def test_numbers_that_are_shown_as_dates_are_dates():
    styles = f"""<styleSheet {MAIN}><numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy"/>
        <numFmt numFmtId="171" formatCode="0.00&quot;days&quot;[Red]"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>
        <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>"""
    numbers = ((1, "46056"), (2, "46056.75"), (3, "46056"), (1, "1e9"))
    cells = "".join(f'<c s="{style}"><v>{number}</v></c>' for style, number in numbers)
    dates = ["2026-02-03 00:00:00", "2026-02-03 18:00:00", "46056", "1e9"]
    assert read(of(f"<row>{cells}</row>", styles=styles)) == [dates]


def test_columns_beyond_a_hundred_are_left_out():
    assert [len(row) for row in read(book(["a"] * 120))] == [spreadsheet.MOST_COLUMNS] == [100]


def test_the_first_sheet_with_something_in_it_is_read():
    made, stream = openpyxl.Workbook(), BytesIO()
    made.create_sheet("Статьи").append(["название", "ссылка"])
    made.save(stream)
    assert read(stream.getvalue()) == [["название", "ссылка"]]


def behind(cell: str) -> str | None:
    return cell.link if isinstance(cell, spreadsheet.Linked) else None


def test_links_behind_words_are_kept():
    made, stream = openpyxl.Workbook(), BytesIO()
    assert made.active is not None
    made.active.append(["Вход", "Выход", "Оплата", "https://t.ru/d"])
    made.active["A1"].hyperlink = "https://t.ru/a?b=1&c=2#d"
    made.active["C1"].hyperlink = openpyxl.worksheet.hyperlink.Hyperlink("C1", location="Лист2!A1")
    made.save(stream)
    assert [behind(cell) for cell in read(stream.getvalue())[0]] == ["https://t.ru/a?b=1&c=2#d", None, None, None]


def test_a_link_may_lie_behind_several_cells_and_name_a_place_in_its_page():
    related = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
        <Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://t.ru/a"
        TargetMode="External"/></Relationships>"""
    links = """<hyperlinks xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <hyperlink ref="A1:B2" r:id="r1" location="b"/><hyperlink ref="C1" r:id="none"/></hyperlinks>"""
    cells = '<row><c t="str"><v>а</v></c><c/><c t="str"><v>в</v></c></row><row><c t="str"><v>г</v></c></row>'
    rows = read(of(cells, links=related, behind=links))
    assert rows == [["а", "https://t.ru/a#b", "в"], ["г"]]
    assert [[behind(cell) for cell in row] for row in rows] == [
        ["https://t.ru/a#b", "https://t.ru/a#b", None], ["https://t.ru/a#b"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "value", "text", "link"),
    [
        ('HYPERLINK("https://t.ru/a","Вход")', "Вход", "Вход", "https://t.ru/a"),
        ('HYPERLINK("https://t.ru/a","Вход")', "", "Вход", "https://t.ru/a"),
        ('hyperlink( "https://t.ru/a" )', "", "https://t.ru/a", "https://t.ru/a"),
        ('HYPERLINK("https://t.ru/a",B1)', "Вход", "Вход", "https://t.ru/a"),
        ('HYPERLINK("https://t.ru/a","«""Вход""»")', "", '«"Вход"»', "https://t.ru/a"),
        ("HYPERLINK(B1,C1)", "Вход", "Вход", None),
        ("SUM(1)", "1", "1", None),
    ],
)
def test_a_formula_that_makes_a_link_is_one(formula: str, value: str, text: str, link: str | None):
    cells = f'<row><c t="str"><f>{formula.replace("&", "&amp;")}</f><v>{escape(value)}</v></c></row>'
    [[cell]] = read(of(cells))
    assert (cell, behind(cell)) == (text, link)


@pytest.mark.parametrize("name", ["HYPERLINK", "ГИПЕРССЫЛКА"])
def test_a_formula_that_a_text_file_holds_is_a_link_as_well(name: str):
    formula = f'"={name}(""https://t.ru/a"";""Вход"")"'
    [[cell, other]] = rows_of(f"{formula};б\n")
    assert (cell, behind(cell), other) == ("Вход", "https://t.ru/a", "б")


def test_a_kind_of_table_has_its_own_limit():
    """The names of the columns, and rows that are empty, are none of its rows."""
    rows = [["ИНН"], [""], ["1"], ["2"]]
    data = "ИНН\n\n1\n2".encode()
    sheets.check_length(rows, 2)
    assert len(sheets.read(data, 2)) == 4
    for refuse in (lambda: sheets.check_length(rows, 1), lambda: sheets.read(data, 1)):
        with pytest.raises(Refused) as refused:
            refuse()
        assert (refused.value.reason, refused.value.details) == (sheets.Reason.TOO_LONG, {"limit": "1"})
