"""Files that are imported: fetched from whoever keeps them, read beside the loop, kept to be loaded by the clock."""

import asyncio
from itertools import islice

import structlog

from bot.actions.guide import imports
from bot.actions.guide.imports import Import
from bot.channels.channel import Ground
from bot.channels.errors import DeliveryError, Receipt
from bot.rules.channels import TELEGRAM
from bot.rules.files import File
from bot.rules.guide import guide_import, sheets
from bot.rules.refusals import Refused
from db.outbox import Parcel

log = structlog.get_logger(__name__)
CHUNK = 1000
TOO_BIG = "file is too big"

Columns = dict[str, int]
Rows = list[tuple[int, list[str]]]


async def fetch(ground: Ground, parcel: Parcel) -> Receipt:
    """Fetch a file and keep its rows; one that cannot be read is told to its sender."""
    async with ground.reading() as connection:
        going = await imports.find(ground.work(connection), parcel.body["import"])
    if going.is_over:
        return Receipt()
    try:
        data = await ground.files.read(File(TELEGRAM, going.file_id))
        places, rows = await asyncio.to_thread(_read, data)
    except Refused as refusal:
        await _fail(ground, going, refusal)
    except DeliveryError as error:
        if not error.permanent:
            raise
        too_big = TOO_BIG in error.reason
        await _fail(ground, going, Refused(sheets.Reason.TOO_BIG if too_big else sheets.Reason.UNREADABLE))
    else:
        await _keep(ground, going, places, rows)
    return Receipt()


def _read(data: bytes) -> tuple[Columns, Rows]:
    """Read a file; whatever a reader stumbles over is told to who sent it, and ends."""
    try:
        return guide_import.table(sheets.read(data))
    except Refused:
        raise
    except Exception as error:
        log.exception("file_unreadable")
        raise Refused(sheets.Reason.UNREADABLE) from error


async def _keep(ground: Ground, going: Import, places: Columns, rows: Rows) -> None:
    """Keep the rows in steps: others write as well, and somebody may cancel. What an earlier try kept goes first."""
    async with ground.database.transaction() as connection:
        await imports.forget(ground.work(connection), going)
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        async with ground.database.transaction() as connection:
            await imports.keep(ground.work(connection), going, chunk)
        await asyncio.sleep(0)
    async with ground.database.transaction() as connection:
        await imports.let_load(ground.work(connection), going, places, len(rows))


async def _fail(ground: Ground, going: Import, refusal: Refused) -> None:
    async with ground.database.transaction() as connection:
        await imports.fail(ground.work(connection), going, refusal)
    ground.wake()
