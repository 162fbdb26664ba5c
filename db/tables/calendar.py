"""What follows from the working calendar: years whose decree is awaited, deadlines to be computed again."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from db.tables.base import metadata
from db.types import Instant

# A year whose decree on moved days off is not known: when supervisors were warned last, when they said that will do.
calendar_years = Table(
    "calendar_years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("warned_at", Instant),
    Column("settled_at", Instant),
)

# The tickets that were open when the calendar changed: waiting, or what became of the deadline (later, earlier).
recalculations = Table(
    "recalculations",
    metadata,
    Column("ticket", ForeignKey("tickets.number"), primary_key=True, autoincrement=False),
    Column("outcome", String(8), nullable=False),
    Column("due_at", Instant, nullable=False),
)
Index("ix_recalculations_outcome", recalculations.c.outcome, recalculations.c.due_at)
