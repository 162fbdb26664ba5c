"""What the documents say of settings, dependencies and targets is what there is."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, load
from handlers.commands import COMMANDS, Scope

ROOT = Path(__file__).parents[1]
READMES = ["README.md", "README.ru.md"]
ROW = re.compile(r"^\| (?P<first>[^|]+) \| (?P<second>[^|]+) \|(?: (?P<third>[^|]+) \|)?$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows(document: str) -> dict[str, tuple[str, str]]:
    return {first: (second, third) for first, second, third in ROW.findall(read(document))}


def default(field: str) -> str:
    """As people write it."""
    value = Settings.model_fields[field].default
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return "-".join(f"{moment:%H:%M}" for moment in value)
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value) if value else ""


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", read(f"requirements/{name}"), re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_lists_every_setting_with_its_default(readme: str):
    listed = {name: cell[0] for name, cell in rows(readme).items() if name.isupper()}
    shown = {name.upper(): f"`{default(name)}`" if default(name) else "–" for name in Settings.model_fields}
    assert listed == shown


def test_the_english_readme_says_what_the_settings_class_says():
    listed = {name: cell[1] for name, cell in rows("README.md").items() if name.isupper()}
    assert listed == {name.upper(): field.description for name, field in Settings.model_fields.items()}


def test_the_example_lists_every_setting_with_its_meaning():
    listed = re.findall(r"^# (.+)\n([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert listed == [(field.description, name.upper()) for name, field in Settings.model_fields.items()]


def test_the_example_as_it_stands_is_the_defaults():
    assert load({}, ROOT / ".env.example") == load({})


@pytest.mark.parametrize("name", Settings.model_fields)
def test_the_example_of_an_error_line_is_there(name: str):
    assert Settings.model_fields[name].examples


@pytest.mark.parametrize("readme", READMES)
def test_every_dependency_has_a_reason(readme: str):
    listed = {name for name in rows(readme) if name.islower()} - {"name", "package", "название", "пакет"}
    assert listed == set(pinned("run.in")) | set(pinned("dev.in"))


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_dependency_is_locked_with_hashes_and_no_index_host(name: str):
    locked = read(f"requirements/{name}.txt")
    assert pinned(f"{name}.in").items() <= pinned(f"{name}.txt").items()
    assert len(pinned(f"{name}.txt")) == len(re.findall(r"==\S+ \\\n    --hash=sha256:", locked))
    assert "://" not in locked


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(document: str):
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", read(document), re.MULTILINE))
    assert named
    assert named <= targets


@pytest.mark.parametrize("document", [*READMES, "CONTRIBUTING.md"])
def test_every_link_inside_the_repository_leads_somewhere(document: str):
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", read(document))
    assert [link for link in links if not (ROOT / link).exists()] == []


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path):
    text = page.read_text("utf-8")
    named = re.findall(r"`((?:bot|db|deploy|docs|handlers|keyboards|locales|tests|tools)/[\w./-]*)`", text)
    linked = [each for each in re.findall(r"\]\(([^)#:]+)\)", text) if "//" not in each]
    missing = [each for each in named if not (ROOT / each).exists()]
    missing += [each for each in linked if not (page.parent / each).exists()]
    assert missing == []


def chapters(page: str) -> set[str]:
    """The names by which the headings of a page are linked to."""
    titles = re.findall(r"^##+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


def test_the_administrators_book_lists_every_chapter():
    page = read("docs/operations.md")
    contents = page.partition("\n## ")[0]
    listed = re.findall(r"\]\(#([^)]+)\)", contents)
    assert set(listed) == chapters(page)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_chapter_leads_there(page: Path):
    for place, chapter in re.findall(r"\]\(([^):#]*)#([^)]+)\)", page.read_text("utf-8")):
        assert chapter in chapters((page.parent / place if place else page).read_text("utf-8")), chapter


def test_every_clause_that_claims_tests_has_some():
    page = (ROOT / "docs" / "regulation" / "clauses.md").read_text("utf-8")
    claimed = re.findall(r"\d(?:\.\d)?", page[page.index("whose names begin with it") :].partition("Clause")[0])
    names = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(claimed) == 18
    assert [each for each in claimed if f"def test_clause_{each.replace('.', '_')}_" not in names] == []


MANUALS = ["supervisors.md", "supervisors.ru.md"]


@pytest.mark.parametrize("manual", MANUALS)
def test_the_supervisors_manual_explains_every_command(manual: str):
    page = read(f"docs/{manual}")
    assert {each.name for each in COMMANDS} == set(re.findall(r"`/([a-z]+)", page)) - {"setinline"}


@pytest.mark.parametrize("manual", MANUALS)
def test_every_supervisors_command_has_its_line_in_the_table(manual: str):
    listed = re.findall(r"^\| `/([a-z]+)", read(f"docs/{manual}"), re.MULTILINE)
    assert sorted(listed) == sorted(each.name for each in COMMANDS if each.scope is Scope.SUPERVISOR)


def test_every_clause_says_where_it_is_kept():
    page = read("docs/regulation/clauses.md")
    explained, kept = page.partition("## Where it is kept")[::2]
    clauses = re.compile(r"^\| (\d\.\d|5) \| [^|]*[a-z`–]", re.MULTILINE)
    meant = clauses.findall(explained.partition("## Section 5")[0])
    assert meant
    assert clauses.findall(kept) == meant
