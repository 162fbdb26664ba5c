"""`python -m bot`: the desk, or without BOT_TOKEN the sandbox with the desk inside it; with a word, what it says."""

import gc
import os
import sys

if __name__ == "__main__" and sys.argv[1:]:
    os.nice(19)  # the desk goes first: beside a backup its messages would take twice as long
    from bot import administration  # without waiting for the desk to be imported, which takes seconds

    sys.exit(administration.main(sys.argv[1:]))

gc.disable()  # nothing that is imported is garbage, and to look for it takes a fifth of the start

from bot import quick_types  # noqa: F401, I001 -- before aiogram

import asyncio
import signal
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import structlog

from bot import app, first_start, logs
from bot.channels.limits import Limits
from bot.listening import AddressTakenError
from bot.in_service import check_sandbox
from bot.settings import Settings, SettingsError, load
from bot.watchdog import watching
from db.engine import DatabaseLostError, DatabaseUnusableError
from db.files import OTHERS

NEW_OBJECTS = 20_000
"""After which the collector looks for garbage: what a message makes goes by itself, and it would look at each."""

gc.freeze()
gc.set_threshold(NEW_OBJECTS)
gc.enable()

ENV = Path(".env")

log = structlog.get_logger(__name__)


def main(limits: Limits | None = None) -> int:
    """Run until SIGTERM or Ctrl-C; 2 when it cannot start, 1 when it had to stop by itself, 130 when nobody chose.

    `limits` None are Telegram's; those of another Bot API server are unknown.
    """
    os.umask(OTHERS)
    try:
        settings = load(os.environ, ENV)
        if settings.bot_token is None:
            check_sandbox(settings)
            if first_start.is_at_terminal() and first_start.ask_for_token(settings, ENV):
                settings = load(os.environ, ENV)
        logs.configure(settings.log_format)
        return asyncio.run(_run(settings, limits))
    except (SettingsError, AddressTakenError, DatabaseUnusableError, app.StartRefusedError) as error:
        print(error, file=sys.stderr)
        return 2
    except first_start.Left:
        print("\nNothing is started and nothing is kept.")
        return 130


async def _run(settings: Settings, limits: Limits | None) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    async with _starting(settings, limits) as (desk, leading):
        gc.freeze()  # what was built stays: the collector need not walk through it again and again
        log.info("started", address=desk.address)
        with watching():  # not before: a migration may take its time
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait([stop, leading], return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
        return _ended(leading.exception() if leading.done() else None)


def _ended(failure: BaseException | None) -> int:
    """Say why the desk ended, and return the exit status."""
    if failure is None:
        return 0
    if refused := _found(app.StartRefusedError, failure):
        print(refused, file=sys.stderr)
        return 2
    if lost := _found(DatabaseLostError, failure):
        log.error("database_lost", why=str(lost))
    else:
        log.error("stopped_by_failure", exc_info=failure)
    return 1


def _found(kind: type[Exception], failure: BaseException | None) -> Exception | None:
    """Return the error of a kind for which the desk ended, if that is why."""
    if isinstance(failure, BaseExceptionGroup):
        return next(filter(None, (_found(kind, each) for each in failure.exceptions)), None)
    return failure if isinstance(failure, kind) else None


def _starting(
    settings: Settings, limits: Limits | None
) -> AbstractAsyncContextManager[tuple[app.Desk, asyncio.Task[None]]]:
    if settings.bot_token:
        return app.running(settings, limits=limits, invite=first_start.invite)
    from bot import demo  # noqa: PLC0415 -- a desk in service need not wait for the sandbox

    return demo.running(settings)


if __name__ == "__main__":
    sys.exit(main())
