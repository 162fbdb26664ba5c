"""Tables that people send as files: CSV in the encodings of Russian offices, XLSX, lists of links, sitemaps."""

import csv
import re
import zipfile
from collections.abc import Iterator
from enum import StrEnum
from html import unescape
from io import BytesIO, StringIO
from urllib.parse import unquote, urlsplit

from bot.rules.refusals import Refused

MOST_ROWS = 100_000
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)
_DELIMITERS = ("\t", ";", "|", ",")


class Reason(StrEnum):
    """Why a file is refused."""

    UNREADABLE = "sheet_unreadable"
    EMPTY = "sheet_empty"
    TOO_LONG = "sheet_too_long"
    """More than `limit` rows."""
    TOO_BIG = "file_too_big"
    """Its channel does not fetch it."""


def read(name: str, data: bytes) -> list[list[str]]:
    """Return the rows of a file, without empty ones at the end. Raises Refused. It takes seconds for a big file."""
    rows = _xlsx(data) if name.lower().endswith((".xlsx", ".xlsm")) else _text(data)
    found: list[list[str]] = []
    for row in rows:
        if len(found) > MOST_ROWS:
            raise Refused(Reason.TOO_LONG, limit=str(MOST_ROWS))
        found.append(row)
    while found and not any(found[-1]):
        found.pop()
    if not found:
        raise Refused(Reason.EMPTY)
    return found


def _xlsx(data: bytes) -> Iterator[list[str]]:
    import openpyxl  # noqa: PLC0415 -- 0.2 s at the start of every desk, for what few ever do
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:  # XML that breaks off is a SyntaxError
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell).strip() for cell in row]
    except (zipfile.BadZipFile, InvalidFileException, SyntaxError, LookupError, ValueError, OSError) as error:
        raise Refused(Reason.UNREADABLE) from error


def _text(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if "<urlset" in text or "<sitemapindex" in text:
        yield from (_named(unescape(link)) for link in _LOCATION.findall(text))
        return
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise Refused(Reason.UNREADABLE) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(Reason.UNREADABLE)


def _named(link: str) -> list[str]:
    """Name an article of a sitemap by the last part of its link."""
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
    return [re.sub(r"[-_]+|\.\w+$", " ", last).strip().capitalize(), link]
