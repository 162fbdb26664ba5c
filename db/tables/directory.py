"""The directory that supervisors import: companies and their logins; and the rows of a file that is to be loaded."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, false, text

from db.tables.base import metadata
from db.tables.calls import WORD
from db.types import Instant

# What the directory and supervisors say of a company, whatever its people state. It stands in the directory since
# `listed_at`; one that does not has `colleagues_see` alone. None there: as the setting says.
companies = Table(
    "companies",
    metadata,
    Column("inn", String(12), primary_key=True),
    Column("name", String(200)),
    Column("kpp", String(9)),
    Column("address", String(300)),
    Column("listed_at", Instant),
    Column("colleagues_see", Boolean),
    Column("colleagues_see_by", ForeignKey("people.id")),
    Column("colleagues_see_at", Instant),
)
LISTED = text("listed_at is not null")
Index("ix_companies_listed", companies.c.inn, sqlite_where=LISTED, postgresql_where=LISTED)

# What companies of the directory are or were called, as `identity_words` has it of people.
company_words = Table(
    "company_words",
    metadata,
    Column("word", WORD, primary_key=True),
    Column("inn", ForeignKey("companies.inn"), primary_key=True),
)

# A login as `bot.rules.people.codes.key` writes it, and for which company it is.
directory = Table(
    "directory",
    metadata,
    Column("login", String(320), primary_key=True),
    Column("inn", ForeignKey("companies.inn"), nullable=False, index=True),
    Column("full_name", String(250)),
    Column("recorded_at", Instant, nullable=False),
)

# What a file says that differs from the directory; None: nothing. `paid_until` is the last day, and a `tariff` of
# basic ends what is paid.
directory_rows = Table(
    "directory_rows",
    metadata,
    Column("of", ForeignKey("imports.id"), primary_key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("inn", String(12), nullable=False),
    Column("kpp", String(9)),
    Column("company", String(200)),
    Column("address", String(300)),
    Column("login", String(320)),
    Column("full_name", String(250)),
    Column("tariff", String(16)),
    Column("paid_until", Date),
    Column("colleagues_see", Boolean),
    Column("remove", Boolean, nullable=False, server_default=false()),
)
Index("ix_directory_rows_inn", directory_rows.c.of, directory_rows.c.inn)
Index("ix_directory_rows_login", directory_rows.c.of, directory_rows.c.login)
