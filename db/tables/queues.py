"""What waits: the inbox, the outbox, the dialogues."""

from sqlalchemy import JSON, CheckConstraint, Column, Index, Integer, String, Table, Text, UniqueConstraint

from db.tables.base import FAILED, HELD, WAITING, metadata
from db.types import Id, Instant

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source", String(16), nullable=False),
    Column("external_id", String(64), nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(8), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    UniqueConstraint("source", "external_id"),
    CheckConstraint("state in ('waiting', 'done', 'failed', 'dropped')", name="state"),
)
Index("ix_inbox_waiting", inbox.c.id, sqlite_where=WAITING, postgresql_where=WAITING)
Index("ix_inbox_failed", inbox.c.received_at, sqlite_where=FAILED, postgresql_where=FAILED)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("destination", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("ticket", Id),
    Column("message", Id),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(8), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    CheckConstraint("state in ('waiting', 'held', 'done', 'failed', 'dropped')", name="state"),
)
Index("ix_outbox_waiting", outbox.c.id, sqlite_where=WAITING, postgresql_where=WAITING)
Index("ix_outbox_failed", outbox.c.created_at, sqlite_where=FAILED, postgresql_where=FAILED)
Index("ix_outbox_held", outbox.c.destination, sqlite_where=HELD, postgresql_where=HELD)

dialogues = Table(
    "dialogues",
    metadata,
    Column("key", String(96), primary_key=True),
    Column("state", String(64)),
    Column("data", JSON, nullable=False),
    Column("saved_at", Instant),
)
