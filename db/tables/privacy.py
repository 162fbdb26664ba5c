"""What people decided about the processing of their personal data (152-ФЗ)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, text

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

UNFINISHED = text("state != 'done'")

# What people ask about their data: `due_on` is the last day that the law leaves, `told_at` when supervisors heard of a
# late one, `erased_at` the instant until which the queues are cleared.
rights_requests = Table(
    "rights_requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("wish", String(8), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("state", String(8), nullable=False, server_default="asked"),
    Column("told_at", Instant),
    Column("erased_at", Instant),
    Column("done_at", Instant),
    CheckConstraint("wish in ('forget', 'withdraw', 'mydata')", name="wish"),
    CheckConstraint("state in ('asked', 'erased', 'done')", name="state"),
)
Index(
    "ix_rights_requests_unfinished",
    rights_requests.c.person,
    rights_requests.c.wish,
    unique=True,
    sqlite_where=UNFINISHED,
    postgresql_where=UNFINISHED,
)

# How far each kind of what is erased by age has come: in which night, behind which row, how much was erased.
retention = Table(
    "retention",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("night", Date, nullable=False),
    Column("position", Id, nullable=False),
    Column("erased", Integer, nullable=False),
    Column("done", Boolean, nullable=False),
)
