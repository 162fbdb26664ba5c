"""Conversations while Telegram misbehaves: nothing is lost, nothing comes out of order, and people are told once."""

import asyncio
from itertools import groupby

import pytest

from bot.actions import addressing
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from bot.sandbox.world import Content, Member
from db import outbox
from tests.desks import Stage, playing
from tests.factories import open_ticket


async def texts(person: Person, mark: str) -> list[str]:
    """The others' messages that begin with a mark, in order."""
    return [message.text for message in await person.messages() if not message.mine and message.text.startswith(mark)]


@pytest.mark.parametrize("kind", ["429", "500", "cut_before", "timeout", "cut_after"])
async def test_a_fault_neither_loses_nor_reorders_in_either_direction(
    stage: Stage, anna: Person, vera: Person, kind: str
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await stage.settled()
    for chat in (cast.GROUP, cast.ANNA):
        stage.sandbox.faults.add(Fault(kind, times=2, chat=chat, method="copyMessage"))
    for number in range(3):
        await anna.send(f"вопрос {number}")
        await topic.send(f"ответ {number}")
    await stage.settled()
    for seen, word in ((await texts(topic, "вопрос"), "вопрос"), (await texts(anna, "ответ"), "ответ")):
        assert [text for text, _ in groupby(seen)] == [f"{word} {number}" for number in range(3)]
        assert len(seen) == (5 if kind == "cut_after" else 3), "only a call that took effect unseen is doubled"


async def test_two_first_messages_at_once_open_one_topic(stage: Stage, anna: Person, vera: Person):
    stage.sandbox.faults.add(Fault("500", times=2, chat=cast.GROUP, method="createForumTopic"))
    stage.sandbox.faults.add(Fault("cut_before", chat=cast.GROUP, method="sendMessage"))
    await open_ticket(stage.desk)
    await anna.send("первое")
    await anna.send("второе")
    await stage.settled()
    assert len(await vera.topics()) == 1
    shown = [message.text for message in await vera.in_topic("ЭО-1").messages() if message.text]
    assert "Не открывается каталог" in shown[0]
    assert shown[1:] == ["первое", "второе"]


async def test_a_topic_deleted_by_hand_is_made_anew_with_its_card_and_the_message_that_hit_the_hole(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await topic.topic_do("delete")
    await anna.send("в дыру")
    await anna.send("и следом")
    await stage.settled()
    shown = [message.text for message in await topic.messages() if message.text]
    assert "Не открывается каталог" in shown[0]
    assert shown[1:] == ["в дыру", "и следом"]
    await topic.send("вижу")
    await anna.sees("вижу")


async def test_a_group_upgraded_under_queued_messages_gets_all_of_them(database_url: str):
    async with playing(database_url, operator_chat_id=cast.BASIC_GROUP) as stage:
        sandbox, anna, boris = stage.sandbox, stage.people["anna"], stage.people["boris"]
        group = sandbox.world.chats.get(cast.BASIC_GROUP) or cast.add_basic_group(sandbox.world)
        await open_ticket(stage.desk)
        await open_ticket(stage.desk, cast.BORIS, "Не входит")
        await stage.settled()
        new = sandbox.telegram.upgrade(group, cast.DINA)
        for number in range(3):
            await anna.send(f"анна {number}")
            await boris.send(f"борис {number}")
        await stage.settled()
        general = stage.people["vera"].in_group(new.id)
        assert await texts(general, "анна") == [f"анна {number}" for number in range(3)]
        assert await texts(general, "борис") == [f"борис {number}" for number in range(3)]


async def test_messages_wait_for_a_bot_put_out_of_the_group(
    stage: Stage, anna: Person, vera: Person, monkeypatch: pytest.MonkeyPatch
):
    await open_ticket(stage.desk)
    await stage.settled()
    group = stage.sandbox.world.chats[cast.GROUP]
    seat, group.members[cast.BOT_ID] = group.members[cast.BOT_ID], Member("kicked")
    await anna.send("ждёт")
    async with asyncio.timeout(5):
        while not await failed_tries(stage):
            pass
    group.members[cast.BOT_ID] = seat
    await vera.in_topic("ЭО-1").sees("ждёт")


async def failed_tries(stage: Stage) -> int:
    """How often the rows that wait were tried in vain."""
    async with stage.desk.database.reading() as connection:
        return sum(parcel.attempts for parcel in await outbox.waiting(connection, 0, 10))


async def test_operators_are_told_once_that_a_requester_is_gone_and_of_each_message_that_did_not_arrive(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    await anna.block()
    answers = [await topic.send(text) for text in ("раз", "два")]
    await stage.settled()
    reports = [message for message in await topic.messages() if message.text.startswith("⚠️")]
    assert ["заблокировал" in message.text for message in reports] == [True, False, False]
    assert [message.reply_to["id"] for message in reports[1:]] == [answer.id for answer in answers]
    await topic.sees("Сообщение не доставлено пользователю: бот заблокирован")
    await anna.block(blocked=False)
    await anna.send("я снова здесь")
    await topic.sees("я снова здесь")
    await topic.send("три")
    await anna.sees("три")


async def test_a_message_refused_for_good_is_reported_in_the_topic_and_the_next_goes_on(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    telegram = stage.sandbox.telegram
    private = telegram.world.chats[cast.ANNA]
    place = telegram.post(private, cast.ANNA, Content("location", data={"latitude": 55.7, "longitude": 37.6}))
    telegram.erase(private, [place.id])  # nothing on record to send instead
    await anna.send("следом")
    await topic.sees("следом")
    await topic.sees("Не удаётся показать здесь сообщение пользователя: сообщение удалено")


async def test_supervisors_learn_of_an_update_that_cannot_be_handled_and_the_next_goes_on(
    stage: Stage, anna: Person, vera: Person, dina: Person, monkeypatch: pytest.MonkeyPatch
):
    await dina.send("/start")
    await open_ticket(stage.desk)
    wrote = addressing.requester_wrote

    async def failing(work, person, written, ticket):
        await wrote(work, person, written, ticket)
        if written.html == "беда":
            raise ZeroDivisionError

    monkeypatch.setattr(addressing, "requester_wrote", failing)
    await anna.send("беда")
    await anna.send("дальше")
    await dina.sees("ZeroDivisionError")
    topic = vera.in_topic("ЭО-1")
    await topic.sees("дальше")
    await topic.does_not_see("беда")
