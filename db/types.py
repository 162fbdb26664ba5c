"""Column types that mean the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer
from sqlalchemy.types import TypeDecorator

_OFFSET = "+00:00"
Id = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER is a rowid alias in SQLite


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC; a naive one is refused with ValueError. On SQLite it is text without offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        """Write SQLite's text at once: a message has a dozen instants, and SQLAlchemy takes three calls for each."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """Read SQLite's text at once."""
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Convert to UTC."""
        return None if value is None else _in_utc(value)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give back an aware datetime in UTC; PostgreSQL's infinities come without an offset."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a naive datetime cannot be stored")
    return value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    return None if value is None else _in_utc(value).isoformat(" ", "microseconds").removesuffix(_OFFSET)


def _of_text(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + _OFFSET)
