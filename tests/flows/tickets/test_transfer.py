"""Handing a ticket over to another operator group."""

from bot.sandbox.client import PIXEL, Person
from tests.desks import Stage
from tests.factories import SECOND_GROUP, add_group, bind_group, open_ticket


async def test_clause_6_1_a_ticket_goes_to_another_group_with_its_history_and_without_telling_the_requester(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    first, second = vera.in_topic("ЭО-1"), gleb.in_topic("ЭО-1", SECOND_GROUP)
    await first.sees("Не открывается каталог")
    answer = await first.send("Какой браузер?")
    await anna.sees("Какой браузер?")
    await anna.send_album([("a.png", PIXEL), ("b.png", PIXEL)], "Вот такой")
    await first.sees("Вот такой")
    await stage.settled()
    seen = len(await anna.messages())

    await first.click("Передать")
    await first.click("Вторая линия")
    await first.sees("передано в группу «Вторая линия»")
    await second.sees("Вот такой")
    await stage.settled()
    history = [each.words for each in await second.messages() if not each.service]
    assert "Не открывается каталог" in history[0]
    assert history[1:] == ["Какой браузер?", "Вот такой", ""]
    assert len(await anna.messages()) == seen
    topics = (await vera.topics())[0]
    assert topics["closed"]
    assert all("Взять" not in each.buttons for each in await first.messages())

    question = await anna.sees("Какой браузер?")
    await anna.send("Обычный", reply_to=question)  # the counterpart of a reply is in the new topic now
    reply = await second.sees("Обычный")
    assert reply.reply_to is not None
    assert reply.reply_to["text"] == "Какой браузер?"
    await second.send("Я с вами", reply_to=reply)
    told = await anna.sees("Я с вами")
    assert told.reply_to is not None
    assert told.reply_to["text"] == "Обычный"
    await vera.in_group().press(answer, "card:take:1", forged=True)
    await second.sees("Оператор: Глеб Соколов")


async def test_a_ticket_that_comes_back_gets_a_new_topic_with_everything_in_it(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    first = vera.in_topic("ЭО-1")
    await first.sees("Не открывается каталог")
    await first.send("Передаю коллегам")
    await first.send("/transfer")
    await first.click("Вторая линия")
    second = gleb.in_topic("ЭО-1", SECOND_GROUP)
    await second.sees("Передаю коллегам")
    await anna.send("Есть новости?")
    await second.sees("Есть новости?")
    await second.click("Передать")
    await second.click("Поддержка ЭО")
    await stage.settled()
    old, new = sorted(await vera.topics(), key=lambda topic: topic["thread"])
    assert old["closed"]
    assert not new["closed"]
    returned = [each.words for each in await first.messages()]  # the topic with the newest message
    assert returned[2:] == ["Передаю коллегам", "Есть новости?"]


async def test_without_another_group_there_is_nowhere_to_go(stage: Stage, vera: Person):
    add_group(stage)  # the bot is there, but no supervisor has bound it
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    assert "Другой группы операторов нет" in (await topic.click("Передать"))["text"]
    answer = await topic.press(card, f"to:1:{SECOND_GROUP}", forged=True)
    assert answer is not None
    assert "Другой группы операторов нет" in answer["text"]
