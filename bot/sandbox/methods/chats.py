"""Who and where: the bot itself, chats, members, files."""

from typing import Any

from aiogram import methods as m

from bot.sandbox import access, files, objects
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON, Chat, Member, World

GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def get_me(tg: Telegram, _call: m.GetMe) -> JSON:
    """getMe."""
    can = {"can_join_groups": True, "can_read_all_group_messages": tg.world.reads_all, "supports_inline_queries": False}
    can |= {"has_topics_enabled": True, "allows_users_to_create_topics": True}
    return objects.user(tg.world.bot) | can


def get_chat(tg: Telegram, call: m.GetChat) -> JSON:
    """getChat."""
    chat = access.chat(tg.world, call.chat_id)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
    if chat.pinned and (pinned := chat.posts.get(chat.pinned[-1])):
        full["pinned_message"] = objects.message(tg.world, pinned, with_reply=False)
    return objects.chat(tg.world, chat) | full


def get_member(tg: Telegram, call: m.GetChatMember) -> JSON:
    """getChatMember."""
    chat = access.chat(tg.world, call.chat_id)
    if call.user_id not in tg.world.users:
        raise bad("invalid user_id specified")
    return objects.member(tg.world, chat, call.user_id)


def get_administrators(tg: Telegram, call: m.GetChatAdministrators) -> list[JSON]:
    """getChatAdministrators: people only, as Telegram leaves other bots out."""
    chat = access.chat(tg.world, call.chat_id)
    if chat.private:
        raise bad("there are no administrators in the private chat")
    return [objects.member(tg.world, chat, user_id) for user_id in tg.world.admins(chat)]


def member_count(tg: Telegram, call: m.GetChatMemberCount) -> int:
    """getChatMemberCount."""
    return present(access.chat(tg.world, call.chat_id))


def present(chat: Chat) -> int:
    """How many are in a chat."""
    return sum(member.present for member in chat.members.values())


def leave(tg: Telegram, call: m.LeaveChat) -> bool:
    """leaveChat."""
    chat = access.chat(tg.world, call.chat_id)
    if chat.private:
        raise bad("chat member status can't be changed in private chats")
    tg.seat_bot(chat, Member("left"), tg.world.bot.id)
    return True


def get_file(tg: Telegram, call: m.GetFile) -> JSON:
    """getFile: bots download up to 20 MB; from a server with --local they read whatever it has put on its disk."""
    file = file_of(tg.world, call.file_id)
    if tg.world.local is not None:
        place = tg.world.local / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.data)
        return files.identity(file) | {"file_path": str(place.absolute())}
    if len(file.data) > files.DOWNLOAD_LIMIT:
        raise bad("file is too big")
    return files.identity(file) | {"file_path": file.path}


def file_of(world: World, file_id: str) -> Any:
    """A stored file by its id."""
    file = world.files.get(file_id)
    if file is None:
        raise bad("invalid file_id")
    return file


def accepted(_tg: Telegram, _call: Any) -> bool:
    """logOut and close, which leave nothing to see here."""
    return True


METHODS: dict[Any, Any] = {
    m.GetMe: get_me,
    m.GetChat: get_chat,
    m.GetChatMember: get_member,
    m.GetChatAdministrators: get_administrators,
    m.GetChatMemberCount: member_count,
    m.LeaveChat: leave,
    m.GetFile: get_file,
    m.LogOut: accepted,
    m.Close: accepted,
}
