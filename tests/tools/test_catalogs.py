"""The catalogs follow the code."""

from pathlib import Path

import pytest

from tools.catalogs import SOURCES, extract, main, path_of, problems, update

CODE = """
_("Ticket {number} is open.")
_("{n} hour", "{n} hours", n)
ngettext("{n} day", "{n} days", n)
SERVICE = N_("Uploading a price list")
_(SERVICE)
"""
RUSSIAN = {
    "Ticket {number} is open.": "Обращение {number} открыто.",
    "Uploading a price list": "Загрузка прайс-листа",
}
PLURALS = {
    "{n} hours": ("{n} час", "{n} часа", "{n} часов"),
    "{n} days": ("{n} день", "{n} дня", "{n} дней"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in SOURCES:
        (tmp_path / folder).mkdir()
    (tmp_path / "handlers" / "user_start.py").write_text(CODE)
    return tmp_path


def edit(root: Path, language: str, old: str, new: str) -> None:
    path = root / path_of(language)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def translate(root: Path) -> None:
    for source, translation in RUSSIAN.items():
        edit(root, "ru", f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{translation}"')
    for source, forms in PLURALS.items():
        before = "\n".join([f'msgid_plural "{source}"', *(f'msgstr[{i}] ""' for i in range(3))])
        after = "\n".join([f'msgid_plural "{source}"', *(f'msgstr[{i}] "{form}"' for i, form in enumerate(forms))])
        edit(root, "ru", before, after)


@pytest.fixture
def complete(root: Path) -> Path:
    update(root)
    translate(root)
    assert list(problems(root)) == []
    return root


def test_every_kind_of_mark_is_found(root: Path):
    assert {message.id for message in extract(root) if message.id} == {
        "Ticket {number} is open.",
        ("{n} hour", "{n} hours"),
        ("{n} day", "{n} days"),
        "Uploading a price list",
    }


def test_without_catalogs_every_text_is_missing(root: Path):
    found = list(problems(root))
    assert len(found) == 3 * 4
    assert "ru: missing: {n} hour | {n} hours" in found


def test_english_is_filled_and_russian_awaits_its_translator(root: Path):
    update(root)
    assert sorted(problems(root)) == [
        "ru: untranslated: Ticket {number} is open.",
        "ru: untranslated: Uploading a price list",
        "ru: untranslated: {n} day | {n} days",
        "ru: untranslated: {n} hour | {n} hours",
    ]


def test_an_update_changes_nothing_when_nothing_changed(complete: Path):
    before = (complete / path_of("ru")).read_bytes()
    update(complete)
    assert (complete / path_of("ru")).read_bytes() == before


def test_catalogs_hold_no_dates_and_no_line_numbers(complete: Path):
    written = (complete / path_of("ru")).read_text() + (complete / "locales" / "bot.pot").read_text()
    assert "Date" not in written
    assert "user_start.py" not in written


def test_a_new_text_keeps_the_other_translations(complete: Path):
    (complete / "keyboards" / "menu.py").write_text('_("Help")')
    assert "ru: missing: Help" in list(problems(complete))
    update(complete)
    assert list(problems(complete)) == ["ru: untranslated: Help"]


def test_a_text_that_left_the_code_is_stale_until_the_update(complete: Path):
    (complete / "handlers" / "user_start.py").write_text(CODE.replace('_("Ticket {number} is open.")', ""))
    assert "en: stale: Ticket {number} is open." in list(problems(complete))
    update(complete)
    assert list(problems(complete)) == []


def test_an_obsolete_entry_is_stale(complete: Path):
    with (complete / path_of("ru")).open("a") as file:
        file.write('\n#~ msgid "Gone"\n#~ msgstr "Ушло"\n')
    assert list(problems(complete)) == ["ru: stale: Gone"]


def test_a_fuzzy_translation_is_told(complete: Path):
    edit(complete, "ru", 'msgid "Uploading', '#, fuzzy\nmsgid "Uploading')
    assert list(problems(complete)) == ["ru: fuzzy: Uploading a price list"]


def test_one_missing_plural_form_is_told(complete: Path):
    edit(complete, "ru", "{n} часа", "")
    assert list(problems(complete)) == ["ru: untranslated: {n} hour | {n} hours"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("""words = f"{until}\\n{_('Is that right?')}" """, "a mark inside an f-string"),
        ("""words = f"{ngettext('{n} hour', '{n} hours', n)}" """, "a mark inside an f-string"),
        ("""words = _(f"{n} hours")""", "a mark of no plain text"),
        ("""words = _("{n} hours".format(n=n))""", "a mark of no plain text"),
        ("""words = _("Closed" if closed else "Open")""", "a mark of no plain text"),
        ("""words = N_(words)""", "a mark of no plain text"),
        ("""from aiogram.utils.i18n import gettext as say""", "gettext is imported as say, not _"),
        ("""from aiogram.utils.i18n import ngettext as _""", "ngettext is imported as _, not ngettext"),
        ("""from aiogram.utils.i18n import lazy_gettext as _""", "lazy_gettext is a mark that is not looked for"),
    ],
)
def test_a_mark_that_no_catalog_can_know_is_told(complete: Path, line: str, fault: str):
    (complete / "keyboards" / "menu.py").write_text(line)
    update(complete)
    told = [each for each in problems(complete) if each.startswith("keyboards/menu.py")]
    assert told == [f"keyboards/menu.py:1: {fault}"]


@pytest.mark.parametrize(
    "line", ["_(SERVICE)", "_(row.title)", "_(NAMES[key])", "_(by_number(7).title)", "f'{say(1)}'"]
)
def test_texts_that_are_marked_elsewhere_are_no_fault(complete: Path, line: str):
    (complete / "keyboards" / "menu.py").write_text(line)
    assert list(problems(complete)) == []


def test_a_mark_that_the_extractor_passes_over_is_told(complete: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tools.catalogs.KEYWORDS", {"_": {1: None}})
    told = [each for each in problems(complete) if each.startswith("handlers")]
    assert told == [
        "handlers/user_start.py:3: not extracted: {n} hour | {n} hours",
        "handlers/user_start.py:4: not extracted: {n} day | {n} days",
        "handlers/user_start.py:5: not extracted: Uploading a price list",
    ]


def test_the_command_prints_what_is_wrong_and_fails(root: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--check"], root) == 1
    assert "pot: missing: Uploading a price list\n" in capsys.readouterr().out


def test_the_command_updates_and_then_passes(complete: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--update"], complete) == 0
    assert main(["--check"], complete) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("arguments", [[], ["--check", "--update"]])
def test_the_command_wants_one_thing_to_do(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
