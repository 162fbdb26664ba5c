"""Topics deleted or closed by hand, groups out of reach: everything is made again, and what waited arrives."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.sandbox import cast
from bot.sandbox.client import PIXEL, Person
from bot.sandbox.world import Member
from db import outbox
from db.groups import groups
from tests.delivery.conftest import until
from tests.desks import Stage, playing, telegram, working
from tests.factories import open_ticket, set_rights


async def shown(topic: Person) -> list[str]:
    return [message.text for message in await topic.messages() if message.text and not message.service]


async def test_a_deleted_topic_is_made_anew_with_card_context_and_the_message_that_hit_the_hole(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.send("<b>не</b> помогло")
    await topic.sees("не")
    await topic.send("перезайдите")
    await anna.send_photo()
    await stage.settled()
    old = await anna.send("с опечаткай")
    await stage.settled()
    await topic.topic_do("delete")
    await anna.send("в дыру")
    await anna.send("и следом")
    await stage.settled()
    card, context, *rest = await shown(topic)
    assert "Не открывается каталог" in card
    for part in ("Анна Смирнова, вт 03.02.2026", "<b>не</b> помогло", "Вера Орлова", "перезайдите", "[фото]"):
        assert part in context
    assert "в дыру" not in context
    assert rest == ["в дыру", "и следом"]
    await topic.send("вижу")
    await anna.sees("вижу")
    await anna.edit(old, "без опечатки")
    await topic.sees("без опечатки")


async def test_a_fault_while_the_topic_is_made_anew_loses_neither_card_nor_context(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    await anna.send("до дыры")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("до дыры")
    await topic.topic_do("delete")
    sandbox, calls = stage.sandbox, list[str]()
    carried_out = sandbox._carried_out

    async def failing(request, method, call):
        if method in ("createforumtopic", "sendmessage", "copymessage"):
            calls.append(method)
            if len(calls) % 2 == 0:
                request.transport.abort()
        return await carried_out(request, method, call)

    sandbox._carried_out = failing
    await anna.send("в дыру")
    await stage.settled()
    texts = await shown(topic)
    assert "Не открывается каталог" in texts[0]
    assert any("до дыры" in text and "Тема была удалена" in text for text in texts[1:])
    assert "в дыру" in texts


async def test_a_topic_closed_by_hand_is_reopened_when_its_requester_writes(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.topic_do("close")
    await stage.settled()
    (inside,) = stage.sandbox.world.chats[cast.GROUP].topics.values()
    assert inside.closed, "as long as nobody writes it stays as the operators want it"
    await anna.send("есть новости?")
    await topic.sees("есть новости?")
    assert not inside.closed


async def reach(stage: Stage) -> bool:
    """Whether the desk believes that the group can be written to."""
    async with stage.desk.database.reading() as connection:
        group = await groups.find(connection, cast.GROUP)
    return group is not None and group.warned_at is None


async def failed_tries(stage: Stage) -> int:
    """How often the rows that wait were tried in vain."""
    async with stage.desk.database.reading() as connection:
        return sum(parcel.attempts for parcel in await outbox.waiting(connection, 0, 10))


async def tried(stage: Stage, times: int) -> None:
    async with asyncio.timeout(20):
        while await failed_tries(stage) < times:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("trouble", ["kicked", "deleted", "rights"])
async def test_supervisors_are_told_once_of_a_group_out_of_reach_and_all_arrives_after_the_cure(
    stage: Stage, anna: Person, vera: Person, dina: Person, trouble: str
):
    await dina.send("/start")
    await open_ticket(stage.desk)
    await open_ticket(stage.desk, cast.BORIS, "Не входит")
    await stage.settled()
    group = stage.sandbox.world.chats[cast.GROUP]
    seat = group.members[cast.BOT_ID]
    if trouble == "deleted":
        group.deleted = True
    else:
        group.members[cast.BOT_ID] = Member("kicked") if trouble == "kicked" else Member("restricted")
    with capture_logs() as logs:
        for number in range(3):
            await anna.send(f"анна {number}")
            await stage.people["boris"].send(f"борис {number}")
        await dina.sees("недоступна: ")
        await tried(stage, 20)
    assert sum(each["event"] == "delivery_postponed" for each in logs) < 15, "not a line per try"
    assert not await reach(stage)
    if trouble == "kicked":
        group.members[cast.BOT_ID] = seat
        stage.sandbox.telegram.seat_bot(group, Member("kicked"), cast.DINA)  # Telegram's own news come late
        await until(lambda: not stage.sandbox.telegram.feed.pending)
    group.deleted, group.members[cast.BOT_ID] = False, seat
    await stage.settled()
    for name, ticket in (("анна", "ЭО-1"), ("борис", "ЭО-2")):
        texts = await shown(vera.in_topic(ticket))
        assert [text for text in texts if text.startswith(name)] == [f"{name} {number}" for number in range(3)]
    assert await reach(stage)
    told = [message.text for message in await dina.messages() if message.text.startswith(("Группа", "Бота удалили"))]
    assert len(told) == 1


async def test_the_news_that_the_bot_was_put_out_is_told_once_and_again_the_next_time(stage: Stage, dina: Person):
    await dina.send("/start")
    await open_ticket(stage.desk)
    await stage.settled()
    for times in (1, 2):
        await set_rights(stage, member=False)
        await stage.settled()
        assert sum("Бота удалили" in message.text for message in await dina.messages()) == times
        await set_rights(stage, member=True, admin=True, can_manage_topics=True)
        await stage.settled()
        assert await reach(stage)


async def test_a_group_cured_while_the_desk_was_down_is_known_to_be_in_reach(database_url: str):
    async with telegram() as (sandbox, address):
        group = sandbox.world.chats[cast.GROUP]
        async with working(database_url, sandbox, address) as stage:
            await stage.people["dina"].send("/start")
            await open_ticket(stage.desk)
            await stage.settled()
            seat, group.members[cast.BOT_ID] = group.members[cast.BOT_ID], Member("restricted")
            await stage.people["anna"].send("ждёт")
            await stage.people["dina"].sees("недоступна: ")
        group.members[cast.BOT_ID] = seat
        async with working(database_url, sandbox, address) as stage:
            await stage.people["vera"].in_topic("ЭО-1").sees("ждёт")
            await stage.settled()
            assert await reach(stage), "or the next time nobody would be told"


async def test_messages_wait_for_a_closed_topic_that_the_bot_may_not_reopen(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await dina.send("/start")
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.topic_do("close")
    await stage.settled()
    group = stage.sandbox.world.chats[cast.GROUP]
    seat, group.members[cast.BOT_ID] = group.members[cast.BOT_ID], Member()
    await anna.send("ждёт")
    await dina.sees("тема закрыта")
    group.members[cast.BOT_ID] = seat
    await topic.sees("ждёт")


async def test_what_was_said_outside_topics_follows_an_upgraded_group(database_url: str):
    async with playing(database_url, operator_chat_id=cast.BASIC_GROUP) as stage:
        world = stage.sandbox.world
        group = world.chats.get(cast.BASIC_GROUP) or cast.add_basic_group(world)
        general = stage.people["vera"].in_group(group.id)
        await open_ticket(stage.desk)
        await general.sees("Не открывается каталог")
        await stage.settled()
        seat, group.members[cast.BOT_ID] = group.members[cast.BOT_ID], Member("kicked")
        async with stage.desk.database.transaction() as connection:
            params = {"text": "ответ на команду"}
            body = {"method": "sendMessage", "params": params}
            await outbox.enqueue(connection, f"chat:{group.id}", "call", body, stage.desk.now())
        stage.desk.courier.wake()
        await tried(stage, 1)
        group.members[cast.BOT_ID] = seat
        new = stage.sandbox.telegram.upgrade(group, cast.DINA)
        await stage.people["vera"].in_group(new.id).sees("ответ на команду")


async def test_an_album_is_not_lost_in_a_hole(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.topic_do("delete")
    await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL)], "Снимки")
    await stage.settled()
    assert [each.html for each in await topic.messages() if each.album] == ["Снимки", ""]
