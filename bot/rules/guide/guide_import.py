"""Articles of the guide in a table that a supervisor imports: its columns, and what a row says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.rules.guide.guide import Article
from bot.rules.guide.sheets import HEAD
from bot.rules.guide.spreadsheet import Linked
from bot.rules.refusals import Refused
from bot.rules.services import SERVICES
from bot.rules.text import ELLIPSIS, clean, one_line

COLUMNS: Mapping[str, frozenset[str]] = {
    "title": frozenset({"title", "название", "заголовок", "статья"}),
    "link": frozenset({"link", "url", "ссылка", "адрес"}),
    "text": frozenset({"text", "текст", "описание"}),
    "video": frozenset({"video", "видео"}),
    "services": frozenset({"services", "service", "услуги", "услуга"}),
    "language": frozenset({"language", "язык"}),
    "remove": frozenset({"remove", "удалить"}),
}
ADDRESSES = ("link", "video")
"""Columns in which an address stands, or words with one behind them."""
LANGUAGES = ("ru", "en")
TITLE_LIMIT, LINK_LIMIT, TEXT_LIMIT = 300, 500, 100_000
_YES = frozenset({"да", "yes", "1", "x", "х", "+"})
_NUMBERS = {str(service.number): service.number for service in SERVICES}


class Reason(StrEnum):
    """Why a table or a row of it is refused."""

    NO_COLUMNS = "import_no_columns"
    UNKNOWN_COLUMN = "import_unknown_column"
    """`column`."""
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

    A title and empty rows may stand above. Where a link is wanted and words stand, it is the one behind them; behind
    the titles, when there is no column of links.
    """
    numbered = [(line, cells) for line, cells in enumerate(rows, start=1) if any(cells)]
    start = next((at for at, (_, cells) in enumerate(numbered[:HEAD]) if _is_header(cells)), None)
    found = _behind_titles(numbered) if start is None else None
    if found is None:
        places, named = header(numbered[start or 0][1])
        found = start or 0, places, named
    start, places, named = found
    below = [(line, _picked(places, cells)) for line, cells in numbered[start + named :]]
    return {name: at for at, name in enumerate(places)}, below


def _picked(places: Mapping[str, int], cells: Sequence[str]) -> list[str]:
    found = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    return [_address(cell) if name in ADDRESSES else _bounded(cell) for name, cell in found.items()]


def _address(cell: str) -> str:
    return cell.link if isinstance(cell, Linked) and not is_link(cell) else _bounded(cell)


def _bounded(cell: str) -> str:
    """Cut what is too long in such a way that it stays so."""
    return str(cell) if len(cell) <= TEXT_LIMIT else clean(cell)[:TEXT_LIMIT].ljust(TEXT_LIMIT + 1, ELLIPSIS)


def _is_header(cells: Sequence[str]) -> bool:
    names = {name for cell in cells for name, words in COLUMNS.items() if cell.casefold() in words}
    return {"title", "link"} <= names or _lists_links(cells)


def _lists_links(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and is_link(_address(cells[1])) and bool(cells[0])


def _behind_titles(numbered: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[str, int], bool] | None:
    """Find titles with links behind them: where they begin, their columns, and whether that row names them."""
    head = list(enumerate(cells for _, cells in numbered[:HEAD]))
    for at, cells in head:
        place = next((place for place, cell in enumerate(cells) if cell.casefold() in COLUMNS["title"]), None)
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
    return {_column(cell): place for place, cell in enumerate(cells) if cell}


def read(places: Mapping[str, int], cells: Sequence[str]) -> Change:
    """Read a row. Raises Refused."""
    if any(cell.startswith('"') and cell.count('"') % 2 for cell in cells):
        raise Refused(Reason.OPEN_QUOTE)
    said = {name: clean(cells[place]) if place < len(cells) else "" for name, place in places.items()}
    link = said["link"]
    if not link:
        raise Refused(Reason.NO_LINK)
    if not is_link(link):
        raise Refused(Reason.BAD_LINK, link=link[:80])
    remove = said.get("remove", "").casefold() in _YES
    if not said["title"] and not remove:
        raise Refused(Reason.NO_TITLE)
    for name, limit in (("title", TITLE_LIMIT), ("link", LINK_LIMIT), ("video", LINK_LIMIT), ("text", TEXT_LIMIT)):
        if len(said.get(name, "")) > limit:
            raise Refused(Reason.TOO_LONG, column=name, limit=str(limit))
    article = Article(
        id=0,
        title=one_line(said["title"]),
        link=link,
        text=said.get("text", ""),
        video=_video(said.get("video", "")),
        services=_services(said.get("services", "")),
        language=_language(said.get("language", "")),
    )
    return Change(article, remove)


def is_link(text: str) -> bool:
    """Tell whether a text is the address of a page."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not set(text) & set(' <>"')
    except ValueError:
        return False


def _column(cell: str) -> str:
    word = cell.strip().casefold()
    found = next((name for name, words in COLUMNS.items() if word in words), None)
    if found is None:
        raise Refused(Reason.UNKNOWN_COLUMN, column=cell[:80])
    return found


def _video(link: str) -> str | None:
    if link and not is_link(link):
        raise Refused(Reason.BAD_LINK, link=link[:80])
    return link or None


def _services(text: str) -> tuple[int, ...]:
    """Read numbers of section 5: «8, 9»; a spreadsheet makes «8.0» of a lonely 8."""
    numbers = []
    for part in text.replace(";", ",").replace(" ", ",").split(","):
        number = part.removesuffix(".0")
        if number and number not in _NUMBERS:
            raise Refused(Reason.UNKNOWN_SERVICE, service=part[:80])
        if number:
            numbers.append(_NUMBERS[number])
    return tuple(numbers)


def _language(text: str) -> str:
    language = text.strip().casefold() or LANGUAGES[0]
    if language not in LANGUAGES:
        raise Refused(Reason.UNKNOWN_LANGUAGE, language=text[:80])
    return language
