import asyncio
from datetime import timedelta

import pytest
from aiohttp import web

from bot.sandbox.webhook import SECRET_HEADER, pause
from tests.sandbox.conftest import Refused, until


async def test_updates_come_until_their_offset_confirms_them(api, anna):
    for text in "абв":
        await anna.send(text)
    first, second, _ = await api("getUpdates")
    assert len(await api("getUpdates", limit=2)) == 2
    assert [u["message"]["text"] for u in await api("getUpdates", offset=second["update_id"])] == ["б", "в"]
    assert first["update_id"] not in [update["update_id"] for update in await api("getUpdates")]


async def test_a_negative_offset_keeps_the_newest(api, anna):
    for text in "абв":
        await anna.send(text)
    assert [update["message"]["text"] for update in await api("getUpdates", offset=-1)] == ["в"]


async def test_a_long_poll_ends_as_soon_as_something_comes(api, anna):
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await anna.send("сейчас")
    [update] = await poll
    assert update["message"]["text"] == "сейчас"


async def test_of_two_pollers_the_one_that_waits_gets_409(api, sandbox):
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await until(lambda: sandbox.telegram.feed.polled)
    assert await api("getUpdates") == []
    with pytest.raises(Refused, match="Conflict: terminated by other getUpdates request") as refused:
        await poll
    assert refused.value.code == 409


async def test_a_poller_that_dies_while_it_waits_loses_nothing(api, anna, sandbox):
    poll = asyncio.create_task(api("getUpdates", timeout=30))
    await until(lambda: sandbox.telegram.feed.polled)
    poll.cancel()
    await anna.send("не потеряйте")
    [update] = await api("getUpdates", timeout=1)
    assert update["message"]["text"] == "не потеряйте"


async def test_only_the_kinds_asked_for_are_queued(api, anna):
    await api("getUpdates", allowed_updates=["callback_query"])
    await anna.send("не нужно")
    assert await api("getUpdates") == []


async def test_updates_are_kept_for_a_day(api, anna, sandbox):
    await anna.send("старое")
    sandbox.clock.move(timedelta(hours=25))
    assert await api("getUpdates") == []


class Hook:
    """A bot behind a webhook: refuses the first `failures` posts."""

    def __init__(self, failures: int = 0):
        self.failures = failures
        self.got, self.secrets, self.enough = [], [], asyncio.Event()

    async def take(self, request):
        self.secrets.append(request.headers.get(SECRET_HEADER))
        if self.failures:
            self.failures -= 1
            return web.Response(status=502)
        self.got.append((await request.json())["message"]["text"])
        if len(self.got) == 2:
            self.enough.set()
        return web.Response()


@pytest.fixture
async def hooked(api):
    hook = Hook(failures=3)
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await api("deleteWebhook")
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_with_the_secret_again_until_it_takes_them(api, anna, hooked):
    await api("setWebhook", url=hooked.url, secret_token="тайна-1".encode().hex())
    await anna.send("первое")
    await anna.send("второе")
    await asyncio.wait_for(hooked.enough.wait(), 5)
    assert hooked.got == ["первое", "второе"]
    assert set(hooked.secrets) == {"тайна-1".encode().hex()}
    info = await api("getWebhookInfo")
    assert info["url"] == hooked.url
    assert "502" in info["last_error_message"]


async def test_polling_is_refused_while_a_webhook_is_set(api, hooked):
    await api("setWebhook", url=hooked.url)
    with pytest.raises(Refused, match="can't use getUpdates method while webhook is active"):
        await api("getUpdates")
    await api("deleteWebhook")
    assert await api("getUpdates") == []


async def test_what_waited_goes_to_a_new_webhook_unless_dropped(api, anna, hooked):
    hooked.failures = 0
    await anna.send("раньше")
    await api("setWebhook", url=hooked.url)
    await anna.send("позже")
    await asyncio.wait_for(hooked.enough.wait(), 5)
    assert hooked.got == ["раньше", "позже"]
    await api("deleteWebhook")
    await anna.send("в никуда")
    await api("setWebhook", url=hooked.url, drop_pending_updates=True)
    assert (await api("getWebhookInfo"))["pending_update_count"] == 0


@pytest.mark.parametrize(("failures", "seconds"), [(1, 0), (2, 2), (3, 4), (4, 8), (7, 60), (20, 60)])
def test_pauses_grow_to_a_minute(failures, seconds):
    assert pause(failures) == seconds


async def test_a_webhook_needs_an_address(api):
    with pytest.raises(Refused, match="bad webhook"):
        await api("setWebhook", url="ftp://nowhere")
