"""While the guide is empty nothing can be linked to (3.6), and supervisors know it."""

from bot.sandbox.client import Person
from tests.db.test_articles import load
from tests.desks import Stage, playing
from tests.factories import open_ticket

INSTRUCTION = "Откройте раздел «Каталог», нажмите «Загрузить прайс-лист» и выберите файл."
TOLD = "Руководство пусто: инструкции без ссылки не задерживаются (3.6)"


async def instructions(stage: Stage, vera: Person, *texts: str) -> None:
    """An operator sends instructions without a link."""
    await open_ticket(stage.desk)
    await stage.settled()
    for text in texts:
        await vera.in_topic("ЭО-1").send(text)
    await stage.settled()


async def told(dina: Person) -> int:
    """How often a supervisor was told."""
    return sum(TOLD in message.text for message in await dina.messages())


async def test_clause_3_6_supervisors_are_told_once_that_the_guide_is_empty(
    stage: Stage, anna: Person, vera: Person, dina: Person
):
    await instructions(stage, vera, "Проверим и ответим.", INSTRUCTION)  # nobody who could be told is known yet
    await dina.send("/start")
    assert await told(dina) == 0
    for text in (f"Ещё раз. {INSTRUCTION}", f"И снова. {INSTRUCTION}"):
        await vera.in_topic("ЭО-1").send(text)
        await anna.sees(text)
    await stage.settled()
    assert await told(dina) == 1
    assert "/import" in (await dina.sees(TOLD)).text


async def test_clause_3_6_nobody_is_told_of_a_guide_that_has_articles(stage: Stage, vera: Person, dina: Person):
    await load(stage.desk.database)
    await dina.send("/start")
    await instructions(stage, vera, INSTRUCTION)
    assert await told(dina) == 0


async def test_clause_3_6_nobody_is_told_where_links_are_not_looked_for(database_url: str):
    async with playing(database_url, check_links=False) as stage:
        await stage.people["dina"].send("/start")
        await instructions(stage, stage.people["vera"], INSTRUCTION)
        assert await told(stage.people["dina"]) == 0
