"""How a new desk came into service: who supervises it beside those of the settings, and how far they were led."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from db.tables.base import metadata
from db.types import Id, Instant

supervisors = Table(
    "supervisors",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("since", Instant, nullable=False),
    Column("cause", String(16), nullable=False),
)
"""Those who became supervisors otherwise than by the settings, and by what."""

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", ForeignKey("people.id")),
)
"""One row: the last code that was given out for the first supervisor."""

setups = Table(
    "setups",
    metadata,
    Column("person", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("chat_id", Id),
    Column("done_at", Instant),
    Column("shown_message", Id),
    Column("shown_digest", String(64), nullable=False, server_default=""),
)
"""How far supervisors were led: the group that is to become one of operators, and the page that shows it."""
