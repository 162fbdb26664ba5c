"""What is typed under a page of an operator: which button it presses, if any."""

import pytest

from bot.languages import Languages
from bot.rules.tickets import typed
from keyboards import agreeing, data, questions

YES = ("да", "Да.", "ДА", "да, верно", "всё верно", "Верно!", "ок", "ага", "yes")
NO = ("нет", "Не надо", "отмена", "отменить", "no")


def presses(page: str) -> list[str]:
    """The data of the buttons of a page."""
    with Languages("ru").speaking("ru"):
        pages = {
            "check": data.send(7),
            "error": questions.change_kind(1, error=True),
            "over": questions.take_over(1, 9),
            "until": questions.until_is_right(1, 7),
            "day off": questions.until_is_right(1, 7, before="пт", after="пн"),
            "by how much": questions.extend(1),
            "own words": data.own(7, keeps=True),
        }
    return [str(each.callback_data) for row in pages[page].inline_keyboard for each in row]


@pytest.mark.parametrize(
    ("page", "yes", "no"),
    [
        ("check", "asksend", "askstep:back"),
        ("error", "kind:1:1", "cancel:0"),
        ("over", "over:1:9", "cancel:0"),
        ("until", "until:1:7:0", None),
        ("day off", "until:1:7:1", None),
        ("by how much", None, None),
        ("own words", None, None),
    ],
)
def test_a_page_says_what_yes_and_no_press_on_it(page: str, yes: str | None, no: str | None):
    assert agreeing.yes(presses(page)) == yes
    assert agreeing.no(presses(page)) == no


@pytest.mark.parametrize("text", YES)
def test_words_that_say_yes(text: str):
    assert typed.agrees(text)
    assert not typed.declines(text)


@pytest.mark.parametrize("text", NO)
def test_words_that_say_no(text: str):
    assert typed.declines(text)
    assert not typed.agrees(text)


@pytest.mark.parametrize("text", ["Отправьте", "да, отправляйте", "send it"])
def test_to_send_is_a_yes_only_where_something_is_sent(text: str):
    assert typed.agrees(text, sends=True)
    assert not typed.agrees(text)


@pytest.mark.parametrize("text", ["да, посмотрю", "отправьте снимок", "нет такой кнопки", "верно ли это?", "", "…"])
def test_what_says_more_presses_nothing(text: str):
    assert not typed.agrees(text, sends=True)
    assert not typed.declines(text, sends=True)


@pytest.mark.parametrize(
    ("text", "label"),
    [("инн", "☐ ИНН"), ("☑ ИНН", "☑ ИНН"), ("ОТМЕНА.", "Отмена"), ("еще", "Ещё"), ("+8 часов", "+8 часов")],
)
def test_a_label_is_typed_in_whatever_case_without_its_mark(text: str, label: str):
    assert typed.names(label, text)


def test_a_label_that_stands_twice_is_none():
    assert typed.chosen("группа", {"a": "Группа", "b": "Группа"}) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("нет, до четверга 12", "до четверга 12"),
        ("Нет", ""),
        ("не так: завтра", "завтра"),
        ("неделя", None),
        ("завтра", None),
    ],
)
def test_what_is_said_behind_a_no(text: str, rest: str | None):
    assert typed.after_no(text) == rest
