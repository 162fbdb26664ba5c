"""The deadlines that tickets had (3.4, 4.3)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, text

from db.tables.base import metadata
from db.types import Id, Instant

deadlines = Table(
    "deadlines",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("set_at", Instant, nullable=False),
    Column("set_by", ForeignKey("people.id")),
    Column("cause", String(16), nullable=False),
    Column("until", Instant),
    Column("hours", Integer),
    Column("since", Instant),
    Column("was", Instant),
    Column("reason", Text),
    CheckConstraint(
        "cause in ('registered', 'extended', 'kind_changed', 'reopened', 'recalculated', 'missed', 'paused')",
        name="cause",
    ),
)

# While the requester was asked for data, when the clock stood (PAUSE_WHILE_WAITING); `worked` is seconds of work.
pauses = Table(
    "pauses",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("began_at", Instant, primary_key=True),
    Column("ended_at", Instant, index=True),
    Column("worked", Integer, nullable=False, server_default="0"),
)
LASTS = text("ended_at is null")
Index("ix_pauses_lasts", pauses.c.ticket, sqlite_where=LASTS, postgresql_where=LASTS)
