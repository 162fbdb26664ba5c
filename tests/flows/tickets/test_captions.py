"""Files of requesters whose caption begins like a command: they are messages with a file."""

from bot.sandbox.client import PIXEL, Person
from tests.desks import Stage
from tests.factories import open_ticket
from tests.flows.requester_steps import choose, describe

CAPTIONS = (
    *("/help мой экран", "/start", "/tickets вот", "/cancel", "/new вопрос"),
    *("/tariff 1", "/stats", "/import", "/x y"),
)


async def test_a_file_goes_to_the_ticket_whatever_its_caption_begins_with(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    seen = len(await anna.messages())
    for caption in CAPTIONS:
        await anna.send_photo(caption)
    await anna.send_album([("a.png", PIXEL), ("b.png", PIXEL)], "/help альбом")
    await stage.settled()
    arrived = [each for each in await vera.in_topic("ЭО-1").messages() if each.media]
    assert [each.html for each in arrived] == [*CAPTIONS, "/help альбом", ""]
    assert len({each.album for each in arrived if each.album}) == 1
    assert len(await anna.messages()) == seen + len(CAPTIONS) + 2, "no command is obeyed"


async def test_a_file_belongs_to_the_request_that_is_described(stage: Stage, anna: Person, vera: Person):
    await open_ticket(stage.desk)
    await stage.settled()
    await anna.send("/new")
    await anna.click("Всё верно")
    await choose(anna, "Другой вопрос")
    await anna.sees("Опишите, пожалуйста, ваш вопрос")
    await anna.send_photo("/cancel не работает")
    await describe(anna, "Вот снимок")
    await anna.click("Отправить")
    await stage.settled()
    topic = vera.in_topic("ЭО-2")
    assert [each.html for each in await topic.messages() if each.media] == ["/cancel не работает"]


async def test_a_supervisor_still_imports_and_an_operator_commands_by_a_caption(
    stage: Stage, dina: Person, vera: Person
):
    await dina.send_file("a.csv", "Название;Ссылка\nВход;https://t.ru/a\n".encode(), caption="/import")
    await dina.sees("новых — 1")
    await open_ticket(stage.desk)
    await stage.settled()
    topic = vera.in_topic("ЭО-1")
    await topic.send_photo("/take")
    await topic.sees("Вы взяли обращение.")
