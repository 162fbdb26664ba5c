"""The last messages of a ticket, repeated in a topic that had to be made again."""

from dataclasses import replace

from aiogram.utils.i18n import gettext as _

from bot.channels import attribution
from bot.channels.telegram import retold
from bot.channels.telegram.context import Telegram
from bot.phrasing import content_kind, excerpt, moment, quoted
from bot.rules.channels import TELEGRAM
from bot.rules.text import utf16_len
from bot.rules.visible import visible
from db.groups.groups import Topic
from db.people import people
from db.tickets import messages
from db.tickets.messages import Message

MOST = 5
EACH_LIMIT = 600
"""UTF-16 units of each message, so that all fit into one."""


async def recap(telegram: Telegram, topic: Topic) -> str | None:
    """Return the last messages that stood in the deleted topic, with who wrote them and when; None without any."""
    async with telegram.reading() as connection:
        last = await messages.last_shown(connection, topic.ticket, TELEGRAM, str(topic.chat_id), MOST)
        names = {each.author: (await people.by_id(connection, each.author)).name for each in last}
        with telegram.languages.speaking(telegram.policy.default_locale):
            marks = {each.id: await retold.difference(connection, [each]) for each in last}
    if not last:
        return None
    with telegram.languages.speaking(telegram.policy.default_locale):
        told = [_told(telegram, each, names[each.author], marks[each.id]) for each in last]
        return "\n\n".join([_("The topic was deleted. These are its last messages:"), *told])


def _told(telegram: Telegram, message: Message, author: str, mark: str | None) -> str:
    when = moment(message.sent_at, telegram.policy.zone) + (f" · <i>{mark}</i>" if mark else "")
    said = attribution.worded(
        message if message.html else replace(message, html=f"<i>{content_kind(message.kind)}</i>")
    )
    fits = utf16_len(visible(said.html).text) <= EACH_LIMIT
    return f"<b>{quoted(author)}</b>, {when}\n{said.html if fits else excerpt(said.html, EACH_LIMIT)}"
