"""What people can do: write, edit, delete, react, press. Refusals are ValueError with a reason to show."""

from dataclasses import replace

from aiogram.types import BufferedInputFile, MessageOriginUnion
from pydantic import TypeAdapter, ValidationError

from bot.sandbox import files, quotes
from bot.sandbox.markup import detect, parse_html, units
from bot.sandbox.methods.editing import REACTIONS
from bot.sandbox.methods.inline import said
from bot.sandbox.methods.sending import ABOVE, contact, location, poll
from bot.sandbox.telegram import Query, Telegram
from bot.sandbox.texts import TEXT_UNITS
from bot.sandbox.world import JSON, Chat, Content, Post, Topic, User

KINDS = ("photo", "video", "audio")
ALBUM = 10


def person(tg: Telegram, user_id: int) -> User:
    """A person by id."""
    found = tg.world.users.get(user_id)
    if found is None or found.is_bot:
        raise ValueError("no such person")
    return found


def chat_of(tg: Telegram, me: User, wanted: int | str) -> Chat:
    """A chat the person is in; "bot" is their own with the bot."""
    number = me.id if wanted in ("bot", me.id, str(me.id)) else int(wanted)
    chat = tg.world.chats.get(number)
    if chat is None or not chat.member(me.id).present:
        raise ValueError("you are not in that chat")
    return chat


def post_of(chat: Chat, message_id: int) -> Post:
    """A message of a chat."""
    post = chat.posts.get(message_id)
    if post is None:
        raise ValueError("there is no such message")
    return post


def check_may_write(chat: Chat, me: User, thread: int | None) -> None:
    """ValueError where Telegram's apps show no input line."""
    if chat.private and me.blocked:
        raise ValueError("you have blocked the bot")
    if chat.migrated_to:
        raise ValueError("the group was upgraded to a supergroup")
    if thread is None or not (chat.forum or chat.private):
        return
    topic = chat.topics.get(thread)
    if topic is None:
        raise ValueError("there is no such topic")
    if topic.closed and not chat.member(me.id).admin:
        raise ValueError("the topic is closed")


def send(tg: Telegram, me: User, chat: Chat, contents: list[Content], fields: JSON) -> list[Post]:
    """Write one message, or several as an album. `fields` may hold thread, reply_to and anonymous."""
    thread = int(fields["thread"]) if (chat.forum or chat.private) and fields.get("thread") else None
    check_may_write(chat, me, thread)
    if not 1 <= len(contents) <= ALBUM:
        raise ValueError("an album has up to 10 files")
    album = tg.new_name() if len(contents) > 1 else None
    me.started = me.started or chat.private
    answers = answering(tg, me, chat, thread, fields)
    forward = forwarded(tg, fields["forward"]) if fields.get("forward") else None
    anonymous = bool(fields.get("anonymous")) and chat.member(me.id).admin
    return [
        tg.post(chat, me.id, content, thread=thread, album=album, anonymous=anonymous, forward=forward, **answers)
        for content in contents
    ]


def answering(tg: Telegram, me: User, chat: Chat, thread: int | None, fields: JSON) -> JSON:
    """What a message answers: `reply_to` here or in `reply_chat`, and the part of it in `quote`."""
    if not fields.get("reply_to"):
        return {}
    other = chat_of(tg, me, fields["reply_chat"]) if fields.get("reply_chat") else chat
    post = other.posts.get(int(fields["reply_to"]))
    if post is None:
        return {"reply_to": int(fields["reply_to"])}
    quote = quotes.of(post, fields["quote"], None) if fields.get("quote") else None
    if other is chat and (not chat.forum or post.thread == thread):
        return {"reply_to": post.id, "quote": quote}
    here = {"reply_to": post.id} if other is chat else {}
    return here | {"quote": quote or quotes.automatic(post), "external": quotes.outside(tg.world, other, post)}


def forwarded(tg: Telegram, origin: JSON | str) -> JSON:
    """The Bot API's MessageOrigin of what a person passes on; its date is now."""
    fields = TypeAdapter(JSON)
    try:
        given = fields.validate_json(origin) if isinstance(origin, str) else fields.validate_python(origin)
        made = given | {"date": tg.unix()}
        TypeAdapter(MessageOriginUnion).validate_python(made)
    except ValidationError as error:
        raise ValueError("there is no such origin") from error
    return made


def contents_of(tg: Telegram, fields: JSON) -> list[Content]:
    """What a person's request says: files with a caption on the first, a point, a contact, a poll, or a text.

    `other` is content that only a later Bot API knows: the name of its field, and what that holds.
    """
    uploads = fields.get("file")
    if uploads:
        uploads = uploads if isinstance(uploads, list) else [uploads]
        stored = [upload(tg, item, fields) for item in uploads]
        return [caption(stored[0], fields), *stored[1:]]
    for kind in ("location", "contact", "poll"):
        if fields.get(kind):
            return [special(tg, kind, fields[kind])]
    if fields.get("other"):
        return [Content(kind, data=data) for kind, data in fields["other"].items()][:1]
    return [typed(fields)]


def upload(tg: Telegram, item: BufferedInputFile, fields: JSON) -> Content:
    """A file a person attaches, of the kind asked for or the one its type suggests."""
    family = files.mime_of(item.filename or "").split("/")[0].replace("image", "photo")
    kind = fields.get("as") or (family if family in KINDS else "document")
    if kind not in files.FIELDS:
        raise ValueError(f"no such kind of file: {kind}")
    file = files.store(tg.world, kind, item.data, item.filename, fields.get("emoji"))
    return Content(
        kind, file=file, spoiler=bool(fields.get("spoiler")), above=kind in ABOVE and bool(fields.get("above"))
    )


def caption(content: Content, fields: JSON) -> Content:
    """A content with the caption a person typed, `above` or below its file."""
    text = (fields.get("caption") or "").strip()
    if units(text) > TEXT_UNITS:  # with Premium a caption may be as long as a text; bots may not copy it then
        raise ValueError("the caption is too long")
    above = content.above if fields.get("above") is None else content.kind in ABOVE and bool(fields["above"])
    return replace(content, text=text, entities=tuple(detect(text)), above=above)


def special(tg: Telegram, kind: str, data: JSON) -> Content:
    """A location, contact or poll."""
    if kind == "location":
        return location(float(data["latitude"]), float(data["longitude"]))
    if kind == "contact":
        return contact(data["phone_number"], data["first_name"], data.get("last_name"))
    return poll(tg, data["question"], list(data["options"]))


def typed(fields: JSON) -> Content:
    """A text a person typed, formatted when `html`; `preview` is what they chose for the preview of links."""
    source = fields.get("text") or ""
    text, given = parse_html(source) if fields.get("html") else (source.strip(), [])
    if not text:
        raise ValueError("the message is empty")
    if units(text) > TEXT_UNITS:
        raise ValueError("the message is too long")
    return Content(text=text, entities=tuple(detect(text, given)), preview=fields.get("preview"))


def edit(tg: Telegram, me: User, post: Post, fields: JSON) -> None:
    """Change one's own text, caption or file; the bot is told."""
    if post.sender_id != me.id or post.content.service:
        raise ValueError("this message is not yours")
    content = post.content
    if fields.get("file"):
        content = replace(
            upload(tg, fields["file"], fields), text=content.text, entities=content.entities, above=content.above
        )
    if content.file:
        content = caption(content, fields) if "caption" in fields else content
        content = replace(content, spoiler=bool(fields.get("spoiler", content.spoiler)))
    elif fields.get("other"):
        [content] = contents_of(tg, fields)
    elif content.kind == "text":
        content = typed(fields)
    if content != post.content:
        tg.edit(post, content, post.markup)


def delete(tg: Telegram, me: User, chat: Chat, post: Post) -> None:
    """Delete one's own message, in private the bot's, as an admin anybody's."""
    if post.sender_id != me.id and not chat.private and not chat.member(me.id).may("can_delete_messages"):
        raise ValueError("you may not delete this message")
    tg.erase(chat, [post.id])


def react(tg: Telegram, me: User, post: Post, emoji: str | None) -> None:
    """Set one's reaction; None takes it back."""
    if emoji and emoji.rstrip("\ufe0f") not in REACTIONS:
        raise ValueError("there is no such reaction")
    tg.react(post, me.id, emoji)


def press(tg: Telegram, me: User, post: Post, data: str, *, forged: bool = False) -> Query:
    """Press a button that stands under a message; a `forged` press sends any data, as a hostile app can."""
    rows = (post.markup or {}).get("inline_keyboard", [])
    if not forged and data not in [button.get("callback_data") for row in rows for button in row]:
        raise ValueError("there is no such button")
    return tg.press(post, me.id, data)


def ask_inline(tg: Telegram, me: User, chat: Chat, text: str, offset: str) -> Query:
    """Type after the bot's name in a chat."""
    kind = "sender" if chat.private else chat.type
    return tg.ask_inline(me.id, text, kind, offset)


def choose(tg: Telegram, me: User, chat: Chat, result: JSON, thread: int | None) -> Post:
    """Send an inline result into a chat, in one's own name."""
    check_may_write(chat, me, thread)
    return tg.post(chat, me.id, said(result), thread=thread if chat.forum else None, via_bot=True)


def administer(tg: Telegram, me: User, chat: Chat, thread: int, act: str) -> None:
    """Close, reopen or delete a topic as an admin, or in one's own chat with the bot."""
    topic = chat.topics.get(thread)
    if topic is None:
        raise ValueError("there is no such topic")
    if not chat.private and not chat.member(me.id).admin:
        raise ValueError("only admins may do that")
    if act == "delete":
        tg.drop_topic(chat, topic)
    elif act in ("close", "reopen"):
        if topic.closed != (act == "close"):
            tg.set_closed(chat, topic, me.id, closed=act == "close")
    else:
        raise ValueError("do is close, reopen or delete")


def open_topic(tg: Telegram, me: User, chat: Chat, name: str) -> Topic:
    """Open a topic in one's own chat with the bot."""
    if not chat.private:
        raise ValueError("topics of a group are the bot's")
    me.started = True
    return tg.open_topic(chat, me.id, name, None, None)


def mark_read(tg: Telegram, me: User, chat: Chat, thread: int | None) -> None:
    """The person has seen everything in a topic or chat."""
    newest = max((post.id for post in chat.posts.values() if post.thread == thread), default=0)
    place = (me.id, chat.id, thread)
    if tg.world.read.get(place, 0) < newest:
        tg.world.read[place] = newest
        tg.events.add(chat=chat.id, thread=thread)
