"""Conversations while Telegram misbehaves: nothing is lost, nothing comes out of order, and people are told once."""

from itertools import groupby

import pytest

from bot.actions.tickets import addressing
from bot.sandbox import cast
from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from tests.desks import Stage, playing
from tests.factories import open_ticket

pytestmark = pytest.mark.both


async def texts(person: Person, mark: str) -> list[str]:
    """The others' messages that begin with a mark, in order."""
    return [message.text for message in await person.messages() if not message.mine and message.text.startswith(mark)]


@pytest.mark.usefixtures("fretful")
@pytest.mark.parametrize("kind", ["429", "500", "cut_before", "timeout", "cut_after"])
async def test_a_fault_neither_loses_nor_reorders_in_either_direction(
    stage: Stage, anna: Person, vera: Person, kind: str
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await stage.settled()
    for chat in (cast.GROUP, cast.ANNA):
        stage.sandbox.faults.add(Fault(kind, times=2, chat=chat, method="copyMessage", retry_after=0))
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
