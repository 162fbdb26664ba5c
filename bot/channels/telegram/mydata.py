"""Sending people what is stored about them, in the chat of their account."""

from aiogram.utils.i18n import gettext as _

from bot.channels import mydata
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram.api import Upload
from bot.channels.telegram.context import Telegram
from bot.rules.channels import TELEGRAM
from bot.rules.people.rights_requests import Wish
from db.outbox import Parcel
from db.people import accounts, rights_requests

FILE = "mydata.zip"


async def send(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Pack and send."""
    person: int = parcel.body["person"]
    async with telegram.reading() as connection:
        known = await accounts.of(connection, person, TELEGRAM)
    if known is None:
        raise DeliveryError("the person has no account there", permanent=True)
    with telegram.languages.speaking(parcel.body["locale"]):
        made = await mydata.packed(telegram, person)
        words = [_("Everything that is stored about you. The page in the archive is for reading.")]
        if made.left_out:
            words.append(
                _("Files that are not included, being too large or no longer available: {n}.").format(n=made.left_out)
            )
    params = {"chat_id": int(known.account.address), "document": "attach://zip", "caption": "\n".join(words)}
    upload = Upload(made.data, FILE, "application/zip")
    await telegram.call("sendDocument", params, uploads={"zip": upload})
    async with telegram.database.transaction() as connection:
        await rights_requests.done(connection, person, Wish.MYDATA, telegram.now())
    return Receipt()
