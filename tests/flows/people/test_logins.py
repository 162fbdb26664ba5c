"""Step 1 of who asks: a login that there is not, or that is written in its own way (4.1, 6.2)."""

import pytest

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import identify as known
from tests.flows.requester_steps import ANSWERS, choose, describe

LOGIN, NAME, INN, COMPANY = ANSWERS


@pytest.mark.parametrize(
    ("pressed", "said"),
    [
        ("У меня ещё нет логина", "логина ещё нет, e-mail для связи"),
        ("Не помню логин", "логин забыт, e-mail для связи"),
    ],
)
async def test_clause_4_1_who_has_no_login_names_an_e_mail_and_the_card_says_so(
    stage: Stage, anna: Person, vera: Person, pressed: str, said: str
):
    await anna.send("/new")
    await anna.sees("Шаг 1 из 4. Логин")
    await anna.click(pressed)
    asked = await anna.sees("Шаг 1 из 4. Адрес для связи (e-mail)")
    assert asked.buttons == ("У меня есть логин", "Зачем это нужно?", "Отмена")
    for answer in ANSWERS:
        await anna.send(answer)
    assert f"{said} {LOGIN}" in (await anna.sees("Проверьте, пожалуйста, данные")).text
    await anna.click("Всё верно")
    await choose(anna, "Доступ в Систему")
    await describe(anna, "Как зарегистрироваться?")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    await vera.in_topic("ЭО-1").sees(f"{said} {LOGIN}")


async def test_a_choice_at_step_1_is_taken_back_and_typed_as_well(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send("Не помню")
    await anna.sees("Адрес для связи (e-mail)")
    await anna.click("У меня есть логин")
    await anna.sees("Шаг 1 из 4. Логин")
    said = await anna.send("у меня еще нет логина")
    await anna.sees("Адрес для связи (e-mail)", after=said)
    said = await anna.send("У меня есть логин")
    page = await anna.sees("Шаг 1 из 4. Логин", after=said)
    await anna.send(LOGIN)
    await anna.sees("Шаг 2 из 4")
    again = await anna.press(page, page.data("Не помню логин") or "", forged=True)
    assert "уже пройден" in (again or {})["text"]


async def test_clause_6_2_who_has_got_a_login_says_so_and_open_cards_follow(stage: Stage, anna: Person, vera: Person):
    await known(stage.desk, login_kind="none_yet")
    await anna.send("/new")
    assert f"логина ещё нет, e-mail для связи {LOGIN}" in (await anna.sees("по-прежнему верны")).text
    await anna.click("Всё верно")
    await choose(anna, "Другой вопрос")
    await describe(anna, "Как зарегистрироваться?")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    await anna.send("/profile")
    await anna.click("Изменить")
    await anna.click("Логин")
    await anna.sees("Адрес для связи (e-mail)")
    await anna.click("У меня есть логин")
    await anna.sees(f"Логин в Системе (e-mail)\nСейчас: {LOGIN}")
    await anna.click(LOGIN)
    await anna.click("Всё верно")
    told = await vera.in_topic("ЭО-1").sees("исправил свои данные")
    assert f"Логин: ✉ {LOGIN} → {LOGIN}" in told.text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("ivan собака mail.ru", "ivan@mail.ru"), ("мой логин ivan", None), ("ivan mail.ru", None)],
)
async def test_clause_6_2_what_looks_like_a_login_is_refused_with_the_way_to_write_it(
    stage: Stage, anna: Person, typed: str, offered: str | None
):
    await anna.send("/new")
    said = await anna.send(typed)
    page = await anna.sees("не похоже на адрес", after=said)
    assert "Добавлено" not in page.text
    assert page.buttons[0] == (offered or "У меня ещё нет логина")
    if offered:
        await anna.click(offered)
        await anna.sees("Шаг 2 из 4")


@pytest.mark.parametrize(
    "typed", ["mailto:ivan@mail.ru", "Иван Петров <ivan@mail.ru>", "мой логин ivan@mail.ru", "ｉｖａｎ＠ｍａｉｌ．ｒｕ"]
)
async def test_clause_6_2_an_address_is_taken_out_of_what_is_around_it(stage: Stage, anna: Person, typed: str):
    await anna.send("/new")
    await anna.send(typed)
    await anna.sees("Шаг 2 из 4")
    await anna.click("Назад")
    await stage.settled()
    assert (await anna.last()).buttons[0] == "ivan@mail.ru"


async def test_a_question_with_an_address_in_it_is_kept_and_the_address_offered(stage: Stage, anna: Person):
    await anna.send("/new")
    said = await anna.send("Не могу войти под ivan@mail.ru, пишет ошибку")
    page = await anna.sees("Добавлено к описанию", after=said)
    assert page.buttons[0] == "ivan@mail.ru"
    await anna.click("ivan@mail.ru")
    await anna.sees("Шаг 2 из 4")


async def test_clause_6_2_an_inn_is_taken_out_of_what_is_around_it(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send(LOGIN)
    await anna.send(NAME)
    said = await anna.send("7707083893, 7736050003")
    await anna.sees("Здесь несколько значений: 7707083893, 7736050003", after=said)
    await anna.send("ИНН/КПП: ７７０７０８３８９３/КПП 770701001")
    await anna.sees("Шаг 4 из 4")
