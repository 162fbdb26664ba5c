"""What becomes of a group: the bot's rights there, its title, its id."""

from aiogram import Bot, F
from aiogram.enums import ChatMemberStatus
from aiogram.types import Chat, ChatMemberAdministrator, ChatMemberUnion, ChatMemberUpdated, Message

from bot.actions.desk import setup
from bot.actions.groups import groups
from bot.actions.groups.groups import Membership, Seen
from bot.actions.work import Person, Work
from handlers.filters import Matches
from handlers.routers import Doors

RIGHTS = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)


def seen_in(chat: Chat) -> Seen:
    """Return a group as an update shows it."""
    return Seen(chat.id, chat.title or "", bool(chat.is_forum), bool(chat.username))


async def membership_changed(event: ChatMemberUpdated, work: Work, person: Person) -> None:
    """The bot was put in, made an administrator, given or taken rights, or put out."""
    seen, membership, before = seen_in(event.chat), *map(_membership, (event.new_chat_member, event.old_chat_member))
    await groups.membership_changed(work, seen, membership, before)
    await setup.membership_changed(work, person, seen, membership, before)


def _membership(member: ChatMemberUnion) -> Membership:
    if not isinstance(member, ChatMemberAdministrator):
        return Membership(member=member.status not in OUT, admin=False, topics=False)
    rights = frozenset(name for name in RIGHTS if getattr(member, name))
    return Membership(member=True, admin=True, topics="can_manage_topics" in rights, rights=rights)


async def moved(message: Message, work: Work) -> None:
    """The group became a supergroup with a new id."""
    if message.migrate_to_chat_id is not None:
        old, new = message.chat.id, message.migrate_to_chat_id
    elif message.migrate_from_chat_id is not None:
        old, new = message.migrate_from_chat_id, message.chat.id
    else:
        return
    await groups.moved(work, old, new)
    await setup.refresh(work, new)


async def renamed(message: Message, work: Work) -> None:
    """The group has another title."""
    await groups.noticed(work, seen_in(message.chat))


async def closed(message: Message, bot: Bot, work: Work) -> None:
    """Somebody closed or reopened a topic; the bot knows of its own doing."""
    by_bot = message.from_user is not None and message.from_user.id == bot.id
    if message.message_thread_id is not None and not by_bot:
        is_closed = message.forum_topic_closed is not None
        await groups.topic_closed(work, message.chat.id, message.message_thread_id, closed=is_closed)


async def topic_renamed(message: Message, bot: Bot, work: Work) -> None:
    """Somebody named a topic; the bot knows of its own doing."""
    edited, thread = message.forum_topic_edited, message.message_thread_id
    by_bot = message.from_user is not None and message.from_user.id == bot.id
    if edited is not None and edited.name and thread is not None and not by_bot:
        await groups.topic_renamed(work, message.chat.id, thread, edited.name)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.group.my_chat_member.register(membership_changed)
    doors.group.message.register(moved, Matches(F.migrate_to_chat_id | F.migrate_from_chat_id))
    doors.group.message.register(closed, Matches(F.forum_topic_closed | F.forum_topic_reopened))
    doors.group.message.register(topic_renamed, Matches(F.forum_topic_edited))
    doors.group.message.register(renamed, Matches(F.new_chat_title))
