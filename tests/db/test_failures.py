"""Which failures of a database pass by themselves."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from db.engine import Database, is_away


def said(sqlstate: str) -> DBAPIError:
    """What PostgreSQL says, as the driver passes it on."""
    original = Exception("refused")
    original.sqlstate = sqlstate  # type: ignore[attr-defined]
    return DBAPIError("insert", {}, original)


@pytest.mark.parametrize(
    ("error", "passes"),
    [
        *((said(state), True) for state in ("08006", "25006", "40001", "53100", "53300", "55P03", "57P01", "58030")),
        *((said(state), False) for state in ("22021", "23505", "25001", "42P01")),
        (OperationalError("insert", {}, Exception("disk full")), True),
        (sqlite3.OperationalError("attempt to write a readonly database"), True),
        (PoolTimeoutError(), True),
        (ConnectionResetError(), True),
        (IntegrityError("insert", {}, Exception("twice")), False),
        (ValueError("a bug"), False),
        (ExceptionGroup("both", [OSError(), said("25006")]), True),
        (ExceptionGroup("both", [OSError(), ValueError()]), False),
    ],
)
def test_what_passes_says_nothing_against_the_statement(error: BaseException, passes: bool):
    assert is_away(error) is passes


async def test_a_server_that_takes_no_writes_for_a_while_is_away(database: Database):
    if database.is_sqlite:
        pytest.skip("there is nobody to take over")
    async with database.transaction() as connection:
        await connection.execute(text("set transaction read only"))
        with pytest.raises(DBAPIError) as refused:
            await connection.execute(text("delete from audit"))
        await connection.rollback()
    assert is_away(refused.value)
