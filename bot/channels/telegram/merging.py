"""Several waiting texts of one ticket in one message, each with its time: one call of a scarce budget."""

from collections.abc import Sequence
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from bot.channels import attribution
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.sizes import TEXT_LIMIT
from bot.rules.kinds import Kind
from bot.rules.text import undirected, utf16_len
from bot.rules.tickets.context import unpacked
from bot.rules.tickets.incoming import TEXT
from bot.rules.visible import visible
from db.outbox import Parcel
from db.tickets import messages
from db.tickets.messages import Message

MOST = 50
"""Texts in a message: each time is formatted, and Telegram heeds 100 such places."""


async def at_front(telegram: Telegram) -> list[Message]:
    """Return the texts at the front of a delivery's lane that can share a message."""
    ticket = telegram.api.lane[0].ticket
    relayed = takewhile(_is_relay, islice(telegram.api.lane, MOST))
    ids = [parcel.message for parcel in relayed if parcel.message is not None]
    if ticket is None or len(ids) <= 1:
        return []
    async with telegram.reading() as connection:
        found = {each.id: each for each in await messages.between(connection, ticket, min(ids), max(ids))}
    answers = [each.id for each in found.values() if each.by_operator]
    return fitting([found[each] for each in ids], answers, telegram.policy.zone)


def _is_relay(parcel: Parcel) -> bool:
    return parcel.kind == Kind.RELAY and "history" not in parcel.body


def fitting(waiting: Sequence[Message], answers: Sequence[int], zone: ZoneInfo) -> list[Message]:
    """Return those from the front that can share a message: plain texts in order, no answer between them, no more
    than a message holds. `answers` are ids of operators' messages."""
    taken: list[Message] = []
    for message in waiting:
        if not _is_plain(message) or not text_fits([*taken, message], zone):
            break
        if taken and not _follows(message.id, taken[-1].id, answers):
            break
        taken.append(message)
    return taken


def _is_plain(message: Message) -> bool:
    """Tell whether a message is words and nothing else; a preview would be that of all."""
    alone = message.reply_to is None and unpacked(message.context).preview is None
    return message.kind == TEXT and alone and message.deleted_at is None and not message.by_operator


def _follows(later: int, earlier: int, answers: Sequence[int]) -> bool:
    return earlier < later and not any(earlier < answer < later for answer in answers)


def text_of(together: Sequence[Message], zone: ZoneInfo) -> str:
    """Write the common message."""
    return "\n".join(
        f"<i>{each.sent_at.astimezone(zone):%H:%M}</i> {undirected(attribution.worded(each).html)}" for each in together
    )


def text_fits(together: Sequence[Message], zone: ZoneInfo) -> bool:
    """Tell whether they fit into one message: Telegram counts what is left after parsing."""
    return utf16_len(visible(text_of(together, zone)).text) <= TEXT_LIMIT
