"""What the bot may reach: chats, topics, messages. Each refusal says it as Telegram does."""

import re

from aiogram.types import ReplyParameters

from bot.sandbox.refusals import bad, forbidden, migrated
from bot.sandbox.world import Chat, Post, Topic, World


def number(text: str) -> int | None:
    """The number that a text is, None for any other text."""
    return int(text) if re.fullmatch(r"-?[0-9]{1,20}", text) else None


def chat(world: World, chat_id: int | str | None) -> Chat:
    """A chat the bot is in; Refusal when there is none or it is out of it."""
    if chat_id in (None, ""):
        raise bad("chat_id is empty")
    known = number(str(chat_id))
    found = world.chats.get(known) if known is not None else None
    if found is None:
        raise bad("chat not found")
    if found.migrated_to:
        raise migrated(found.migrated_to)
    if not found.private:
        check_group(world, found)
    return found


def check_group(world: World, group: Chat) -> None:
    """Refusal when a group is gone or the bot is out of it."""
    kind = "group" if group.type == "group" else "supergroup"
    if group.deleted:
        raise forbidden("the group chat was deleted")
    status = group.member(world.bot.id).status
    if status == "kicked":
        raise forbidden(f"bot was kicked from the {kind} chat")
    if status == "left":
        raise forbidden(f"bot is not a member of the {kind} chat")


def writable(world: World, chat_id: int | str | None) -> Chat:
    """A chat the bot may write to."""
    found = chat(world, chat_id)
    if found.private:
        person = world.users[found.id]
        if person.deactivated:
            raise forbidden("user is deactivated")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif found.member(world.bot.id).status == "restricted":
        raise bad("not enough rights to send text messages to the chat")
    return found


def thread(world: World, place: Chat, wanted: int | None) -> int | None:
    """The topic to write to; a group that is no forum minds no thread id, and General is written to without one."""
    if not wanted or not (place.forum or place.private):
        return None
    found = topic(place, wanted)
    if found.closed and not place.member(world.bot.id).admin:
        raise bad("TOPIC_CLOSED")
    return found.thread


def topic(place: Chat, wanted: int) -> Topic:
    """A topic that is there; Refusal when it never was or is deleted."""
    found = place.topics.get(wanted)
    if found is None:
        raise bad("message thread not found")
    return found


def managed_topic(world: World, chat_id: int | str, wanted: int, act: str) -> tuple[Chat, Topic]:
    """A topic the bot may administer; `act` completes «not enough rights to …»."""
    place = forum(world, chat_id, act)
    return place, topic(place, wanted)


def forum(world: World, chat_id: int | str, act: str) -> Chat:
    """A forum whose topics the bot may administer."""
    place = chat(world, chat_id)
    if not place.forum:
        raise bad("the chat is not a forum")
    need(world, place, "can_manage_topics", act)
    return place


def need(world: World, place: Chat, right: str, act: str) -> None:
    """Refusal unless the bot holds an administrator's right."""
    if not place.member(world.bot.id).may(right):
        raise bad(f"not enough rights to {act}")


def message(place: Chat, message_id: int | None, act: str) -> Post:
    """A message by id; `act` completes «message to … not found»."""
    found = place.posts.get(message_id or 0)
    if found is None:
        raise bad(f"message to {act} not found")
    return found


def replied(place: Chat, wanted: ReplyParameters | None) -> Post | None:
    """The message to reply to; None when there is none and the bot allows sending without."""
    if wanted is None or not wanted.message_id:
        return None
    elsewhere = wanted.chat_id not in (None, place.id, str(place.id))
    found = None if elsewhere else place.posts.get(wanted.message_id)
    if found is None and wanted.allow_sending_without_reply is not True:
        raise bad("message to be replied not found")
    return found
