"""Operator groups, the working calendar, the audit, and what the desk knows of itself."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, String, Table, false, true

from db.tables.base import metadata
from db.types import Id, Instant

operator_groups = Table(
    "operator_groups",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("title", String(255), nullable=False, server_default=""),
    Column("is_forum", Boolean, nullable=False),
    Column("can_manage_topics", Boolean, nullable=False),
    Column("moved_to", Id),
    Column("warned_at", Instant),
    Column("is_public", Boolean, nullable=False, server_default=false()),
    Column("declined_at", Instant),
    Column("can_pin", Boolean, nullable=False, server_default=true()),
)

bindings = Table(
    "bindings",
    metadata,
    Column("chat_id", ForeignKey("operator_groups.chat_id", onupdate="CASCADE"), primary_key=True),
    Column("services", JSON, nullable=False),
    Column("tariffs", JSON, nullable=False),
    Column("bound_at", Instant, nullable=False),
    Column("bound_by", ForeignKey("people.id"), nullable=False),
)

calendar_overrides = Table(
    "calendar_overrides",
    metadata,
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("note", String(200), nullable=False, server_default=""),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", ForeignKey("people.id")),
    Column("action", String(32), nullable=False),
    Column("ticket", Id, index=True),
    Column("details", JSON, nullable=False),
)

pulse = Table(
    "pulse",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
)
"""One row, written to learn whether anything can be written."""

leases = Table(
    "leases",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("holder", String(64), nullable=False),
    Column("expires_at", Instant, nullable=False),
)
"""One row: who leads, of several processes on PostgreSQL."""

outages = Table(
    "outages",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("began_at", Instant, nullable=False),
    Column("mailed_at", Instant),
    Column("waiting", Integer, nullable=False),
    Column("last_parcel", Id, nullable=False),
)
"""One row while Telegram is out of reach: how many messages waited when that was noted, and the newest parcel then."""

bursts = Table(
    "bursts",
    metadata,
    Column("kind", String(255), primary_key=True),
    Column("told_at", Instant, nullable=False),
    Column("more", Integer, nullable=False),
)
"""Failures of one kind that supervisors were told of a short while ago, and how many more there have been since."""

hints = Table(
    "hints",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("told_at", Instant, nullable=False),
)
"""What supervisors were told once: a rule that does nothing, for lack of what it works with."""

menus = Table("menus", metadata, Column("chat_id", Id, primary_key=True, autoincrement=False))
"""Chats that were given a menu of commands of their own."""

descriptions = Table(
    "descriptions",
    metadata,
    Column("method", String(32), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("digest", String(64), nullable=False),
)
"""What the bot says about itself, as it was last set."""
member_menus = Table(
    "member_menus",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("user_id", Id, primary_key=True, autoincrement=False),
)
"""Members of groups that were given a menu of commands of their own there."""
