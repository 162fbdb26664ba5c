"""From «Новое обращение» to a registered ticket."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot import regulation
from bot.demo import EXTENDED_INN
from bot.sandbox.client import Person
from db.people import identities
from db.tables import acceptances, messages, tickets
from tests.desks import Stage, playing
from tests.factories import identify as known
from tests.factories import open_ticket, pay
from tests.flows.requester_steps import ANSWERS, ODD, choose, describe, identify

pytestmark = pytest.mark.both

FEBRUARY = (date(2026, 2, 1), date(2026, 3, 1))
CHECK = "Проверьте, пожалуйста, обращение"


async def count(stage: Stage, table) -> int:
    async with stage.desk.database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table))


async def tickets_of(stage: Stage) -> list:
    async with stage.desk.database.reading() as connection:
        return (await connection.execute(tickets.select().order_by(tickets.c.number))).all()


async def ready(stage: Stage, person: Person, service: str = "Доступ в Систему", *texts: str) -> None:
    """Come as far as the page to check."""
    await known(stage.desk)
    await person.send("/new")
    await person.click("Всё верно")
    await choose(person, service)
    await describe(person, *(texts or ("Не открывается каталог",)))
    await person.sees(CHECK)


async def test_the_whole_conversation(stage: Stage, anna: Person, vera: Person):
    await anna.send("/start")
    await anna.click("Новое обращение")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    assert (await anna.sees("Опишите, пожалуйста, ваш вопрос")).text.startswith("Услуга: Доступ в Систему\n\n")
    early = await anna.click("Готово")
    assert "хотя бы одним сообщением" in early["text"]
    await anna.send("Не открывается <каталог>")
    await anna.sees("Сообщений: 1.")
    await anna.send_photo("Снимок")
    await anna.send("С утра")
    await anna.click("Готово")
    page = await anna.sees(CHECK)
    assert "Сообщений: 3, вложений: 1" in page.text
    assert "Не открывается <каталог>\nСнимок\nС утра" in page.text
    assert "Базовый — услуга входит в тариф" in page.text
    assert page.buttons == ("Отправить", "Изменить", "Отмена", "Текст регламента")
    await anna.click("Отправить")
    await anna.sees("зарегистрировано под номером ЭО-1")
    await anna.sees("Решим не позднее ср 04.02.2026 17:00 МСК")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается <каталог>")
    await topic.sees("Снимок")


async def test_the_whole_conversation_in_english(stage: Stage, anna: Person):
    await anna.send("/language")
    await anna.click("English")
    await anna.sees("The language is English now")
    await anna.click("New request")
    for answer in ("anna@romashka.example", "Smirnova Anna no patronymic", "7707083893", "Romashka LLC"):
        await anna.send(answer)
    assert "Why is it needed?" in (await anna.sees("Step 4 of 4. Company name")).buttons
    await anna.click("All correct")
    await anna.click("Registration and access")
    await anna.click("Access to the System")
    await anna.sees("Please describe your question")
    await anna.send("The catalogue does not open")
    await anna.click("Done")
    await anna.sees("Tariff: Basic — the service is included")
    await anna.click("Send")
    await anna.sees("Your request is registered under the number ЭО-1")


async def test_clause_2_3_sending_accepts_the_regulation(stage: Stage, anna: Person):
    await ready(stage, anna)
    page = await anna.sees("вы принимаете условия регламента")
    await anna.click("Текст регламента")
    await anna.sees("6.2. Качество услуг")
    assert await count(stage, acceptances) == 0
    await anna.press(page, page.data("Отправить"))
    await anna.sees("ЭО-1")
    async with stage.desk.database.reading() as connection:
        accepted = (await connection.execute(acceptances.select())).one()
    assert (accepted.version, accepted.channel) == (regulation.in_force().version, "telegram")
    assert abs(accepted.accepted_at - stage.desk.now()) < timedelta(minutes=1)
    await ready(stage, anna)
    assert "регламент" not in (await anna.sees(CHECK)).text


async def test_clause_2_3_a_new_text_is_announced_and_accepted_again(stage: Stage, anna: Person):
    await known(stage.desk)
    async with stage.desk.database.transaction() as connection:
        await identities.accept(connection, 1, "an older one", "email", stage.desk.now())
    await ready(stage, anna)
    await anna.sees("вы принимаете его новую редакцию")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    assert await count(stage, acceptances) == 2


async def test_clause_2_5_outside_hours_it_says_when_work_begins(database_url: str):
    sunday = datetime(2026, 2, 8, 12, 0, tzinfo=UTC)
    async with playing(database_url, start=sunday) as stage:
        anna = stage.people["anna"]
        await ready(stage, anna)
        await anna.click("Отправить")
        confirmation = await anna.sees("ЭО-1")
        assert "Работа над обращением начнётся пн 09.02.2026 09:30 МСК" in confirmation.text
        assert "10.02.2026 16:30 МСК" in confirmation.text


async def test_a_request_is_sent_once_however_often_it_is_pressed(stage: Stage, anna: Person):
    await ready(stage, anna)
    page = await anna.last()
    data = page.data("Отправить")
    await anna.press(page, data)
    again = await anna.press(page, data, forged=True)
    assert "уже пройден" in again["text"]
    await stage.settled()
    assert [ticket.number for ticket in await tickets_of(stage)] == [1]


async def test_services_are_offered_in_groups_with_a_way_back(stage: Stage, anna: Person):
    await known(stage.desk)
    await anna.send("/new")
    await anna.click("Всё верно")
    groups = await anna.sees("К какой услуге")
    assert groups.buttons == (
        "Регистрация и доступ",
        "Инструкции и видеоуроки",
        "Приём обращений по ошибкам Системы",
        "Каталог и цены",
        "Заказы и договоры",
        "Другой вопрос",
        "Назад",
        "Отмена",
    )
    offered = []
    for group in (*groups.buttons[:2], *groups.buttons[3:5]):
        await anna.click(group)
        page = await anna.sees(f"{group}:")
        assert page.buttons[-3:] == ("Другой вопрос", "Назад", "Отмена")
        offered += page.buttons[:-3]
        await anna.click("Назад")
        await anna.sees("К какой услуге")
        await stage.settled()
    assert len(offered) == len(set(offered)) == 16
    await anna.click("Назад")
    await anna.sees("по-прежнему верны")


async def test_clause_5_what_basic_leaves_to_the_requester_becomes_a_consultation(stage: Stage, anna: Person):
    await known(stage.desk)
    await anna.send("/new")
    await anna.click("Всё верно")
    await choose(anna, "Загрузка прайс-листа")
    page = await anna.sees("вы выполняете сами")
    assert "http://tbshelp.ru" in page.text
    assert page.buttons == ("Нужна текстовая инструкция", "Подключить «Расширенный»", "Назад", "Отмена")
    await anna.click("Нужна текстовая инструкция")
    await describe(anna, "Как загрузить прайс-лист?")
    await anna.sees("работа «Загрузка прайс-листа» в тариф не входит")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    [ticket] = await tickets_of(stage)
    assert (ticket.service, ticket.asked_service) == (4, 9)


async def test_clause_5_what_is_not_part_of_basic_leads_to_the_extended_tariff(stage: Stage, anna: Person):
    await known(stage.desk)
    await anna.send("/new")
    await anna.click("Всё верно")
    title = "Проверка корректности настроек каталога для отображения у Заказчика"
    await choose(anna, title)
    offered = await anna.sees("не входит в тариф «Базовый»")
    assert offered.buttons == ("Подключить «Расширенный»", "Назад", "Отмена")
    refused = await anna.press(offered, "go:instruction", forged=True)
    assert "уже пройден" in refused["text"]
    for _twice in range(2):
        await anna.click("Подключить «Расширенный»")
        await anna.sees("1000 ₽ за 1 месяц, 2500 ₽ за 3 месяца (экономия 500 ₽)")
        await anna.click("Назад")
        await anna.sees("не входит в тариф «Базовый»")
    await anna.click("Подключить «Расширенный»")
    await anna.click("Оформить обращение")
    await anna.sees("Сообщений: 1")
    await anna.click("Готово")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    assert [ticket.service for ticket in await tickets_of(stage)] == [0]


async def test_clause_5_on_extended_an_operator_does_it(stage: Stage, boris: Person):
    await pay(stage.desk, *FEBRUARY, EXTENDED_INN)
    await boris.send("/new")
    await identify(boris, "boris@vector.example", "Кузнецов Борис Петрович", EXTENDED_INN, "АО «Вектор»")
    await choose(boris, "Загрузка прайс-листа")
    await describe(boris, "Прошу загрузить")
    await boris.sees("Расширенный — выполняет оператор")
    await boris.click("Отправить")
    await boris.sees("ЭО-1")
    [ticket] = await tickets_of(stage)
    assert (ticket.service, ticket.tariff) == (9, "extended")


async def test_everything_can_be_changed_before_sending(stage: Stage, anna: Person):
    await ready(stage, anna, "Доступ в Систему", "Первый текст")
    await anna.click("Изменить")
    await anna.click("Описание")
    await anna.sees("Опишите, пожалуйста, ваш вопрос")
    await anna.click("Назад")
    await anna.click("Изменить")
    await anna.click("Описание")
    await anna.click("Написать заново")
    await anna.sees("Описание удалено")
    await describe(anna, "Второй текст")
    await anna.click("Изменить")
    await anna.click("Услуга")
    await anna.sees("К какой услуге")
    await anna.sees("Регистрация и доступ:")
    await anna.click("Верификация в Системе")
    await anna.sees(CHECK)
    await anna.click("Изменить")
    await anna.click("Данные о вас")
    await anna.click("ИНН")
    await anna.sees("Сейчас")
    await anna.send(EXTENDED_INN)
    await anna.click("Всё верно")
    page = await anna.sees(CHECK)
    assert EXTENDED_INN in page.text
    assert "Верификация в Системе" in page.text
    assert "Второй текст" in page.text
    assert "Первый текст" not in page.text
    await anna.send("Ещё дополнение")
    assert "Ещё дополнение" in (await anna.sees(CHECK, after=page)).text


async def test_a_tariff_that_ends_before_sending_is_noticed(stage: Stage, anna: Person):
    await pay(stage.desk, *FEBRUARY)
    await known(stage.desk)
    await anna.send("/new")
    await anna.click("Всё верно")
    await choose(anna, "Загрузка прайс-листа")
    await describe(anna, "Прошу загрузить")
    await anna.sees(CHECK)
    stage.move(days=31)
    await anna.click("Отправить")
    await anna.sees("Тариф изменился")
    await anna.click("Нужна текстовая инструкция")
    await anna.sees(CHECK)
    await anna.click("Отправить")
    await anna.sees("ЭО-1")


async def test_a_message_without_an_open_ticket_begins_a_request_with_it(stage: Stage, anna: Person):
    await anna.send("Не открывается каталог")
    await anna.send("Ни у кого в отделе")
    asked = await anna.sees("Добавлено к описанию")
    assert "Шаг 1 из 4" in asked.text
    await anna.send("/new")
    await anna.sees("Предыдущий шаг прерван")
    await identify(anna)
    await choose(anna, "Другой вопрос")
    await anna.sees("Сообщений: 2.")
    await anna.click("Готово")
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    await stage.settled()
    assert sum("Шаг 1 из 4" in each.text for each in await anna.messages()) == 2


async def test_a_reply_to_an_open_ticket_goes_there_during_a_dialogue(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("каталог")
    await topic.send("Какой у вас браузер?")
    question = await anna.sees("Какой у вас браузер?")
    await anna.send("/new")
    await anna.send("Firefox", reply_to=question)
    await topic.sees("Firefox")
    await anna.send("Это о новом вопросе")
    await anna.sees("Добавлено к описанию")
    await topic.does_not_see("Это о новом вопросе")


@pytest.mark.parametrize("how", ["/cancel", "Отмена"])
async def test_a_dialogue_is_left_anywhere(stage: Stage, anna: Person, how: str):
    await ready(stage, anna)
    page = await anna.last()
    await (anna.send(how) if how.startswith("/") else anna.click(how))
    await anna.sees("Отменено")
    await stage.settled()
    assert (await anna.last()).keyboard == ("Новое обращение", "Мои обращения", "Тариф", "Помощь")
    assert await count(stage, messages) == 0
    for label in ("Отправить", "Отмена", "Изменить"):
        assert "уже пройден" in (await anna.press(page, page.data(label), forged=True))["text"]
    await anna.send("/cancel")
    await anna.sees("Отменять нечего")


async def test_buttons_of_other_steps_and_forged_ones_do_no_harm(stage: Stage, anna: Person):
    await ready(stage, anna)
    page = await anna.last()
    for data in (
        "service:3",
        "service:99",
        "services:orders",
        "go:done",
        "go:order",
        "confirm",
        "change:inn",
        "answer:use:inn",
    ):
        assert "уже пройден" in (await anna.press(page, data, forged=True))["text"]
    await anna.press(page, "go:nowhere", forged=True)
    await anna.press(page, "services:none", forged=True)
    await anna.press(page, "why:nothing", forged=True)
    await anna.click("Отправить")
    await anna.sees("ЭО-1")


async def test_an_odd_description_is_sent_as_it_is(stage: Stage, anna: Person, vera: Person):
    await ready(stage, anna, "Другой вопрос", *ODD)
    await anna.click("Отправить")
    await anna.sees("ЭО-1")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("<b>Анна</b> & <script>")
    await topic.sees("DROP TABLE")


async def test_clause_3_2_labels_of_buttons_are_read_when_typed(stage: Stage, anna: Person, vera: Person):
    await anna.send("/new")
    await anna.send("Зачем это нужно?")
    await anna.sees("учётную запись")
    for answer in ANSWERS:
        await anna.send(answer)
    await anna.sees("Проверьте, пожалуйста, данные")
    await anna.send("all correct")
    await anna.sees("К какой услуге")
    await anna.send("другой вопрос")
    await anna.sees("Опишите, пожалуйста, ваш вопрос")
    said = await anna.send("Готово")
    await anna.sees("хотя бы", after=said)
    await anna.send("Назад")
    await anna.sees("К какой услуге", after=said)
    await anna.send("Другой вопрос")
    await anna.send("Как загрузить печать?")
    await anna.send("Готово.")
    page = await anna.sees("Проверьте, пожалуйста, обращение")
    assert "Готово" not in page.text
    await anna.send("Отправить")
    await vera.in_topic("ЭО-1").sees("Как загрузить печать?")
