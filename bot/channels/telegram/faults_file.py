"""What is wrong with every row of an imported file, as a file, where a message shows only the first of them."""

import asyncio
import csv
from collections.abc import Sequence
from io import StringIO

from aiogram.utils.i18n import gettext as _

from bot.channels.errors import Receipt
from bot.channels.telegram import importing
from bot.channels.telegram.api import Upload
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import resolve
from bot.phrasing import quoted
from bot.rules.visible import visible
from db.guide import imports
from db.guide.imports import Faults
from db.outbox import Parcel

BOM = "\ufeff"
"""Without it office programs take the file for one in an encoding of their own."""


async def send(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Send the file, and forget what is in it."""
    going, where = await importing.find(telegram, parcel), await resolve(telegram, parcel)
    async with telegram.reading() as connection:
        found = await imports.faults(connection, going.id)
    if not found:
        return Receipt()
    with telegram.languages.speaking(where.locale):
        caption = _("{file}: all rows with mistakes").format(file=quoted(going.name))
        data = await asyncio.to_thread(written, found)
        name = _("mistakes.csv")
    params = where.params() | {"document": "attach://csv", "caption": caption, "parse_mode": "HTML"}
    await telegram.call("sendDocument", params, uploads={"csv": Upload(data, name, "text/csv")})
    async with telegram.database.transaction() as connection:
        await imports.forget_faults(connection, going.id)
    return Receipt()


def written(found: Sequence[Faults]) -> bytes:
    """Write a line for each row, in the language of the moment."""
    out = StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow((_("Row"), _("What is wrong")))
    lines.writerows((each.line, visible(importing.why(each.faults)).text) for each in found)
    return f"{BOM}{out.getvalue()}".encode()
