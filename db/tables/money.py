"""Who bills, what was billed, what was paid and what was closed by an act (5). Sums are kopecks.

Triggers of migration 0041 keep facts as they were written: a correction is a row of its own.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from db.tables.base import metadata
from db.types import Id, Instant

# Whoever of the regulation's Исполнители bills; one of them is the default, the others bill companies of theirs.
suppliers = Table(
    "suppliers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("inn", String(12), nullable=False),
    Column("kpp", String(9)),
    Column("address", String(300), nullable=False),
    Column("bank", String(200), nullable=False),
    Column("bic", String(9), nullable=False),
    Column("account", String(20), nullable=False),
    Column("correspondent_account", String(20)),
    Column("signatory", String(160), nullable=False),
    Column("signatory_title", String(120), nullable=False),
    Column("accountant", String(160)),
    Column("is_default", Boolean, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", ForeignKey("people.id"), nullable=False),
)

# The rate of VAT that a supplier bills since a day.
supplier_vat = Table(
    "supplier_vat",
    metadata,
    Column("supplier", ForeignKey("suppliers.id"), primary_key=True, autoincrement=False),
    Column("since", Date, primary_key=True),
    Column("rate", String(4), nullable=False),
    CheckConstraint("rate in ('none', '5', '7', '22')", name="rate"),
)

supplier_companies = Table(
    "supplier_companies",
    metadata,
    Column("inn", String(12), primary_key=True),
    Column("supplier", ForeignKey("suppliers.id"), nullable=False),
)

# `requisites` are the supplier's as they were, `person` is who asked; `valid_until` is the last day, `due_at` when a
# reminder or the end is due.
invoices = Table(
    "invoices",
    metadata,
    Column("id", Id, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("inn", String(12), nullable=False, index=True),
    Column("company", String(200), nullable=False),
    Column("kpp", String(9)),
    Column("address", String(300)),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("tariff", String(16), nullable=False),
    Column("months", Integer, nullable=False),
    Column("kopecks", BigInteger, nullable=False),
    Column("vat_rate", String(4), nullable=False),
    Column("vat_kopecks", BigInteger, nullable=False),
    Column("supplier", ForeignKey("suppliers.id"), nullable=False),
    Column("requisites", JSON, nullable=False),
    Column("issued_at", Instant, nullable=False, index=True),
    Column("valid_until", Date, nullable=False),
    Column("state", String(16), nullable=False, server_default="open"),
    Column("due_at", Instant),
    Column("ticket", ForeignKey("tickets.number")),
    CheckConstraint("state in ('open', 'paid', 'cancelled', 'expired')", name="state"),
    UniqueConstraint("year", "number"),
)
UNPAID = text("state = 'open'")
Index("ix_invoices_open", invoices.c.id, sqlite_where=UNPAID, postgresql_where=UNPAID)
Index("ix_invoices_due", invoices.c.due_at)

# What came in or went back, by whichever way; `external_id` is that way's own name for it. What fits no invoice is
# undecided until a supervisor says what it is. A payment that was returned is a row of its own: `refund_of`.
payments = Table(
    "payments",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source", String(16), nullable=False),
    Column("external_id", String(120), nullable=False),
    Column("received_on", Date, nullable=False, index=True),
    Column("kopecks", BigInteger, nullable=False),
    Column("payer_inn", String(12)),
    Column("payer", String(200)),
    Column("purpose", String(500), nullable=False),
    Column("invoice", ForeignKey("invoices.id"), index=True),
    Column("state", String(16), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("refund_of", ForeignKey("payments.id")),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", ForeignKey("people.id")),
    CheckConstraint("source in ('statement', 'supervisor', 'link', 'telegram')", name="source"),
    CheckConstraint("state in ('matched', 'undecided', 'ignored', 'returned')", name="state"),
    UniqueConstraint("source", "external_id"),
)
MATCHED = text("state = 'matched'")
UNDECIDED = text("state = 'undecided'")
Index("uq_payments_matched", payments.c.invoice, unique=True, sqlite_where=MATCHED, postgresql_where=MATCHED)
Index("ix_payments_undecided", payments.c.id, sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)

acts = Table(
    "acts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("invoice", ForeignKey("invoices.id"), nullable=False, unique=True),
    Column("issued_on", Date, nullable=False),
    Column("kopecks", BigInteger, nullable=False),
    Column("vat_rate", String(4), nullable=False),
    Column("vat_kopecks", BigInteger, nullable=False),
    Column("requisites", JSON, nullable=False),
    UniqueConstraint("year", "number"),
)
