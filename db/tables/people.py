"""Requesters and operators, who they are in the System, and what they pay for."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, String, Table, UniqueConstraint

from db.tables.base import metadata
from db.types import Id, Instant

# `last_account` is set for who has several: by that one they wrote last. Who turned out to be somebody else as well is
# kept for what still names them, and is that person since: `merged_into`.
people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(160), nullable=False),
    Column("locale", String(8)),
    Column("last_account", Id),
    Column("merged_into", Id),
    Column("created_at", Instant, nullable=False),
)

# Where a channel reaches a person; `address` is the channel's own name for that, in Telegram a number, and `thread` the
# topic of that private chat in which they wrote last.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("address", String(320), nullable=False),
    Column("name", String(160), nullable=False),
    Column("username", String(64)),
    Column("verified_at", Instant),
    Column("unreachable_since", Instant),
    Column("thread", Id),
    UniqueConstraint("channel", "address"),
)

identities = Table(
    "identities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("login", String(320), nullable=False),
    Column("login_kind", String(16), nullable=False, default="login", server_default="login"),
    Column("surname", String(80), nullable=False),
    Column("name", String(80), nullable=False),
    Column("patronymic", String(80)),
    Column("inn", String(12), nullable=False, index=True),
    Column("company", String(200), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", ForeignKey("people.id"), nullable=False),
)

# Companies on whose behalf a person writes, each with what they last stated about themselves there.
representatives = Table(
    "representatives",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("inn", String(12), primary_key=True, index=True),
    Column("identity", ForeignKey("identities.id"), nullable=False),
)

acceptances = Table(
    "acceptances",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("version", String(80), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("accepted_at", Instant, nullable=False),
    UniqueConstraint("person", "version"),
)

# `kopecks` is what was paid, None where nobody said; an invoice makes a period once. `recorded_by` is None where a
# payment came in without anybody of the desk.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("inn", String(12), nullable=False, index=True),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", ForeignKey("people.id")),
    Column("tariff", String(16), nullable=False, server_default="extended"),
    Column("kopecks", BigInteger),
    Column("source", String(16), nullable=False, server_default="supervisor"),
    Column("invoice", ForeignKey("invoices.id"), unique=True),
)
