"""The Bot API's objects of what the world holds: user, chat, message, member."""

from bot.sandbox import files
from bot.sandbox.world import JSON, Chat, Content, Member, Post, User, World

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
)

ASKED = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
"""Rights of administrators that can be given and taken one by one here."""


def user(person: User) -> JSON:
    """User."""
    out: JSON = {"id": person.id, "is_bot": person.is_bot, "first_name": person.first_name}
    out |= {"last_name": person.last_name} if person.last_name else {}
    out |= {"username": person.username} if person.username else {}
    return out if person.is_bot else out | {"language_code": person.language}


def chat(world: World, place: Chat) -> JSON:
    """Chat, as it stands in every message."""
    if place.private:
        person = user(world.users[place.id])
        names = {key: person[key] for key in ("first_name", "last_name", "username") if key in person}
        return {"id": place.id, "type": "private"} | names
    out: JSON = {"id": place.id, "type": place.type, "title": place.title}
    out |= {"username": place.username} if place.username else {}
    return out | {"is_forum": True} if place.forum else out


def member(world: World, place: Chat, user_id: int) -> JSON:
    """ChatMember."""
    seat = place.member(user_id)
    out: JSON = {"status": seat.status, "user": user(world.users[user_id])}
    if seat.status == "administrator":
        out |= {"can_be_edited": False, "is_anonymous": False} | {right: seat.may(right) for right in RIGHTS}
    if seat.status == "creator":
        out["is_anonymous"] = False
    return out | {"until_date": 0} if seat.status == "kicked" else out


def member_updated(world: World, place: Chat, by: int, old: Member, at: int) -> JSON:
    """ChatMemberUpdated of the bot itself, its former place given."""
    new = member(world, place, world.bot.id)
    seat, place.members[world.bot.id] = place.member(world.bot.id), old
    before = member(world, place, world.bot.id)
    place.members[world.bot.id] = seat
    return {
        "chat": chat(world, place),
        "from": user(world.users[by]),
        "date": at,
        "old_chat_member": before,
        "new_chat_member": new,
    }


def content(said: Content) -> JSON:
    """The part of a message that depends on its kind."""
    if said.kind == "text":
        shown = {"link_preview_options": said.preview} if said.preview else {}
        return {"text": said.text} | ({"entities": list(said.entities)} if said.entities else {}) | shown
    if said.file is None:
        return {said.kind: said.data}
    out: JSON = {said.kind: files.api(said.file)}
    if said.kind == "animation":
        out["document"] = out["animation"]
    if said.text:
        out["caption"] = said.text
    if said.spoiler:
        out["has_media_spoiler"] = True
    if said.above:
        out["show_caption_above_media"] = True
    return out | ({"caption_entities": list(said.entities)} if said.entities else {})


def message(world: World, post: Post, *, with_reply: bool = True) -> JSON:
    """Message; in a topic a plain one replies to the message that opened the topic, as Telegram has it."""
    place = world.chats[post.chat_id]
    out: JSON = {"message_id": post.id, "date": int(post.date.timestamp()), "chat": chat(world, place)}
    out |= sender(world, place, post) | content(post.content)
    if post.thread is not None:
        out |= {"message_thread_id": post.thread, "is_topic_message": True}
    replied = place.posts.get(post.reply_to or post.thread or 0)
    if with_reply and replied and replied is not post and not post.external:
        out["reply_to_message"] = message(world, replied, with_reply=False)
    via = {"via_bot": user(world.bot)} if post.via_bot else {}
    return out | via | extras(post)


def extras(post: Post) -> JSON:
    """What only some messages have."""
    inline = post.markup and "inline_keyboard" in post.markup
    known = {
        "edit_date": post.edited and int(post.edited.timestamp()),
        "media_group_id": post.album,
        "forward_origin": post.forward,
        "quote": post.quote,
        "external_reply": post.external,
        "reply_markup": post.markup if inline else None,
    }
    return {name: value for name, value in known.items() if value}


def sender(world: World, place: Chat, post: Post) -> JSON:
    """Who wrote: a user, or the group itself for an anonymous admin."""
    if post.anonymous:
        return {"from": ANONYMOUS, "sender_chat": chat(world, place)}
    return {"from": user(world.users[post.sender_id])}


def origin(world: World, post: Post) -> JSON:
    """MessageOrigin of a forwarded or answered message: its writer, or the group of an anonymous administrator."""
    if post.forward:
        return post.forward
    date = {"date": int(post.date.timestamp())}
    if post.anonymous:
        return {"type": "chat", "sender_chat": chat(world, world.chats[post.chat_id])} | date
    return {"type": "user", "sender_user": user(world.users[post.sender_id])} | date
