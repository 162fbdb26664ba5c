"""Ends a process whose loop stands still: nobody is served by it, and whoever stands by must be let go on."""

import asyncio
import contextlib
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator

import structlog

STEP_SECONDS = 1.0
STEPS = 30
FAILED = 1

log = structlog.get_logger(__name__)


@contextlib.contextmanager
def watching(end: Callable[[int], object] = os._exit) -> Iterator[None]:
    """Watch the running loop, from a thread of its own, while inside the body.

    When it does nothing for 30 s, it is logged where it stands, and `end` is called. Steps are counted and not time:
    a process that was stopped as a whole has missed one step when it goes on.
    """
    loop, done = asyncio.get_running_loop(), threading.Event()
    thread = threading.Thread(
        target=_watch, args=(loop, threading.get_ident(), done, end), name="watchdog", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _watch(loop: asyncio.AbstractEventLoop, watched: int, done: threading.Event, end: Callable[[int], object]) -> None:
    turned, missed = threading.Event(), 0
    loop.call_soon_threadsafe(turned.set)
    while not done.wait(STEP_SECONDS):
        if turned.is_set():
            missed = 0
            turned.clear()
            loop.call_soon_threadsafe(turned.set)
        else:
            missed += 1
        if missed >= STEPS:
            log.error("loop_stands", seconds=missed * STEP_SECONDS, where=_place(watched))
            end(FAILED)
            return


def _place(thread: int) -> list[str]:
    """Return where a thread is, the innermost place last: files, lines and functions, nothing of what they work on."""
    frames = traceback.extract_stack(sys._current_frames()[thread])  # noqa: SLF001 -- there is no other way
    return [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
