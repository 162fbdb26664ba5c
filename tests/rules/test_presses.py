"""Which button is meant by what a requester types where a question waits (3.2)."""

import pytest

from bot.rules.tickets import typed
from bot.rules.tickets.presses import Offered, is_passed_over, pressed, stars


def offered(*buttons: str) -> list[Offered]:
    """Read «data=label» each."""
    return [Offered(data, (label,)) for data, label in (each.split("=") for each in buttons)]


CHECK = offered("confirm=Всё верно", "change:inn=✏️ ИНН", "leave=Отмена")
KNOWN = offered("confirm=Всё верно", "edit=Изменить", "leave=Отмена")
NAME = offered(
    "answer:use:full_name=Смирнова Анна Петровна",
    "answer:keep:full_name=Оставить как написано",
    "why:full_name=Зачем это нужно?",
    "answer:back:full_name=Назад",
)
UPDATE = offered("correct:1:7:1=Да, обновить", "correct:1:7:0=Нет, оставить прежние")
WHICH = offered("mine:add:2=ЭО-2 · Доступ в Систему", "mine:add:5=ЭО-5 · Другой вопрос", "tickets:new=Новое обращение")
NEAR = offered("mine:add:2=ЭО-2 · Доступ", "mine:add:3=ЭО-3 · Другой вопрос", "tickets:new=Новое обращение")
CLOSED = offered("mine:again:4=Открыть снова ЭО-4", "tickets:new=Новое обращение")
STEP = offered(
    "data:why:1:1=Зачем это нужно?", "data:back:1:1=Назад", "data:skip:1:1=Пропустить", "data:later:1:1=Ответить позже"
)
SEARCH = offered("guideend=Закончить поиск")
REVIEW = offered("go:send=Отправить", "go:changes=Изменить", "leave=Отмена")
DESCRIPTION = offered("go:done=Готово", "go:rewrite=Написать заново", "go:back=Назад")
ARTICLES = offered("go:helped=Помогло", "go:anyway=Всё равно отправить")
FORMER = offered("answer:use:inn=7707083893", "answer:back:inn=Назад")
SERVICES = offered(
    "services:access=Регистрация и доступ", "service:7=Приём обращений по ошибкам Системы", "service:0=Другой вопрос"
)
CATALOG = offered("service:0=Другой вопрос", "services:catalog=Каталог и цены", "service:17=Проверка настроек каталога")
CALLER = offered("call:find:201:0=Найти звонящего", "call:new:201:0=Новый звонящий", "call:cancel:201:0=Отмена")
CALLERS = offered(
    "call:pick:201:5=Смирнова Анна · ООО «Ромашка»",
    "call:pick:201:7=Смирнов Олег · ООО «Лютик»",
    "call:find:201:0=Искать ещё раз",
    "call:new:201:0=Новый звонящий",
)
PHONE = offered("call:skip:201:0=Пропустить", "call:back:201:0=Назад", "call:cancel:201:0=Отмена")
STATED = offered("call:keep:201:0=Оставить как есть", "call:skip:201:0=Пропустить", "call:back:201:0=Назад")
ASKED = offered("callgroup:201:catalogue=Каталог и цены", "call:service:201:0=Другой вопрос", "call:back:201:0=Назад")
IN_GROUP = offered("call:service:201:3=Доступ в Систему", "callgroup:201:=Назад", "call:cancel:201:0=Отмена")
SAID = offered("call:done:201:0=Готово", "call:erase:201:0=Написать заново", "call:back:201:0=Назад")
OPENING = offered("call:open:201:0=Создать обращение", "call:back:201:0=Назад")
NOBODY = offered("call:fill:201:0=Указать", "call:anyway:201:0=Открыть всё равно", "call:cancel:201:0=Отмена")
WRITING = offered("tickets:done=Закончить")


@pytest.mark.parametrize(
    ("question", "text", "data"),
    [
        (CALLER, "новый", "call:new:201:0"),
        (CALLER, "отбой", "call:cancel:201:0"),
        (CALLER, "Петров", None),
        (CALLERS, "Ромашка", "call:pick:201:5"),
        (CALLERS, "второй", "call:pick:201:7"),
        (CALLERS, "Смирно", None),
        (PHONE, "пропустить", "call:skip:201:0"),
        (PHONE, "Не знаю", "call:skip:201:0"),
        (PHONE, "не назвала", "call:skip:201:0"),
        (PHONE, "нет", "call:skip:201:0"),
        (PHONE, "Назад", "call:back:201:0"),
        (PHONE, "8 916 123-45-67", None),
        (STATED, "да", "call:keep:201:0"),
        (STATED, "дальше", "call:keep:201:0"),
        (STATED, "нет", "call:skip:201:0"),
        (ASKED, "не знаю", "call:service:201:0"),
        (ASKED, "каталог", "callgroup:201:catalogue"),
        (ASKED, "1", "callgroup:201:catalogue"),
        (IN_GROUP, "доступ", "call:service:201:3"),
        (IN_GROUP, "назад", "callgroup:201:"),
        (SAID, "всё", "call:done:201:0"),
        (SAID, "заново", "call:erase:201:0"),
        (SAID, "нет", None),
        (OPENING, "да", "call:open:201:0"),
        (OPENING, "создать", "call:open:201:0"),
        (NOBODY, "да", "call:anyway:201:0"),
        (NOBODY, "всё равно", "call:anyway:201:0"),
        (NOBODY, "нет", "call:fill:201:0"),
        (CHECK, "все верно", "confirm"),
        (CHECK, "Да, всё верно!", "confirm"),
        (CHECK, "да", "confirm"),
        (CHECK, "ИНН", "change:inn"),
        (CHECK, "нет", None),
        (CHECK, "все верно?", None),
        (KNOWN, "Нет.", "edit"),
        (CHECK, "+", "confirm"),
        (CHECK, "Да, всё верно, спасибо большое", "confirm"),
        (SERVICES, "Наверное, доступ", "services:access"),
        (CHECK, "передумал", "leave"),
        (REVIEW, "отправь уже", "go:send"),
        (REVIEW, "Ну давайте отправляйте", "go:send"),
        (REVIEW, "отпавить", "go:send"),
        (REVIEW, "не то", "go:changes"),
        (REVIEW, "отправка", None),
        (DESCRIPTION, "назат", "go:back"),
        (DESCRIPTION, "Больше мне добавить нечего.", "go:done"),
        (DESCRIPTION, "готова", "go:done"),
        (DESCRIPTION, "гтоово", "go:done"),
        (FORMER, "7707083898", None),
        (FORMER, "назда", "answer:back:inn"),
        (NAME, "зачем?", "why:full_name"),
        (NAME, "А зачем это нужно?", "why:full_name"),
        (CLOSED, "по тому же", "mine:again:4"),
        (CATALOG, "каталог", "services:catalog"),
        (NAME, "да", "answer:use:full_name"),
        (NAME, "да, верно", "answer:use:full_name"),
        (NAME, "Да, запишите так, пожалуйста", "answer:use:full_name"),
        (NAME, "нет", "answer:keep:full_name"),
        (NAME, "Нет, оставьте", "answer:keep:full_name"),
        (NAME, "зачем это нужно", "why:full_name"),
        (NAME, "назад", "answer:back:full_name"),
        (NAME, "Да Верно Ивановна", None),
        (UPDATE, "да", "correct:1:7:1"),
        (UPDATE, "Да обновите", "correct:1:7:1"),
        (UPDATE, "нет", "correct:1:7:0"),
        (UPDATE, "да, но ИНН другой", None),
        (WHICH, "ЭО-2", "mine:add:2"),
        (WHICH, "эо 5", "mine:add:5"),
        (WHICH, "к обращению № 5", "mine:add:5"),
        (WHICH, "2", "mine:add:2"),
        (WHICH, "1", "mine:add:2"),
        (WHICH, "ко второму", "mine:add:5"),
        (WHICH, "второе", "mine:add:5"),
        (WHICH, "2-е", "mine:add:5"),
        (WHICH, "первое обращение", "mine:add:2"),
        (WHICH, "second", "mine:add:5"),
        (WHICH, "ЭО-9", None),
        (WHICH, "третье", None),
        (WHICH, "два", None),
        (WHICH, "новое", "tickets:new"),
        (WHICH, "нет", None),
        (WHICH, "второе письмо не пришло", None),
        (NEAR, "2", "mine:add:2"),
        (NEAR, "второе", "mine:add:3"),
        (CLOSED, "да", "mine:again:4"),
        (CLOSED, "4", "mine:again:4"),
        (CLOSED, "нет", "tickets:new"),
        (STEP, "пропустить", "data:skip:1:1"),
        (STEP, "Позже", "data:later:1:1"),
        (STEP, "назад", "data:back:1:1"),
        (STEP, "нет", None),
        (STEP, "2", None),
        (SEARCH, "закончить поиск", "guideend"),
        (SEARCH, "хватит", "guideend"),
        (SEARCH, "как закончить поиск товара", None),
        (REVIEW, "отправляйте", "go:send"),
        (REVIEW, "готово", "go:send"),
        (REVIEW, "да, отправить", "go:send"),
        (REVIEW, "изменить", "go:changes"),
        (DESCRIPTION, "это всё", "go:done"),
        (DESCRIPTION, "отправить", "go:done"),
        (DESCRIPTION, "да", None),
        (DESCRIPTION, "7", None),
        (ARTICLES, "не помогло", "go:anyway"),
        (ARTICLES, "отправить", "go:anyway"),
        (ARTICLES, "да", "go:helped"),
        (SERVICES, "1", "services:access"),
        (SERVICES, "второе", "service:7"),
        (SERVICES, "ошибка в системе", "service:7"),
        (SERVICES, "не знаю", "service:0"),
        (SERVICES, "Не загружается прайс-лист", None),
        (SERVICES, "вопрос по доступу", None),
        (WRITING, "закончить", "tickets:done"),
        (WRITING, "готово", None),
        (CHECK, "", None),
        (CHECK, "да " * 40, None),
    ],
)
def test_clause_3_2_the_words_of_a_button_press_it(question: list[Offered], text: str, data: str | None):
    assert pressed(text, question) == data


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("5", 5),
        ("5.", 5),
        ("4 звезды", 4),
        ("пять", 5),
        ("пятёрка", 5),
        ("5 из 5", 5),
        ("Пятёрочку вам ставлю", 5),
        ("отлично, 5", 5),
        ("двойка", 2),
        ("пятерым", None),
        ("⭐⭐⭐", 3),
        ("⭐️", 1),
        ("6", None),
        ("0", None),
        ("55", None),
        ("5?", None),
        ("5 прайсов", None),
        ("", None),
        ("спасибо", None),
    ],
)
def test_a_rating_is_read_from_a_digit_words_or_stars(text: str, count: int | None):
    assert stars(text) == count


@pytest.mark.parametrize("word", sorted(typed.YES | typed.NO))
def test_yes_and_no_are_the_same_words_for_requesters_and_operators(word: str):
    offered = [Offered("confirm", ("Всё верно",)), Offered("edit", ("Изменить",))]
    says_yes = word in typed.YES
    assert pressed(word, offered) == ("confirm" if says_yes else "edit")
    assert typed.agrees(word) is says_yes
    assert typed.declines(word) is not says_yes


@pytest.mark.parametrize(
    ("text", "passed_over"),
    [("Готово", True), ("не знаю", True), ("Пропустить.", True), ("Не знаю, как войти", False), ("Нет заказа", False)],
)
def test_clause_2_4_what_passes_a_question_over_is_no_description(text, passed_over):
    assert is_passed_over(text) is passed_over
