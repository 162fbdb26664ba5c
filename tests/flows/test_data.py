"""Asking a requester for data."""

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket


async def test_clause_3_7_a_request_for_data_carries_its_reason_and_waits_for_the_answer(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.click("Запросить данные")
    await topic.click("Скриншот")
    await topic.sees("Запрос: скриншот.")
    await topic.send("Увидеть <текст> ошибки")
    asked = await anna.sees("Пришлите, пожалуйста: скриншот")
    assert "Увидеть <текст> ошибки" in asked.text
    await topic.sees("У пользователя запрошено: скриншот")
    await topic.sees("Состояние: ждём ответа пользователя")
    await stage.settled()
    assert (await vera.topics())[0]["name"].startswith("❓")
    assert "Оператор: Вера Орлова" in (await topic.messages())[1].text
    await anna.send("/tickets")
    await anna.sees("ждём вашего ответа")
    await anna.send_photo("вот он")
    await topic.sees("вот он")
    await stage.settled()
    assert (await vera.topics())[0]["name"].startswith("🛠")


async def test_it_asks_in_the_operators_own_words_and_takes_no_empty_or_endless_ones(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("/ask")
    await topic.click("Своими словами")
    await topic.sees("ответьте: что запросить")
    await topic.send("\u200b\u2060")
    await topic.sees("Пожалуйста, напишите это словами.")
    await topic.send("я" * 1001)
    await topic.sees("не более 1000 знаков")
    await topic.send("Номер договора")
    await topic.sees("Запрос: Номер договора.")
    await topic.send("/help")
    await topic.sees("/transfer")
    await topic.send("Найти его в архиве")
    await anna.sees("Номер договора")
    await stage.settled()
    assert len(await anna.messages()) == 2
