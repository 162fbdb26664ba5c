"""What a person sees of chats and messages, as JSON for the page and the test client."""

from collections.abc import Iterable

from bot.sandbox.markup import render
from bot.sandbox.methods.commands import seen
from bot.sandbox.methods.profile import about
from bot.sandbox.methods.topics import ICONS
from bot.sandbox.objects import ASKED
from bot.sandbox.world import JSON, Chat, Content, File, Post, User, World

MOST = 200
KNOWN = ("text", "location", "contact", "poll", "invoice")
SERVICE = {
    "forum_topic_created": "создана тема «{name}»",
    "forum_topic_edited": "тема изменена",
    "forum_topic_closed": "тема закрыта",
    "forum_topic_reopened": "тема открыта снова",
    "pinned_message": "сообщение закреплено",
    "migrate_to_chat_id": "группа стала супергруппой",
    "migrate_from_chat_id": "группа стала супергруппой",
    "successful_payment": "оплачено {total}",
}


def person(user: User) -> JSON:
    """Somebody one can be on the page."""
    names = {"first_name": user.first_name, "last_name": user.last_name, "username": user.username}
    return {"id": user.id, **names, "role": user.role, "note": user.note}


def chats(world: World, me: User) -> list[JSON]:
    """The chats of a person: the bot first, then the groups they are in."""
    mine = [world.chats[me.id]]
    mine += [c for c in world.chats.values() if not c.private and c.member(me.id).present and not c.migrated_to]
    return [chat(world, me, place) for place in mine]


def chat(world: World, me: User, place: Chat) -> JSON:
    """One row of the chats list."""
    out: JSON = {
        "chat": "bot" if place.private else place.id,
        "title": world.bot.name if place.private else place.title,
        "type": place.type,
        "is_forum": place.forum,
        "unread": unread(world, me, place, place.posts.values()),
        "last": last(place.posts.values()),
        "commands": seen(world, place, me),
        "about": about(world, me) if place.private else "",
        "blocked": place.private and me.blocked,
    }
    out |= {} if place.private else {"bot": bot_seat(world, place)}
    return out | {"topics": topics(world, me, place)} if place.forum or place.topics else out


def bot_seat(world: World, place: Chat) -> JSON:
    """What the bot may do in a group, in the words of POST /sandbox/chats/{chat}/admin."""
    seat = place.member(world.bot.id)
    return {"member": seat.present, "admin": seat.admin} | {right: seat.may(right) for right in ASKED}


def topics(world: World, me: User, place: Chat) -> list[JSON]:
    """The topics of a forum, that with the newest message first."""
    rows = []
    for topic in place.topics.values():
        posts = in_thread(place, topic.thread)
        row = {
            "thread": topic.thread,
            "name": topic.name,
            "icon": ICONS.get(topic.icon_id or ""),
            "closed": topic.closed,
        }
        row |= {"unread": unread(world, me, place, posts), "last": last(posts)}
        rows.append((max((post.id for post in posts), default=0), row))
    return [row for _, row in sorted(rows, key=lambda pair: -pair[0])]


def in_thread(place: Chat, thread: int | None) -> list[Post]:
    """The messages of a topic; with None those of General, or of the whole chat when it is not a forum."""
    whole = thread is None and not place.forum
    return [post for post in place.posts.values() if whole or post.thread == thread]


def unread(world: World, me: User, place: Chat, posts: Iterable[Post]) -> int:
    """How many of the posts by others the person has not read."""
    return sum(
        post.sender_id != me.id
        and not post.content.service
        and post.id > world.read.get((me.id, place.id, post.thread), 0)
        for post in posts
    )


def last(posts: Iterable[Post]) -> JSON | None:
    """The newest message in short."""
    newest = max(posts, key=lambda post: post.id, default=None)
    if newest is None:
        return None
    return {"text": service(newest.content) or summary(newest.content), "date": newest.date.isoformat()}


def summary(content: Content) -> str:
    """A message in one line."""
    if content.kind == "invoice":
        return f"{content.data['title']} · {rubles(content.data['total_amount'])}"
    return content.text or {"location": "Геопозиция", "contact": "Контакт", "poll": "Опрос"}.get(
        content.kind, content.file.name if content.file else ""
    )


def service(content: Content) -> str | None:
    """What a service message says; None for any other."""
    if not content.service:
        return None
    data = content.data if isinstance(content.data, dict) else {}
    return SERVICE.get(content.kind, content.kind).format(
        name=data.get("name", ""), total=rubles(data.get("total_amount", 0))
    )


def rubles(kopecks: int) -> str:
    """A sum as Telegram's apps show it."""
    whole, rest = divmod(kopecks, 100)
    return f"{whole:,}".replace(",", "\u00a0") + (f",{rest:02}" if rest else "") + "\u00a0₽"


def messages(world: World, me: User, place: Chat, thread: int | None) -> list[JSON]:
    """The newest 200 messages, oldest first."""
    return [message(world, me, post) for post in in_thread(place, thread)[-MOST:]]


def message(world: World, me: User, post: Post) -> JSON:
    """One message as this person sees it."""
    place, said = world.chats[post.chat_id], post.content
    html = render(said.text, said.entities)
    return {
        "id": post.id,
        "chat": "bot" if place.private else place.id,
        "thread": post.thread,
        "from": writer(world, place, me, post),
        "date": post.date.isoformat(),
        "html": html if said.kind == "text" else "",
        "text": said.text,
        "caption_html": html if said.file else "",
        "media": media(said.file) if said.file else None,
        "album": post.album,
        **{kind: said.data if said.kind == kind else None for kind in ("location", "contact", "poll")},
        "invoice": said.data | {"total": rubles(said.data["total_amount"])} if said.kind == "invoice" else None,
        "caption_above": said.above,
        "spoiler": said.spoiler,
        "preview": said.preview,
        "other": said.data if said.kind not in KNOWN and not said.service and not said.file else None,
        "reply_to": answered(world, place, post),
        "quote": post.quote,
        "edited": post.edited is not None,
        "forwarded": author(post.forward) if post.forward else None,
        "reactions": reactions(me, post),
        "buttons": buttons(post.markup),
        "keyboard": keyboard(post.markup),
        "service": service(said),
    }


def writer(world: World, place: Chat, me: User, post: Post) -> JSON:
    """Who wrote; an anonymous admin is the group."""
    sender = world.users[post.sender_id]
    name = place.title if post.anonymous else sender.name
    return {"id": sender.id, "name": name, "is_bot": sender.is_bot, "mine": sender.id == me.id}


def media(file: File) -> JSON:
    """A file with the address the page gets it from."""
    sizes = {"size": len(file.data), "width": file.width, "height": file.height, "duration": file.duration}
    named = {"kind": file.kind, "file_id": file.id, "name": file.name, "mime": file.mime, "emoji": file.emoji}
    return named | sizes | {"url": f"/sandbox/files/{file.id}"}


def answered(world: World, place: Chat, post: Post) -> JSON | None:
    """The replied message in short, or the part of it that is quoted; a deleted one is gone."""
    part = post.quote["text"] if post.quote else None
    replied = place.posts.get(post.reply_to or 0)
    if replied is None:
        return {"id": None, "name": author(post.external["origin"]), "text": part or ""} if post.external else None
    name = place.title if replied.anonymous else world.users[replied.sender_id].name
    return {"id": replied.id, "name": name, "text": part or summary(replied.content)}


def author(origin: JSON) -> str:
    """The full name of whoever wrote what is forwarded, or what a reply elsewhere answers."""
    user = origin.get("sender_user", {})
    chat = origin.get("sender_chat") or origin.get("chat") or {}
    named = " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))
    return str(origin.get("sender_user_name") or chat.get("title") or named)


def reactions(me: User, post: Post) -> list[JSON]:
    """Reactions counted by emoji."""
    given = list(post.reactions.values())
    return [
        {"emoji": emoji, "count": given.count(emoji), "mine": post.reactions.get(me.id) == emoji}
        for emoji in dict.fromkeys(given)
    ]


def buttons(markup: JSON | None) -> list[list[JSON]]:
    """The rows of buttons under a message."""
    return [[button(raw) for raw in row] for row in (markup or {}).get("inline_keyboard", [])]


def button(raw: JSON) -> JSON:
    """An inline button; `data` is what is sent back, or what is copied."""
    kinds = {"url": "url", "copy_text": "copy", "disabled": "disabled"}
    kind = next((name for key, name in kinds.items() if key in raw), "callback")
    data = raw.get("callback_data") or raw.get("copy_text", {}).get("text")
    return {"text": raw["text"], "kind": kind, "url": raw.get("url"), "style": raw.get("style"), "data": data}


def keyboard(markup: JSON | None) -> list[list[JSON]] | None:
    """A reply keyboard's rows; an empty list takes the keyboard away, None leaves what was."""
    if markup and markup.get("remove_keyboard"):
        return []
    return markup.get("keyboard") if markup else None
