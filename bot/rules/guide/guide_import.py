"""Articles of the guide in a table that a supervisor imports: its columns, and what a row says."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from urllib.parse import urlsplit

from bot.rules.choices import REMOVED, STAYING, says
from bot.rules.guide.guide import Article
from bot.rules.guide.sheets import HEAD
from bot.rules.guide.spreadsheet import Formula, Linked
from bot.rules.refusals import Refused
from bot.rules.services import SERVICES
from bot.rules.text import ELLIPSIS, clean, one_line

COLUMNS: Mapping[str, frozenset[str]] = {
    "title": frozenset(
        {"title", "name", "heading", "article", "название", "название статьи", "наименование", "наименование статьи"}
        | {"заголовок", "заголовок статьи", "статья", "тема"}
    ),
    "link": frozenset(
        {"link", "url", "address", "ссылка", "ссылка на статью", "адрес", "адрес статьи", "адрес страницы", "урл"}
    ),
    "text": frozenset(
        {"text", "description", "content", "body", "текст", "текст статьи", "описание", "содержание", "содержимое"}
    ),
    "video": frozenset({"video", "видео", "ссылка на видео", "видеоурок"}),
    "services": frozenset({"services", "service", "услуги", "услуга", "номера услуг", "номер услуги"}),
    "language": frozenset({"language", "lang", "язык", "язык статьи"}),
    "remove": frozenset({"remove", "delete", "удалить", "удаление", "удалена"}),
}
_NAMES = {word: name for name, words in COLUMNS.items() for word in words}
_WORD = re.compile(r"\w+")
_ALIKE = 0.75
"""The share of letters that a word has in common with the name of a column which it is likely to mean."""
ADDRESSES = ("link", "video")
"""Columns in which an address stands, or words with one behind them."""
LANGUAGES = ("ru", "en")
TITLE_LIMIT, LINK_LIMIT, TEXT_LIMIT = 300, 500, 100_000
LIMITS: Mapping[str, int] = {"title": TITLE_LIMIT, "link": LINK_LIMIT, "video": LINK_LIMIT, "text": TEXT_LIMIT}
"""Characters."""
_NUMBERS = {str(service.number): service.number for service in SERVICES}


class Reason(StrEnum):
    """Why a table or a row of it is refused."""

    NO_COLUMNS = "import_no_columns"
    UNKNOWN_COLUMN = "import_unknown_column"
    """`column`."""
    COLUMN_TWICE = "import_column_twice"
    """`column`."""
    UNKNOWN_HEADER = "import_unknown_header"
    """`line`: it looks like the names of columns and lacks a needed one."""
    ABOVE = "import_above"
    """The row stands above the names of the columns, or above the first article."""
    UNKNOWN_REMOVE = "import_unknown_remove"
    """`word`."""
    NO_TITLE = "import_no_title"
    NO_LINK = "import_no_link"
    BAD_LINK = "import_bad_link"
    """`link`."""
    UNKNOWN_SERVICE = "import_unknown_service"
    """`service`."""
    UNKNOWN_LANGUAGE = "import_unknown_language"
    """`language`."""
    OPEN_QUOTE = "import_open_quote"
    TOO_LONG = "import_too_long"
    """`column`, and its `limit` in characters."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row asks for: to keep an article, or to forget the one with its link."""

    article: Article
    remove: bool


def table(rows: Sequence[list[str]]) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Return the columns, and what stands in them below their names, with the lines of the file. Raises Refused.

    A title and empty rows may stand above: what is written there comes without cells, to be named. Where a link is
    wanted and words stand, it is the one behind them; behind the titles, when there is no column of links.
    """
    numbered = [(line, cells) for line, cells in enumerate(rows, start=1) if any(cells)]
    start = next((at for at, (_, cells) in enumerate(numbered[:HEAD]) if _is_header(cells)), None)
    found = _behind_titles(numbered) if start is None else None
    if found is None:
        places, named = header(numbered[start or 0][1])
        found = start or 0, places, named
    start, places, named = found
    above = numbered[:start]
    if not named:
        _check_no_header(above)
    below = [(line, _picked(places, cells)) for line, cells in numbered[start + named :]]
    return {name: at for at, name in enumerate(places)}, [*((line, list[str]()) for line, _ in above), *below]


def _check_no_header(above: Sequence[tuple[int, list[str]]]) -> None:
    """Refuse a row that looks like names of columns and is none, or else what stands below would lack half of it."""
    for line, cells in above:
        written = [cell for cell in cells if cell]
        named = sum(_resembles_name(cell) for cell in written)
        if len(written) > 1 and 2 * named >= len(written) and not any(is_link(_address(cell)) for cell in written):
            raise Refused(Reason.UNKNOWN_HEADER, line=str(line))


def _resembles_name(cell: str) -> bool:
    said = _said(cell)
    return said in _NAMES or bool(get_close_matches(said, _NAMES, 1, _ALIKE)) or bool({*said.split()} & _NAMES.keys())


def _said(cell: str) -> str:
    """Return the words of a cell without what stands around them: a colon, an asterisk."""
    return " ".join(_WORD.findall(cell[:TITLE_LIMIT].casefold()))


def _picked(places: Mapping[str, int], cells: Sequence[str]) -> list[str]:
    found = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    return [_address(cell) if name in ADDRESSES else _bounded(cell) for name, cell in found.items()]


def _address(cell: str) -> str:
    return cell.link if isinstance(cell, Linked) and not is_link(cell) else _bounded(cell)


def _bounded(cell: str) -> str:
    """Cut what is too long in such a way that it stays so; a formula without a value says nothing."""
    if isinstance(cell, Formula):
        return ""
    return str(cell) if len(cell) <= TEXT_LIMIT else clean(cell)[:TEXT_LIMIT].ljust(TEXT_LIMIT + 1, ELLIPSIS)


def _is_header(cells: Sequence[str]) -> bool:
    names = {_NAMES.get(_said(cell)) for cell in cells}
    return {"title", "link"} <= names or _lists_links(cells)


def _lists_links(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and is_link(_address(cells[1])) and bool(cells[0])


def _behind_titles(numbered: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[str, int], bool] | None:
    """Find titles with links behind them: where they begin, their columns, and whether that row names them."""
    head = list(enumerate(cells for _, cells in numbered[:HEAD]))
    for at, cells in head:
        place = next((place for place, cell in enumerate(cells) if _NAMES.get(_said(cell)) == "title"), None)
        if place is not None and any(_is_behind(row, place) for _, row in numbered[at + 1 :]):
            return at, _named(cells) | {"link": place}, True
    return next(((at, {"title": 0, "link": 0}, False) for at, cells in head if _is_behind(cells, 0)), None)


def _is_behind(cells: Sequence[str], place: int) -> bool:
    return place < len(cells) and not is_link(cells[place]) and is_link(_address(cells[place]))


def header(cells: Sequence[str]) -> tuple[dict[str, int], bool]:
    """Return where each column stands, and whether this row names them: a list of titles and links needs no names.

    Raises Refused.
    """
    if _lists_links(cells):
        return {"title": 0, "link": 1}, False
    places = _named(cells)
    if not {"title", "link"} <= places.keys():
        raise Refused(Reason.NO_COLUMNS)
    return places, True


def _named(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if cell and found.setdefault(_column(cell), place) != place:
            raise Refused(Reason.COLUMN_TWICE, column=cell[:80])
    return found


def read(places: Mapping[str, int], cells: Sequence[str]) -> Change:
    """Read a row. Raises Refused with the first of its `faults`."""
    found = faults(places, cells)
    if found:
        raise found[0]
    said = _row(places, cells)
    article = Article(
        id=0,
        title=one_line(said["title"]),
        link=said["link"],
        text=said.get("text", ""),
        video=_video(said.get("video", "")),
        services=_services(said.get("services", "")),
        language=_language(said.get("language", "")),
    )
    return Change(article, _remove(said.get("remove", "")))


def faults(places: Mapping[str, int], cells: Sequence[str]) -> list[Refused]:
    """Return everything that is wrong with a row, so that it can be mended at once."""
    if not cells:
        return [Refused(Reason.ABOVE)]
    if any(cell.startswith('"') and cell.count('"') % 2 for cell in cells):
        return [Refused(Reason.OPEN_QUOTE)]
    said = _row(places, cells)
    checks: tuple[tuple[Callable[[str], object], str], ...] = (
        (_check_link, said["link"]),
        (_remove, said.get("remove", "")),
        *([] if _removes(said) else [(_check_title, said["title"])]),
        *((partial(_check_length, name), said.get(name, "")) for name in LIMITS),
        (_video, said.get("video", "")),
        (_services, said.get("services", "")),
        (_language, said.get("language", "")),
    )
    return [refusal for check, text in checks if (refusal := _refusal(check, text)) is not None]


def _refusal(check: Callable[[str], object], text: str) -> Refused | None:
    try:
        check(text)
    except Refused as refusal:
        return refusal
    return None


def _row(places: Mapping[str, int], cells: Sequence[str]) -> dict[str, str]:
    return {name: clean(cells[place]) if place < len(cells) else "" for name, place in places.items()}


def _check_link(link: str) -> None:
    if not link:
        raise Refused(Reason.NO_LINK)
    if not is_link(link):
        raise Refused(Reason.BAD_LINK, link=link[:80])


def _check_title(title: str) -> None:
    if not title:
        raise Refused(Reason.NO_TITLE)


def _check_length(name: str, text: str) -> None:
    if len(text) > LIMITS[name]:
        raise Refused(Reason.TOO_LONG, column=name, limit=str(LIMITS[name]))


def is_link(text: str) -> bool:
    """Tell whether a text is the address of a page."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0  # out of range it raises
            and not set(text) & set(' <>"')
        )
    except ValueError:
        return False


def _column(cell: str) -> str:
    found = _NAMES.get(_said(cell))
    if found is None:
        raise Refused(Reason.UNKNOWN_COLUMN, column=cell[:80])
    return found


def _removes(said: Mapping[str, str]) -> bool:
    """Tell whether a row is to forget an article, which needs no title; what cannot be read may be meant so."""
    return _refusal(_remove, said.get("remove", "")) is not None or _remove(said.get("remove", ""))


def _remove(text: str) -> bool:
    removes = says(text, REMOVED, STAYING | {""})
    if removes is None:
        raise Refused(Reason.UNKNOWN_REMOVE, word=text[:80])
    return removes


def _video(link: str) -> str | None:
    if link and not is_link(link):
        raise Refused(Reason.BAD_LINK, link=link[:80])
    return link or None


def _services(text: str) -> tuple[int, ...]:
    """Read numbers of section 5: «8, 9»; a spreadsheet makes «8.0» of a lonely 8."""
    parts = [part.removesuffix(".0") for part in text.replace(";", ",").replace(" ", ",").split(",")]
    unknown = [part for part in parts if part and part not in _NUMBERS]
    if unknown:
        raise Refused(Reason.UNKNOWN_SERVICE, service=", ".join(unknown)[:80])
    return tuple(_NUMBERS[part] for part in parts if part)


def _language(text: str) -> str:
    language = text.strip().casefold() or LANGUAGES[0]
    if language not in LANGUAGES:
        raise Refused(Reason.UNKNOWN_LANGUAGE, language=text[:80])
    return language
