"""Files that messages and their versions hold."""

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rules.files import File
from db.rows import columns, fields_of, inserts
from db.statements import Command, Query
from db.tables import files

_BY_ID = Query(File, select(*columns(files, File)).where(files.c.id == bindparam("of")))
_ID_OF = Query(int, select(files.c.id).where(files.c.keeper == bindparam("keeper"), files.c.key == bindparam("key")))
_ADD = Command({name: insert.on_conflict_do_nothing() for name, insert in inserts(files).items()})


async def keep(connection: AsyncConnection, file: File | None) -> int | None:
    """Return the number of a file, the same for the same file; None for none."""
    if file is None:
        return None
    await _ADD.run(connection, fields_of(file))
    return await _ID_OF.first(connection, {"keeper": file.keeper, "key": file.key})


async def by_id(connection: AsyncConnection, number: int) -> File:
    """Return a file that must exist."""
    found = await _BY_ID.first(connection, {"of": number})
    assert found is not None, f"no file {number}"
    return found
