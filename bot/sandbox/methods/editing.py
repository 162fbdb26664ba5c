"""Edits, deletions, reactions, pins and answers to pressed buttons."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiogram import methods as m
from aiogram.types import ReactionTypeEmoji

from bot.sandbox import access, keyboards, objects, texts
from bot.sandbox.markup import units
from bot.sandbox.methods.sending import above, album_item, caption_of, plain, preview_of
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import PRESS_LIVES, Telegram
from bot.sandbox.world import JSON, Chat, Content, Post

DELETABLE_FOR = timedelta(hours=48)
ANSWER_UNITS = 200
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 "
    "😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
REACTIONS = frozenset(EMOJI.split())


def own_message(tg: Telegram, call: Any) -> Post:
    """The bot's own message that a call edits."""
    post = access.message(access.writable(tg.world, call.chat_id), call.message_id, "edit")
    if post.sender_id != tg.world.bot.id or post.forward or post.content.service:
        raise bad("message can't be edited")
    return post


def change(tg: Telegram, call: Any, post: Post, content: Content) -> JSON:
    """Put a new content and the call's keyboard (or none) in place."""
    markup = keyboards.checked(call.reply_markup)
    if content == post.content and markup == post.markup:
        raise bad(SAME)
    tg.edit(post, content, markup)
    return objects.message(tg.world, post)


def edit_text(tg: Telegram, call: m.EditMessageText) -> JSON:
    """editMessageText."""
    post = own_message(tg, call)
    if post.content.kind != "text":
        raise bad("there is no text in the message to edit")
    text, entities = texts.message(call.text, plain(call.parse_mode), call.entities)
    return change(tg, call, post, Content(text=text, entities=entities, preview=preview_of(call)))


def edit_caption(tg: Telegram, call: m.EditMessageCaption) -> JSON:
    """editMessageCaption."""
    post = own_message(tg, call)
    if post.content.file is None:
        raise bad("there is no caption in the message to edit")
    text, entities = caption_of(call)
    said = replace(post.content, text=text, entities=entities, above=above(call, post.content.kind))
    return change(tg, call, post, said)


def edit_media(tg: Telegram, call: m.EditMessageMedia) -> JSON:
    """editMessageMedia: an album's item keeps to the kinds of its album."""
    post = own_message(tg, call)
    content = album_item(tg.world, call.media)
    if post.content.kind != "text" and post.content.file is None:
        raise bad("message can't be edited")
    if post.album and {post.content.kind, content.kind} not in ({content.kind}, {"photo", "video"}):
        raise bad("message can't be edited")
    return change(tg, call, post, content)


def edit_markup(tg: Telegram, call: m.EditMessageReplyMarkup) -> JSON:
    """editMessageReplyMarkup."""
    post = own_message(tg, call)
    return change(tg, call, post, post.content)


def check_deletable(tg: Telegram, chat: Chat, post: Post) -> None:
    """Refusal unless the bot may delete: its own for 48 hours, others' in private or with the admin right."""
    right = chat.member(tg.world.bot.id).may("can_delete_messages")
    if not right and not chat.private and post.sender_id != tg.world.bot.id:
        raise bad("message can't be deleted")
    if not right and tg.clock.now() - post.date > DELETABLE_FOR:
        raise bad("message can't be deleted for everyone")


def delete_message(tg: Telegram, call: m.DeleteMessage) -> bool:
    """deleteMessage."""
    chat = access.chat(tg.world, call.chat_id)
    check_deletable(tg, chat, access.message(chat, call.message_id, "delete"))
    tg.erase(chat, [call.message_id])
    return True


def delete_messages(tg: Telegram, call: m.DeleteMessages) -> bool:
    """deleteMessages: those that are not there are passed over."""
    chat = access.chat(tg.world, call.chat_id)
    there = [post for post in map(chat.posts.get, call.message_ids) if post]
    for post in there:
        check_deletable(tg, chat, post)
    tg.erase(chat, [post.id for post in there])
    return True


def react(tg: Telegram, call: m.SetMessageReaction) -> bool:
    """setMessageReaction: a bot has one reaction, one of Telegram's emoji."""
    chat = access.chat(tg.world, call.chat_id)
    post = access.message(chat, call.message_id, "react")
    wanted = call.reaction or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in wanted:
        if not isinstance(reaction, ReactionTypeEmoji) or reaction.emoji.rstrip("\ufe0f") not in REACTIONS:
            raise bad("REACTION_INVALID")
        tg.react(post, tg.world.bot.id, reaction.emoji)
    if not wanted:
        tg.react(post, tg.world.bot.id, None)
    return True


def answer(tg: Telegram, call: m.AnswerCallbackQuery) -> bool:
    """answerCallbackQuery, within 150 seconds of the press."""
    query = tg.queries.get(call.callback_query_id)
    if query is None or tg.clock.now() - query.date > PRESS_LIVES:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if units(call.text or "") > ANSWER_UNITS:
        raise bad("MESSAGE_TOO_LONG")
    if not query.answer.done():
        query.answer.set_result({"text": call.text or "", "alert": bool(call.show_alert), "url": call.url})
    return True


def pin(tg: Telegram, call: m.PinChatMessage) -> bool:
    """pinChatMessage."""
    chat, post = pinnable(tg, call, "pin a message")
    if post.id not in chat.pinned:
        chat.pinned.append(post.id)
        said = objects.message(tg.world, post, with_reply=False)
        tg.service(chat, tg.world.bot.id, "pinned_message", said, post.thread)
    return True


def unpin(tg: Telegram, call: m.UnpinChatMessage) -> bool:
    """unpinChatMessage; without an id, the newest pin."""
    chat = access.chat(tg.world, call.chat_id)
    newest = chat.pinned[-1] if chat.pinned else None
    chat, post = pinnable(tg, call, "unpin a message", call.message_id or newest)
    if post.id in chat.pinned:
        chat.pinned.remove(post.id)
    return True


def pinnable(tg: Telegram, call: Any, act: str, message_id: int | None = None) -> tuple[Chat, Post]:
    """The chat and message of a pin."""
    chat = access.chat(tg.world, call.chat_id)
    if not chat.private:
        access.need(tg.world, chat, "can_pin_messages", act)
    return chat, access.message(chat, message_id or call.message_id, act.split(maxsplit=1)[0])


METHODS: dict[Any, Any] = {
    m.EditMessageText: edit_text,
    m.EditMessageCaption: edit_caption,
    m.EditMessageMedia: edit_media,
    m.EditMessageReplyMarkup: edit_markup,
    m.DeleteMessage: delete_message,
    m.DeleteMessages: delete_messages,
    m.SetMessageReaction: react,
    m.AnswerCallbackQuery: answer,
    m.PinChatMessage: pin,
    m.UnpinChatMessage: unpin,
}
