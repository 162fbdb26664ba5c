"""Links by which invoices are paid at a provider (5): a row for each try."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, text

from db.tables.base import metadata
from db.types import Id, Instant

# `key` names the try to the provider, which then gives it an `external_id` and a `url`; `due_at` is when it is asked
# what became of it.
payment_links = Table(
    "payment_links",
    metadata,
    Column("id", Id, primary_key=True),
    Column("invoice", ForeignKey("invoices.id"), nullable=False, index=True),
    Column("key", String(36), nullable=False, unique=True),
    Column("external_id", String(64), index=True),
    Column("url", String(1000), nullable=False),
    Column("state", String(8), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("due_at", Instant),
    CheckConstraint("state in ('asked', 'open', 'paid', 'over')", name="state"),
)
LIVE = text("state in ('asked', 'open')")
Index("uq_payment_links_live", payment_links.c.invoice, unique=True, sqlite_where=LIVE, postgresql_where=LIVE)
Index("ix_payment_links_due", payment_links.c.due_at)
