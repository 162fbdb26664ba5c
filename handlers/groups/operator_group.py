"""What becomes of a group: the bot's rights there, its title, its id."""

from aiogram import Bot, F
from aiogram.enums import ChatMemberStatus
from aiogram.types import Chat, ChatMemberAdministrator, ChatMemberUnion, ChatMemberUpdated, Message

from bot.actions.groups import groups
from bot.actions.groups.groups import Membership, Seen
from bot.actions.work import Work
from handlers.filters import Matches
from handlers.routers import Doors

OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)


def seen_in(chat: Chat) -> Seen:
    """Return a group as an update shows it."""
    return Seen(chat.id, chat.title or "", bool(chat.is_forum), bool(chat.username))


async def membership_changed(event: ChatMemberUpdated, work: Work) -> None:
    """The bot was put in, made an administrator, given or taken rights, or put out."""
    membership, before = _membership(event.new_chat_member), _membership(event.old_chat_member)
    await groups.membership_changed(work, seen_in(event.chat), membership, before)


def _membership(member: ChatMemberUnion) -> Membership:
    admin = isinstance(member, ChatMemberAdministrator)
    topics = isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)
    return Membership(member=member.status not in OUT, admin=admin, topics=topics)


async def moved(message: Message, work: Work) -> None:
    """The group became a supergroup with a new id."""
    if message.migrate_to_chat_id is not None:
        await groups.moved(work, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await groups.moved(work, message.migrate_from_chat_id, message.chat.id)


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
