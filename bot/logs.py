"""Structured logs: ticket and update ids, never personal data."""

import logging
import sys

import structlog


def worth_a_line(failures: int) -> bool:
    """Tell whether the so many-th failure in a row is logged (1, 2, 4, 8 …): what lasts must not flood the log."""
    return failures & (failures - 1) == 0


def configure(style: str) -> None:
    """Write to standard error, as `text` for people or as `json` for machines."""
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if style == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            exception_formatter=structlog.dev.plain_traceback,  # a rich one prints local variables: personal data
        )
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    logging.getLogger("aiogram").setLevel(logging.WARNING)
