"""One person who asks without end is told so politely, supervisors are told once, and others are not slowed."""

import pytest
from sqlalchemy import text

from bot.rules.refusals import Refused
from bot.sandbox import cast
from tests.desks import playing
from tests.factories import open_ticket
from tests.flows.requester_steps import choose, describe, identify

LIMIT = 3
TOLD = "обращений за час: 3"


async def test_who_asks_without_end_is_told_and_others_go_on(database_url: str):
    async with playing(database_url, requests_per_hour=LIMIT) as stage:
        anna, dina = stage.people["anna"], stage.people["dina"]
        await dina.send("/start")
        await stage.settled()
        for number in range(LIMIT):
            await open_ticket(stage.desk, cast.ANNA, f"вопрос {number}")
        with pytest.raises(Refused):
            await open_ticket(stage.desk, cast.ANNA, "ещё один")
        for _ in range(2):
            await anna.send("/new")
            await anna.sees("За последний час от вас принято обращений: 3. Следующее можно отправить с 11:00")
        await stage.settled()
        assert sum(TOLD in each.text for each in await dina.messages()) == 1
        await open_ticket(stage.desk, cast.BORIS, "у меня первый")
        await stage.people["vera"].in_topic("ЭО-4").sees("у меня первый")
        await stage.later(hours=1)
        await anna.send("/new")
        await anna.sees("ИНН")


async def test_it_is_asked_again_before_it_is_sent(database_url: str):
    """The limit may be reached while a description is being written; what was written is kept."""
    async with playing(database_url, requests_per_hour=1) as stage:
        anna = stage.people["anna"]
        await anna.send("/new")
        await identify(anna)
        await choose(anna, "Доступ в Систему")
        await describe(anna, "Не входит")
        await anna.sees("Проверьте")
        await open_ticket(stage.desk, cast.BORIS)
        async with stage.desk.database.transaction() as connection:
            await connection.execute(
                text("update tickets set person = (select author from messages where ticket is null)")
            )
        answer = await anna.click("Отправить")
        assert answer is not None
        assert "Следующее можно отправить с 11:00" in answer["text"]
        await stage.later(hours=1)
        await anna.click("Отправить")
        await stage.people["vera"].in_topic("ЭО-2").sees("Не входит")
