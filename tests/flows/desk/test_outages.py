"""Telegram is away: the desk stays up, those who run it are told by e-mail, and in the chat when it is over."""

import asyncio

import aiohttp
import pytest
from pydantic import SecretStr

from bot.actions import outgoing
from bot.actions.work import Work
from bot.rules.desk.outages import NOTED
from bot.rules.notices import RequesterGone
from bot.sandbox.client import Person
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from db.desk import outages
from tests.delivery.conftest import until
from tests.desks import Stage, playing, telegram, working
from tests.factories import open_ticket

MINUTE = 60.0
KEEPERS = frozenset({"keeper@example.org", "second@example.org"})


async def cut_off(sandbox: Sandbox) -> None:
    """Let no call get through, polling included: the poll that waits is answered by what comes last of all."""
    await until(lambda: sandbox.telegram.feed.polled)
    for method in (None, "getUpdates"):
        sandbox.faults.add(Fault("cut_before", times=10**6, method=method))


async def lasting(stage: Stage, minutes: float) -> None:
    """Let the outage have lasted for so long: both the desk's clock and the one of the line go by.

    A call that was under way when the line was cut may be answered after it: that answer counts as one before.
    """
    line = stage.desk._api.line
    assert line.answered_at is not None
    since = line.answered_at - minutes * MINUTE
    stage.sandbox.clock.move(NOTED * (minutes * MINUTE / NOTED.total_seconds()))
    async with asyncio.timeout(20):
        line.answered_at = since
        while not await noted(stage):
            await asyncio.sleep(0.01)
            line.answered_at = since


async def noted(stage: Stage) -> bool:
    """Whether the database holds an outage."""
    async with stage.desk.database.reading() as connection:
        return await outages.find(connection) is not None


async def over(stage: Stage) -> None:
    """Wait until the outage has ended."""
    async with asyncio.timeout(20):
        while await noted(stage):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def tell(stage: Stage, times: int) -> None:
    """Have something to tell that cannot be told now, and what is no message besides."""
    async with stage.desk.database.transaction() as connection:
        work = Work(connection, stage.desk.now(), stage.desk.policy)
        for _ in range(times):
            await outgoing.tell(work, outgoing.to_ticket(1), RequesterGone(number=1))
        await outgoing.call(work, outgoing.to_ticket(1), "editMessageText", {"message_id": 1, "text": "-"})


async def begun(stage: Stage) -> None:
    """Wait until the desk works, and so has heard of Telegram."""
    await stage.people["anna"].send("Здравствуйте")
    await stage.settled()


async def back(stage: Stage) -> None:
    """Let calls through again, and see the outage end: what somebody writes ends the poll under way."""
    stage.sandbox.faults.waiting.clear()
    await stage.people["anna"].send("Есть кто-нибудь?")
    await over(stage)


async def test_supervisors_learn_when_it_is_over_from_when_to_when_and_what_waited(stage: Stage, dina: Person):
    await dina.send("/start")
    await open_ticket(stage.desk)
    await stage.settled()
    await cut_off(stage.sandbox)
    await tell(stage, 1)
    await lasting(stage, 10)
    await tell(stage, 2)
    stage.sandbox.faults.waiting.clear()
    told = await dina.sees("Telegram был недоступен с вт 03.02.2026 10:00 МСК до вт 03.02.2026 10:10 МСК")
    assert "Ожидало отправки сообщений: 3, сейчас они доставляются" in told.text
    await over(stage)
    await stage.settled()
    assert not [each for each in stage.sandbox.mailbox.letters if "Telegram" in each.subject]


@pytest.mark.parametrize("named", [KEEPERS, frozenset()], ids=["SUPERVISOR_EMAILS", "SUPPORT_EMAIL"])
async def test_an_outage_that_lasts_is_told_by_e_mail_once(database_url: str, named: frozenset[str]):
    async with playing(database_url, supervisor_emails=named, outage_mail_minutes=20) as stage:
        await begun(stage)
        await cut_off(stage.sandbox)
        await lasting(stage, 19)
        letters = stage.sandbox.mailbox.letters
        assert letters == []
        await lasting(stage, 2)
        await until(lambda: len(letters) == (len(named) or 1), seconds=20)
        assert {each.to for each in letters} == (named or {"support@tbshelp.ru"})
        assert letters[0].subject == "Telegram недоступен"
        assert "Telegram недоступен с вт 03.02.2026 10:00 МСК" in letters[0].text
        assert "ЭО-" not in letters[0].text
        await lasting(stage, 60)
        await back(stage)
        assert len(letters) == (len(named) or 1)


async def test_without_a_mail_server_no_letter_is_left_lying(database_url: str):
    async with playing(database_url, smtp_url=None) as stage:
        await begun(stage)
        await cut_off(stage.sandbox)
        await lasting(stage, 60)
        await back(stage)
        await stage.settled()


async def test_an_outage_goes_on_over_a_restart_and_the_desk_starts_without_telegram(database_url: str):
    async with telegram() as (sandbox, address):
        async with working(database_url, sandbox, address) as stage:
            await stage.people["dina"].send("/start")
            await stage.settled()
            await cut_off(sandbox)
            await lasting(stage, 5)
        async with working(database_url, sandbox, address) as stage:
            async with aiohttp.ClientSession() as session, session.get(f"{stage.desk.address}/healthz") as answer:
                assert answer.status == 200, "it is up, and has not waited for 90 s yet"
            sandbox.clock.move(NOTED * 20)
            await until(lambda: sandbox.mailbox.letters)  # 35 minutes by now
            assert "с вт 03.02.2026 10:00 МСК" in sandbox.mailbox.letters[0].text
            sandbox.faults.waiting.clear()
            await stage.people["dina"].sees(
                "Telegram был недоступен с вт 03.02.2026 10:00 МСК до вт 03.02.2026 10:35 МСК"
            )


async def test_a_refusal_is_an_answer_and_a_broken_server_is_none(stage: Stage):
    await begun(stage)
    line = stage.desk._api.line
    stage.sandbox.faults.add(Fault("500", times=10**6, method="getUpdates"))
    await stage.people["anna"].send("Здравствуйте")  # ends the poll under way
    line.answered_at = heard = 1.0
    await until(lambda: stage.sandbox.faults.waiting[0].times < 10**6 - 3)
    stage.sandbox.token = "1000:another"
    await until(lambda: line.token_refused)
    assert line.answered_at is not None
    assert line.answered_at > heard


async def test_a_desk_with_proxies_of_which_none_is_there_starts_and_stays_up(database_url: str):
    proxies = SecretStr("socks5://127.0.0.1:1,http://127.0.0.1:2")
    async with playing(database_url, telegram_proxy=proxies) as stage:
        async with aiohttp.ClientSession() as session, session.get(f"{stage.desk.address}/healthz") as answer:
            assert answer.status == 200
        await until(lambda: [each.up for each in stage.desk._api.routes.standings()].count(True) < 2)
