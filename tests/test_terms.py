"""One name for the product and one word for each thing, wherever people read them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import names, regulation
from bot.languages import LOCALES, NAMES, Languages
from bot.sandbox.cast import new_world
from tools.translations import outdated, strings

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "bot" / "sandbox" / "page").glob("*.[jh][st]*"))
GUIDES = sorted(ROOT.glob("*.ru.md")) + sorted((ROOT / "docs").glob("*.ru.md"))
PRODUCT = {"ru": "Электронный Ордер", "en": "Electronic Order"}
ORDER = re.compile(r"электронн\w+ (?:ордер|заказ)\w*|electronic order\w*", re.IGNORECASE)


def texts(locale: str) -> Iterator[str]:
    """Every text of a catalog."""
    with (LOCALES / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        for message in read_po(file):
            yield from strings(message.string)


@pytest.mark.parametrize("locale", NAMES)
def test_the_name_of_the_product_stands_in_one_text_only(locale: str):
    naming = [text for text in texts(locale) if ORDER.search(text)]
    with Languages("ru").speaking(locale):
        assert naming == [names.system()]
        assert naming[0] in names.desk()
    assert ORDER.findall(naming[0]) == [PRODUCT[locale]]


def test_the_product_is_called_as_its_regulation_calls_it():
    title = next(line for line in regulation.in_force().text.splitlines() if line.startswith("Регламент"))
    assert ORDER.findall(title) == [PRODUCT["ru"]]
    assert "АСЗ" in title


def test_the_bot_of_the_sandbox_bears_the_name_of_the_product():
    world = new_world()
    assert world.bot.name.startswith(PRODUCT["ru"])


@pytest.mark.parametrize("path", [*PAGES, *GUIDES], ids=lambda path: path.name)
def test_pages_and_guides_use_the_words_of_the_catalog(path: Path):
    prose = re.sub(r"`[^`\n]*`", "", path.read_text("utf-8")) if path.suffix == ".md" else path.read_text("utf-8")
    assert list(outdated(prose)) == []


def test_there_is_something_to_look_at():
    assert len(PAGES) > 10
    assert len(GUIDES) > 1
