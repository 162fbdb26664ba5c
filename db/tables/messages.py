"""Messages of tickets, their versions, and their copies on the other side."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, false, text

from db.tables.base import metadata
from db.types import Id, Instant

messages = Table(
    "messages",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), index=True),
    Column("author", ForeignKey("people.id"), nullable=False),
    Column("by_operator", Boolean, nullable=False),
    Column("chat_id", Id, nullable=False),
    Column("telegram_id", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("html", Text, nullable=False),
    Column("file_id", String(255)),
    Column("spoiler", Boolean, nullable=False, server_default=false()),
    Column("album", String(64)),
    Column("reply_to", ForeignKey("messages.id")),
    Column("in_card", Boolean, nullable=False, default=False),
    Column("sent_at", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("deleted_at", Instant),
    UniqueConstraint("chat_id", "telegram_id"),
)
_DRAFTED, _IN_ALBUM = text("ticket is null"), text("album is not null")
_PARTS = (messages.c.album, messages.c.chat_id, messages.c.telegram_id)
Index("ix_messages_drafts", messages.c.author, sqlite_where=_DRAFTED, postgresql_where=_DRAFTED)
Index("ix_messages_album", *_PARTS, sqlite_where=_IN_ALBUM, postgresql_where=_IN_ALBUM)

message_versions = Table(
    "message_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message", ForeignKey("messages.id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("html", Text, nullable=False),
    Column("file_id", String(255)),
    Column("replaced_at", Instant, nullable=False),
)

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
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("telegram_id", Id, primary_key=True, autoincrement=False),
    Column("message", ForeignKey("messages.id"), primary_key=True),
)
# All three columns: else SQLite takes the primary key and reads every copy in the chat.
Index("ix_copies_counterpart", copies.c.message, copies.c.chat_id, copies.c.telegram_id)
