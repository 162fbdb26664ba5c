"""What operators asked requesters for, and what these answered (3.7)."""

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, text

from db.tables.base import metadata
from db.types import Id, Instant

OPEN_REQUEST = text("state = 'open'")

data_requests = Table(
    "data_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("asked_by", ForeignKey("people.id"), nullable=False),
    Column("items", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("done_at", Instant),
    CheckConstraint("state in ('open', 'done', 'withdrawn')", name="state"),
)
# One at a time: what more is asked for joins it.
Index(
    "ix_data_requests_open",
    data_requests.c.ticket,
    unique=True,
    sqlite_where=OPEN_REQUEST,
    postgresql_where=OPEN_REQUEST,
)
