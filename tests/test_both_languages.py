"""Whatever the desk says is said in one language, in English as in Russian: catalogs, notices, letters, refusals.

Conversations are watched while they are played (`tests/watching.py`), nearly all of them in Russian.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po

from bot import refusals
from bot.channels.email.letters import write
from bot.channels.plain_words import plain_words
from bot.channels.telegram.notices import render
from bot.doctor import words as doctor
from bot.languages import LOCALES, NAMES, Languages
from bot.rules.desk.findings import Check, Finding, Verdict, What
from bot.rules.notices import ByMail, InWriting, Notice
from tests.doctor.test_page import BAD
from tests.doctor.test_page import DETAILS as FOUND
from tests.test_notices import CONCRETE, POLICY, sample
from tests.test_registries import DETAILS as REFUSED
from tests.watching import wrong
from tools.marks import marks
from tools.translations import strings

MOSCOW = ZoneInfo("Europe/Moscow")
FIELD = re.compile(r"\{[^{}]*\}")
WORDS = "слово, word, Иванов Иван"
GIVEN = (WORDS, *map(str, FOUND.values()), *REFUSED.values())
PEOPLE = {each.casefold() for given in GIVEN for each in re.findall(r"[^\W\d_]+", given)}
"""The words that people wrote into the fields."""
NAMES_OF_PARTS = {"env", "sqlite3", "wal"}
"""Of the machine, in the words for administrators."""


def texts(locale: str) -> Iterator[str]:
    with (LOCALES / locale / "LC_MESSAGES" / "bot.po").open("rb") as file:
        yield from (text for message in read_po(file) if message.id for text in strings(message.string))


@pytest.mark.parametrize("locale", NAMES)
def test_a_catalog_has_words_of_its_own_language_alone(locale: str):
    found = {text: list(wrong(FIELD.sub("1", text), locale, NAMES_OF_PARTS)) for text in texts(locale)}
    assert {text: faults for text, faults in found.items() if faults} == {}


@pytest.mark.parametrize("locale", NAMES)
@pytest.mark.parametrize("empty", [False, True])
@pytest.mark.parametrize("kind", CONCRETE, ids=lambda kind: kind.__name__)
def test_a_notice_with_its_buttons_is_in_the_language_of_its_reader(kind: type[Notice], empty: bool, locale: str):
    notice = sample(kind, empty=empty, words=WORDS)
    with Languages("ru").speaking(locale):
        shown = render(notice, POLICY)
        plain, choices = plain_words(notice, POLICY)
        said = [shown.html, plain, *(choice.label for choice in choices)]
        said += _labels(shown.keyboard) if shown.keyboard else ()
        if isinstance(notice, InWriting | ByMail):
            letter = write(notice, POLICY)
            said += [letter.subject, *letter.paragraphs]
    assert [(text, fault) for text in said for fault in wrong(text, locale, PEOPLE)] == []


def _labels(keyboard) -> list[str]:
    rows = getattr(keyboard, "inline_keyboard", None) or keyboard.keyboard
    return [button.text for row in rows for button in row]


@pytest.mark.parametrize("locale", NAMES)
def test_refusals_and_what_the_doctor_finds_are_in_the_language_of_their_reader(locale: str):
    findings = [Finding(Check.GUIDE, Verdict.RIGHT, what, FOUND) for what in What] + BAD
    instants = dict.fromkeys(refusals.INSTANTS, "2026-02-04T14:00:00+00:00")
    with Languages("ru").speaking(locale):
        said = [refusals.words(reason, REFUSED | instants, zone=MOSCOW) for reason in refusals.WORDS]
        said += [doctor.found(finding, MOSCOW) for finding in findings]
        said += filter(None, (doctor.advice(finding, MOSCOW) for finding in findings))
    known = PEOPLE | NAMES_OF_PARTS
    assert [(text, fault) for text in said for fault in wrong(text, locale, known)] == []


SPEAKING = ("handlers", "keyboards", "bot/channels", "bot/doctor", "bot/actions")
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
READ_NOT_SAID = {
    "bot/channels/papers/act.py": "a paper of Russian accounting, whatever its reader speaks",
    "bot/channels/papers/register.py": "a spreadsheet for Russian accounting",
    "bot/channels/papers/invoice.py": "a paper of Russian accounting, whatever its reader speaks",
    "handlers/tickets/operator_words.py": "what operators write instead of pressing",
    "handlers/desk/supervisor_tickets.py": "units of time, in both languages",
    "handlers/money/invoice_pages.py": "requisites to be copied, as a paper has them",
    "handlers/people/supervisor_company.py": "an example to be copied",
    "handlers/guide/supervisor_synonyms.py": "a word of a command, and examples to be copied",
    "handlers/moderation/supervisor_words.py": "examples to be copied",
}
"""Where Russian stands in the code of what speaks, and why."""


def unmarked(path: Path) -> set[str]:
    """Return the Russian in a source that no catalog translates: neither marked nor an explanation."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    explained = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    marked = {text for mark in marks(source) for text in mark.texts}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained
        if CYRILLIC.search(node.value) and node.value not in marked
    }


def test_russian_stands_in_catalogs_alone():
    files = [path for place in SPEAKING for path in sorted(Path(place).rglob("*.py"))]
    found = {str(path): unmarked(path) for path in files}
    assert len(files) > 100
    assert {path for path, said in found.items() if said} == READ_NOT_SAID.keys(), found
