"""Carrying messages to the other side of a ticket, and what became of them later."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from bot.channels import albums, attribution
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram import media, merging, retold
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.copies import known_as, message_of, target_of
from bot.channels.telegram.media import Prepared
from bot.channels.telegram.places import Destination, resolve
from bot.rules.channels import TELEGRAM, in_telegram
from bot.rules.kinds import Kind
from bot.rules.tickets.context import Quote, unpacked
from bot.rules.tickets.incoming import OTHER, TEXT
from db import outbox
from db.moderation import held
from db.outbox import Parcel
from db.tickets import messages, tickets
from db.tickets.messages import Copy, Message

LONG_CAPTION, NO_CAPTION = "caption is too long", "there is no caption in the message"
MIXED = "can't be mixed"
"""Files of kinds that Telegram shows in no album together."""
NO_TEXT, NO_COPY = "there is no text in the message", "message can't be copied"
Bring = Callable[[Sequence[Message]], Awaitable[list[int]]]
"""Brings messages and returns the ids under which they stand there."""
OUT_OF_GROUP = ("bot was kicked", "bot is not a member", "group chat was deleted")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a message answers where it is brought: its id there, if it has one, and the part that is quoted."""

    to: int | None = None
    quote: Quote | None = None


async def relay(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Copy a message, as a reply where it was one; a part of an album brings the whole album."""
    message = await message_of(telegram, parcel)
    where = await resolve(telegram, parcel)
    if message.deleted_at is not None:
        return Receipt()
    with telegram.languages.speaking(where.locale):
        return await _relay(telegram, parcel, message, where)


async def _relay(telegram: Telegram, parcel: Parcel, message: Message, where: Destination) -> Receipt:
    if "history" in parcel.body and (retold := await _retell(telegram, message, where)) is not None:
        return retold
    if message.album is not None:
        return await _relay_album(telegram, message, where)
    if telegram.api.scarce and where.is_group and (receipt := await _relay_together(telegram, where)):
        return receipt
    return Receipt(await _copy(telegram, message, where, await _reply(telegram, message, where)))


async def _retell(telegram: Telegram, message: Message, where: Destination) -> Receipt | None:
    """Tell where a ticket was handed to what was delivered, and whether that is what its operator wrote (6.1).

    None: what is left to do is the same as with any message.
    """
    async with telegram.reading() as connection:
        if await messages.copy_in(connection, message.id, TELEGRAM, where.place) is not None:
            return Receipt()
        if not message.by_operator:
            return None
        mark = await retold.mark(connection, message)
    if mark and (told := retold.marked(message, mark)):
        return Receipt([_copied(message, where, await _send_record(telegram, told, where.params()))])
    lead = await _lead(telegram, message, where, mark)
    if message.album is not None:
        return Receipt([*lead, *(await _relay_album(telegram, message, where)).copies])
    if mark is None:
        return Receipt([*lead, await _forward(telegram, message, where)])
    return Receipt([*lead, _copied(message, where, await _send_record(telegram, message, where.params()))])


async def _reply(telegram: Telegram, message: Message, where: Destination) -> Reply:
    answered = await known_as(telegram, message.reply_to, where) or await _beside(telegram, where)
    return Reply(answered, unpacked(message.context).quote)


async def _beside(telegram: Telegram, where: Destination) -> int | None:
    """Return the id of the message beside which an answer shows what it is about; None where that is plain."""
    return await known_as(telegram, telegram.api.lane[0].body.get("beside"), where)


async def _ticket(telegram: Telegram, reply: Reply) -> str | None:
    """Name the ticket of an answer that could belong to several and stands beside nothing; None where that is plain."""
    parcel = telegram.api.lane[0]
    if "beside" not in parcel.body or reply.to is not None or parcel.ticket is None:
        return None
    async with telegram.reading() as connection:
        return attribution.heading(await tickets.by_number(connection, parcel.ticket))


async def _relay_together(telegram: Telegram, where: Destination) -> Receipt | None:
    """Send the texts that wait as one message; None when there are not several, or Telegram refuses their sum."""
    together = await merging.at_front(telegram)
    if len(together) <= 1:
        return None
    text = merging.text_of(together, telegram.policy.zone)
    try:
        sent = await telegram.api.call("sendMessage", where.params() | {"text": text, "parse_mode": "HTML"})
    except ApiError as error:
        if not error.says("can't parse entities", "message is too long"):
            raise
        return None
    return Receipt([_copied(each, where, sent) for each in together], len(together))


async def _forward(telegram: Telegram, message: Message, where: Destination) -> Copy:
    """Bring an operator's message to the group a ticket was handed to: a forward names its author."""
    params = {name: value for name, value in where.params().items() if name != "reply_parameters"}
    try:
        sent = await telegram.api.call("forwardMessage", params | _source(message))
    except ApiError as error:
        if not error.permanent:
            raise
        sent = await _send_again(telegram, message, where.params(), error)  # its group may be out of reach
    return _copied(message, where, sent)


def _source(message: Message) -> dict[str, Any]:
    return {"from_chat_id": int(message.place), "message_id": int(message.external_id)}


def _copied(message: Message, where: Destination, sent: dict[str, Any]) -> Copy:
    return Copy(message.id, in_telegram(where.chat_id, sent["message_id"]))


async def _copy(telegram: Telegram, message: Message, where: Destination, reply: Reply) -> list[Copy]:
    """Bring a message; a caption that is too long for a bot comes below its file."""
    lead = await _lead(telegram, message, where, await _ticket(telegram, reply))
    try:
        return [*lead, _copied(message, where, await _bring(telegram, message, where, reply))]
    except ApiError as error:
        if not error.says(LONG_CAPTION):
            raise

    async def bare(parts: Sequence[Message]) -> list[int]:
        return [int((await _bring(telegram, each, where, reply, caption=""))["message_id"]) for each in parts]

    return [*lead, *await _apart(telegram, [message], where, bare)]


async def _lead(telegram: Telegram, message: Message, where: Destination, mark: str | None = None) -> list[Copy]:
    """Say above a message whose words it passes on or answers, if it cannot be said in it; once, as in `_apart`.

    So is what became of it before it was sent, when it is retold.
    """
    said, parcel = "\n".join(filter(None, (mark, attribution.before(message)))), telegram.api.lane[0]
    if not said:
        return []
    sent: dict[str, int] = parcel.body.setdefault("lead", {})
    if where.place not in sent:
        call = where.params() | {"text": said, "parse_mode": "HTML"}
        sent[where.place] = (await telegram.api.call("sendMessage", call))["message_id"]
        await _note(telegram, parcel)
    return [Copy(message.id, in_telegram(where.chat_id, sent[where.place]))]


async def _bring(telegram: Telegram, message: Message, where: Destination, reply: Reply, **change: str) -> Any:
    params = where.params(reply.to, reply.quote)
    if await _is_rebuilt(telegram, message, where):
        return await _send_record(telegram, attribution.with_line(message), params)
    try:
        return await telegram.api.call("copyMessage", params | _source(message) | change)
    except ApiError as error:
        if not (_is_about_source(error, message) or (message.kind == OTHER and error.says(NO_COPY))):
            raise
        return await _send_again(telegram, message, params, error)


async def _apart(telegram: Telegram, parts: Sequence[Message], where: Destination, bring: Bring) -> list[Copy]:
    """Bring files without their captions, and then say each below its file.

    How far it has come is kept with the parcel: a try that fails in between is gone on with, and brings nothing twice.
    The newest copy is the one with the words.
    """
    parcel = telegram.api.lane[0]
    sent: dict[str, list[int]] = parcel.body.setdefault("sent", {})
    missing = [each for each in parts if str(each.id) not in sent]
    if missing:
        brought = await bring([replace(each, html="") for each in missing])
        sent.update({str(each.id): [number] for each, number in zip(missing, brought, strict=True)})
        await _note(telegram, parcel)
    for part in parts:
        numbers = sent[str(part.id)]
        if part.html and len(numbers) == 1:
            numbers.append((await _say(telegram, part.html, where, numbers[0]))["message_id"])
            await _note(telegram, parcel)
    return [Copy(part.id, in_telegram(where.chat_id, number)) for part in parts for number in sent[str(part.id)]]


async def _note(telegram: Telegram, parcel: Parcel) -> None:
    async with telegram.database.transaction() as connection:
        await outbox.note(connection, parcel.id, parcel.body)


async def _say(telegram: Telegram, html: str, where: Destination, reply_to: int) -> Any:
    return await telegram.api.call("sendMessage", where.params(reply_to) | {"text": html, "parse_mode": "HTML"})


async def _is_rebuilt(telegram: Telegram, message: Message, where: Destination) -> bool:
    """Tell whether the original is no message of Telegram's, or says more or less than is to be read (3.1, 3.5)."""
    if message.channel != TELEGRAM or attribution.with_line(message) is not message:
        return True
    if where.is_group or not message.by_operator:
        return False
    async with telegram.reading() as connection:
        return await held.of_message(connection, message.id) is not None


def _is_about_source(error: ApiError, message: Message) -> bool:
    """Tell whether the original may be what cannot be reached: it, its author's account or its group is gone."""
    return error.says("message to copy not found", "chat not found") or (
        message.by_operator and (error.moved_to is not None or error.says(*OUT_OF_GROUP))
    )


async def _send_again(telegram: Telegram, message: Message, params: dict[str, Any], error: ApiError) -> Any:
    """Send what is on record: the original is gone, or no kind that a bot may copy."""
    if message.file is None and not (message.html and message.kind in (TEXT, OTHER)):
        if message.by_operator:  # it is the group that is gone, and not the requester
            raise DeliveryError(error.reason, permanent=True) from error
        raise error
    return await _send_record(telegram, attribution.with_line(message), params)


async def _send_record(telegram: Telegram, message: Message, params: dict[str, Any]) -> Any:
    method, content = await media.recorded(telegram, message)
    return await telegram.api.call(method, {**params, **content.params}, content.uploads)


async def _relay_album(telegram: Telegram, part: Message, where: Destination) -> Receipt:
    """Send all parts that have no copy yet as one group; every part brings a parcel, so none can be forgotten."""
    gathered = await albums.gather(
        telegram, part, TELEGRAM, where.place, telegram.api.lane, held_back=not where.is_group
    )
    quotes = (unpacked(each.context).quote for each in gathered.parts)
    answered = await known_as(telegram, gathered.reply_to, where) or await _beside(telegram, where)
    reply = Reply(answered, next(filter(None, quotes), None))
    if len(gathered.parts) <= 1:
        return Receipt(await _one_by_one(telegram, gathered.parts, where, reply))
    lead = await _lead(telegram, gathered.parts[0], where, await _ticket(telegram, reply))
    try:
        sent = await _send_album(telegram, gathered.parts, where, reply)
    except ApiError as error:
        if error.says(MIXED):
            return Receipt([*lead, *await _one_by_one(telegram, gathered.parts, where, reply)])
        if not error.says(LONG_CAPTION):
            raise
        apart = await _apart(telegram, gathered.parts, where, lambda bare: _send_album(telegram, bare, where, reply))
        return Receipt([*lead, *apart])
    copies = [
        Copy(part.id, in_telegram(where.chat_id, number)) for part, number in zip(gathered.parts, sent, strict=True)
    ]
    return Receipt([*lead, *copies])


async def _one_by_one(telegram: Telegram, parts: Sequence[Message], where: Destination, reply: Reply) -> list[Copy]:
    return [copy for each in parts for copy in await _copy(telegram, each, where, reply)]


async def _send_album(telegram: Telegram, parts: Sequence[Message], where: Destination, reply: Reply) -> list[int]:
    group = await media.album(telegram, parts)
    params = {**where.params(reply.to, reply.quote), **group.params}
    return [each["message_id"] for each in await telegram.api.call("sendMediaGroup", params, group.uploads)]


async def edit(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Give the counterpart the newest version of text, caption or media; edits of it that wait next go along."""
    lane = list(telegram.api.lane)  # what comes from now on may be newer than what is read here
    message = await message_of(telegram, parcel)
    where = await resolve(telegram, parcel)
    target = await target_of(telegram, message, where)
    if target is None or message.deleted_at is not None:
        return Receipt()
    async with telegram.reading() as connection:
        together = await messages.sharing(connection, in_telegram(target["chat_id"], target["message_id"]))
    with telegram.languages.speaking(where.locale):
        if message.kind == OTHER:  # nothing can be put in its place
            return Receipt(await _copy(telegram, message, where, Reply(target["message_id"])), _edits(lane, [message]))
        if len(together) > 1:
            return await _edit_together(telegram, lane, message, together, where)
        return Receipt(await _edit(telegram, lane, message, where), _edits(lane, [message]))


async def _edit(telegram: Telegram, lane: Sequence[Parcel], message: Message, where: Destination) -> list[Copy]:
    target = await target_of(telegram, message, where)
    assert target is not None
    words = attribution.with_line(message)
    method, change = await _change(telegram, words, new_file=_brings_file(lane, message))
    params = {**target, **change.params, "parse_mode": "HTML"}
    try:
        await telegram.call(method, params, "message is not modified", uploads=change.uploads)
    except ApiError as error:
        if error.says(LONG_CAPTION):
            return await _lengthened(telegram, message, where, target)
        if error.says(NO_CAPTION):  # it stands below its file
            await _reword(telegram, message, target)
        elif error.says(NO_TEXT):
            return await _copy(telegram, message, where, Reply(target["message_id"]))
        elif error.says("message to edit not found"):  # the copy was deleted: the new version is not to be missed
            return await _copy(telegram, message, where, Reply())
        else:
            raise
    return []


async def _lengthened(telegram: Telegram, message: Message, where: Destination, target: dict[str, Any]) -> list[Copy]:
    """Say a caption that has grown too long below its file, which loses the old one."""
    await telegram.call("editMessageCaption", target | {"caption": ""}, "message is not modified")
    return [_copied(message, where, await _say(telegram, message.html, where, target["message_id"]))]


async def _reword(telegram: Telegram, message: Message, target: dict[str, Any]) -> None:
    """Rewrite a caption that is a message of its own, or take it away when there is none any more."""
    if message.html:
        words = {"text": message.html, "parse_mode": "HTML"}
        await telegram.call("editMessageText", target | words, "message is not modified")
    else:
        await telegram.call("deleteMessage", target, "message to delete not found")


async def _change(telegram: Telegram, message: Message, *, new_file: bool) -> tuple[str, Prepared]:
    if message.kind == TEXT:
        return "editMessageText", Prepared({"text": message.html} | media.shown(message))
    if new_file:
        new = await media.item(telegram, message)
        return "editMessageMedia", Prepared({"media": new.params}, new.uploads)
    return "editMessageCaption", Prepared({"caption": message.html} | media.shown(message))


def _brings_file(lane: Sequence[Parcel], message: Message) -> bool:
    return any(each.kind == Kind.EDIT and each.message == message.id and each.body["media"] for each in lane)


def _edits(lane: Sequence[Parcel], shown: Sequence[Message]) -> int:
    """Count the edits at the front of a lane that are done when the newest versions of messages are shown."""
    ids = {each.id for each in shown}
    return sum(1 for _ in takewhile(lambda each: each.kind == Kind.EDIT and each.message in ids, lane))


async def _edit_together(
    telegram: Telegram, lane: Sequence[Parcel], message: Message, together: Sequence[Message], where: Destination
) -> Receipt:
    """Rewrite a merged message; a version that has no room in it becomes a message of its own, in reply to it."""
    target = await target_of(telegram, message, where)
    assert target is not None
    if message.kind != TEXT or not merging.text_fits(together, telegram.policy.zone):
        return Receipt(await _copy(telegram, message, where, Reply(target["message_id"])))
    text = merging.text_of(together, telegram.policy.zone)
    change = {"text": text, "parse_mode": "HTML"} | media.preview(together)
    await telegram.call("editMessageText", target | change, "message is not modified")
    return Receipt(delivered=_edits(lane, [each for each in together if each.kind == TEXT]))


async def erase(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Delete the counterpart, all that it took."""
    where = await resolve(telegram, parcel)
    assert parcel.message is not None
    async with telegram.reading() as connection:
        copies = await messages.copies_in(connection, parcel.message, TELEGRAM, where.place)
    for number in map(int, copies):
        target = {"chat_id": where.chat_id, "message_id": number}
        await telegram.call("deleteMessage", target, "message to delete not found")
    return Receipt()


async def react(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Set the one reaction a bot may have, or take it away; what the desk itself showed there comes back then."""
    where, message = await resolve(telegram, parcel), await message_of(telegram, parcel)
    target = await target_of(telegram, message, where)
    if target is not None:
        emoji = parcel.body["emoji"] or _own_reaction(telegram, message, where)
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        await telegram.call(
            "setMessageReaction", target | {"reaction": reaction}, "REACTION", "message to react not found"
        )
    return Receipt()


def _own_reaction(telegram: Telegram, message: Message, where: Destination) -> str | None:
    """Return what the desk itself shows under a message where it was written."""
    if message.place != where.place:
        return None
    return telegram.policy.delivered_reaction if message.by_operator else telegram.policy.received_reaction
