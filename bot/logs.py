"""Structured logs: ticket and update ids, never personal data.

What an exception says may hold what people wrote, and so may the answer of a mail server or a database. So of an
exception only its type and where it was raised are shown (its text is in the `error` of the row that failed), and
addresses and tokens are struck out of every line.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.stdlib import ProcessorFormatter
from structlog.types import EventDict, ExcInfo, Processor

_ADDRESS = re.compile(r"[^\s<>'\":;,]+@[^\s<>'\":;,]+")
_TOKEN = re.compile(r"\d+:[\w-]{30,}")


@contextmanager
def about(**names: int | str) -> Iterator[None]:
    """Let every line inside name what it is about; a ticket is not known yet, and nothing is after it."""
    clear_contextvars()
    bind_contextvars(**names)
    try:
        yield
    finally:
        clear_contextvars()


def about_ticket(number: int) -> None:
    """Let every line name the ticket as well, as soon as it is known, until the end of `about`."""
    bind_contextvars(ticket=number)


def worth_a_line(failures: int) -> bool:
    """Tell whether the so many-th failure in a row is logged (1, 2, 4, 8 …): what lasts must not flood the log."""
    return failures & (failures - 1) == 0


def configure(style: str) -> None:
    """Write to standard error, as `text` for people or as `json` for machines; other people's loggers too."""
    renderer = _renderer(style)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_told),
        redacted,
    ]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    foreign = [_first_line, *shared]
    handler.setFormatter(
        ProcessorFormatter(foreign_pre_chain=foreign, processors=[ProcessorFormatter.remove_processors_meta, renderer])
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def redacted(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Strike e-mail addresses and tokens of bots out of a line."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKEN.sub("<token>", _ADDRESS.sub("<address>", value))
    return event


def _renderer(style: str) -> Processor:
    if style == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    plain = structlog.dev.plain_traceback  # never used, but any other earns a warning about what `_told` has rendered
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)


def _first_line(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Shorten what others say: asyncio goes on with the task and the text of its exception."""
    event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _told(exc_info: ExcInfo) -> str:
    return "".join(_lines(exc_info[1])).rstrip()


def _lines(error: BaseException) -> Iterator[str]:
    """Tell where an exception, its causes and its parts were raised; not what they say."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _lines(earlier)
        yield "which led to:\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"
    if isinstance(error, BaseExceptionGroup):
        for part in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from _lines(part)
