import asyncio

import pytest
from aiohttp import ClientError, ClientTimeout

from bot.sandbox.client import GROUP
from bot.sandbox.faults import Budgets
from tests.sandbox.conftest import Refused


async def fault(api, **fields):
    base = api.url.split("/bot")[0]
    async with api.session.post(f"{base}/sandbox/faults", json=fields) as answer:
        return answer.status, await answer.json()


async def test_a_429_names_its_seconds_and_is_used_up(api, started):
    await fault(api, kind="429", retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(Refused, match="Too Many Requests: retry after 7") as refused:
            await api("sendMessage", chat_id=101, text="да")
        assert refused.value.parameters == {"retry_after": 7}
    assert await api("sendMessage", chat_id=101, text="да")


async def test_faults_are_for_one_chat_and_method_in_the_order_they_came(api, started):
    await fault(api, kind="500", chat=101, method="sendMessage")
    await fault(api, kind="429", chat=101)
    assert await api("sendMessage", chat_id=GROUP, text="мимо")
    with pytest.raises(Refused, match="Internal Server Error") as refused:
        await api("sendMessage", chat_id=101, text="да")
    assert refused.value.code == 500
    with pytest.raises(Refused, match="Too Many Requests"):
        await api("sendMessage", chat_id=101, text="да")


async def test_a_connection_cut_before_leaves_nothing_and_after_leaves_the_message(api, started):
    for kind in ("cut_before", "cut_after"):
        await fault(api, kind=kind, method="sendMessage")
        with pytest.raises(ClientError):
            await api("sendMessage", chat_id=101, text=kind)
    assert [message.text for message in await started.messages()] == ["/start", "cut_after"]


async def test_a_timeout_says_nothing_at_all(api, started):
    await fault(api, kind="timeout")
    with pytest.raises(asyncio.TimeoutError):
        await api.session.post(f"{api.url}/getMe", timeout=ClientTimeout(total=0.05))


async def test_faults_are_listed_and_forgotten_and_polling_is_spoilt_by_name_only(api, session, base):
    await fault(api, kind="500", times=5)
    assert await api("getUpdates") == []
    async with session.delete(f"{base}/sandbox/faults") as answer:
        assert await answer.json() == []
    await fault(api, kind="500", method="getUpdates")
    with pytest.raises(Refused, match="Internal"):
        await api("getUpdates")
    assert await fault(api, kind="flood") == (
        400,
        {"error": "kind is one of 429, 500, cut_before, cut_after, timeout"},
    )


@pytest.fixture
def time(sandbox):
    """The budgets' seconds, which a test moves."""
    time = [0.0]
    sandbox.budgets = Budgets(lambda: time[0])
    return time


async def test_a_group_takes_its_messages_a_minute_edits_and_topics_included(api, sandbox, time):
    sandbox.budgets.group_per_minute = 3
    sent = await api("sendMessage", chat_id=GROUP, text="раз")
    time[0] = 10.0
    await api("editMessageText", chat_id=GROUP, message_id=sent["message_id"], text="два")
    await api("createForumTopic", chat_id=GROUP, name="тема")
    with pytest.raises(Refused, match="retry after 50"):
        await api("sendMessage", chat_id=GROUP, text="четыре")
    await api("sendChatAction", chat_id=GROUP, action="typing")
    time[0] = 60.0
    assert await api("sendMessage", chat_id=GROUP, text="четыре")


async def test_an_album_spends_as_many_as_it_has(api, sandbox, started, time):
    photo = (await started.send_photo()).media["file_id"]
    sandbox.budgets.group_per_minute = 3
    await api("sendMediaGroup", chat_id=GROUP, media=[{"type": "photo", "media": photo}] * 3)
    with pytest.raises(Refused, match="retry after 60"):
        await api("sendMessage", chat_id=GROUP, text="да")


async def test_a_private_chat_takes_a_short_burst_and_then_one_a_second(api, sandbox, started, time):
    sandbox.budgets.private_per_second = 1
    for text in "абв":
        await api("sendMessage", chat_id=101, text=text)
    with pytest.raises(Refused, match="retry after 3"):
        await api("sendMessage", chat_id=101, text="г")


async def test_all_chats_share_a_budget_set_over_http(api, session, base, started, sandbox):
    async with session.post(f"{base}/sandbox/budgets", json={"global_per_second": 1}) as answer:
        assert await answer.json() == {"group_per_minute": None, "private_per_second": None, "global_per_second": 1}
    await api("sendMessage", chat_id=101, text="да")
    with pytest.raises(Refused, match="retry after 1"):
        await api("sendMessage", chat_id=GROUP, text="да")
