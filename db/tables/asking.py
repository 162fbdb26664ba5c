"""Which copy of a question has the buttons."""

from sqlalchemy import Column, Index, String, Table

from db.tables.base import metadata
from db.types import Id

live_questions = Table(
    "live_questions",
    metadata,
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("name", String(64), primary_key=True),
    Column("message_id", Id, nullable=False),
    Column("about", Id, nullable=False),
)
Index("ix_live_questions_about", live_questions.c.about)
"""The newest copy of each question in a chat of Telegram's (`bot.rules.asking`)."""
