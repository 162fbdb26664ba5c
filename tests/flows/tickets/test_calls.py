"""Who calls gets the same ticket as who writes (2.4, 2.6, 3.2, 4.2)."""

import pytest
from sqlalchemy import select

from bot.rules.channels import PHONE
from bot.sandbox import cast
from bot.sandbox.client import Person
from db.tables import acceptances, calls, identities, tickets
from tests.desks import Stage
from tests.factories import identify, open_ticket

LINK = "https://calls.example.ru/rec/1?a=1&b=2"


async def write_down(
    group: Person, *answers: str, service: str = "Другой вопрос", words: str = "Не видно заказ"
) -> None:
    """Answer the questions about a new caller («-» leaves one open) up to the page to check."""
    await group.send("/call")
    await group.click("Новый звонящий")
    for answer in answers:
        await (group.click("Пропустить") if answer == "-" else group.send(answer))
    await group.sees("К какой услуге")
    await group.click("Другой вопрос")
    await group.sees("Запишите, пожалуйста, вопрос звонящего")
    await group.send("Не видно заказ")
    await group.sees("Записано 1 сообщение")
    await group.click("Готово")
    await group.sees("ссылку на запись разговора")


async def open_call(group: Person, *answers: str) -> None:
    """Open a ticket for a new caller."""
    await write_down(group, *answers)
    await group.send(LINK)
    await group.sees("Проверьте, пожалуйста, обращение")
    await group.click("Создать обращение")
    if answers[0] == answers[2] == "-":
        await group.sees("Ни имени, ни номера: перезвонить будет некуда")
        await group.click("Открыть всё равно")
    await group.sees("Обращение ЭО-")


async def test_clause_2_4_a_caller_with_gaps_is_answered_confirms_by_phone_and_is_on_record(
    stage: Stage, vera: Person, gleb: Person, dina: Person
):
    await dina.send("/start")
    await open_call(vera.in_group(), "8 (916) 123-45-67 доб. 7", "-", "Петров Пётр Петрович", "-", "-")
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("☎️ +79161234567 доб. 7")
    assert f'href="{LINK.replace("&", "&amp;")}"' in card.html
    assert "— · ИНН —" in card.text
    assert "Петров Пётр Петрович · —" in card.text
    assert "Не видно заказ" in card.text
    await topic.click("Решено")
    await topic.sees("Не видно заказ")
    await topic.click("Ответ по телефону")
    await topic.sees("напишите, пожалуйста, что сказано по телефону")
    await topic.send("Заказ виден в архиве. Проверим завтра до 12:00")
    await topic.sees("Записано как ответ по телефону")
    await topic.sees("12:00")
    await topic.click("Решено")
    asked = await topic.sees("ЭО-1: позвоните, пожалуйста, пользователю (+79161234567 доб. 7)")
    await topic.click("Не дозвонились")
    again = await topic.sees("Без ответа 1 звонок", after=asked)
    await topic.click("Не дозвонились")
    await topic.sees("Без ответа 2 звонка", after=again)
    await gleb.in_topic("ЭО-1").click("Подтвердил по телефону")
    await topic.sees(
        "Пользователь подтвердил по телефону: вопрос решён. Спрашивал оператор: Глеб Соколов, вт 03.02.2026 10:00 МСК"
    )
    await dina.send("/audit ЭО-1")
    record = (await dina.sees("ответ дан по телефону")).text
    assert "не дозвонились" in record
    assert "Глеб Соколов · закрыто: пользователь подтвердил по телефону" in record
    async with stage.desk.database.reading() as connection:
        ticket = (await connection.execute(select(tickets))).one()
        call = (await connection.execute(select(calls))).one()
        accepted = (await connection.execute(select(acceptances))).one()
    assert (ticket.state, ticket.channel, ticket.reply_channel) == ("closed", PHONE, PHONE)
    assert ticket.first_answer_at is not None
    assert (call.phone, call.recording, call.tries) == ("+79161234567 доб. 7", LINK, 2)
    assert call.confirmed_at == ticket.closed_at
    assert accepted.channel == PHONE


async def test_clause_3_2_questions_left_on_the_phone_return_the_ticket_to_work(stage: Stage, vera: Person):
    await open_call(vera.in_group(), "-", "-", "-", "-", "-")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("☎️ номер не указан")
    await topic.send("ответ по телефону")
    await topic.sees("что сказано по телефону")
    await stage.settled()
    await topic.send("отмена")
    await topic.does_not_see("что сказано по телефону")
    await topic.send("ответ по телефону")
    await topic.send("Проверьте архив")
    await topic.click("Решено")
    await topic.sees("номер телефона не указан. Если пользователь позвонит")
    await topic.send("остались вопросы")
    await topic.sees("сообщил по телефону, что вопросы остались")
    await topic.sees("Состояние: в работе")


async def test_clause_4_2_an_ordinary_message_is_not_lost_and_can_be_what_was_said(stage: Stage, vera: Person):
    await open_call(vera.in_group(), "+375 29 123-45-67", "-", "-", "-", "-")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("☎️ +375291234567")
    await topic.send("Заказ виден в архиве")
    await topic.sees("сообщение осталось внутри поддержки")
    await topic.click("Решено")
    await topic.sees("Не видно заказ")
    await topic.click("Это сказано по телефону")
    await topic.sees("Записано как ответ по телефону")
    await topic.click("Решено")
    await topic.sees("позвоните, пожалуйста, пользователю")


async def test_clause_4_3_a_new_deadline_is_to_be_said_by_phone(stage: Stage, vera: Person):
    await open_call(vera.in_group(), "8 916 123-45-67", "-", "-", "-", "-")
    topic = vera.in_topic("ЭО-1")
    await topic.click("Продлить срок")
    await topic.click("+8 часов")
    await topic.send("Ждём ответ банка")
    told = await topic.sees("Передайте, пожалуйста, по телефону")
    assert "Ждём ответ банка" in told.text
    await stage.settled()
    assert stage.sandbox.mailbox.letters == [], "no login was stated"


async def test_clause_4_3_who_stated_a_login_has_number_and_deadline_by_e_mail(stage: Stage, vera: Person):
    group = vera.in_group()
    await open_call(group, "-", "petrov@vasilek.example", "Петров Пётр Петрович", "-", "-")
    await group.sees("по электронной почте: petrov@vasilek.example")
    await vera.in_topic("ЭО-1").sees("Письмо отправлено: petrov@vasilek.example")
    [letter] = stage.sandbox.mailbox.letters
    assert letter.subject == "[ЭО-1] Ваш звонок зарегистрирован"
    assert "обращение ЭО-1 («Другой вопрос»)" in letter.text
    assert "ср 04.02.2026 17:00 МСК" in letter.text
    assert "Пётр Петрович" in letter.text


async def test_a_known_requester_who_calls_reads_number_and_deadline_and_goes_on_in_writing(
    stage: Stage, anna: Person, vera: Person
):
    await identify(stage.desk, cast.ANNA)
    await open_ticket(stage.desk)
    group = vera.in_group()
    await group.send("/call ромашка смирн")
    await group.click("Смирнова Анна Ивановна · ООО «Ромашка» · 7707083893")
    await group.send("8 916 123-45-67")
    await group.sees("К какой услуге")
    await group.click("Регистрация и доступ")
    await group.click("Доступ в Систему")
    await group.send("Не входит в Систему")
    await group.sees("Записано 1 сообщение")
    await group.click("Готово")
    await group.click("Пропустить")
    page = await group.sees("Проверьте, пожалуйста, обращение")
    assert "anna@romashka.example" in page.text
    await group.click("Создать обращение")
    done = await group.sees("Обращение ЭО-2 создано")
    assert "Номер и срок отправлены ему в чат" in done.text
    told = await anna.sees("зарегистрировано под номером ЭО-2")
    assert "ср 04.02.2026 17:00" in told.text
    topic = vera.in_topic("ЭО-2")
    card = await topic.sees("☎️ +79161234567")
    assert "Открытые обращения организации: 🆕 ЭО-1" in card.text
    await anna.send("/tickets")
    await anna.sees("ЭО-2")
    await anna.send("Всё ещё не входит", reply_to=told)
    await topic.sees("Всё ещё не входит")
    await topic.send("Пароль сброшен")
    await anna.sees("Пароль сброшен")
    await topic.does_not_see("осталось внутри поддержки")
    await group.send("/call 8 (916) 123 45 67")
    await group.sees("Кто звонит?")
    async with stage.desk.database.reading() as connection:
        assert len((await connection.execute(select(identities))).all()) == 1, "a voice overwrites nothing"


async def test_wrong_inputs_are_explained_and_every_page_leads_back(stage: Stage, vera: Person, gleb: Person):
    group = vera.in_group()
    await group.send("/call")
    await group.click("Найти звонящего")
    await group.send("Никифоров")
    await group.sees("Никто не найден")
    assert "оформляет другой оператор" in (await gleb.in_group().click("Новый звонящий"))["text"]
    await group.click("Новый звонящий")
    await group.send("восемь девятьсот")
    await group.sees("Это не похоже на номер телефона")
    await group.send("248-06-46")
    await group.sees("Введено цифр: 7")
    await group.click("Назад")
    await group.sees("Найдите, пожалуйста, звонящего")
    await group.click("Новый звонящий")
    await group.send("8 916 123-45-67")
    await group.click("Пропустить")
    await group.send("петров пётр")
    await group.sees("Не указано отчество")
    await group.send("Петров Пётр нет отчества")
    await group.sees("ИНН")
    await group.send("7707083890")
    await group.sees("Контрольные цифры не сходятся")
    await group.send("7707083893")
    await group.send("ООО «Василёк»")
    await group.click("Каталог и цены")
    await group.click("Проверка корректности настроек каталога для отображения у Заказчика")
    await group.sees("не входит в тариф «Базовый»")
    await group.click("Назад")
    await group.click("Другой вопрос")
    await group.send("Не видно заказ")
    await group.click("Готово")
    await group.send("http://calls.example.ru/1")
    await group.sees("начинается с https://")
    await group.click("Назад")
    await group.sees("Записано 1 сообщение")
    await group.click("Отмена")
    await group.does_not_see("Записано 1 сообщение")
    async with stage.desk.database.reading() as connection:
        assert (await connection.execute(select(tickets))).all() == []


async def test_clause_2_4_a_call_is_written_down_without_a_press(stage: Stage, vera: Person):
    group = vera.in_group()
    await group.send("/call")
    await group.sees("Звонок.")
    await group.send("8 916 123-45-67")
    await group.sees("Никто не найден")
    await stage.settled()
    await group.send("новый звонящий")
    await group.sees("Сейчас: +79161234567")
    for typed, asked in (
        ("да", "Логин в Системе"),
        ("не знаю", "ФИО"),
        ("Петров Пётр", "Не указано отчество"),
        ("назад", "Логин в Системе"),
        ("пропустить", "ФИО"),
        ("Не назвал", "ИНН"),
        ("нет", "Наименование организации"),
        ("спрашивает, как сменить пароль", "Похоже, это вопрос звонящего"),
        ("пропуск", "К какой услуге"),
        ("чай", "Такой услуги в списке нет"),
        ("доступ в систему", "Услуга: Доступ в Систему"),
        ("готово", "Без вопроса обращение не создать"),
        ("Как сменить пароль", "Записано 1 сообщение"),
        ("готово", "ссылку на запись разговора"),
        ("нет записи", "Проверьте, пожалуйста, обращение"),
        ("ладно", "На этом шаге вводить ничего не нужно"),
        ("да", "Обращение ЭО-1 создано"),
    ):
        await group.send(typed)
        await group.sees(asked)
    await vera.in_topic("ЭО-1").sees("☎️ +79161234567")


async def test_a_caller_whom_nobody_can_call_back_is_opened_only_when_asked_for_again(stage: Stage, vera: Person):
    group = vera.in_group()
    await write_down(group, "-", "-", "-", "-", "-")
    await group.click("Пропустить")
    await group.click("Создать обращение")
    await group.sees("Ни имени, ни номера: перезвонить будет некуда")
    await group.click("Указать")
    await group.sees("номер, с которого звонят")
    assert not await vera.topics()


@pytest.mark.parametrize("text", ["/call", "/call Смирнова"])
async def test_nobody_looks_people_up_outside_the_groups_of_operators(stage: Stage, anna: Person, text: str):
    await identify(stage.desk, cast.ANNA)
    await anna.send(text)
    await anna.does_not_see("Кто звонит?")
    await anna.does_not_see("Найти звонящего")


async def test_open_fields_are_filled_by_correcting_the_details(stage: Stage, vera: Person):
    await open_call(vera.in_group(), "8 916 123-45-67", "-", "-", "-", "-")
    topic = vera.in_topic("ЭО-1")
    await topic.click("Исправить данные")
    listed = await topic.sees("Что исправить?")
    assert "Организация: —" in listed.text
    await topic.click("ИНН")
    await topic.send("7707083893")
    done = await topic.sees("исправлено поле «ИНН»")
    assert done.text.splitlines()[1:] == ["было: —", "стало: 7707083893"]
    await topic.click("Исправить данные")
    await topic.click("ФИО")
    await topic.send("Петров Пётр Петрович")
    await topic.sees("Петров Пётр Петрович · —")


async def test_a_known_caller_of_two_companies_is_asked_for_which_they_call(stage: Stage, vera: Person, gleb: Person):
    await identify(stage.desk)
    await identify(stage.desk, inn="7736050003", company="АО «Вектор»", login="anna@vector.example")
    group = vera.in_group()
    await group.send("/call Смирнова")
    await group.click("Смирнова Анна Ивановна · АО «Вектор» · 7736050003")
    page = await group.sees("От имени какой организации обращается звонящий?")
    assert page.buttons == ("АО «Вектор»", "ООО «Ромашка»", "Назад", "Отмена")
    await gleb.in_group().click("ООО «Ромашка»")  # another operator's call
    await group.sees("От имени какой организации")
    await group.click("ООО «Ромашка»")
    await group.click("Пропустить")
    await group.click("Другой вопрос")
    await group.send("Не видно заказ")
    await group.click("Готово")
    await group.click("Пропустить")
    checked = await group.sees("Проверьте, пожалуйста, обращение")
    assert "ООО «Ромашка»" in checked.text
    await group.click("Создать обращение")
    card = await vera.in_topic("ЭО-1").sees("Не видно заказ")
    assert "ООО «Ромашка» · ИНН 7707083893" in card.text
    async with stage.desk.database.reading() as connection:
        at_ticket = select(identities.c.inn).join(tickets, tickets.c.identity == identities.c.id)
        assert await connection.scalar(at_ticket) == "7707083893"
