"""XLSX as programs really write it: whatever its parts are called, as a stream, with the links behind words."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from itertools import islice
from posixpath import dirname, join, normpath
from typing import IO
from xml.parsers import expat

MOST_ROWS, MOST_COLUMNS = 1_048_576, 100
"""Rows that a sheet can have at all, and columns that are looked at."""
MOST_DEPTH = 50
MOST_LINKS = 200_000
ASIDE = "rPh"
"""How a word is pronounced: none of what is written."""
_CHUNK = 65536
_SPACE = " "
"""Parts the namespace from a name; neither holds one."""
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 -- a cell has no zone
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|general', re.IGNORECASE)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_LINKING = re.compile(
    r'=?\s*(?:HYPERLINK|ГИПЕРССЫЛКА)\s*\(\s*"((?:[^"]|"")*)"\s*(?:[;,]\s*(?:"((?:[^"]|"")*)"|[^"]*))?\)', re.IGNORECASE
)
_ESCAPED = re.compile(r"_x000([9AD])_", re.IGNORECASE)

Attributes = Mapping[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str, str], None]


class Linked(str):
    """The words of a cell, with the address of the page behind them."""

    __slots__ = ("link",)
    link: str

    def __new__(cls, text: str, link: str) -> "Linked":
        """Keep both."""
        made = super().__new__(cls, text)
        made.link = link
        return made


class Formula(str):
    """A formula that nobody has counted out: there is no value in its cell."""

    __slots__ = ()


class Package:
    """The parts of a file by the names they ought to have: in any case of letters, with slashes of any kind."""

    def __init__(self, data: bytes) -> None:
        """Raises what zipfile raises."""
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._parts = {_folded(each.filename): each for each in reversed(self._archive.infolist())}

    def unpacked(self) -> int:
        """Return how many bytes there are when all is unpacked; more is never read."""
        return sum(part.file_size for part in self._archive.infolist())

    def open(self, name: str) -> IO[bytes]:
        """Open a part; one that is missing is empty."""
        part = self._parts.get(_folded(name))
        return self._archive.open(part) if part else BytesIO()

    def named(self, pattern: str) -> list[str]:
        """Return the parts whose whole names match, in order."""
        return sorted(name for name in self._parts if re.fullmatch(pattern, name))

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, by id: the last word of its sort, and the part or address."""
        folder, found = dirname(name), dict[str, tuple[str, str]]()

        def start(tag: str, said: Attributes) -> None:
            if tag == "Relationship":
                target = said.get("Target", "")
                if said.get("TargetMode", "").lower() != "external":
                    target = normpath(join("/", folder, target.replace("\\", "/"))).lstrip("/")
                found[said.get("Id", "")] = said.get("Type", "").rpartition("/")[2].lower(), target

        parse(self.open(f"{folder}/_rels/{name.rpartition('/')[2]}.rels"), start)
        return found


def sheets(package: Package) -> Iterator[Iterator[list[str]]]:
    """Go through the sheets that people see, or else all; each gives its rows, with empty ones where none are written.

    Raises expat.ExpatError and what zipfile raises.
    """
    book = _book(package)
    related = package.related(book)
    states, dated = _listed(package, book)
    pages = [(related[key][1], state) for key, state in states if related.get(key, ("",))[0] == "worksheet"]
    pages = [(page, state) for page, state in pages if package.named(re.escape(_folded(page)))]
    shown = [page for page, state in pages if state == "visible"] or [page for page, _ in pages]
    shown = shown or package.named(r"(.*/)?worksheets/[^/]+\.xml")
    if not shown:
        raise zipfile.BadZipFile("there is no sheet")
    strings = _strings(package, _part(related, "sharedstrings", "xl/sharedStrings.xml"))
    dates = _date_styles(package, _part(related, "styles", "xl/styles.xml"))
    for page in shown:
        yield _rows(package, page, Cells(strings, dates, _EPOCHS[dated]))


def parse(part: IO[bytes], start: Start, end: End | None = None) -> None:
    """Go through a part; names bear no namespace. `end` is told what was written since the last beginning or end."""
    for _ in _steps(part, start, end):
        pass


def _steps(part: IO[bytes], start: Start, end: End | None = None) -> Iterator[None]:
    """Go through a part piece by piece."""
    parser, text, depth = expat.ParserCreate(namespace_separator=_SPACE), list[str](), 0

    def begun(tag: str, said: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise zipfile.BadZipFile("no sheet is so deep")
        text.clear()
        start(_local(tag), {_local(name): value for name, value in said.items()})

    def ended(tag: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_local(tag), "".join(text))
        text.clear()

    parser.StartElementHandler, parser.EndElementHandler = begun, ended
    if end:
        parser.CharacterDataHandler = text.append
    with part:
        piece = part.read(_CHUNK)
        while piece:
            following = part.read(_CHUNK)
            parser.Parse(piece, not following)
            yield
            piece = following


def _local(name: str) -> str:
    return name.rpartition(_SPACE)[2]


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("./").lower()


def _part(related: Mapping[str, tuple[str, str]], sort: str, usual: str) -> str:
    return next((target for found, target in related.values() if found == sort), usual)


def _book(package: Package) -> str:
    found = _part(package.related(""), "officedocument", "xl/workbook.xml")
    return found if package.named(re.escape(_folded(found))) else "xl/workbook.xml"


def _listed(package: Package, book: str) -> tuple[list[tuple[str, str]], bool]:
    """Return the ids of the sheets with their states, and whether days count from 1904."""
    states, dated = list[tuple[str, str]](), list[bool]()

    def start(tag: str, said: Attributes) -> None:
        if tag == "sheet":
            states.append((said.get("id", ""), said.get("state", "visible")))
        elif tag == "workbookPr":
            dated.append(said.get("date1904") in ("1", "true"))

    parse(package.open(book), start)
    return states, any(dated)


def _strings(package: Package, name: str) -> list[str]:
    found, part, aside = list[str](), list[str](), False

    def start(tag: str, _: Attributes) -> None:
        nonlocal aside
        if tag == "si":
            part.clear()
        aside = aside or tag == ASIDE

    def end(tag: str, text: str) -> None:
        nonlocal aside
        if tag == "t" and not aside:
            part.append(text)
        elif tag == "si":
            found.append("".join(part))
        aside = aside and tag != ASIDE

    parse(package.open(name), start, end)
    return found


def _date_styles(package: Package, name: str) -> set[int]:
    """Return the numbers of the styles that make a date of a number; those before a fault, if there is one."""
    formats, styles, inside = set(_DATES), list[int](), False

    def start(tag: str, said: Attributes) -> None:
        nonlocal inside
        if tag == "numFmt" and re.search("[ymdhs]", _NOT_DATE.sub("", said.get("formatCode", "")), re.IGNORECASE):
            formats.add(_number(said.get("numFmtId")))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            styles.append(_number(said.get("numFmtId")))

    def end(tag: str, _: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    with suppress(expat.ExpatError, zipfile.BadZipFile):
        parse(package.open(name), start, end)
    return {place for place, form in enumerate(styles) if form in formats}


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() else -1


class Cells:
    """What the cells of a sheet mean."""

    def __init__(self, strings: list[str], dates: set[int], epoch: datetime) -> None:
        self._strings = strings
        self._dates = dates
        self._epoch = epoch

    def text(self, said: Attributes, value: str, inline: str) -> str:
        """Return the words of a cell; a number with nothing behind the point is written without one."""
        sort = said.get("t", "n")
        if sort == "s":
            place = _number(value.strip())
            found = self._strings[place] if 0 <= place < len(self._strings) else ""
        elif sort == "n":
            found = self._numeral(value.strip(), _number(said.get("s", "0")))
        else:
            found = inline if sort == "inlineStr" else value
        return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found).strip()

    def _numeral(self, value: str, style: int) -> str:
        try:
            number = float(value)
            if style in self._dates:
                return str(self._epoch + timedelta(seconds=round(number * 86400)))
        except (ValueError, OverflowError):
            return value
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


class Sheet:
    """Takes a sheet in, tag by tag; `rows` are those that are whole, and are to be taken away."""

    def __init__(self, cells: Cells, links: Mapping[tuple[int, int], str]) -> None:
        self.rows: list[list[str]] = []
        self._cells = cells
        self._links = links
        self._line = self._column = 0
        self._row: list[str] = []
        self._said: Attributes = {}
        self._value: dict[str, str] = {}
        self._aside = False

    def start(self, tag: str, said: Attributes) -> None:
        """Begin a row, a cell or what is within."""
        if tag == "row":
            line = max(_number(said.get("r")), self._line + 1)
            if line > MOST_ROWS:
                raise zipfile.BadZipFile("no sheet is so long")
            self.rows += [[]] * (line - self._line - 1)
            self._line, self._column, self._row = line, 0, []
        elif tag == "c":
            place = _REFERENCE.fullmatch(said.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._said, self._value = said, {}
        elif tag == ASIDE:
            self._aside = True

    def end(self, tag: str, text: str) -> None:
        """Finish a row, a cell or what is within."""
        if tag == "row":
            self.rows.append(self._row)
        elif tag == "c" and self._column <= MOST_COLUMNS:
            self._put()
        elif tag == "t" and not self._aside:
            self._value["t"] = self._value.get("t", "") + text
        elif tag == ASIDE:
            self._aside = False
        elif tag in ("v", "f"):
            self._value[tag] = text

    def _put(self) -> None:
        said = self._value
        text = self._cells.text(self._said, said.get("v", ""), said.get("t", ""))
        formula = said.get("f", "")
        cell = linked(text, formula, self._links.get((self._line, self._column), ""))
        if formula and not cell:
            cell = Formula(f"={formula}")
        if cell:
            self._row += [""] * (self._column - len(self._row))
            self._row[self._column - 1] = cell


def linked(text: str, formula: str = "", link: str = "") -> str:
    """Return a cell with the address behind it, if there is one: in a formula, or written down as if it were one."""
    written = _LINKING.fullmatch(text) if "(" in text else None
    found = written or (_LINKING.fullmatch(formula.strip()) if "(" in formula else None)
    if found is None:
        return Linked(text or link, link) if link else text
    address, words = (part.replace('""', '"').strip() for part in found.groups(""))
    words = words if written else text or words
    return Linked(words or address, link or address)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _rows(package: Package, page: str, cells: Cells) -> Iterator[list[str]]:
    sheet = Sheet(cells, _links(package, page))
    for _ in _steps(package.open(page), sheet.start, sheet.end):
        yield from sheet.rows
        sheet.rows.clear()


def _links(package: Package, page: str) -> dict[tuple[int, int], str]:
    """Return the addresses behind cells, by row and column. Only a sheet that refers to some is gone through."""
    targets = {key: target for key, (sort, target) in package.related(page).items() if sort == "hyperlink"}
    found = dict[tuple[int, int], str]()

    def start(tag: str, said: Attributes) -> None:
        if tag == "hyperlink" and said.get("id") in targets:
            place = "#" + said["location"] if said.get("location") else ""
            for cell in islice(_covered(said.get("ref", "")), MOST_LINKS - len(found)):
                found[cell] = targets[said["id"]] + place

    if targets:
        parse(package.open(page), start)
    return found


def _covered(reference: str) -> Iterator[tuple[int, int]]:
    """Go through the cells of «B2» or «B2:C9»."""
    ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
    corners = [(int(end[2]), _column(end[1])) for end in ends if end]
    if corners:
        (top, left), (bottom, right) = corners[0], corners[-1]
        yield from ((line, column) for line in range(top, bottom + 1) for column in range(left, right + 1))
