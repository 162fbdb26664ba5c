"""The page's own words: each goes through `t` and has its English in one file."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "bot" / "sandbox" / "page"
RUSSIAN = re.compile("[А-Яа-яЁё]")
COMMENT = re.compile(r"^\s*(?://|/?\*).*$", re.MULTILINE)
TOLD = re.compile(r'\bt\(("(?:[^"\\]|\\.)*")\)|\bt(`[^`]*`)')
VALUE = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
SHOWN = re.compile(r'(?:aria-label|placeholder|title)="([^"]*)"|>([^<>]+)<')
A_POLL = "Когда вам удобно|Утром|Днём|Вечером"
"""What somebody asks in a poll of the sandbox, not the page."""


def keys() -> set[str]:
    """What has an English text."""
    table = (PAGE / "texts.js").read_text("utf-8").split("const ENGLISH = {")[1].split("\n};")[0]
    found = re.findall(r'^  (?:"((?:[^"\\]|\\.)*)"|(\w+)):', table, re.MULTILINE)
    return {(quoted or bare).replace("\\n", "\n") for quoted, bare in found}


def numbered(template: str) -> str:
    """A template literal as a key: its values are {0}, {1}."""
    for number in range(template.count("${")):
        template = VALUE.sub(f"{{{number}}}", template, count=1)
    return template.replace("\\n", "\n")


def told() -> set[str]:
    """What the page says: in its scripts and in its skeleton."""
    said = set()
    for script in PAGE.glob("*.js"):
        for plain, template in TOLD.findall(COMMENT.sub("", script.read_text("utf-8"))):
            said.add((plain or numbered(template))[1:-1])
    for attribute, text in SHOWN.findall((PAGE / "index.html").read_text("utf-8")):
        said.add((attribute or text).strip())
    return {each for each in said if RUSSIAN.search(each)}


def test_every_text_of_the_page_has_its_english_and_no_other_stands_there():
    assert told() == keys()


def test_nothing_russian_is_said_past_the_table():
    for script in PAGE.glob("*.js"):
        if script.name != "texts.js":
            rest = TOLD.sub("", COMMENT.sub("", script.read_text("utf-8")))
            assert RUSSIAN.search(re.sub(A_POLL, "", rest)) is None, script.name
