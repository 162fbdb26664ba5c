"""`python -m bot doctor`: what an administrator reads, with and without a desk, whatever the settings are."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot import administration
from bot.administration import doctor
from bot.sandbox import cast
from bot.sandbox.server import TOKEN
from bot.settings import Settings
from tests.desks import free_port, playing, telegram
from tests.test_main import OURS

NOWHERE = "http://127.0.0.1:1"


Ask = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run it in a folder of its own; returns the exit status and what it printed. It says nothing else."""
    monkeypatch.chdir(tmp_path)

    async def asked(*, as_json: bool = False, **settings: str) -> tuple[int, str]:
        given = {"HTTP_PORT": str(free_port()), "TELEGRAM_API_URL": NOWHERE} | settings
        status = await doctor.report(given, Path(".env"), as_json=as_json)
        said, complained = capsys.readouterr()
        assert complained == ""
        return status, said

    return asked


def line(report: str, beginning: str) -> str:
    """The only line that begins so."""
    (found,) = [each for each in report.splitlines() if each.startswith(beginning)]
    return found


async def test_in_an_empty_folder_it_says_that_the_sandbox_would_start_and_leaves_it_empty(tmp_path: Path):
    """As a process, in which nothing is set up that a desk would."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor"),
        cwd=tmp_path,
        env=OURS | {"HTTP_PORT": str(free_port()), "TELEGRAM_API_URL": NOWHERE},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, complained = await process.communicate()
    assert (process.returncode, complained) == (0, b"")
    assert "BOT_TOKEN не задан: `make run` запустит песочницу" in line(said.decode(), "⚠️ Настройки")
    assert "её пока нет: первый запуск создаст" in line(said.decode(), "✅ База данных")
    assert os.listdir(tmp_path) == []  # noqa: PTH208


async def test_wrong_settings_are_lines_of_the_report(ask: Ask, tmp_path: Path):
    (tmp_path / ".env").write_text("SLA_HOURS=soon\nBOT_TOKNE=1:a\n", "utf-8")
    status, said = await ask(DEFAULT_LOCALE="en", HTTP_PORT="eighty", BOT_TOKEN="1")
    assert status == 1
    refused = "❌ Settings: the desk does not start: "
    lines = [each.removeprefix(refused) for each in said.splitlines() if each.startswith(refused)]
    assert [each.partition(":")[0] for each in lines] == ["BOT_TOKEN", "HTTP_PORT", "SLA_HOURS"]
    assert lines[2] == (
        "SLA_HOURS: Input should be a valid integer, unable to parse string as an integer. Expected: working hours to "
        "solve a ticket in; for example 16. → Correct it in .env or in the environment, and run the check again."
    )
    assert "BOT_TOKNE" in line(said, "⚠️ Settings")
    assert "(the settings must be corrected first)" in line(said, "➖ Not examined: Desk, Bot token")


async def test_a_wrong_token_is_told_and_never_shown(ask: Ask):
    async with telegram() as (_sandbox, address):
        status, said = await ask(TELEGRAM_API_URL=address, BOT_TOKEN="1000:geheim", DEFAULT_LOCALE="en")
    assert status == 1
    assert line(said, "❌ Bot token").startswith("❌ Bot token: Telegram does not know it. → Take the token from @BotF")
    assert "geheim" not in said
    assert "✅ Way to Telegram" in said


async def test_a_database_that_is_away_is_one_line(ask: Ask):
    url = "postgresql+asyncpg://desk:geheim@127.0.0.1:1/desk"
    status, said = await ask(BOT_TOKEN=TOKEN, DATABASE_URL=url)
    assert status == 1
    assert "127.0.0.1/desk: база недоступна" in line(said, "❌ База данных")
    assert "geheim" not in said


async def test_beside_a_running_desk_it_disturbs_nothing(database_url: str, ask: Ask):
    port = free_port()
    async with playing(database_url, http_port=port) as stage:
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": stage.address,
            "OPERATOR_CHAT_ID": str(cast.GROUP),
            "SUPERVISOR_IDS": str(cast.DINA),
            "DATABASE_URL": database_url,
            "HTTP_PORT": str(port),
        }
        await stage.people["dina"].send("/help")
        await stage.settled()
        status, said = await ask(as_json=True, **settings)
        told = {each["check"]: each for each in json.loads(said)}
        assert status == 0
        assert told["desk"]["what"] == "desk_runs"
        assert told["database"]["what"] == "database_right"
        assert told["supervisors"]["found"] == "им можно писать: Дина Павлова"
        assert not stage.desk._api.line.rivalled
        assert await stage.people["dina"].send("/help")
        await stage.settled()


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 8080, "http://127.0.0.1:8080"),
        ("0.0.0.0", 80, "http://127.0.0.1:80"),
        ("::", 80, "http://[::1]:80"),
        ("2001:db8::1", 80, "http://[2001:db8::1]:80"),
        ("localhost", 80, "http://localhost:80"),
        ("127.0.0.1", 0, None),
    ],
)
def test_where_a_desk_answers_follows_from_the_settings(host: str, port: int, address: str | None):
    assert doctor._address(Settings(http_host=host, http_port=port)) == address


def test_a_word_that_nobody_knows_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        administration.main(["docter"])
    assert "doctor" in capsys.readouterr().err


def test_every_word_that_reads_the_settings_itself_is_a_word():
    assert administration.WORDS.keys() >= administration.READS_ITSELF
