"""A translation says what its source says."""

from pathlib import Path

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po

from tools.translations import LONGER, faults, strings


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Until {until}", "До {until}", []),
        ("Until {until:%H:%M}", "До {until:%H:%M}", []),
        ("Save 50 % now", "Скидка 50 %", []),
        ("A lone { brace", "Одна { скобка", []),
        ("Until {until}", "До {time}", ["other fields"]),
        ("Until {until}", "До срока", ["other fields"]),
        (("{n} hour", "{n} hours"), ("{n} час", "{n} часа", "часов"), ["other fields"]),
        ("Until {}", "До {}", ["fields need names"]),
        ("Until {0}", "До {0}", ["fields need names"]),
        ("Until %s", "До %s", ["fields need names"]),
        ("Until %(until)s", "До %(until)s", ["fields need names"]),
        ("<b>Ticket</b>", "<b>Обращение</b>", []),
        ("a <b>x</b> or <i>y</i>", "<i>y</i> или <b>x</b>", []),
        ("<b>Ticket</b>", "<i>Обращение</i>", ["other tags"]),
        ("<b>Ticket</b>", "<b>Обращение", ["other tags"]),
        ('<a href="{url}">x</a>', "<a>{url}</a>", ["other tags"]),
        ("Done!", "Готово!", ["exclamation mark"]),
        ("Write to us", "Ты пиши нам", ["familiar form"]),
        ("Write to us", "Напишите нам, чтобы открыть обращение", []),
        ("{n}% gone", "прошло {n}% срока", ["no space before %"]),
        ("{n}% gone", "прошло {n}\N{NO-BREAK SPACE}% срока", []),
        ("“{word}” is slang", "«{word}» — разговорное слово", ["“разговорн” is “жаргонное слово” here"]),
        ("Calls are recorded", "Разговоры записываются", []),
        ("screenshot", "Скриншот", ["“Скриншот” is “снимок экрана” here"]),
        ("screenshot", "снимок", ["“снимок” is “снимок экрана” here"]),
        ("on the screenshot", "На снимке ошибки", ["“снимке” is “снимок экрана” here"]),
        ("on the screenshot", "На снимке экрана", []),
        ("company name", "название организации", ["“название организаци” is “наименование организации” here"]),
        ("title of the article", "название статьи", []),
        ("video lessons", "видео-уроки", ["“видео-урок” is “видеоурок” here"]),
        ("Video lessons", "Предоставление видео-уроков", []),
        ("request", "Оставить заявку", ["“заявк” is “обращение” here"]),
        ("request", "тикет заявителя", ["“тикет” is “обращение” here", "“заявител” is “пользователь” here"]),
        ("supervisors", "Супервайзерам", ["“Супервайзер” is “руководитель” here"]),
        ("account", "удалил аккаунт", ["“аккаунт” is “учётная запись” here"]),
        ("data", "Данные о себе", ["“Данные о себе” is “данные о вас” here"]),
        ("Until {until}", "", ["untranslated"]),
        (("{n} hour", "{n} hours"), ("{n} час", "", "{n} часов"), ["untranslated"]),
        ("<b>{text}</b>", "<b>" + "а" * 147 + "{text}</b>ёж.", []),
        ("<b>{text}</b>", "<b>" + "а" * 148 + "{text}</b>ёж.", ["151 characters, at most 150 are read"]),
        (next(iter(LONGER)) + "\nMore", next(iter(LONGER)) + "а" * 151, []),
    ],
)
def test_a_translation_says_what_its_source_says(source, translation, expected: list[str]):
    assert list(faults(Message(source, translation), "ru")) == expected


def test_the_rules_of_russian_are_not_those_of_english():
    assert list(faults(Message("Done!", "Done!"), "en")) == []


def test_a_text_is_short_in_every_language():
    assert list(faults(Message("a" * 151, "a" * 151), "en")) == ["151 characters, at most 150 are read"]


def test_every_longer_text_is_there_and_has_its_reason():
    with (Path("locales") / "en" / "LC_MESSAGES" / "bot.po").open("rb") as file:
        first = {strings(message.id)[0].partition("\n")[0] for message in read_po(file) if message.id}
    assert LONGER.keys() <= first
    assert all(len(reason) > 20 for reason in LONGER.values())
