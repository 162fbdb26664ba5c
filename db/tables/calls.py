"""Tickets for who called (2.4), and the words by which a caller is found."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from db.tables.base import metadata
from db.types import Instant

# `tries` counts the calls in which nobody was reached who could confirm; `confirmed_*` say who asked, and when (3.2).
calls = Table(
    "calls",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("phone", String(60), index=True),
    Column("recording", String(500)),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("confirmed_by", ForeignKey("people.id")),
    Column("confirmed_at", Instant),
)

# What people are or were called, by whole words in small letters: names, company, login, INN. Ordered by code point
# everywhere, so that the beginning of a word is a stretch of the key.
WORD = String(80).with_variant(String(80, collation="C"), "postgresql")
identity_words = Table(
    "identity_words",
    metadata,
    Column("word", WORD, primary_key=True),
    Column("person", ForeignKey("people.id"), primary_key=True, autoincrement=False),
)
