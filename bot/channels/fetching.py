"""Files that are imported: fetched from whoever keeps them, read beside the desk, kept to be loaded.

A guide is loaded by the clock, a directory here, once a supervisor has seen what it would change.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic

from bot.actions.desk import directory_import
from bot.actions.guide import imports
from bot.actions.guide.imports import Import
from bot.actions.money import statements
from bot.actions.work import Work
from bot.channels import tables
from bot.channels.channel import Ground
from bot.channels.errors import DeliveryError, Receipt, TooSoon
from bot.rules.channels import TELEGRAM
from bot.rules.files import File
from bot.rules.guide import sheets
from bot.rules.money import statement
from bot.rules.refusals import Refused
from db.guide import imports as imports_rows
from db.outbox import Parcel

TOO_BIG = "file is too big"
SLICE = 2.0
"""Seconds in which rows are taken in before others on the way to Telegram get the place."""

Step = Callable[[Work], Awaitable[bool]]
"""Does some of what there is to do, and tells whether there may be more."""


async def fetch(ground: Ground, parcel: Parcel) -> Receipt:
    """Go on with an import: fetch its file, or take in what is kept of it, or forget that.

    A file that cannot be read is told to its sender.
    """
    async with ground.reading() as connection:
        going = await imports.find(ground.work(connection), parcel.body["import"])
    if going.state == imports_rows.TAKING:
        await _take(ground, going)
    elif going.is_over:
        await _forget(ground, going)
    elif going.state == imports_rows.FETCHING:
        await _fetch(ground, going)
    return Receipt()


async def _fetch(ground: Ground, going: Import) -> None:
    try:
        data = await ground.files.read(File(TELEGRAM, going.file_id))
        await (_statement if going.kind == imports_rows.STATEMENT else _table)(ground, going, data)
    except Refused as refusal:
        await _fail(ground, going, refusal)
    except DeliveryError as error:
        if not error.permanent:
            raise
        too_big = TOO_BIG in error.reason
        await _fail(ground, going, Refused(sheets.Reason.TOO_BIG if too_big else sheets.Reason.UNREADABLE))


async def _statement(ground: Ground, going: Import, data: bytes) -> None:
    """Take in a statement of the bank, which is small, as a whole."""
    said = await asyncio.to_thread(statement.read, data)
    async with ground.database.transaction() as connection:
        await statements.take(ground.work(connection), going, said)
    ground.wake()


async def _table(ground: Ground, going: Import, data: bytes) -> None:
    async with tables.reading(data) as table:
        await (_check if table.kind == imports_rows.DIRECTORY else _keep)(ground, going, table)


async def _check(ground: Ground, going: Import, table: tables.Table) -> None:
    """Look at the rows of a directory in steps, and show what they would change."""
    await _forget(ground, going)
    async with ground.database.transaction() as connection:
        await directory_import.begin(ground.work(connection), going, table.columns, table.total)
    async for rows in table.chunks:
        for at in range(0, len(rows), directory_import.STEP):
            step = partial(directory_import.check, number=going.id, lines=rows[at : at + directory_import.STEP])
            if not await _step(ground, step):
                await _step_by_step(ground, partial(directory_import.forget, number=going.id))
                return
    async with ground.database.transaction() as connection:
        await directory_import.offer(ground.work(connection), going.id)
    ground.wake()


async def _take(ground: Ground, going: Import) -> None:
    """Take rows in for a while; raises TooSoon as long as there are more, so that the desk can stop in between."""
    until = monotonic() + SLICE
    while await _step(ground, partial(directory_import.take, number=going.id)):
        if monotonic() >= until:
            raise TooSoon(0)


async def _forget(ground: Ground, going: Import) -> None:
    if going.kind == imports_rows.DIRECTORY:
        await _step_by_step(ground, partial(directory_import.forget, number=going.id))


async def _step_by_step(ground: Ground, step: Step) -> None:
    while await _step(ground, step):
        pass


async def _step(ground: Ground, step: Step) -> bool:
    """Do a step in a transaction of its own; then others get as much time as it took. False: it was the last one."""
    began = monotonic()
    async with ground.database.transaction() as connection:
        goes_on = await step(ground.work(connection))
    ground.wake()
    await asyncio.sleep(monotonic() - began)
    return goes_on


async def _keep(ground: Ground, going: Import, table: tables.Table) -> None:
    """Keep the rows in steps: others write as well, and somebody may cancel. What an earlier try kept goes first."""
    async with ground.database.transaction() as connection:
        await imports.forget(ground.work(connection), going)
    async for rows in table.chunks:
        async with ground.database.transaction() as connection:
            await imports.keep(ground.work(connection), going, rows)
    async with ground.database.transaction() as connection:
        await imports.let_load(ground.work(connection), going, table.columns, table.total)


async def _fail(ground: Ground, going: Import, refusal: Refused) -> None:
    async with ground.database.transaction() as connection:
        await imports.fail(ground.work(connection), going, refusal)
    ground.wake()
