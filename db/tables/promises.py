"""What operators promised requesters (3.4)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from db.tables.base import metadata
from db.types import Id, Instant

promises = Table(
    "promises",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False),
    Column("message", ForeignKey("messages.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(12), nullable=False, server_default="open"),
    Column("remind", ForeignKey("people.id")),
    CheckConstraint("state in ('open', 'kept', 'broken', 'none')", name="state"),
)
Index("ix_promises_due", promises.c.due_at)
Index("ix_promises_ticket", promises.c.ticket)
Index("ix_promises_message", promises.c.message)
