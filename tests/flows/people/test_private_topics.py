"""Topics of a private chat: one person, one dialogue, and answers where they wrote last."""

from bot.sandbox.cast import ANNA
from bot.sandbox.client import PIXEL, Person
from tests.desks import Stage
from tests.factories import identify, open_ticket


async def threads(stage: Stage, anna: Person, back: int = 1) -> list[int | None]:
    """Where the newest messages of Anna's chat stand."""
    await stage.settled()
    return [each.raw["thread"] for each in (await anna.messages())[-back:]]


async def thread_of(place: Person) -> int:
    topics = await place.topics("bot")
    return next(int(each["thread"]) for each in topics if each["name"] == place.topic)


async def test_a_dialogue_goes_on_in_whatever_topic_it_is_answered(stage: Stage, anna: Person):
    bills = await anna.opens_thread("Счета")
    bills_thread = await thread_of(bills)
    await bills.send("/new")
    await bills.sees("Шаг 1 из 4")
    assert await threads(stage, anna) == [bills_thread]
    await anna.send("anna@romashka.example")
    await anna.sees("Шаг 2 из 4")
    assert await threads(stage, anna) == [None]
    prices = await anna.opens_thread("Прайсы")
    await prices.send("Смирнова Анна Ивановна")
    await prices.sees("Шаг 3 из 4")
    await bills.send("7707083893")
    await bills.sees("Шаг 4 из 4")


async def test_answers_go_to_the_topic_that_the_person_wrote_in_last(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    bills, prices = await anna.opens_thread("Счета"), await anna.opens_thread("Прайсы")
    asked = await bills.send("Где счёт?")
    await stage.settled()
    shown = await topic.sees("Где счёт?")
    await topic.send("Ищем")
    await topic.send_photo("Вот он")
    await topic.send_album([("1.png", PIXEL), ("2.png", PIXEL)])
    await topic.send("/take")
    bills_thread, prices_thread = await thread_of(bills), await thread_of(prices)
    assert set(await threads(stage, anna, 5)) == {bills_thread}
    await prices.send("А прайс?")
    await topic.send("Прайс в меню")
    assert await threads(stage, anna) == [prices_thread]
    await topic.send("Счёт там же", reply_to=shown)
    assert await threads(stage, anna) == [prices_thread]
    answer = await anna.last()
    assert answer.reply_to is not None
    assert answer.reply_to["id"] == asked.id
    await anna.send("Спасибо")
    await topic.send("Обращайтесь")
    assert await threads(stage, anna) == [None]


async def test_pages_follow_a_press(stage: Stage, anna: Person):
    await identify(stage.desk)
    bills = await anna.opens_thread("Счета")
    await bills.send("/new")
    await bills.click("Всё верно")
    await stage.settled()
    assert stage.sandbox.world.chats[ANNA].posts[(await bills.last()).id].thread == await thread_of(bills)


async def test_what_was_for_a_deleted_topic_comes_outside_it(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    bills = await anna.opens_thread("Счета")
    await bills.send("Где счёт?")
    await stage.settled()
    await bills.topic_do("delete")
    topic = vera.in_topic("ЭО-1")
    await topic.send("В меню")
    await topic.send("Второй пункт")
    await stage.settled()
    told = (await anna.messages())[-2:]
    assert [(each.text, each.raw["thread"]) for each in told] == [("В меню", None), ("Второй пункт", None)]


async def test_edits_and_reactions_find_their_message_in_its_topic(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    bills = await anna.opens_thread("Счета")
    asked = await bills.send("Где щёт?")
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await bills.edit(asked, "Где счёт?")
    shown = await topic.sees("Где счёт?")
    await topic.react(shown, "👍")
    await stage.settled()
    assert (await bills.last()).reactions == ("👍",)
