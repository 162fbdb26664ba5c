"""Tables that people send as files: CSV in the encodings of Russian offices, XLSX, lists of links, sitemaps."""

import csv
import re
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from html import unescape
from itertools import islice
from urllib.parse import unquote, urlsplit
from xml.parsers.expat import ExpatError

from bot.rules.guide import encodings, spreadsheet
from bot.rules.refusals import Refused

MOST_ROWS = 100_000
"""Of a guide; other tables may have more."""
MOST_BYTES = 200_000_000
"""Of a spreadsheet when it is unpacked."""
HEAD = 20
"""Rows at the beginning among which the names of the columns stand."""
ZIP = b"PK\x03\x04"
_LOCATION = re.compile(r"<loc>\s*(.*?)\s*</loc>", re.DOTALL)
_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)
_QUOTED = re.compile(r"""(?<![^\t;|,\n])"(?:[^"]|"")*+"(?![^\t;|,\n])""")
"""A cell in quotes, which may go on for many lines and hold any delimiter."""
_DELIMITERS = ("\t", ";", "|", ",")
# What a spreadsheet raises that is none, is encrypted or breaks off; Refused is a ValueError and goes its own way.
_BROKEN = (zipfile.BadZipFile, zlib.error, ExpatError, NotImplementedError, RuntimeError, EOFError, OSError)


class Reason(StrEnum):
    """Why a file is refused."""

    UNREADABLE = "sheet_unreadable"
    ENCODING = "sheet_encoding"
    """Its letters are none that are known, or could be read in several ways."""
    EMPTY = "sheet_empty"
    TOO_LONG = "sheet_too_long"
    """More than `limit` rows."""
    TOO_BIG = "file_too_big"
    """Its channel does not fetch it."""
    TOO_MUCH = "sheet_too_much"
    """It takes more memory or time than one file may."""


def read(data: bytes, most: int = MOST_ROWS) -> list[list[str]]:
    """Return the rows of a file, without empty ones at the end. Raises Refused. It takes seconds for a big file.

    What sort of file it is says its beginning, not its name. Of sheets the first counts that holds anything.
    """
    try:
        for rows in _spreadsheet(data) if data.startswith(ZIP) else [_text(data)]:
            if found := _filled(rows, most):
                return found
    except _BROKEN as error:
        raise Refused(Reason.UNREADABLE) from error
    raise Refused(Reason.EMPTY)


def check_length(rows: Iterable[list[str]], most: int) -> None:
    """Refuse a table that has more rows than one of its kind may have. Raises Refused."""
    if sum(map(any, rows)) > most + 1:
        raise Refused(Reason.TOO_LONG, limit=str(most))


def _filled(rows: Iterable[list[str]], most: int) -> list[list[str]]:
    found: list[list[str]] = []
    empty = filled = 0
    for row in rows:
        if not any(row):
            empty += 1
            continue
        filled += 1
        if filled > most + 1:  # the names of the columns are none
            raise Refused(Reason.TOO_LONG, limit=str(most))
        found += [[]] * empty + [row]  # rows that are formatted only stand behind the last one, by the million
        empty = 0
    return found


def _spreadsheet(data: bytes) -> Iterator[Iterator[list[str]]]:
    package = spreadsheet.Package(data)
    if package.unpacked() > MOST_BYTES:
        raise Refused(Reason.TOO_MUCH)
    yield from spreadsheet.sheets(package)


def _text(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    if "<urlset" in text or "<sitemapindex" in text:
        yield from (_named(unescape(link)) for link in _LOCATION.findall(text))
        return
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    named = _SEPARATOR.fullmatch(lines[0])
    if named:
        yield []
    delimiter = named[1] if named else _delimiter(lines)
    yield from _parsed(lines[1:] if named else lines, delimiter)


def _delimiter(lines: Sequence[str]) -> str:
    """Guess what stands between cells: what most lines at the beginning have, for the first one may be a title."""
    filled = islice((line for line in lines if line.strip()), 10 * HEAD)
    unquoted = _QUOTED.sub("", "\n".join(filled)).split("\n")
    head = [line for line in unquoted if line.strip()][:HEAD]

    def weight(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in head if delimiter in line]
        return len(counts), min(counts, default=0)

    return max(_DELIMITERS, key=weight)


def _parsed(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """Read lines as CSV; one that opens a quote which nothing closes stands for itself, with the quote in its cell."""
    at = 0
    while at < len(lines):
        reader = csv.reader((f"{lines[n]}\n" for n in range(at, len(lines))), delimiter=delimiter, strict=True)
        done = 0
        try:
            for row in reader:
                done = reader.line_num
                yield [spreadsheet.linked(cell.strip()) for cell in row]
        except csv.Error:
            yield [cell.strip() for cell in lines[at + done].split(delimiter)]
            at += done + 1
        else:
            return


def _decoded(data: bytes) -> str:
    wide = ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ()
    for encoding in (*wide, "utf-8-sig"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    if b"\0" in data:
        raise Refused(Reason.UNREADABLE)
    guess = encodings.guessed(data)
    if guess is None:
        raise Refused(Reason.ENCODING)
    return guess


def _named(link: str) -> list[str]:
    """Name an article of a sitemap by the last part of its link."""
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
    return [re.sub(r"[-_]+|\.\w+$", " ", last).strip().capitalize(), link]
