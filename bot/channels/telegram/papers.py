"""Sending people papers in their chat, with what a notice says as the caption."""

from bot.channels.errors import Receipt
from bot.channels.papers import making
from bot.channels.telegram import asking
from bot.channels.telegram.api import Upload
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.notices import render
from bot.channels.telegram.places import resolve
from bot.rules.notices import unpack
from db.outbox import Parcel


async def send(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Make a paper and send it; what was said before about the same loses its buttons."""
    where, notice = await resolve(telegram, parcel), unpack(parcel.body)
    made = await making.made(telegram, parcel.body["paper"], parcel.body["of"])
    with telegram.languages.speaking(where.locale):
        words = render(notice, telegram.policy)
    params = where.params() | {"caption": words.html, "parse_mode": "HTML"}
    if words.keyboard is not None:
        params["reply_markup"] = words.keyboard.model_dump(exclude_none=True)
    upload = Upload(made.data, made.name, made.mime)
    if (question := notice.question) is not None:
        await asking.ask(telegram, question, params, upload)
    else:
        await telegram.call("sendDocument", params | {"document": "attach://file"}, uploads={"file": upload})
    return Receipt()
