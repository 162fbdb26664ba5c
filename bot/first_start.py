"""What a terminal is asked and told the first time: the token of the bot, and the link for the first supervisor."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.channels.telegram.api import ApiError, TelegramApi
from bot.channels.telegram.routes import routes_of
from bot.metrics import Metrics
from bot.pace import Pace
from bot.setting_types import Token
from bot.settings import Settings

CHECK_SECONDS = 5.0
CHOICE = """\
No BOT_TOKEN is set. Either
- press Enter for the sandbox, a small Telegram of its own in your browser, or
- paste the token of your bot from @BotFather: it is kept in {path}, which only you can read."""
INVITATION = """\
Nobody supervises this desk yet. Whoever opens this link first will:
{link}
It works once and for 24 hours; the next start gives out another."""


class Left(Exception):
    """Whoever sits at the terminal wants neither."""


def is_at_terminal() -> bool:
    """Tell whether somebody can be asked and will read the question."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_for_token(settings: Settings, env_file: Path) -> bool:
    """Keep a token that somebody types in `env_file`; False when they choose the sandbox. Raises Left."""
    print(CHOICE.format(path=env_file))
    while typed := _typed("Token or Enter: "):
        fault = _fault(settings, typed)
        if fault is None:
            keep(env_file, typed)
            print(f"The token is kept in {env_file}.")
            return True
        print(f"{fault} Please try again, or press Enter for the sandbox.")
    return False


def _typed(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except (KeyboardInterrupt, EOFError):
        raise Left from None


def _fault(settings: Settings, token: str) -> str | None:
    """Say what is wrong with a token, as far as it can be known from here."""
    try:
        TypeAdapter(Token).validate_python(token)
    except ValidationError:
        return "That is no token: it is a number, a colon and letters, as in 123456:ABC-DEF."
    try:
        print(f"It is the token of @{asyncio.run(_name(settings, token))}.")
    except ApiError as error:
        if error.token_refused:
            return "Telegram does not know this token."
        print("Telegram does not answer now, so the token could not be tried.")
    except KeyboardInterrupt:
        raise Left from None
    return None


async def _name(settings: Settings, token: str) -> str:
    server, pace, counts = settings.telegram_api_url, Pace(), Metrics().counts
    async with routes_of(settings, server, pace, counts) as routes:
        api = TelegramApi(routes, token, server, pace, counts)
        return str((await api.call("getMe", {}, CHECK_SECONDS))["username"])


def keep(env_file: Path, token: str) -> None:
    """Add the token to a file of settings, which is made if there is none: whole or not at all, for its owner alone."""
    place = env_file.resolve()
    before = place.read_text("utf-8") if place.exists() else ""
    gap = "" if not before or before.endswith("\n") else "\n"
    number, name = tempfile.mkstemp(dir=place.parent, prefix=".env-")  # with mode 600
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(f"{before}{gap}BOT_TOKEN={token}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def invite(link: str) -> None:
    """Print the link by which the first supervisor comes; a terminal shows it as a QR code as well."""
    print(INVITATION.format(link=link), flush=True)
    if sys.stdout.isatty():
        import segno  # noqa: PLC0415 -- only an empty desk needs it

        segno.make(link, micro=False).terminal(compact=True)
        sys.stdout.flush()
