"""What the tables are part of, and the conditions of their partial indexes."""

from sqlalchemy import MetaData, text

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

CLOSED = "closed"
"""The state of a ticket that is no longer open."""
