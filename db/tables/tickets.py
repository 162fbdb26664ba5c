"""Tickets, and where they stand in their groups."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text, false, text

from db.tables.base import IS_OPEN, metadata
from db.types import Id, Instant

tickets = Table(
    "tickets",
    metadata,
    Column("number", Id, primary_key=True, autoincrement=False),
    Column("person", ForeignKey("people.id"), nullable=False, index=True),
    Column("identity", ForeignKey("identities.id"), nullable=False, index=True),
    Column("channel", String(16), nullable=False),
    Column("reply_channel", String(16), nullable=False),
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
    Column("asked_to_confirm_at", Instant),
    Column("closed_at", Instant),
    Column("thanked_at", Instant),
    Column("rating", Integer),
    Column("erased_at", Instant),
    Column("comment", Text),
    CheckConstraint("rating between 1 and 5", name="rating"),
)
_IN_TIME = text("state != 'closed' and overdue_at is null")
Index("ix_tickets_open", tickets.c.group_id, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
Index("ix_tickets_due", tickets.c.deadline, sqlite_where=_IN_TIME, postgresql_where=_IN_TIME)
_TAKEN = text("operator is not null")
Index("ix_tickets_operator", tickets.c.operator, sqlite_where=_TAKEN, postgresql_where=_TAKEN)
Index("ix_tickets_closed_at", tickets.c.closed_at)
# Closed tickets whose texts are kept.
_KEPT = text("closed_at is not null and erased_at is null")
Index("ix_tickets_kept", tickets.c.closed_at, sqlite_where=_KEPT, postgresql_where=_KEPT)

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
    Column("given_name", String(255), nullable=False, server_default=""),
)
Index("ix_topics_thread", topics.c.chat_id, topics.c.thread_id)
Index("ix_topics_card", topics.c.chat_id, topics.c.card_id)

# Places that a ticket has left: should it come back, its topic is used again. Without `left_at` only its card changed.
former_places = Table(
    "former_places",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket", ForeignKey("tickets.number"), nullable=False),
    Column("chat_id", Id, nullable=False),
    Column("thread_id", Id),
    Column("card_id", Id),
    Column("given_name", String(255), nullable=False, server_default=""),
    Column("left_at", Instant),
)
Index("ix_former_places_ticket", former_places.c.ticket, former_places.c.chat_id)
Index("ix_former_places_card", former_places.c.chat_id, former_places.c.card_id)
Index("ix_former_places_thread", former_places.c.chat_id, former_places.c.thread_id)

# Apart from tickets: the courier counts here while the consumer holds rows there.
spending = Table(
    "spending",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("calls", Integer, nullable=False),
)

# What falls due at a ticket besides its deadline: reminders and warnings, one of each kind for each thing it is about.
alarms = Table(
    "alarms",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("about", Id, primary_key=True, autoincrement=False),
    Column("step", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
)
Index("ix_alarms_due", alarms.c.kind, alarms.c.due_at)

# Until when a person was told that the desk is closed (2.5): once for each time it is.
told_closed = Table(
    "told_closed",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("opens_at", Instant, nullable=False),
)
