"""The deadlines that tickets had (3.4, 4.3)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

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
        "cause in ('registered', 'extended', 'kind_changed', 'reopened', 'recalculated', 'missed')", name="cause"
    ),
)
