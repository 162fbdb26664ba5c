"""Files that are fetched from a Bot API server, also from one that has put them on its disk."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.telegram.api import FILE_AWAY, ApiError, TelegramApi
from bot.channels.telegram.routes import opened
from bot.metrics import Metrics
from tests.desks import QUICK

TOKEN = "42:abc"


class Server:
    """A Bot API server that says where a file is, and gives out what it has."""

    def __init__(self) -> None:
        self.path, self.files = "", {}

    async def answer(self, request: web.Request) -> web.Response:
        if request.path.endswith("/getFile"):
            return web.json_response({"ok": True, "result": {"file_path": self.path}})
        data = self.files.get(request.path.removeprefix(f"/file/bot{TOKEN}/"))
        return web.Response(body=data) if data else web.Response(status=404)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def api(server: Server, unused_tcp_port: int) -> AsyncIterator[TelegramApi]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    counts = Metrics().counts
    async with opened((), QUICK, counts, sealed=False) as routes:
        yield TelegramApi(routes, TOKEN, f"http://127.0.0.1:{unused_tcp_port}", QUICK, counts)
    await runner.cleanup()


async def test_a_file_is_fetched_by_its_path(api: TelegramApi, server: Server):
    server.path, server.files = "documents/a.csv", {"documents/a.csv": b"a;b"}
    assert await api.download("AgAD") == b"a;b"


async def test_a_file_of_a_local_server_is_read_where_it_lies(api: TelegramApi, server: Server, tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"a;b")
    server.path = str(tmp_path / "a.csv")
    assert await api.download("AgAD") == b"a;b"


@pytest.mark.parametrize("path", ["documents/gone.csv", "/no/such/folder/a.csv"])
async def test_a_file_that_is_not_there_is_not_taken_for_a_refused_token(api: TelegramApi, server: Server, path: str):
    server.path = path
    with pytest.raises(ApiError, match=FILE_AWAY) as refused:
        await api.download("AgAD")
    assert refused.value.permanent
    assert not refused.value.token_refused


async def test_telegrams_own_server_names_no_path_of_this_machine(server: Server, tmp_path: Path, monkeypatch):
    (tmp_path / "secret").write_bytes(b"secret")
    counts = Metrics().counts
    async with opened((), QUICK, counts, sealed=True) as routes:
        api = TelegramApi(routes, TOKEN, None, QUICK, counts)

        async def told(*_: object) -> dict[str, str]:
            return {"file_path": str(tmp_path / "secret")}

        monkeypatch.setattr(api, "call", told)
        monkeypatch.setattr(api, "_files", "http://127.0.0.1:9/")
        with pytest.raises(ApiError, match="download"):
            await api.download("AgAD")
