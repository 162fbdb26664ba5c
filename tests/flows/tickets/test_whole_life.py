"""The whole life of a ticket, as a requester, an operator and a supervisor live it: by polling and by webhook."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.sandbox.client import PIXEL
from tests.desks import Stage, playing
from tests.flows.requester_steps import choose, describe, identify

pytestmark = pytest.mark.both

SECRET = "whole-life"


@pytest.fixture(params=["polling", "webhook"])
async def life(request: pytest.FixtureRequest, database_url: str, unused_tcp_port: int) -> AsyncIterator[Stage]:
    """A desk that is told of updates in one way or the other."""
    webhook = {
        "webhook_url": f"http://127.0.0.1:{unused_tcp_port}",
        "webhook_secret": SecretStr(SECRET),
        "http_port": unused_tcp_port,
    }
    async with playing(database_url, **(webhook if request.param == "webhook" else {})) as stage:
        yield stage


async def test_a_ticket_is_opened_answered_closed_rated_and_opened_again(life: Stage):
    anna, vera, dina = (life.people[name] for name in ("anna", "vera", "dina"))
    await anna.send("/start")
    await anna.click("Новое обращение")
    await identify(anna)
    await choose(anna, "Доступ в Систему")
    await describe(anna, "Не могу войти в Систему", "Пароль не подходит")
    await anna.click("Отправить")
    confirmation = await anna.sees("ЭО-1")
    assert "04.02.2026 17:00 МСК" in confirmation.text

    topic = vera.in_topic("ЭО-1")
    card = await topic.sees("Пароль не подходит")
    assert "ООО «Ромашка»" in card.text
    await topic.click("Взять")
    await anna.sees("Вера Орлова")
    await topic.send_photo(caption="Нажмите сюда", data=PIXEL)
    answer = await anna.sees("Нажмите сюда")
    await life.settled()  # nobody answers faster than a delivery is written down
    await anna.send("Помогло, спасибо", reply_to=answer)
    thanks = await topic.sees("Помогло, спасибо")
    assert thanks.reply_to is not None

    await topic.click("Решено")
    await anna.click("Да, вопрос решён")
    await anna.click("5 ⭐")
    await topic.sees("Оценка: 5 из 5")
    await life.settled()
    [closed] = await vera.topics()
    assert (closed["name"], closed["closed"]) == ("✅ ЭО-1 · ООО «Ромашка» · Доступ в Систему", True)

    await anna.click("Открыть снова")
    await anna.sees("ЭО-1 снова открыто")
    await life.settled()
    [reopened] = await vera.topics()
    assert (reopened["name"][:1], reopened["closed"]) == ("🛠", False)
    await dina.send("/stats")
    await dina.sees("Зарегистрировано: 1")
