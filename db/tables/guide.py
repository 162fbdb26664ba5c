"""The guide: articles, the hosts they are on, imports under way, and requests that an article made needless."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, text

from db.tables.base import metadata
from db.types import Id, Instant

articles = Table(
    "articles",
    metadata,
    Column("id", Id, primary_key=True),
    Column("link", String(500), nullable=False, unique=True),
    Column("title", String(300), nullable=False),
    Column("text", Text, nullable=False),
    Column("video", String(500)),
    Column("services", JSON, nullable=False),
    Column("language", String(8), nullable=False),
    Column("title_stems", Text, nullable=False),
    Column("text_stems", Text, nullable=False),
)

guide_hosts = Table("guide_hosts", metadata, Column("host", String(255), primary_key=True))

# `kind` is what the file turned out to hold: articles, or companies (db/tables/directory.py).
imports = Table(
    "imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("destination", String(64), nullable=False),
    Column("file_id", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    Column("state", String(12), nullable=False),
    Column("error", JSON),
    Column("columns", JSON),
    Column("total", Integer, nullable=False, server_default="0"),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("added", Integer, nullable=False, server_default="0"),
    Column("changed", Integer, nullable=False, server_default="0"),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("removed", Integer, nullable=False, server_default="0"),
    Column("bad", JSON, nullable=False),
    Column("bad_count", Integer, nullable=False, server_default="0"),
    Column("shown_chat", Id),
    Column("shown_message", Id),
    Column("shown_at", Instant),
    Column("begun_at", Instant, nullable=False),
    Column("kind", String(12), nullable=False, server_default="guide"),
)
LOADING = text("state = 'loading'")
TAKING = text("state = 'taking'")
Index("ix_imports_loading", imports.c.id, sqlite_where=LOADING, postgresql_where=LOADING)
Index("ix_imports_taking", imports.c.id, sqlite_where=TAKING, postgresql_where=TAKING)

import_rows = Table(
    "import_rows",
    metadata,
    Column("of", ForeignKey("imports.id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("cells", JSON, nullable=False),
)

# What is wrong with lines of a file that has more of them than are shown, until all are told.
import_faults = Table(
    "import_faults",
    metadata,
    Column("of", ForeignKey("imports.id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("faults", JSON, nullable=False),
)

deflections = Table(
    "deflections",
    metadata,
    Column("id", Id, primary_key=True),
    Column("person", ForeignKey("people.id"), nullable=False),
    Column("service", Integer, nullable=False),
    Column("articles", JSON, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

# The stems of titles, for words that are mistyped; some may be of articles that are gone.
guide_words = Table("guide_words", metadata, Column("word", String(8), primary_key=True))

# What people call a thing, and what the guide calls it (3.6); `added_by` None came with the desk.
guide_synonyms = Table(
    "guide_synonyms",
    metadata,
    Column("word", String(60), primary_key=True),
    Column("meaning", String(120), nullable=False),
    Column("added_by", ForeignKey("people.id")),
)
