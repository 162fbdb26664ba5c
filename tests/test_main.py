"""`python -m bot` as a process: how it starts, how it ends, and what it says when it cannot start."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from time import monotonic

import aiohttp
import pytest
from pydantic import SecretStr

from bot import __main__, app, logs
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.listening import AddressTakenError
from tests.desks import settings_for, telegram

ROOT = Path(__file__).parents[1]
OURS = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
STARTS_IN = 60
STOPS_IN = 5
UNUSABLE = 2


@contextlib.asynccontextmanager
async def started(folder: Path, **settings: str) -> AsyncIterator[Process]:
    """The desk as a process in an empty folder; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env=OURS | settings, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_a_wrong_setting_stops_it_with_one_line(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLA_HOURS", "soon")
    assert __main__.main() == UNUSABLE
    said, complained = capsys.readouterr()
    assert said == ""
    (line,) = complained.splitlines()
    assert line.startswith("SLA_HOURS: ")


def test_a_port_that_is_taken_stops_it_with_one_line(taken_port: int, tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTTP_PORT", str(taken_port))
    monkeypatch.setattr(logs, "configure", lambda style: None)  # it would keep pytest's stderr of this test
    assert __main__.main() == UNUSABLE
    line = f"HTTP_HOST, HTTP_PORT: cannot listen on 127.0.0.1:{taken_port}: another program uses it\n"
    assert capsys.readouterr() == ("", line)


async def test_with_a_token_a_taken_port_is_named_as_well(sqlite_files, taken_port: int):
    settings = settings_for(sqlite_files.new(), "http://127.0.0.1:1", http_port=taken_port)
    with pytest.raises(AddressTakenError, match=f":{taken_port}: another program uses it"):
        async with app.running(settings):
            pass


async def test_an_address_of_another_machine_is_refused(sqlite_files):
    settings = settings_for(sqlite_files.new(), "http://127.0.0.1:1", http_host="203.0.113.7")
    with pytest.raises(AddressTakenError, match=r"cannot listen on 203\.0\.113\.7:0: "):
        async with app.running(settings):
            pass


@pytest.mark.parametrize("token", ["1000:revoked", "77:of-nobody"])
async def test_a_token_that_telegram_refuses_is_named(sqlite_files, token: str):
    async with telegram() as (_, address):
        settings = settings_for(sqlite_files.new(), address, bot_token=SecretStr(token))
        with pytest.raises(
            app.TokenRefusedError, match=r"^BOT_TOKEN: .* Expected: the token from @BotFather$"
        ) as refusal:
            async with app.running(settings):
                pass
    assert token not in str(refusal.value)


async def test_a_telegram_that_is_away_is_waited_for(sqlite_files):
    async with app.running(settings_for(sqlite_files.new(), "http://127.0.0.1:1")) as (_, leading):
        assert not leading.done()


async def test_it_answers_and_ends_cleanly_when_told_to(tmp_path: Path):
    began = monotonic()
    async with started(tmp_path, HTTP_PORT="0") as process, aiohttp.ClientSession() as session:
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), STARTS_IN)).decode()
        address = line.removeprefix("The sandbox is open at ").strip()
        async with session.get(f"{address}/healthz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ok": True, "role": "leader", "reasons": []})
        starting = monotonic() - began  # a machine that is too busy to start it in time will not stop it faster
        process.send_signal(signal.SIGTERM)
        _, complained = await asyncio.wait_for(process.communicate(), max(STOPS_IN, starting))
        assert process.returncode == 0
        assert "Traceback" not in complained.decode()


@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
async def test_a_start_that_telegram_refuses_ends_with_one_line(database_url: str, capsys, monkeypatch, method: str):
    insist = TelegramApi.insist

    async def refusing(self: TelegramApi, called: str, params: dict[str, object]) -> object:
        if called == method:
            raise ApiError(400, "bad webhook: it does not suit", {})
        return await insist(self, called, params)

    monkeypatch.setattr(TelegramApi, "insist", refusing)
    hook = {"webhook_url": "https://desk.example.org", "webhook_secret": SecretStr("s")}
    async with telegram() as (_sandbox, address):
        settings = settings_for(database_url, address, **(hook if method == "setWebhook" else {}))
        assert await __main__._run(settings, None) == UNUSABLE
    said = [line for line in capsys.readouterr().err.splitlines() if "Webhook" in line]
    assert said == [f"WEBHOOK_URL: Telegram refuses {method} (bad webhook: it does not suit)"]
