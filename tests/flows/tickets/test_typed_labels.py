"""Labels of the buttons under a held message or a promise, typed by its author, press them (3.2, 3.4, 3.5)."""

import pytest

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    return topic


async def texts(person: Person) -> list[str]:
    return [each.text for each in await person.messages()]


async def test_labels_under_held_messages_are_pressed_by_typing_them(stage: Stage, anna: Person, topic: Person):
    await topic.send("Проблема на серваке")
    await topic.sees("Не отправлено: «серваке»")
    await topic.send("исправить и отправить")
    await anna.sees("Проблема на сервере")
    await topic.sees("Отправлено пользователю")
    await topic.send("Вот проксю настроили")
    await topic.sees("Не отправлено: «проксю»")
    await topic.send("Не отправлять")
    await topic.sees("Не отправлено: так решил оператор Вера Орлова")
    await topic.send("Отправить как есть")
    await anna.sees("Отправить как есть")
    assert not {"исправить и отправить", "Не отправлять", "Вот проксю настроили"} & set(await texts(anna))


async def test_a_label_typed_by_a_colleague_or_as_a_reply_to_another_message_goes_to_the_requester(
    stage: Stage, anna: Person, gleb: Person, topic: Person
):
    await topic.send("Вот проксю настроили")
    await topic.sees("Не отправлено: «проксю»")
    await gleb.in_topic("ЭО-1").send("Отправить как есть")
    await anna.sees("Отправить как есть")
    assert "Вот проксю настроили" not in await texts(anna)


async def test_an_offer_about_a_promise_is_answered_in_words(stage: Stage, anna: Person, topic: Person):
    await topic.send("Ответим в течение часа")
    await topic.sees("Обещано: «в течение часа»")
    await topic.send("Напомнить мне")
    await topic.sees("Напоминание получит Вера Орлова")
    await topic.send("Исправим в течение получаса")
    await topic.sees("Обещано: «в течение получаса»")
    await topic.send("это не обещание")
    await topic.does_not_see("«в течение получаса»")
    assert not {"Напомнить мне", "это не обещание"} & set(await texts(anna))


async def test_clause_4_3_an_extension_up_to_what_was_promised_is_begun_in_words(
    stage: Stage, anna: Person, topic: Person
):
    sent = await topic.send("Обновление выйдет в пятницу до 17:00.")
    await topic.sees("Обещание позже срока", after=sent)
    await topic.send("продлить до обещанного")
    await topic.sees("Новый срок: пт 06.02.2026 17:00 МСК")
    await topic.send("Ждём обновления")
    await anna.sees("продлён до пт 06.02.2026 17:00 МСК")
    assert "продлить до обещанного" not in await texts(anna)
