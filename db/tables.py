"""Every table of the desk. Words are those of the regulation's vocabulary; instants are UTC."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from db.types import Id, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Conditions of partial indexes. Queries repeat them word for word: with a parameter the index may not be taken.
WAITING = text("state = 'waiting'")
FAILED = text("state = 'failed'")
CLEARED = text("state in ('done', 'dropped')")
HELD = text("state = 'held'")
IS_OPEN = text("state != 'closed'")

inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("source", String(16), nullable=False),
    Column("external_id", String(64), nullable=False),
    Column("payload", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", String(8), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    UniqueConstraint("source", "external_id"),
    CheckConstraint("state in ('waiting', 'done', 'failed', 'dropped')", name="state"),
)
Index("ix_inbox_waiting", inbox.c.id, sqlite_where=WAITING, postgresql_where=WAITING)
Index("ix_inbox_failed", inbox.c.received_at, sqlite_where=FAILED, postgresql_where=FAILED)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("destination", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("ticket", Id),
    Column("message", Id),
    Column("created_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("state", String(8), nullable=False, server_default="waiting"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    CheckConstraint("state in ('waiting', 'held', 'done', 'failed', 'dropped')", name="state"),
)
Index("ix_outbox_waiting", outbox.c.id, sqlite_where=WAITING, postgresql_where=WAITING)
Index("ix_outbox_failed", outbox.c.created_at, sqlite_where=FAILED, postgresql_where=FAILED)
Index("ix_outbox_held", outbox.c.destination, sqlite_where=HELD, postgresql_where=HELD)

dialogues = Table(
    "dialogues",
    metadata,
    Column("key", String(96), primary_key=True),
    Column("state", String(64)),
    Column("data", JSON, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("id", Id, primary_key=True),
    Column("telegram_id", Id, unique=True),
    Column("name", String(160), nullable=False),
    Column("username", String(64)),
    Column("locale", String(8)),
    Column("unreachable_since", Instant),
    Column("created_at", Instant, nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("login", String(320), nullable=False),
    Column("surname", String(80), nullable=False),
    Column("name", String(80), nullable=False),
    Column("patronymic", String(80)),
    Column("inn", String(12), nullable=False, index=True),
    Column("company", String(200), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", ForeignKey("people.id"), nullable=False),
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

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("inn", String(12), nullable=False, index=True),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("recorded_by", ForeignKey("people.id"), nullable=False),
)

operator_groups = Table(
    "operator_groups",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("title", String(255), nullable=False, server_default=""),
    Column("is_forum", Boolean, nullable=False),
    Column("can_manage_topics", Boolean, nullable=False),
    Column("moved_to", Id),
    Column("warned_at", Instant),
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

tickets = Table(
    "tickets",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("identity", ForeignKey("identities.id"), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("service", Integer, nullable=False),
    Column("tariff", String(16), nullable=False),
    Column("asked_service", Integer),
    Column("technical_error", Boolean, nullable=False, default=False),
    Column("state", String(24), nullable=False),
    Column("group_id", Id),
    Column("operator", ForeignKey("people.id")),
    Column("previous", ForeignKey("tickets.number")),
    Column("opened_at", Instant, nullable=False),
    Column("deadline", Instant),
    Column("overdue_at", Instant),
    Column("first_answer_at", Instant),
    Column("closed_at", Instant),
    Column("rating", Integer),
    Column("comment", Text),
    CheckConstraint("rating between 1 and 5", name="rating"),
)
_IN_TIME = text("state != 'closed' and overdue_at is null")
Index("ix_tickets_open", tickets.c.group_id, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index("ix_tickets_due", tickets.c.deadline, sqlite_where=_IN_TIME, postgresql_where=_IN_TIME)
Index("ix_tickets_closed_at", tickets.c.closed_at)

topics = Table(
    "topics",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True),
    Column("chat_id", Id, nullable=False),
    Column("thread_id", Id),
    Column("card_id", Id),
    Column("name", String(255), nullable=False, server_default=""),
    Column("card_digest", String(64), nullable=False, server_default=""),
    Column("closed", Boolean, nullable=False, default=False),
    Column("context_owed", Boolean, nullable=False, server_default=false()),
)
Index("ix_topics_thread", topics.c.chat_id, topics.c.thread_id)
Index("ix_topics_card", topics.c.chat_id, topics.c.card_id)

# Apart from tickets: the courier counts here while the consumer holds rows there.
spending = Table(
    "spending",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("calls", Integer, nullable=False),
)

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

copies = Table(
    "copies",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("telegram_id", Id, primary_key=True, autoincrement=False),
    Column("message", ForeignKey("messages.id"), primary_key=True),
)
# All three columns: else SQLite takes the primary key and reads every copy in the chat.
Index("ix_copies_counterpart", copies.c.message, copies.c.chat_id, copies.c.telegram_id)

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
