"""Files that are imported: fetched from whoever keeps them, read beside the desk, kept to be loaded by the clock."""

from bot.actions.guide import imports
from bot.actions.guide.imports import Import
from bot.channels import tables
from bot.channels.channel import Ground
from bot.channels.errors import DeliveryError, Receipt
from bot.rules.channels import TELEGRAM
from bot.rules.files import File
from bot.rules.guide import sheets
from bot.rules.refusals import Refused
from db.outbox import Parcel

TOO_BIG = "file is too big"


async def fetch(ground: Ground, parcel: Parcel) -> Receipt:
    """Fetch a file and keep its rows; one that cannot be read is told to its sender."""
    async with ground.reading() as connection:
        going = await imports.find(ground.work(connection), parcel.body["import"])
    if going.is_over:
        return Receipt()
    try:
        async with tables.reading(await ground.files.read(File(TELEGRAM, going.file_id))) as table:
            await _keep(ground, going, table)
    except Refused as refusal:
        await _fail(ground, going, refusal)
    except DeliveryError as error:
        if not error.permanent:
            raise
        too_big = TOO_BIG in error.reason
        await _fail(ground, going, Refused(sheets.Reason.TOO_BIG if too_big else sheets.Reason.UNREADABLE))
    return Receipt()


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
