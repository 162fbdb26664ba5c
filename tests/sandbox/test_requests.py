import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, InputMediaPhoto
from aiohttp import web

from bot.sandbox import Sandbox
from bot.sandbox.client import GROUP, PIXEL
from bot.sandbox.methods import TABLE
from bot.sandbox.requests import MODELS
from tests.sandbox.conftest import Refused


async def test_an_unknown_method_is_404(api):
    with pytest.raises(Refused, match="Not Found") as refused:
        await api("sendPigeon")
    assert refused.value.code == 404


async def test_a_method_of_telegram_that_is_not_built_is_404_too(api):
    assert "senddice" in MODELS.keys() - TABLE.keys()
    with pytest.raises(Refused, match="Not Found"):
        await api("sendDice", chat_id=101)


async def test_a_wrong_token_is_401(session, base):
    async with session.get(f"{base}/bot1:no/getMe") as answer:
        assert answer.status == 401
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_method_names_mind_no_case_and_get_works(session, api):
    async with session.get(f"{api.url}/GETME") as answer:
        assert (await answer.json())["result"]["username"] == "eo_support_bot"


@pytest.mark.parametrize(
    ("method", "fields", "why"),
    [
        ("sendMessage", {"text": "нет чата"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 101}, "message text is empty"),
        ("sendMessage", {"chat_id": "nobody", "text": "да"}, "chat not found"),
        ("sendMessage", {"chat_id": 101, "text": "да", "message_thread_id": "пять"}, "message_thread_id"),
        ("sendMessage", {"chat_id": 101, "text": "да", "reply_markup": {"inline_keyboard": "x"}}, "inline_keyboard"),
        (
            "sendMessage",
            {"chat_id": 101, "text": "да", "reply_markup": {"keys": []}},
            "object expected as reply markup",
        ),
        ("sendMessage", {"chat_id": 101, "text": "да", "receiver_user_id": 5}, "not supported here"),
        ("createForumTopic", {"chat_id": GROUP}, "topic name must be non-empty"),
        ("sendPhoto", {"chat_id": 101}, "photo"),
    ],
)
async def test_wrong_parameters_are_refused(api, started, method, fields, why):
    with pytest.raises(Refused, match=why) as refused:
        await api(method, **fields)
    assert refused.value.code == 400


async def test_urlencoded_and_multipart_forms_are_read(api, session, started):
    form = {"chat_id": "101", "text": "да", "reply_markup": '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}'}
    async with session.post(f"{api.url}/sendMessage", data=form) as answer:
        sent = api.result("sendMessage", await answer.json())
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "a"


async def test_aiogram_itself_sends_uploads_and_downloads(base, sandbox, started):
    bot = Bot(sandbox.token, session=AiohttpSession(api=TelegramAPIServer.from_base(base)))
    async with bot:
        pictures = [BufferedInputFile(PIXEL, f"{n}.png") for n in "12"]
        album = [InputMediaPhoto(media=picture, caption="<b>Вид</b>", parse_mode="HTML") for picture in pictures]
        first, second = await bot.send_media_group(101, album)
        assert first.media_group_id == second.media_group_id
        assert first.caption_entities[0].type == "bold"
        assert (await bot.download(first.photo[-1])).read() == PIXEL


async def test_attach_is_a_file_only_where_a_file_is_meant(api, started):
    assert (await api("sendMessage", chat_id=101, text="attach://me"))["text"] == "attach://me"
    with pytest.raises(Refused, match="wrong file identifier"):
        await api("sendPhoto", chat_id=101, photo="attach://me")


async def test_text_that_is_no_text_is_refused(api, started):
    with pytest.raises(Refused, match="strings must be encoded in UTF-8"):
        await api("sendMessage", chat_id=101, text="\ud800")


async def test_the_page_and_its_parts_are_served(monkeypatch, tmp_path, session):
    (tmp_path / "index.html").write_text("<title>Песочница</title>")
    (tmp_path / "app.js").write_text("export {};")
    monkeypatch.setattr("bot.sandbox.server.PAGE", tmp_path)
    async with Sandbox().running() as base:
        for path, text in (("", "Песочница"), ("static/app.js", "export")):
            async with session.get(f"{base}/{path}") as answer:
                assert text in await answer.text()


async def test_the_sandbox_stands_beside_other_routes(session):
    app = web.Application()
    app.router.add_static("/static-of-others", ".")
    Sandbox().attach(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with session.get(f"http://127.0.0.1:{runner.addresses[0][1]}/bot1000:sandbox/getMe") as answer:
        assert (await answer.json())["ok"] is True
    await runner.cleanup()
