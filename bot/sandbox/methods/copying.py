"""copyMessage(s) and forwardMessage(s)."""

from dataclasses import replace
from typing import Any

from aiogram import methods as m

from bot.sandbox import access, keyboards, objects, texts
from bot.sandbox.methods.sending import above, place_of, plain, write
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON, Content, Post

MOST = 100
UNCOPYABLE = frozenset({"paid_media", "giveaway", "giveaway_winners", "invoice"})


def copied(post: Post) -> Content:
    """What a copy of a message says; some kinds cannot be copied."""
    if post.content.service or post.content.kind in UNCOPYABLE:
        raise bad("message can't be copied")
    return post.content


def copy_message(tg: Telegram, call: m.CopyMessage) -> JSON:
    """copyMessage: the text or caption, the file, but never the buttons; a caption given replaces the old one."""
    source = access.message(access.chat(tg.world, call.from_chat_id), call.message_id, "copy")
    content = copied(source)
    if call.caption is not None and content.file:
        text, entities = texts.caption(call.caption, plain(call.parse_mode), call.caption_entities)
        content = replace(content, text=text, entities=entities, above=above(call, content.kind))
    elif content.file:
        texts.caption_fits(content.text)
    place = place_of(tg.world, call)
    return {"message_id": write(tg, place, content, markup=keyboards.checked(call.reply_markup)).id}


def forward_message(tg: Telegram, call: m.ForwardMessage) -> JSON:
    """forwardMessage: a copy that names its writer."""
    source = access.message(access.chat(tg.world, call.from_chat_id), call.message_id, "forward")
    content = forwarded(source)
    origin = objects.origin(tg.world, source)
    return objects.message(tg.world, write(tg, place_of(tg.world, call), content, forward=origin))


def forwarded(post: Post) -> Content:
    """What a forwarded message says; service messages cannot be forwarded."""
    if post.content.service:
        raise bad("message can't be forwarded")
    return post.content


def copy_messages(tg: Telegram, call: m.CopyMessages) -> list[JSON]:
    """copyMessages: those that are there, in order; albums stay albums."""
    bare = {"text": "", "entities": ()} if call.remove_caption else {}
    return several(tg, call, "copy", lambda post: (strip(copied(post), bare), None))


def strip(content: Content, bare: dict[str, Any]) -> Content:
    """A content without its caption, when that was asked for; one that stays is no longer than a bot may send."""
    if content.file and not bare:
        texts.caption_fits(content.text)
    return replace(content, **bare) if bare and content.file else content


def forward_messages(tg: Telegram, call: m.ForwardMessages) -> list[JSON]:
    """forwardMessages: those that are there, in order; albums stay albums."""
    return several(tg, call, "forward", lambda post: (forwarded(post), objects.origin(tg.world, post)))


def several(tg: Telegram, call: Any, act: str, made: Any) -> list[JSON]:
    """Write what `made` makes of each source message; missing ones are passed over."""
    ids = call.message_ids
    if not 1 <= len(ids) <= MOST or sorted(set(ids)) != ids:
        raise bad("message identifiers must be in a strictly increasing order")
    origin = access.chat(tg.world, call.from_chat_id)
    sources = [post for post in map(origin.posts.get, ids) if post and not post.content.service]
    if not sources:
        raise bad(f"there are no messages to {act}")
    place, albums, out = place_of(tg.world, call), new_albums(tg, sources), []
    for post in sources:
        content, forward = made(post)
        new = write(tg, place, content, album=albums.get(post.album), forward=forward)
        out.append({"message_id": new.id})
    return out


def new_albums(tg: Telegram, posts: list[Post]) -> dict[str | None, str]:
    """A new name for each album of which at least two messages go along."""
    names = [post.album for post in posts if post.album]
    return {name: tg.new_name() for name in dict.fromkeys(names) if names.count(name) > 1}


METHODS: dict[Any, Any] = {
    m.CopyMessage: copy_message,
    m.CopyMessages: copy_messages,
    m.ForwardMessage: forward_message,
    m.ForwardMessages: forward_messages,
}
