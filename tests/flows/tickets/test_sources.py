"""Answers of operators whose group cannot be read any more by the time they are brought to the requester."""

from bot.sandbox import cast
from bot.sandbox.client import PIXEL, Person
from bot.sandbox.faults import Fault
from bot.sandbox.world import Member
from tests.desks import Stage, playing
from tests.factories import SECOND_GROUP, add_group, bind_group, open_ticket
from tests.flows.groups.test_holes import tried
from tests.flows.people.test_gone import marked


def hold_up(stage: Stage) -> None:
    """Let nothing be copied until `stage.sandbox.faults.waiting` is cleared."""
    stage.sandbox.faults.add(Fault("500", times=10**6, method="copyMessage"))


async def test_an_answer_from_a_group_that_the_bot_was_put_out_of_arrives_and_nobody_is_taken_for_gone(
    stage: Stage, anna: Person, vera: Person
):
    await open_ticket(stage.desk)
    topic = vera.in_topic("ЭО-1")
    await topic.sees("Не открывается каталог")
    hold_up(stage)
    place = await topic.send("", location={"latitude": 55.75, "longitude": 37.62})
    await topic.send("<b>ответ</b>", html=True)
    await topic.send_photo("снимок")
    await tried(stage, 1)
    group = stage.sandbox.world.chats[cast.GROUP]
    seat, group.members[cast.BOT_ID] = group.members[cast.BOT_ID], Member("kicked")
    stage.sandbox.faults.waiting.clear()
    await anna.sees("снимок")
    group.members[cast.BOT_ID] = seat
    await stage.settled()
    assert [message.html for message in (await anna.messages())[-2:]] == ["<b>ответ</b>", "снимок"]
    assert await marked(topic) == [("⚠️ Сообщение не доставлено пользователю: бота удалили", place.id)]


async def test_an_answer_from_a_group_that_was_upgraded_meanwhile_arrives(database_url: str):
    async with playing(database_url, operator_chat_id=cast.BASIC_GROUP) as stage:
        group = cast.add_basic_group(stage.sandbox.world)
        group.members[cast.BOT_ID] = Member("administrator", cast.BOT_RIGHTS)
        await open_ticket(stage.desk)
        vera = stage.people["vera"].in_group(group.id)
        card = await vera.sees("Не открывается каталог")
        hold_up(stage)
        await vera.send("ответ", reply_to=card)
        await vera.send_photo("снимок", reply_to=card.id)
        await tried(stage, 1)
        stage.sandbox.telegram.upgrade(group, cast.DINA)
        stage.sandbox.faults.waiting.clear()
        await stage.people["anna"].sees("ответ")
        await stage.people["anna"].sees("снимок")


async def test_history_from_an_upgraded_group_takes_nothing_for_an_upgrade_of_the_group_it_comes_to(
    database_url: str,
):
    async with playing(database_url, operator_chat_id=cast.BASIC_GROUP) as stage:
        group = cast.add_basic_group(stage.sandbox.world)
        group.members[cast.BOT_ID] = Member("administrator", cast.BOT_RIGHTS)
        await bind_group(stage, add_group(stage), services=[1])
        await open_ticket(stage.desk)
        vera = stage.people["vera"].in_group(group.id)
        card = await vera.sees("Не открывается каталог")
        await vera.send_photo("снимок", reply_to=card, data=PIXEL)
        await stage.people["anna"].sees("снимок")
        await stage.settled()
        stage.sandbox.faults.add(Fault("500", times=10**6, method="forwardMessage"))
        await vera.click("Передать")
        await vera.click("Вторая линия")
        await vera.click("Да, передать")
        await tried(stage, 1)
        stage.sandbox.telegram.upgrade(group, cast.DINA)
        stage.sandbox.faults.waiting.clear()
        await stage.people["vera"].in_topic("ЭО-1", SECOND_GROUP).sees("снимок")
        await stage.settled()
