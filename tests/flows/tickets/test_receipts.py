"""Every message to an open ticket gets a reaction of the desk, and costs no message in the chat."""

import pytest

from bot.sandbox.client import PIXEL, Person
from tests.desks import Stage, playing
from tests.factories import open_ticket


@pytest.fixture
async def topic(stage: Stage, vera: Person) -> Person:
    """Vera in the topic of a ticket of Anna's."""
    await open_ticket(stage.desk)
    await stage.settled()
    return vera.in_topic("ЭО-1")


async def test_each_message_is_acknowledged_and_an_album_once(stage: Stage, anna: Person, topic: Person):
    said = await anna.send("Добрый день")
    await anna.sees_reaction(said, "✍")
    first, *rest = await anna.send_album([("1.png", PIXEL), ("2.png", PIXEL), ("3.png", PIXEL)])
    await anna.sees_reaction(first, "✍")
    last = await anna.send_photo("И ещё")
    await anna.sees_reaction(last, "✍")  # what belongs to the album came before
    shown = {each.id: each.reactions for each in await anna.messages()}
    assert [shown[each.id] for each in rest] == [(), ()]


async def test_an_operators_reaction_takes_its_place_and_gives_it_back(stage: Stage, anna: Person, topic: Person):
    said = await anna.send("Спасибо, помогло")
    await anna.sees_reaction(said, "✍")
    copy = await topic.sees("Спасибо, помогло")
    await topic.react(copy, "❤")
    await anna.sees_reaction(said, "❤")
    await topic.react(copy, None)
    await anna.sees_reaction(said, "✍")
    assert not (await topic.sees("Спасибо, помогло")).reactions


async def test_a_requesters_reaction_reaches_the_operator_and_can_be_taken_back(
    stage: Stage, anna: Person, topic: Person
):
    answer = await topic.send("Готово")
    copy = await anna.sees("Готово")
    await anna.react(copy, "👍")
    await topic.sees_reaction(answer, "👍")
    await anna.react(copy, None)
    await topic.sees_reaction(answer, None)


async def test_a_refused_reaction_holds_nothing_up(stage: Stage, anna: Person, topic: Person):
    await anna.send("Раз", reply_to=await anna.sees("под номером ЭО-1"))
    await anna.delete(await anna.send("Два"))
    await anna.send("Три")
    await topic.sees("Три")


async def test_it_can_be_switched_off(database_url: str):
    async with playing(database_url, received_reaction="off") as stage:
        await open_ticket(stage.desk)
        anna = stage.people["anna"]
        said = await anna.send("Раз")
        await stage.people["vera"].in_topic("ЭО-1").sees("Раз")
        later = await anna.send_photo()
        await stage.settled()
        assert [each.reactions for each in await anna.messages() if each.id in (said.id, later.id)] == [(), ()]
