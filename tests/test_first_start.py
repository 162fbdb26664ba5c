"""What a terminal is asked and told the first time. The terminal is a real one, of the kernel's making."""

import asyncio
import contextlib
import fcntl
import os
import pty
import re
import signal
import stat
import sys
import termios
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import __main__, first_start
from bot.sandbox.server import TOKEN
from bot.settings import load
from tests.desks import telegram
from tests.test_main import OURS, STARTS_IN, UNUSABLE, started

LEFT = 130
LINK = re.compile(r"https://t\.me/eo_support_bot\?start=([A-Za-z0-9_-]+)")


@dataclass(slots=True)
class Terminal:
    """A desk at a terminal, and all that it has said there."""

    process: asyncio.subprocess.Process
    handle: int
    said: str = ""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def read(self) -> None:
        """Take what the terminal shows."""
        try:
            self.said += os.read(self.handle, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            asyncio.get_running_loop().remove_reader(self.handle)
        self.changed.set()

    async def says(self, part: str) -> None:
        """Wait until the terminal shows this."""
        async with asyncio.timeout(STARTS_IN):
            while part not in self.said:
                self.changed.clear()
                await self.changed.wait()

    def types(self, text: str) -> None:
        """Type, as somebody at the keyboard."""
        os.write(self.handle, text.encode())

    async def ends(self) -> int:
        """Wait for the end; returns the exit status."""
        async with asyncio.timeout(STARTS_IN):
            return await self.process.wait()


def _sit_down() -> None:
    """Make the terminal that of a new process, whose Ctrl-C it hears whatever the tests are started by."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextlib.asynccontextmanager
async def at_terminal(folder: Path, **settings: str) -> AsyncIterator[Terminal]:
    """The desk at a terminal in a folder; killed at the end if it still runs."""
    ours, theirs = pty.openpty()
    env = OURS | {"HTTP_PORT": "0"} | settings
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        cwd=folder,
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        preexec_fn=_sit_down,
    )
    os.close(theirs)
    terminal = Terminal(process, ours)
    asyncio.get_running_loop().add_reader(ours, terminal.read)
    try:
        yield terminal
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        asyncio.get_running_loop().remove_reader(ours)
        os.close(ours)


async def test_a_token_that_is_typed_is_tried_kept_and_leads_to_the_link_and_its_code(tmp_path: Path):
    (tmp_path / ".env").write_text("SLA_HOURS=8")  # without an end of line
    async with telegram() as (_, address):
        async with at_terminal(tmp_path, TELEGRAM_API_URL=address) as terminal:
            await terminal.says("Token or Enter:")
            terminal.types("nonsense\n")
            await terminal.says("That is no token")
            terminal.types("77:of-nobody\n")
            await terminal.says("Telegram does not know this token")
            terminal.types(f"{TOKEN}\n")
            await terminal.says("It is the token of @eo_support_bot")
            await terminal.says("?start=")
            await terminal.says("the next start gives out another")
            await terminal.says("▄▄▄▄▄▄▄")  # a QR code
            await terminal.says("started")
        code = LINK.search(terminal.said)
        assert code is not None
        assert (tmp_path / ".env").read_text() == f"SLA_HOURS=8\nBOT_TOKEN={TOKEN}\n"
        assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
        assert terminal.said.count(code[1]) == 1


async def test_enter_is_the_sandbox_and_nothing_is_kept(tmp_path: Path):
    async with at_terminal(tmp_path) as terminal:
        await terminal.says("Token or Enter:")
        terminal.types("\n")
        await terminal.says("The sandbox is open at")
        assert "?start=" not in terminal.said
    assert not (tmp_path / ".env").exists()


async def test_whoever_wants_neither_gets_out(tmp_path: Path):
    async with at_terminal(tmp_path) as terminal:
        await terminal.says("Token or Enter:")
        # A signal between the question and the reading of the answer waits for the next key, as people press it again.
        while terminal.process.returncode is None:
            terminal.types("\x03")
            await asyncio.wait([asyncio.create_task(terminal.process.wait())], timeout=2)
        assert terminal.process.returncode == LEFT
        await terminal.says("Nothing is started")
    assert not (tmp_path / ".env").exists()


def typing(monkeypatch, *lines: str) -> None:
    """Let somebody sit at the terminal who types these lines, and then ends the input."""
    answers = iter(lines)

    def typed(_prompt: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr(first_start, "is_at_terminal", lambda: True)


def test_the_end_of_the_input_is_a_way_out_too(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    typing(monkeypatch)
    assert __main__.main() == LEFT
    assert "Nothing is started" in capsys.readouterr().out


def test_who_says_that_the_desk_is_in_service_is_not_asked(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPERATOR_CHAT_ID", "-1001")
    typing(monkeypatch, "1:a")
    assert __main__.main() == UNUSABLE
    said, complained = capsys.readouterr()
    assert said == ""
    assert complained.startswith("BOT_TOKEN: it is missing")


def test_a_telegram_that_does_not_answer_does_not_stand_in_the_way(tmp_path: Path, monkeypatch, capsys):
    typing(monkeypatch, " 1000:unheard ")
    settings = load({"TELEGRAM_API_URL": "http://127.0.0.1:1"})
    assert first_start.ask_for_token(settings, tmp_path / ".env")
    assert "Telegram does not answer now" in capsys.readouterr().out
    assert (tmp_path / ".env").read_text() == "BOT_TOKEN=1000:unheard\n"


async def test_without_a_terminal_the_link_comes_without_its_picture_and_stays_out_of_the_log(tmp_path: Path):
    async with (
        telegram() as (_, address),
        started(tmp_path, HTTP_PORT="0", BOT_TOKEN=TOKEN, TELEGRAM_API_URL=address) as process,
    ):
        assert process.stdout is not None
        found = None
        async with asyncio.timeout(STARTS_IN):
            while found is None:
                line = (await process.stdout.readline()).decode()
                found = LINK.search(line)
        process.send_signal(signal.SIGTERM)
        rest, logged = await process.communicate()
        assert "▄" not in rest.decode()
        assert found[1] not in logged.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "BOT_TOKEN=1:a\n"),
        ("", "BOT_TOKEN=1:a\n"),
        ("# mine\nBOT_TOKEN=\n", "# mine\nBOT_TOKEN=\nBOT_TOKEN=1:a\n"),
    ],
)
def test_a_file_of_settings_is_made_or_extended(tmp_path: Path, before: str | None, after: str):
    env_file = tmp_path / ".env"
    if before is not None:
        env_file.write_text(before)
        env_file.chmod(0o644)
    first_start.keep(env_file, "1:a")
    assert env_file.read_text() == after
    assert stat.S_IMODE(env_file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [env_file]


def test_a_file_that_cannot_be_replaced_is_left_as_it_was(tmp_path: Path, monkeypatch):
    env_file = tmp_path / ".env"
    env_file.write_text("SLA_HOURS=8\n")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        first_start.keep(env_file, "1:a")
    assert env_file.read_text() == "SLA_HOURS=8\n"
    assert list(tmp_path.iterdir()) == [env_file]
