"""Who asks: four questions, each explained and checked; corrected later, with history."""

import pytest

from bot.sandbox.client import Person
from db.tables import identities
from tests.desks import Stage
from tests.factories import identify as known
from tests.flows.requester_steps import ANSWERS, ODD, identify

LOGIN, NAME, INN, COMPANY = ANSWERS
NO_LOGIN = ("У меня ещё нет логина", "Не помню логин", "Зачем это нужно?", "Отмена")


async def rows(stage: Stage) -> list[tuple[str, str]]:
    async with stage.desk.database.reading() as connection:
        found = await connection.execute(identities.select().order_by(identities.c.id))
        return [(row.login, row.company) for row in found]


async def test_clause_4_1_it_asks_four_questions_and_shows_the_answers(stage: Stage, anna: Person):
    await anna.send("/new")
    for step, (name, answer) in enumerate(
        [("Логин", LOGIN), ("ФИО", NAME), ("ИНН", INN), ("Наименование организации", COMPANY)], start=1
    ):
        question = await anna.sees(f"Шаг {step} из 4. {name}")
        others = NO_LOGIN if step == 1 else ("Зачем это нужно?", "Назад", "Отмена")
        assert question.buttons == others
        await anna.send(answer)
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert all(answer in page.text for answer in ANSWERS)
    assert page.buttons == (
        "Всё верно",
        "Логин",
        "ФИО",
        "ИНН",
        "Организация",
        "Отмена",
    )
    assert await rows(stage) == []
    await anna.click("Всё верно")
    await anna.sees("К какой услуге")
    assert await rows(stage) == [(LOGIN, COMPANY)]


async def test_clause_3_7_it_explains_every_question(stage: Stage, anna: Person):
    await anna.send("/new")
    for step, (answer, why) in enumerate(
        zip(ANSWERS, ["учётную запись", "кто обращается", "тариф", "от чьего имени"], strict=True), start=1
    ):
        await anna.sees(f"Шаг {step} из 4")
        explained = await anna.click("Зачем это нужно?")
        assert explained
        assert why in explained["text"]
        assert explained["alert"]
        await anna.send(answer)
    first = await anna.sees("Шаг 1 из 4")
    assert (await anna.press(first, "why:login", forged=True))["text"]


async def test_it_goes_back_and_keeps_what_was_typed(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send(LOGIN)
    question = await anna.sees("Шаг 2 из 4")
    await anna.click("Назад")
    await stage.settled()
    asked = await anna.last()
    assert (asked.id, asked.buttons) == (question.id, (LOGIN, *NO_LOGIN))
    again = await anna.press(question, "answer:back:full_name", forged=True)
    assert "уже пройден" in again["text"]
    await anna.click(LOGIN)
    await anna.send("Ван Ле (нет отчества)")
    await anna.sees("Шаг 3 из 4")
    await anna.click("Назад")
    await anna.click("Ван Ле (нет отчества)")
    await anna.sees("Шаг 3 из 4")


async def test_clause_6_2_it_corrects_what_is_mistyped(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send("аnna@romashka.example")
    await anna.sees("русские буквы: а")
    await anna.click("anna@romashka.example")
    long = await anna.send(f"{'А' + 'а' * 75} {'Б' + 'б' * 65}")
    assert (await anna.sees("Не указано отчество", after=long)).buttons[0] == "Зачем это нужно?"
    said = await anna.send("Смирнова Aнна")  # the first letter of the name is Latin
    latin = await anna.sees("В слове «Aнна» латинские буквы")
    await anna.click("Смирнова Анна")
    assert (await anna.sees("Не указано отчество", after=said)).id == latin.id
    await anna.click("Смирнова Анна нет отчества")
    await anna.send("7707083894")
    await anna.sees("Контрольные цифры не сходятся")
    await anna.send("77070838")
    await anna.sees("Указано цифр: 8")
    await anna.send(INN)
    await anna.send("А")
    await anna.sees("не менее 2 знаков")
    await anna.send("<b>A & B</b>")
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert "<b>A & B</b>" in page.text
    assert "Смирнова Анна (нет отчества)" in page.text


async def test_clause_6_2_a_known_requester_confirms_or_corrects_with_history(stage: Stage, anna: Person):
    await known(stage.desk)
    await anna.send("/new")
    page = await anna.sees("по-прежнему верны")
    assert page.buttons == ("Всё верно", "Изменить", "Другая организация", "Отмена")
    await anna.click("Изменить")
    await anna.click("Организация")
    await anna.sees(f"Наименование организации\nСейчас: {COMPANY}")
    asked = await anna.last()
    assert "Шаг" not in asked.text
    assert asked.buttons == (COMPANY, "Зачем это нужно?", "Назад", "Отмена")
    await anna.click("Назад")
    await anna.click("Организация")
    await anna.click(COMPANY)
    await anna.click("Организация")
    await anna.sees("Сейчас")
    await anna.send("ООО «Лютик»")
    await anna.click("Всё верно")
    await anna.sees("К какой услуге")
    assert await rows(stage) == [(LOGIN, COMPANY), (LOGIN, "ООО «Лютик»")]


async def test_the_profile_is_stated_and_changed_outside_a_request(stage: Stage, anna: Person):
    await anna.send("/profile")
    await anna.click("Заполнить")
    await identify(anna)
    await anna.sees("Данные о вас сохранены")
    said = await anna.send("/profile")
    profile = (await anna.sees("Данные о вас", after=said)).text
    assert COMPANY in profile
    assert "Язык: русский\nУчётные записи: Telegram" in profile
    assert "Согласие на обработку персональных данных: вт 03.02.2026" in profile
    await anna.click("Изменить")
    page = await anna.sees("Проверьте, пожалуйста, данные")
    assert page.buttons == ("Всё верно", "Логин", "ФИО", "ИНН", "Организация", "Отмена")
    await anna.click("Отмена")
    said = await anna.send("/profile")
    page = await anna.sees("Данные о вас", after=said)
    await anna.send("/new")
    await anna.sees("по-прежнему верны")
    refused = await anna.press(page, page.data("Изменить"))
    assert "Сначала завершите" in refused["text"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("смирнова анна петровна", "Смирнова Анна Петровна"),
        ("ФОН НЕЙМАН ДЖОН ИВАНОВИЧ", "фон Нейман Джон Иванович"),
        ("алиева лейла али кызы", "Алиева Лейла Али кызы"),
    ],
)
async def test_clause_6_2_a_name_in_other_letters_is_offered_in_the_right_ones(
    stage: Stage, anna: Person, typed: str, offered: str
):
    await anna.send("/new")
    await anna.send(LOGIN)
    await anna.send(typed)
    asked = await anna.sees(f"Записать так: «{offered}»?")
    assert asked.buttons == (offered, "Оставить как написано", "Зачем это нужно?", "Назад", "Отмена")
    await anna.click(offered)
    await anna.sees("Шаг 3 из 4")
    again = await anna.press(asked, "answer:keep:full_name", forged=True)
    assert "уже пройден" in again["text"]
    await anna.send(INN)
    await anna.send(COMPANY)
    assert offered in (await anna.sees("Проверьте, пожалуйста, данные")).text


async def test_clause_6_2_a_name_stays_in_the_letters_it_was_typed_in_if_that_is_meant(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send(LOGIN)
    await anna.send("хукс белл нет отчества")
    await anna.sees("Записать так: «Хукс Белл (нет отчества)»?")
    await anna.click("Оставить как написано")
    await anna.sees("Шаг 3 из 4")
    await anna.click("Назад")
    await anna.sees("Шаг 2 из 4")
    await anna.send("хукс белл")
    await anna.sees("Не указано отчество")
    await anna.click("Хукс Белл нет отчества")
    await anna.sees("Шаг 3 из 4")
    await anna.click("Назад")
    await anna.sees("Шаг 2 из 4")
    for _ in range(2):
        await anna.send("хукс белл нет отчества")
    await anna.sees("Шаг 3 из 4")


@pytest.mark.parametrize("typed", ["Иван Иванович Иванов", "иван иванович иванов"])
async def test_clause_6_2_a_name_that_begins_with_the_first_name_is_asked_back_in_one_question(
    stage: Stage, anna: Person, typed: str
):
    await anna.send("/new")
    await anna.send(LOGIN)
    await anna.send(typed)
    asked = await anna.sees("Фамилия — Иванов? Записать так: «Иванов Иван Иванович»?")
    assert asked.buttons[:2] == ("Иванов Иван Иванович", "Оставить как написано")
    await anna.click("Иванов Иван Иванович")
    await anna.sees("Шаг 3 из 4")
    await anna.click("Назад")
    await anna.send(typed)
    await anna.click("Оставить как написано")
    await anna.sees("Шаг 3 из 4")
    await anna.click("Назад")
    await stage.settled()
    assert (await anna.last()).buttons[0] == typed


@pytest.mark.parametrize(
    "typed", ["Ким Ю Ри", "García Márquez Gabriel José de la Concordia", "Мухаммад ибн Муса аль-Хорезми"]
)
async def test_clause_4_1_short_and_long_names_pass(stage: Stage, anna: Person, typed: str):
    await anna.send("/new")
    await anna.send(LOGIN)
    await anna.send(typed)
    await anna.sees("Шаг 3 из 4")


async def test_what_is_typed_beside_a_request_is_no_draft_and_is_answered(stage: Stage, anna: Person):
    await anna.send("/profile")
    await anna.click("Заполнить")
    await anna.sees("Шаг 1 из 4")
    said = await anna.send("У меня не открывается каталог")
    await anna.sees("в поддержку это не отправлено", after=said)
    said = await anna.send("а" * 255)
    assert "сохранено" not in (await anna.sees("не более 254 знаков", after=said)).text
    await identify(anna)
    await anna.sees("Данные о вас сохранены")
    await anna.send("/profile")
    await anna.click("Изменить")
    said = await anna.send("ИВАНОВ ИВАН ИВАНОВИЧ")
    await anna.sees("Чтобы изменить данные о вас, нажмите кнопку ниже", after=said)
    await anna.click("Отмена")
    said = await anna.send("/new")
    await anna.sees("по-прежнему верны", after=said)
    await anna.click("Всё верно")
    await anna.click("Другой вопрос")
    assert "Текстов" not in (await anna.sees("Опишите, пожалуйста, ваш вопрос")).text


async def test_what_waits_for_a_request_outlives_a_visit_to_the_profile(stage: Stage, anna: Person):
    await known(stage.desk)
    await anna.send("Не открывается каталог")
    await anna.sees("Добавлено к описанию")
    await anna.send("/start")
    await anna.send("/profile")
    await anna.sees("Данные о вас")
    await anna.click("Изменить")
    await anna.sees("Проверьте, пожалуйста, данные")
    await anna.click("Отмена")
    said = await anna.send("/new")
    await anna.sees("по-прежнему верны", after=said)
    await anna.click("Всё верно")
    await anna.click("Другой вопрос")
    await anna.sees("Добавлено к описанию")


async def test_what_is_no_answer_becomes_the_description(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send("Не открывается каталог")
    await anna.sees("Добавлено к описанию")
    await anna.send_album([("a.txt", b"a"), ("b.txt", b"b")], "Вот так")
    await anna.send(LOGIN)
    await anna.sees("Шаг 2 из 4")
    await anna.send("", poll={"question": "?", "options": ["1", "2"]})
    await anna.sees("Опросы передать нельзя")
    await identify(anna, NAME, INN, COMPANY)
    await anna.click("Другой вопрос")
    await anna.sees("Сообщений: 2, вложений: 2")


@pytest.mark.parametrize("field", range(4))
async def test_odd_answers_are_answered_or_kept_safely(stage: Stage, anna: Person, field: int):
    await anna.send("/new")
    for answer in ANSWERS[:field]:
        await anna.send(answer)
    await anna.sees(f"Шаг {field + 1} из 4")
    for odd in ODD:
        stage.move(seconds=3)
        answer = await anna.sees("", after=await anna.send(odd))
        if "Всё верно" in answer.buttons:
            await anna.click("Организация")
    await anna.send("/nosuchcommand 1")
    await anna.sees("Такой команды здесь нет")


@pytest.mark.parametrize(
    ("said", "name"),
    [("да", "Смирнова Анна Петровна"), ("Да, верно", "Смирнова Анна Петровна"), ("нет", "СМИРНОВА АННА ПЕТРОВНА")],
)
async def test_clause_3_2_a_proposed_name_is_answered_in_words(stage: Stage, anna: Person, said: str, name: str):
    await anna.send("/new")
    await anna.send(ANSWERS[0])
    await anna.send("СМИРНОВА АННА ПЕТРОВНА")
    page = await anna.sees("Записать так")
    await anna.send(said)
    await anna.sees("Шаг 3 из 4")
    await stage.settled()
    assert not next(each for each in await anna.messages() if each.id == page.id).buttons
    back = await anna.send("назад")
    assert name in (await anna.sees("Шаг 2 из 4", after=back)).buttons


async def test_clause_6_2_a_letter_of_the_other_alphabet_is_corrected_by_a_button(stage: Stage, anna: Person):
    await anna.send("/new")
    await anna.send(ANSWERS[0])
    await anna.send("Kузнецов Борис Петрович")
    await anna.click("Кузнецов Борис Петрович")
    await anna.sees("Шаг 3 из 4")


async def test_a_greeting_alone_is_answered_and_belongs_to_no_description(stage: Stage, boris: Person):
    await boris.send("Добрый день!")
    await boris.sees("Здравствуйте. Чтобы задать вопрос, нажмите «Новое обращение» или просто напишите его здесь.")
    await boris.click("Новое обращение")
    asked = await boris.sees("Шаг 1 из 4")
    assert "описани" not in asked.text


async def test_a_name_where_the_login_is_asked_for_is_no_description(stage: Stage, boris: Person):
    await boris.send("/new")
    await boris.sees("Шаг 1 из 4")
    for text in ("Кузнецов Борис", "ООО «Ромашка»"):
        sent = await boris.send(text)
        told = await boris.sees("Сначала нужен логин: ФИО, ИНН и организацию спросим после него.", after=sent)
        assert "описани" not in told.text


async def test_what_is_said_beside_a_question_about_a_person_is_neither_an_answer_nor_lost(stage: Stage, anna: Person):
    await anna.send("/new")
    for said, told in (
        ("назад", "Это первый вопрос"),
        ("не скажу", "Этот вопрос пропустить нельзя"),
        (ANSWERS[0], "Шаг 2 из 4"),
        ("ИНН 7707083893", "Сейчас нужно: ФИО"),
        ("Спасибо", "ответьте на вопрос ниже"),
        ("Меня зовут Смирнова Анна", "Не указано отчество"),
        ("Ивановна", "Шаг 3 из 4"),
        ("инн потом", "Этот вопрос пропустить нельзя"),
        ("Мой или организации?", "ответьте на вопрос ниже"),
        (ANSWERS[2], "Шаг 4 из 4"),
        ("назад", "Шаг 3 из 4"),
        ("ООО Лютик", "состоит только из цифр"),
    ):
        await stage.later(seconds=5)
        sent = await anna.send(said)
        page = await anna.sees(told, after=sent)
    assert page.buttons[0] == ANSWERS[2]  # what was stated before is still offered
    await anna.click(ANSWERS[2])
    for said in ("да", "вы издеваетесь??"):
        await stage.later(seconds=5)
        sent = await anna.send(said)
        await anna.sees("ответьте на вопрос ниже", after=sent)
    await anna.send(ANSWERS[3])
    assert "Смирнова Анна Ивановна" in (await anna.sees("Проверьте")).text
