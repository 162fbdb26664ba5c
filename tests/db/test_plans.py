"""Which index each query takes: none may read a table from end to end, or all that was ever said in a chat."""

import importlib
import pkgutil
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import CompoundSelect, Delete, Select, Update
from sqlalchemy.dialects import sqlite

import db
from db.desk import reports
from db.engine import Database
from db.schema import migrate
from db.statements import Command, Query

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(db.__path__, "db.")
    if not found.name.startswith("db.migrations")
]
FEW = {f"ix_{table}_{state}" for table in ("inbox", "outbox") for state in ("waiting", "failed")} | {
    "ix_tickets_open",
    "ix_imports_loading",
    "ix_imports_taking",
    "ix_companies_listed",
    "ix_pauses_lasts",
    "ix_invoices_open",
    "ix_payments_undecided",
}
"""Partial indexes: what waits, what failed and what is open may be read from end to end."""
BUILDING_BLOCKS = (
    *("_ALL", "_ACTS", "_INVOICES", "_LINKS", "_LATEST", "_FIRST_DUE", "_PAYMENTS", "_OF_TICKET_", "_IN_CHAT_"),
)
SMALL = (
    "_HOSTS",
    "_GIVEN",
    "_TOLD_BEFORE",
    "_GIVEN_MEMBERS",
    "_MEMBERS_OF",
    "_TAKE_BACK_MEMBERS",
    "_SUPPLIERS",
    "_EVERY_SUPPLIER",
    "_DEFAULT_SUPPLIER",
    "_MAKE_DEFAULT_SUPPLIER",
)
"""Tables of a handful of rows."""


def statement(found: object) -> object:
    command = found.command if isinstance(found, Query) else found
    return command.statement if isinstance(command, Command) else found


QUERIES = {
    f"{module.__name__}.{name}": statement(found)
    for module in MODULES
    for name, found in vars(module).items()
    if isinstance(statement(found), Select | CompoundSelect | Update | Delete) and name not in BUILDING_BLOCKS + SMALL
}


@pytest.fixture(scope="module")
async def empty(tmp_path_factory) -> Path:
    """A migrated SQLite file; without statistics it plans as it does for a million rows."""
    path = tmp_path_factory.mktemp("plans") / "empty.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await migrate(database)
    await database.close()
    return path


def plan(path: Path, query: Select | CompoundSelect | Update | Delete) -> str:
    compiled = query.compile(dialect=sqlite.dialect(paramstyle="named"))
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute(f"explain query plan {compiled}", dict.fromkeys(compiled.params, 1))
        return "; ".join(row[3] for row in rows)
    finally:
        connection.close()


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_reads_a_whole_table_or_a_whole_chat(name: str, empty: Path):
    found = plan(empty, QUERIES[name])
    assert {index for _, index in re.findall(r"SCAN (\w+)(?: USING INDEX (\w+))?", found)} <= FEW
    assert "(chat_id=?)" not in found


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("db.people.accounts._AT", "(channel=? AND address=?)"),
        ("db.people.accounts._OF", "ix_accounts_person"),
        ("db.people.accounts._MAIN", "ix_accounts_person"),
        ("db.tickets.tickets._OVERDUE", "ix_tickets_due"),
        ("db.deadlines.promises._COUNTED", "ix_promises_due"),
        ("db.deadlines.promises._OF_MESSAGE", "ix_promises_message"),
        ("db.alarms._DUE", "ix_alarms_due"),
        ("db.alarms._OF_TICKET", "(ticket=? AND kind=?)"),
        ("db.tickets.tickets._COUNT_OPEN_IN", "ix_tickets_open"),
        ("db.inbox._WAITING", "ix_inbox_waiting"),
        ("db.outbox._WAITING", "ix_outbox_waiting"),
        ("db.desk.gauges._INBOX", "ix_inbox_waiting"),
        ("db.desk.gauges._OUTBOX", "ix_outbox_waiting"),
        ("db.desk.gauges._TICKETS", "ix_tickets_open"),
        ("db.outbox._HELD", "ix_outbox_held"),
        ("db.tickets.messages._DRAFTS", "ix_messages_drafts"),
        ("db.tickets.messages._ALBUM", "ix_messages_album"),
        ("db.tickets.messages._COPY_IN", "ix_copies_counterpart"),
        ("db.groups.groups._TICKET_CARD", "ix_topics_card"),
    ],
)
def test_what_is_asked_for_every_update_takes_its_own_index(name: str, index: str, empty: Path):
    assert index in plan(empty, QUERIES[name])


@pytest.mark.parametrize("medians", [reports._ANSWERS, reports._SOLUTIONS], ids=["answers", "solutions"])
def test_statistics_read_the_tickets_of_their_period_once(medians: dict[str, Select], empty: Path):
    found = plan(empty, medians["sqlite"])
    assert "ix_tickets_closed_at" in found
    assert "SCAN tickets" not in found
    assert "MATERIALIZE moments" in found
