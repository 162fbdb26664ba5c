"""The acts that change the world and tell who must know: the bot by updates, pages by events."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count

from bot.sandbox import objects
from bot.sandbox.clock import Clock
from bot.sandbox.events import Events
from bot.sandbox.feed import Feed
from bot.sandbox.webhook import Webhook
from bot.sandbox.world import JSON, Chat, Content, Member, Post, Topic, World

PRESS_LIVES = timedelta(seconds=150)
INLINE_LIVES = PAYS_LIVE = timedelta(seconds=10)
TOPIC_COLOR = 0x6FB9F0


@dataclass(slots=True)
class Query:
    """What waits for an answer: a pressed button, what somebody typed after the bot's name, somebody about to pay."""

    id: str
    date: datetime
    answer: asyncio.Future[JSON]


@dataclass(slots=True)
class Telegram:
    """The world with its clock and its listeners."""

    world: World
    clock: Clock
    feed: Feed
    events: Events
    pace: float = 1.0
    webhook: Webhook | None = None
    queries: dict[str, Query] = field(default_factory=dict)
    _names: Iterator[int] = field(default_factory=lambda: count(10**15))

    def unix(self) -> int:
        """Now, in Unix seconds."""
        return int(self.clock.now().timestamp())

    def new_name(self) -> str:
        """A fresh id for an album or a callback query."""
        return str(next(self._names))

    def post(
        self,
        chat: Chat,
        sender_id: int,
        content: Content,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        album: str | None = None,
        markup: JSON | None = None,
        forward: JSON | None = None,
        anonymous: bool = False,
        via_bot: bool = False,
        quote: JSON | None = None,
        external: JSON | None = None,
    ) -> Post:
        """Write a message into a chat."""
        number, now = self.world.next_id(chat), self.clock.now()
        post = Post(number, chat.id, sender_id, now, content, thread, reply_to, album, markup, forward, anonymous)
        post.via_bot, post.quote, post.external = via_bot, quote, external
        chat.posts[number] = post
        self.events.add(chat=chat.id, thread=thread)
        if self._heard(chat, post):
            self._tell("message", chat, post)
        return post

    def service(self, chat: Chat, by: int, kind: str, data: object, thread: int | None = None) -> Post:
        """Write a service message such as forum_topic_closed; the bot is told of its own too, as in Telegram."""
        return self.post(chat, by, Content(kind, data=data, service=True), thread=thread)

    def _tell(self, kind: str, chat: Chat, post: Post) -> None:
        self.feed.put(kind, objects.message(self.world, post), f"chat {chat.id}")

    def _heard(self, chat: Chat, post: Post) -> bool:
        """Whether the bot gets to know of a message: everything in private and as an admin, else by privacy mode."""
        seat = chat.member(self.world.bot.id)
        if not seat.present or (post.sender_id == self.world.bot.id and not post.content.service):
            return False
        if chat.private or seat.admin or self.world.reads_all or post.content.service:
            return True
        replied = chat.posts.get(post.reply_to or 0)
        return post.content.text.startswith("/") or bool(replied and replied.sender_id == self.world.bot.id)

    def edit(self, post: Post, content: Content, markup: JSON | None) -> None:
        """Change what a message says or the buttons under it."""
        chat = self.world.chats[post.chat_id]
        said_anew = content != post.content
        post.content, post.markup = content, markup
        if said_anew:
            post.edited = self.clock.now()
        self.events.add(chat=chat.id, thread=post.thread)
        if said_anew and self._heard(chat, post):
            self._tell("edited_message", chat, post)

    def erase(self, chat: Chat, ids: list[int]) -> None:
        """Delete messages; nobody but the pages is told."""
        for number in ids:
            if post := chat.posts.pop(number, None):
                self.events.add(chat=chat.id, thread=post.thread)

    def react(self, post: Post, user_id: int, emoji: str | None) -> None:
        """Set or take back somebody's reaction."""
        chat, old = self.world.chats[post.chat_id], post.reactions.pop(user_id, None)
        if emoji:
            post.reactions[user_id] = emoji
        self.events.add(chat=chat.id, thread=post.thread)
        if user_id != self.world.bot.id and (chat.private or chat.member(self.world.bot.id).admin):
            self._tell_reaction(chat, post, user_id, old, emoji)

    def _tell_reaction(self, chat: Chat, post: Post, user_id: int, old: str | None, new: str | None) -> None:
        def listed(emoji: str | None) -> list[JSON]:
            return [{"type": "emoji", "emoji": emoji}] if emoji else []

        body = {
            "chat": objects.chat(self.world, chat),
            "message_id": post.id,
            "user": objects.user(self.world.users[user_id]),
            "date": self.unix(),
            "old_reaction": listed(old),
            "new_reaction": listed(new),
        }
        self.feed.put("message_reaction", body, f"reactions {chat.id}")

    def press(self, post: Post, user_id: int, data: str) -> Query:
        """Press a button; the bot has 150 seconds of the sandbox's clock to answer."""
        query = Query(self.new_name(), self.clock.now(), asyncio.get_running_loop().create_future())
        self.queries[query.id] = query
        body = {
            "id": query.id,
            "from": objects.user(self.world.users[user_id]),
            "chat_instance": str(post.chat_id),
            "message": objects.message(self.world, post),
            "data": data,
        }
        self.feed.put("callback_query", body, f"presses of {user_id}", PRESS_LIVES)
        return query

    def ask_inline(self, user_id: int, text: str, chat_type: str, offset: str) -> Query:
        """Type after the bot's name; the bot has 10 seconds of the sandbox's clock to answer."""
        query = Query(self.new_name(), self.clock.now(), asyncio.get_running_loop().create_future())
        self.queries[query.id] = query
        asked = {"id": query.id, "query": text, "offset": offset, "chat_type": chat_type}
        body = asked | {"from": objects.user(self.world.users[user_id])}
        self.feed.put("inline_query", body, f"inline of {user_id}", INLINE_LIVES)
        return query

    def ask_to_pay(self, post: Post, user_id: int) -> Query:
        """Ask the bot whether an invoice may be paid now; it has 10 seconds of the sandbox's clock to answer."""
        query = Query(self.new_name(), self.clock.now(), asyncio.get_running_loop().create_future())
        self.queries[query.id] = query
        body = {"id": query.id, "from": objects.user(self.world.users[user_id]), **self._bill(post)}
        self.feed.put("pre_checkout_query", body, f"payments of {user_id}", PAYS_LIVE)
        return query

    def paid(self, post: Post, user_id: int) -> Post:
        """Tell the bot that somebody has paid an invoice."""
        number = self.new_name()
        ids = {"telegram_payment_charge_id": f"tg-{number}", "provider_payment_charge_id": f"bank-{number}"}
        chat = self.world.chats[post.chat_id]
        return self.service(chat, user_id, "successful_payment", self._bill(post) | ids, post.thread)

    def _bill(self, post: Post) -> JSON:
        bill = post.content.data
        return {name: bill[name] for name in ("currency", "total_amount")} | {"invoice_payload": post.payload}

    def open_topic(self, chat: Chat, by: int, name: str, color: int | None, icon_id: str | None) -> Topic:
        """Create a forum topic with the service message that gives it its thread."""
        topic = Topic(0, name, color or TOPIC_COLOR, icon_id)
        data = {key: value for key, value in topic.api().items() if key != "message_thread_id"}
        content = Content("forum_topic_created", data=data, service=True)
        topic.thread = chat.last_id + 1
        chat.topics[topic.thread] = topic
        self.post(chat, by, content, thread=topic.thread)
        return topic

    def set_closed(self, chat: Chat, topic: Topic, by: int, *, closed: bool) -> None:
        """Close or reopen a topic."""
        topic.closed = closed
        kind = "forum_topic_closed" if closed else "forum_topic_reopened"
        self.service(chat, by, kind, {}, topic.thread)

    def drop_topic(self, chat: Chat, topic: Topic) -> None:
        """Delete a topic with all its messages; the bot is never told."""
        del chat.topics[topic.thread]
        self.erase(chat, [post.id for post in chat.posts.values() if post.thread == topic.thread])
        self.events.add(chat=chat.id, thread=topic.thread)

    def upgrade(self, old: Chat, by: int) -> Chat:
        """Turn a basic group into a supergroup with a new id; both get their service message."""
        new = Chat(-(10**12) + old.id, "supergroup", old.title)
        new.members = {user_id: replace(member) for user_id, member in old.members.items()}
        self.world.chats[new.id] = new
        self.service(old, by, "migrate_to_chat_id", new.id)
        self.service(new, by, "migrate_from_chat_id", old.id)
        old.migrated_to = new.id
        self.events.add(chats=True)
        return new

    def seat_bot(self, chat: Chat, seat: Member, by: int) -> None:
        """Give the bot another place in a chat and tell it so."""
        bot_id = self.world.bot.id
        old, chat.members[bot_id] = chat.member(bot_id), seat
        body = objects.member_updated(self.world, chat, by, old, self.unix())
        self.feed.put("my_chat_member", body, f"chat {chat.id}")
        self.events.add(chats=True)

    def block(self, user_id: int, *, blocked: bool) -> None:
        """A person blocks the bot or lets it in again."""
        person = self.world.users[user_id]
        if person.blocked != blocked:
            person.blocked = blocked
            self.seat_bot(self.world.chats[user_id], Member("kicked" if blocked else "member"), user_id)

    def use_webhook(self, url: str, secret: str | None) -> None:
        """Post updates to `url` from now on; an empty one goes back to polling."""
        if self.webhook:
            self.webhook.close()
        self.webhook = Webhook(self.feed, url, secret, self.pace) if url else None
        self.feed.on_new = self.webhook.wake if self.webhook else None
        if self.webhook:
            self.webhook.wake()

    def close(self) -> None:
        """Let go of everybody who waits."""
        if self.webhook:
            self.webhook.close()
        self.feed.close()
        self.events.close()
        for query in self.queries.values():
            query.answer.cancel()
