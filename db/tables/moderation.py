"""How operators write: what is held before delivery, a company's own words, canned answers (3.1, 3.5, 3.6)."""

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from db.tables.base import HELD, metadata
from db.types import Id, Instant

# `kind`, `html` and `file` are the version that waits; `messages` keeps the last one that may be read.
held_messages = Table(
    "held_messages",
    metadata,
    Column("message", ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("ticket", ForeignKey("tickets.number"), nullable=False),
    Column("act", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("html", Text, nullable=False),
    Column("file", ForeignKey("files.id")),
    Column("corrected", Text),
    Column("findings", JSON, nullable=False),
    Column("anonymous", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("prompt_chat", Id),
    Column("prompt_id", Id),
    Column("held_at", Instant, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", ForeignKey("people.id")),
    CheckConstraint("act in ('new', 'edit')", name="act"),
    CheckConstraint("state in ('held', 'sent', 'corrected', 'dropped')", name="state"),
)
Index("ix_held_messages_waiting", held_messages.c.ticket, sqlite_where=HELD, postgresql_where=HELD)

own_words = Table(
    "own_words",
    metadata,
    Column("word", String(64), primary_key=True),
    Column("proper", String(120), nullable=False),
    Column("added_by", ForeignKey("people.id"), nullable=False),
    Column("added_at", Instant, nullable=False),
)

word_treatments = Table(
    "word_treatments",
    metadata,
    Column("word", String(64), primary_key=True),
    Column("treatment", String(8), nullable=False),
    Column("added_by", ForeignKey("people.id"), nullable=False),
    Column("added_at", Instant, nullable=False),
    CheckConstraint("treatment in ('hold', 'hint', 'leave')", name="treatment"),
)

hinted_words = Table(
    "hinted_words",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("word", String(64), primary_key=True),
)

# Without a chat an answer is common to all groups, without a locale to all languages.
canned_answers = Table(
    "canned_answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("group_id", ForeignKey("operator_groups.chat_id")),
    Column("locale", String(8)),
    Column("key", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("html", Text, nullable=False),
    Column("edited_by", ForeignKey("people.id"), nullable=False),
    Column("edited_at", Instant, nullable=False),
)
Index("ix_canned_answers_key", canned_answers.c.group_id, canned_answers.c.key)
