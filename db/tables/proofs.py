"""Logins that their owners proved by a code in a letter to them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from db.tables.base import metadata
from db.types import Id, Instant

# A code itself is never stored: `digest` and `expires_at` come when its letter goes out, `address` is where that goes.
# Codes of the last day stay, for the limits.
login_codes = Table(
    "login_codes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("login", String(320), nullable=False),
    Column("address", String(320), nullable=False),
    Column("locale", String(8), nullable=False),
    Column("salt", String(32), nullable=False),
    Column("digest", String(64)),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("state", String(8), nullable=False, server_default="open"),
    CheckConstraint("state in ('open', 'used', 'left', 'refused')", name="state"),
)
Index("ix_login_codes_person", login_codes.c.person, login_codes.c.created_at)
Index("ix_login_codes_login", login_codes.c.login, login_codes.c.created_at)
Index("ix_login_codes_created_at", login_codes.c.created_at)

# Of a login that a person stated: when they proved it, or that they went on without (`proven_at` is None).
login_proofs = Table(
    "login_proofs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("login", String(320), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("answered_at", Instant, nullable=False),
    Column("proven_at", Instant),
    UniqueConstraint("person", "login"),
)
