"""What people decided about the processing of their personal data (152-ФЗ)."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table

from db.tables.base import metadata
from db.types import Id, Instant

# Never changed: of the answers to a version the last one counts.
consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("version", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("answer", String(12), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("answered_at", Instant, nullable=False),
    CheckConstraint("answer in ('agreed', 'refused', 'informed', 'withdrawn')", name="answer"),
)
Index("ix_consents_person", consents.c.person, consents.c.sha256)
