"""Messages of tickets, their versions, and their copies on the other side."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, false, text

from db.tables.base import metadata
from db.types import Id, Instant

# What messages and their versions hold beside words. Whoever keeps a file gives it out by its key: a channel by its own
# id of it, the desk's folder by its path there.
files = Table(
    "files",
    metadata,
    Column("id", Id, primary_key=True),
    Column("keeper", String(16), nullable=False),
    Column("key", String(255), nullable=False),
    Column("name", String(255)),
    Column("mime", String(127)),
    Column("size", Id),
    Column("sha256", String(64)),
    UniqueConstraint("keeper", "key"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("author", ForeignKey("people.id"), nullable=False),
    Column("by_operator", Boolean, nullable=False),
    Column("channel", String(16), nullable=False),
    Column("place", String(320), nullable=False),
    Column("external_id", String(255), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("html", Text, nullable=False),
    Column("file", ForeignKey("files.id")),
    Column("spoiler", Boolean, nullable=False, server_default=false()),
    Column("album", String(64)),
    Column("position", Id),
    Column("reply_to", ForeignKey("messages.id")),
    Column("in_card", Boolean, nullable=False, default=False),
    Column("context", JSON(none_as_null=True)),
    Column("sent_at", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("deleted_at", Instant),
    UniqueConstraint("channel", "place", "external_id"),
)
_DRAFTED, _IN_ALBUM = text("ticket is null"), text("album is not null")
_PARTS = (messages.c.album, messages.c.channel, messages.c.place, messages.c.position)
Index("ix_messages_drafts", messages.c.author, sqlite_where=_DRAFTED, postgresql_where=_DRAFTED)
_WITH_FILE = text("file is not null")
Index("ix_messages_file", messages.c.file, sqlite_where=_WITH_FILE, postgresql_where=_WITH_FILE)
Index("ix_messages_album", *_PARTS, sqlite_where=_IN_ALBUM, postgresql_where=_IN_ALBUM)

message_versions = Table(
    "message_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message", ForeignKey("messages.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("html", Text, nullable=False),
    Column("file", ForeignKey("files.id")),
    Column("replaced_at", Instant, nullable=False),
)

Index("ix_message_versions_file", message_versions.c.file, sqlite_where=_WITH_FILE, postgresql_where=_WITH_FILE)

# Messages of requesters that an operator declared no questions (3.3).
dismissed_questions = Table(
    "dismissed_questions",
    metadata,
    Column("message", ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("ticket", ForeignKey("tickets.number"), nullable=False, index=True),
    Column("dismissed_by", ForeignKey("people.id"), nullable=False),
    Column("dismissed_at", Instant, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message", ForeignKey("messages.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("place", String(320), nullable=False),
    Column("external_id", String(255), nullable=False),
    UniqueConstraint("channel", "place", "external_id", "message"),
)
Index("ix_copies_counterpart", copies.c.message, copies.c.channel, copies.c.place, copies.c.id)
