"""Handing a ticket over to another operator group."""

from bot.sandbox import cast
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
    await first.send("/note проверить <права>")
    answer = await first.send("Какой браузер?")
    await anna.sees("Какой браузер?")
    await anna.send_album([("a.png", PIXEL), ("b.png", PIXEL)], "Вот такой")
    await first.sees("Вот такой")
    await stage.settled()
    seen = len(await anna.messages())

    await first.click("Передать")
    await first.click("Вторая линия")
    await first.sees("Передать ЭО-1 в группу «Вторая линия»?")
    await first.click("Назад")
    await first.click("Вторая линия")
    await first.click("Да, передать")
    await first.sees("передано в группу «Вторая линия»")
    await second.sees("Вот такой")
    await stage.settled()
    history = [each.words for each in await second.messages() if not each.service]
    assert "Не открывается каталог" in history[0]
    note = "📝 Заметка (только для операторов), Вера Орлова: проверить <права>"
    assert history[1:] == ["Какой браузер?", "Вот такой", "", note]
    assert (await second.sees("Какой браузер?")).raw["forwarded"] == "Вера Орлова"
    assert (await second.sees("Вот такой")).raw["forwarded"] is None
    assert len(await anna.messages()) == seen
    topics = (await vera.topics())[0]
    assert topics["closed"]
    assert not any(each.buttons for each in await first.messages())
    card = next(each for each in await first.messages() if not each.service)
    assert card.text == "➡ ЭО-1 передано в группу «Вторая линия»."
    await first.does_not_see("Состояние:")
    assert "проверить" not in "".join(each.text for each in await anna.messages())

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


async def test_a_ticket_that_comes_back_gets_its_old_topic_again_with_what_was_said_since(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    first = vera.in_topic("ЭО-1")
    await first.sees("Не открывается каталог")
    await first.send("Передаю коллегам")
    photo = await anna.send("Вот так выглядит")
    await anna.send("Лишнее")
    await first.sees("Лишнее")
    await first.send("/transfer")
    await first.click("Вторая линия")
    await first.click("Да, передать")
    second = gleb.in_topic("ЭО-1", SECOND_GROUP)
    await second.sees("Передаю коллегам")
    await stage.settled()
    (left,) = await vera.topics()
    assert (left["name"], left["closed"]) == ("➡ ЭО-1 · передано", True)
    await anna.send("Есть новости?")
    await anna.edit(photo, "Вот так выглядит сегодня")
    await second.sees("Вот так выглядит сегодня")
    await second.sees("Есть новости?")
    (there,) = await gleb.topics(SECOND_GROUP)
    assert there["name"].startswith("🆕 ЭО-1")
    await second.click("Передать")
    await second.click("Поддержка ЭО")
    await second.click("Да, передать")
    await stage.settled()
    (topic,) = await vera.topics()
    assert topic["name"].startswith("🆕 ЭО-1 · ООО «Ромашка»")
    assert not topic["closed"]
    (away,) = await gleb.topics(SECOND_GROUP)
    assert (away["name"], away["closed"]) == ("➡ ЭО-1 · передано", True)
    here = [each for each in await first.messages() if not each.service]
    words = [each.words for each in here]
    back = next(n for n, each in enumerate(here) if n and "Не открывается каталог" in each.text)
    assert words[back + 1 :] == ["Вот так выглядит сегодня", "Есть новости?"]
    assert words.count("Передаю коллегам") == 1
    assert here[back].buttons
    assert not here[0].buttons
    await first.send("Снова с вами")
    await anna.sees("Снова с вами")


async def test_a_topic_that_was_deleted_meanwhile_is_made_again(stage: Stage, anna: Person, vera: Person, gleb: Person):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    first, second = vera.in_topic("ЭО-1"), gleb.in_topic("ЭО-1", SECOND_GROUP)
    await first.sees("Не открывается каталог")
    await first.send("Передаю коллегам")
    await first.send("/transfer")
    await first.click("Вторая линия")
    await first.click("Да, передать")
    await second.sees("Передаю коллегам")
    await stage.settled()
    (left,) = await vera.topics()
    world = stage.sandbox.world
    stage.sandbox.telegram.drop_topic(world.chats[cast.GROUP], world.chats[cast.GROUP].topics[left["thread"]])
    await anna.send("Есть новости?")
    await second.sees("Есть новости?")
    await second.click("Передать")
    await second.click("Поддержка ЭО")
    await second.click("Да, передать")
    await first.sees("Есть новости?")
    await first.sees("Передаю коллегам")


async def test_what_is_handed_over_is_new_until_somebody_takes_it(
    stage: Stage, anna: Person, vera: Person, gleb: Person
):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    first, second = vera.in_topic("ЭО-1"), gleb.in_topic("ЭО-1", SECOND_GROUP)
    await first.click("Взять")
    await first.sees("Состояние: в работе")
    await first.click("Передать")
    await first.click("Вторая линия")
    await first.click("Да, передать")
    card = await second.sees("Не открывается каталог")
    await stage.settled()
    assert "Оператор: —" in card.text
    assert "Состояние: новое" in card.text
    assert (await gleb.topics(SECOND_GROUP))[0]["name"].startswith("🆕")
    await anna.send("Что нового?")
    await stage.settled()
    assert (await gleb.topics(SECOND_GROUP))[0]["name"].startswith("🆕")
    await second.click("Взять")
    await second.sees("Состояние: в работе")


async def test_without_another_group_there_is_nowhere_to_go(stage: Stage, vera: Person):
    add_group(stage)  # the bot is there, but no supervisor has bound it
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Не открывается каталог")
    assert "Другой группы операторов нет" in (await topic.click("Передать"))["text"]
    for forged in (f"to:1:{SECOND_GROUP}", f"tosure:1:{SECOND_GROUP}", "toback:1"):
        answer = await topic.press(card, forged, forged=True)
        assert "Другой группы операторов нет" in (answer or {})["text"]


async def test_clause_6_1_a_reason_typed_below_the_question_stays_inside(stage: Stage, anna: Person, vera: Person):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    for finish in ("Отмена", "Да, передать"):
        await topic.click("Передать")
        await topic.click("Вторая линия")
        await topic.sees("Передать ЭО-1 в группу «Вторая линия»?")
        if finish == "Отмена":
            await topic.click(finish)
            await stage.settled()
            await topic.send("Смотрим журнал")
            await anna.sees("Смотрим журнал")
            continue
        await topic.send("Нужна помощь второй линии")
        await topic.sees("Это сообщение пользователю не отправлено")
        await topic.click(finish)
        await topic.sees("передано в группу «Вторая линия»")
    await anna.does_not_see("Нужна помощь")


async def test_what_was_held_before_cannot_be_edited_there_and_the_old_topic_says_where_the_ticket_is(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await bind_group(stage, add_group(stage), services=[17])
    await open_ticket(stage.desk)
    first, second = vera.in_topic("ЭО-1"), dina.in_topic("ЭО-1", SECOND_GROUP)
    await first.sees("Не открывается каталог")
    await first.send("Хрень какая-то, глючит")
    await first.sees("Отредактируйте сообщение")
    await first.send("/transfer")
    await first.click("Вторая линия")
    await first.click("Да, передать")
    held = await second.sees("Не отправлено")
    assert "здесь его не исправить: напишите пользователю своими словами" in held.text
    await first.send("Ещё один вопрос")
    await first.sees("ЭО-1 теперь в группе «Вторая линия». Это сообщение никому не отправлено.")
    await anna.does_not_see("Ещё один вопрос")
