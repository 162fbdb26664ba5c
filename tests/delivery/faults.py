"""Databases that can be read and not written."""

import contextlib
import resource
from collections.abc import Iterator

from sqlalchemy import Connection, event

from db.engine import Database


def unwritable(database: Database) -> contextlib.AbstractContextManager[None]:
    """Let nothing be written inside the body: the disk is full, or the server has stepped back."""
    return full_disk() if database.is_sqlite else stepped_back(database)


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process grows."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextlib.contextmanager
def stepped_back(database: Database) -> Iterator[None]:
    """A server that takes no writes while another takes over (25006)."""
    engine = database._engine.sync_engine
    event.listen(engine, "begin", stand_by)
    yield
    event.remove(engine, "begin", stand_by)


def stand_by(connection: Connection) -> None:
    connection.exec_driver_sql("set transaction read only")
