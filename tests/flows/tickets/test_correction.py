"""Operators correct who a ticket is from (6.2)."""

from sqlalchemy import func, select

from bot.sandbox import cast
from bot.sandbox.client import Person
from db.tables import identities
from tests.desks import Stage
from tests.factories import identify, open_ticket
from tests.flows.requester_steps import extend


async def test_clause_6_2_a_correction_is_on_the_card_in_the_profile_and_on_record(
    stage: Stage, anna: Person, vera: Person, gleb: Person, dina: Person
):
    await dina.send("/start")
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.click("Исправить данные")
    listed = await topic.sees("Что исправить?")
    assert "Логин: anna@romashka.example" in listed.text
    await topic.click("Логин")
    await topic.sees("Логин сейчас: anna@romashka.example")
    assert "другому оператору" in (await gleb.in_topic("ЭО-1").click("Назад"))["text"]
    await topic.click("Назад")
    await topic.sees("Что исправить?")
    await topic.click("Логин")
    await topic.send("не почта")
    await topic.sees("не похоже на адрес")
    await topic.send("new@vector.example")
    done = await topic.sees("Вера Орлова: исправлено поле «Логин»")
    assert done.text.splitlines()[1:] == ["было: anna@romashka.example", "стало: new@vector.example"]
    await topic.sees("Смирнова Анна Ивановна · new@vector.example")
    await topic.click("Исправить данные")
    await topic.click("Организация")
    await topic.send("ООО «Вектор <1>»")
    await topic.sees("ООО «Вектор <1>» · ИНН 7707083893")
    await stage.settled()
    assert "ООО «Вектор <1>»" in (await topic.topics())[0]["name"]
    for unseen in ("не почта", "new@vector.example", "Вектор"):
        await anna.does_not_see(unseen)
    await extend(topic, until="чт 05.02.2026 16:00")
    await stage.settled()
    assert [letter.to for letter in stage.sandbox.mailbox.letters] == ["new@vector.example"]
    await anna.send("/profile")
    assert "new@vector.example" in (await anna.sees("ООО «Вектор <1>»")).text
    await dina.send("/audit ЭО-1")
    record = (await dina.sees("данные пользователя исправлены")).text
    assert "Вера Орлова" in record
    assert "Логин: anna@romashka.example → new@vector.example" in record
    async with stage.desk.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(identities)) == 3, "nothing is overwritten"


async def test_clause_6_2_other_open_tickets_of_that_company_follow_an_operator(
    stage: Stage, anna: Person, vera: Person
):
    for _ticket in range(2):
        await open_ticket(stage.desk)
    topic, other = vera.in_topic("ЭО-1"), vera.in_topic("ЭО-2")
    await other.sees("Не открывается каталог")
    await topic.click("Исправить данные")
    await topic.click("Организация")
    await topic.send("ООО «Вектор»")
    told = await other.sees("Вера Орлова: исправлены данные пользователя")
    assert "Организация: ООО «Ромашка» → ООО «Вектор»" in told.text
    await other.sees("ООО «Вектор» · ИНН 7707083893")
    await anna.does_not_see("Вектор")
    await topic.does_not_see("исправлены данные")


async def test_what_the_requester_changed_since_is_not_undone(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await identify(stage.desk, cast.ANNA, company="ООО «Новая»")
    topic = vera.in_topic("ЭО-1")
    await topic.click("Исправить данные")
    await topic.click("ФИО")
    await topic.send("Смирнова Анна Петровна")
    await topic.sees("Смирнова Анна Петровна · anna@romashka.example")
    await anna.send("/profile")
    page = await anna.sees("Смирнова Анна Петровна")
    assert "ООО «Новая»" in page.text
    card = await topic.sees("Смирнова Анна Петровна · anna")
    assert "ООО «Ромашка»" in card.text


async def test_a_closed_ticket_and_one_without_a_press_stay_as_they_are(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    await topic.send("Исправлено, проверьте")
    await topic.click("Решено")
    await anna.click("Да, вопрос решён")
    await topic.sees("вопрос решён")
    for data in ("card:correct:1", "mend:1:login"):
        assert "закрыто" in (await topic.press(card, data, forged=True) or {})["text"]
