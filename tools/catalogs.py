"""Keeps locales/ in step with the code: `python -m tools.catalogs --update` writes, `--check` tells what is wrong.

Marks in the code: `_("text")`, `_("one", "many", n)`, `ngettext("one", "many", n)`; `N_("text")` is translated later.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tools.marks import marks
from tools.translations import faults, is_translated, strings

SOURCES = ("bot", "handlers", "keyboards")
LANGUAGES = ("ru", "en")
SOURCE_LANGUAGE = "en"
KEYWORDS: Mapping[str, Any] = {"_": {1: None, 3: (1, 2)}, "N_": None, "ngettext": (1, 2)}
TEMPLATE = Path("locales/bot.pot")


def main(arguments: list[str], root: Path = Path()) -> int:
    """Runs the command line; 1 when `--check` found something."""
    parser = argparse.ArgumentParser(prog="python -m tools.catalogs", description="Message catalogs of locales/.")
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true", help="list what is missing, stale or wrong")
    mode.add_argument("--update", action="store_true", help="write the catalogs, keeping translations")
    if parser.parse_args(arguments).update:
        update(root)
        return 0
    found = list(problems(root))
    for line in found:
        print(line)
    return 1 if found else 0


def update(root: Path) -> None:
    """Writes the template and every language; a text that left the code leaves the catalogs."""
    template = extract(root)
    _write(root / TEMPLATE, template)
    for language in LANGUAGES:
        catalog = _read(root, language)
        catalog.update(template, no_fuzzy_matching=True)
        if language == SOURCE_LANGUAGE:
            _fill(catalog)
        _write(root / path_of(language), catalog)


def problems(root: Path) -> Iterator[str]:
    """One line for each thing wrong, `<language>: <what>: <text>`."""
    template = extract(root)
    yield from _unknown(root, template)
    yield from _compared("pot", template, _read_file(root / TEMPLATE))
    for language in LANGUAGES:
        catalog = _read(root, language)
        yield from _compared(language, template, catalog)
        for message in _texts(catalog):
            yield from (f"{language}: {fault}: {_name(message)}" for fault in faults(message, language))


def extract(root: Path) -> Catalog:
    """Every marked text of the code."""
    catalog = Catalog()
    for folder in filter(Path.is_dir, (root / name for name in SOURCES)):
        for _file, _line, text, _comments, context in extract_from_dir(folder, keywords=KEYWORDS):
            catalog.add(text, context=context)
    return catalog


def _unknown(root: Path, template: Catalog) -> Iterator[str]:
    """Marks that Python sees and no catalog can know: people would read English."""
    known = _names(template)
    for path in sorted(path for folder in SOURCES for path in (root / folder).rglob("*.py")):
        for mark in marks(path.read_text("utf-8")):
            fault = mark.fault or ("" if not mark.texts or _joined(mark.texts) in known else "not extracted")
            if fault:
                yield ": ".join(filter(None, (f"{path.relative_to(root)}:{mark.line}", fault, _joined(mark.texts))))


def path_of(language: str) -> Path:
    """Where the catalog of a language lies, from the root."""
    return Path("locales", language, "LC_MESSAGES", "bot.po")


def _compared(name: str, template: Catalog, catalog: Catalog) -> Iterator[str]:
    wanted, present = _names(template), _names(catalog)
    yield from (f"{name}: missing: {text}" for text in sorted(wanted - present))
    stale = (present - wanted) | {_name(message) for message in catalog.obsolete.values()}
    yield from (f"{name}: stale: {text}" for text in sorted(stale))


def _texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _name(message: Message) -> str:
    return _joined(strings(message.id))


def _joined(texts: tuple[str, ...]) -> str:
    return " | ".join(texts)


def _names(catalog: Catalog) -> set[str]:
    return {_name(message) for message in _texts(catalog)}


def _fill(catalog: Catalog) -> None:
    for message in _texts(catalog):
        if not is_translated(message):
            message.string = message.id


def _read(root: Path, language: str) -> Catalog:
    return _read_file(root / path_of(language), language)


def _read_file(path: Path, language: str | None = None) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(path: Path, catalog: Catalog) -> None:
    """Dates and line numbers are left out, so that a change shows the texts that changed and nothing else."""
    body = BytesIO()
    write_po(body, catalog, width=120, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_header(catalog) + body.getvalue().decode(), "utf-8")


def _header(catalog: Catalog) -> str:
    lines = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if catalog.locale:
        lines += [f"Language: {catalog.locale}", f"Plural-Forms: {catalog.plural_forms}"]
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
