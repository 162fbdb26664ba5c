"""Structured logs: ticket and update ids, never personal data.

What an exception says may hold what people wrote, and so may the answer of a mail server or a database. So of an
exception only its type and where it was raised are shown (its text is in the `error` of the row that failed), and
addresses and tokens are struck out of every line.
"""

import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, cast

import structlog
from aiohttp.http_exceptions import HttpProcessingError
from structlog.stdlib import ProcessorFormatter
from structlog.types import EventDict, ExcInfo, Processor

_ADDRESS = re.compile(r"[^\s<>'\":;,]+@[^\s<>'\":;,]+")
_TOKEN = re.compile(r"\d+:[\w-]{30,}")
ROOT = Path(__file__).parent.parent
SAME_SECONDS = 3600.0
"""How long an exception of one kind and place is told in one line."""


_ABOUT: ContextVar[dict[str, int | str] | None] = ContextVar("about", default=None)


def about(**names: int | str) -> AbstractContextManager[None]:
    """Let every line inside name what it is about; a ticket is not known yet, and nothing is after it."""
    return _About(names)


class _About(AbstractContextManager[None]):
    """The library's own way asks all variables of the context, twice for each message."""

    __slots__ = ("_before", "_names")

    def __init__(self, names: dict[str, int | str]) -> None:
        self._names = names

    def __enter__(self) -> None:
        self._before = _ABOUT.set(self._names)

    def __exit__(self, *_: object) -> None:
        _ABOUT.reset(self._before)


def about_ticket(number: int) -> None:
    """Let every line name the ticket as well, as soon as it is known, until the end of `about`."""
    if (names := _ABOUT.get()) is not None:
        names["ticket"] = number


def _named(_logger: Any, _method: str, event: EventDict) -> EventDict:
    return {**(_ABOUT.get() or {}), **event}


def worth_a_line(failures: int) -> bool:
    """Tell whether the so many-th failure in a row is logged (1, 2, 4, 8 …): what lasts must not flood the log."""
    return failures & (failures - 1) == 0


def configure(style: str) -> None:
    """Write to standard error, as `text` for people or as `json` for machines; other people's loggers too."""
    renderer = _renderer(style)
    shared: list[Processor] = [
        _named,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        Sparing(),
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
    others = logging.getLogger("aiohttp.server")
    others.filters = [Garbled()]


class Garbled(logging.Filter):
    """Lets what is no HTTP be told in one line an hour for each kind: anybody can send it, as often as they like."""

    def __init__(self) -> None:
        """Have seen nothing."""
        super().__init__()
        self._seldom = Seldom(SAME_SECONDS)

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a line about it, or leave it out."""
        error = _exception(record.exc_info)
        if not isinstance(error, HttpProcessingError):
            return True
        record.msg, record.args, record.exc_info = f"not_http: {type(error).__name__}", (), None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return self._seldom.is_new(type(error).__name__)


class Seldom:
    """Tells what is new from what goes on: each kind is new once in so many seconds."""

    def __init__(self, seconds: float, tick: Callable[[], float] = time.monotonic) -> None:
        """Count by a clock that never steps back."""
        self._seconds, self._tick = seconds, tick
        self._seen: dict[Hashable, float] = {}

    def is_new(self, kind: Hashable) -> bool:
        """Tell whether this kind was not seen for that long. Kinds are few: places in the code, names of fields."""
        now, seen = self._tick(), self._seen.get(kind)
        if seen is not None and now - seen < self._seconds:
            return False
        self._seen[kind] = now
        return True


class Sparing:
    """Shows where an exception was raised step by step once an hour for each kind, else in one line."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self._seldom = Seldom(SAME_SECONDS)

    def __call__(self, _logger: Any, _method: str, event: EventDict) -> EventDict:
        """Shorten what was told before."""
        error = _exception(event.get("exc_info"))
        if error is not None and not self._seldom.is_new((event["event"], type(error), place_of(error))):
            del event["exc_info"]
            event["error"], event["where"] = type(error).__name__, place_of(error)
        return event


def _exception(given: object) -> BaseException | None:
    if isinstance(given, tuple):
        given = given[1]
    if isinstance(given, BaseException):
        return given
    return sys.exc_info()[1] if given else None


def place_of(error: BaseException) -> str:
    """Return where an exception was raised, file:line: the last place in the desk's own code, if it came by any."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    ours = [place for place in places if _is_ours(place[0])]
    file, line = (ours or places or [("", 0)])[-1]
    return f"{file.removeprefix(f'{ROOT}/')}:{line}"


def _is_ours(file: str) -> bool:
    return file.startswith(f"{ROOT}/") and "site-packages" not in file


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
