"""Messages between a requester and the operators, through the topic of the ticket."""

from bot.sandbox.client import Person
from tests.desks import Stage
from tests.factories import open_ticket


async def test_it_opens_a_topic_with_a_card_that_holds_the_request(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await anna.sees("ЭО-1")
    card = await vera.in_topic("ЭО-1").sees("Не открывается каталог")
    assert "ООО «Ромашка»" in card.text
    assert len(await vera.topics()) == 1


async def test_it_carries_messages_both_ways(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.send("Добрый день, проверяем")
    await anna.sees("Добрый день, проверяем")
    await anna.send("Спасибо, жду")
    await topic.sees("Спасибо, жду")
