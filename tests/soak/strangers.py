"""People of whom the bot learns by updates that are not as they should be; what they do is done in the sandbox."""

import random
from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from bot.sandbox import cast, files
from bot.sandbox.client import PIXEL
from bot.sandbox.feed import KEPT, Feed, Update
from bot.sandbox.server import Sandbox
from bot.sandbox.world import JSON, Chat, Content, Post
from tests.soak.mutations import mutated

TEXTS = (
    "Не открывается каталог",
    "спасибо",
    "anna@romashka.example",
    "7707083893",
    "Смирнова Анна Ивановна",
    "да",
    "завтра к 15:00",
    "сделаю через 3 часа",
    "https://tbshelp.ru/in",
    "//внутри",
    "блин, глючит",
    "Готово",
    "Новое обращение",
    "Мои обращения",
    "Тариф",
    "Помощь",
    "ЭО-1",
    "😀",
    "раз\nдва\nтри",
)
IN_PRIVATE = ("/start", "/new", "/tickets", "/tariff", "/profile", "/help", "/language", "/cancel", "/kb вход")
IN_TOPIC = (
    "/take",
    "/resolve",
    "/extend 2",
    "/extend",
    "/ask",
    "/kb вход",
    "/note заметка",
    "/transfer",
    "/card",
    "/delete",
    "/t",
    "/help",
    "/open",
    "/unanswered",
)
OF_SUPERVISOR = (
    "/stats",
    "/stats 2026-01",
    "/export",
    "/words",
    "/failed",
    "/audit ЭО-1",
    "/tariff 7707083893",
    "/open",
    "/calendar",
    "/import",
)
MEDIA = ("photo", "video", "document", "audio", "voice", "video_note", "animation", "sticker")
SPECIAL = (
    ("contact", {"phone_number": "+7 900 000-00-00", "first_name": "Анна"}),
    ("location", {"latitude": 55.7, "longitude": 37.6}),
)


class Strange(Update):
    """An update that holds whatever it holds."""

    def api(self) -> JSON:
        """All of it, with its id."""
        return {**self.body, "update_id": self.id}


@dataclass
class Strangers:
    """Everybody who acts strangely: some requesters, in private and in their topics operators, a supervisor.

    `sent` are the last updates, with their ids.
    """

    sandbox: Sandbox
    threads: dict[int, int]
    """Topics of the requesters, by their Telegram id."""
    dice: random.Random
    sent: deque[tuple[int, JSON]] = field(default_factory=lambda: deque(maxlen=100_000))

    def act(self) -> None:
        """Let somebody do something."""
        feed, put = self.sandbox.telegram.feed, self.sandbox.telegram.feed.put
        feed.put = self._put  # type: ignore[method-assign]
        try:
            self.dice.choice((self._write, self._write, self._write, self._send, self._press, self._other))()
        finally:
            feed.put = put  # type: ignore[method-assign]

    def _put(self, kind: str, body: JSON, lane: str, kept: timedelta = KEPT) -> None:
        feed: Feed = self.sandbox.telegram.feed
        update = mutated({kind: body}, self.dice)
        number = next(feed._ids)
        self.sent.append((number, update))
        feed.pending.append(Strange(number, kind, update, lane, feed.now() + kept))
        feed._end_poll()
        if feed.on_new:
            feed.on_new()

    def _somewhere(self) -> tuple[int, Chat, int | None]:
        """Who, in which chat and topic."""
        chats, requester = self.sandbox.world.chats, self.dice.choice(list(self.threads))
        operator = self.dice.choice((cast.VERA, cast.GLEB, cast.DINA))
        return self.dice.choice(
            (
                (requester, chats[requester], None),
                (operator, chats[cast.GROUP], self.threads[requester]),
                (operator, chats[cast.GROUP], None),
                (cast.DINA, chats[cast.DINA], None),
                (cast.BORIS, chats[cast.BORIS], None),
            )
        )

    def _own(self, chat: Chat) -> list[Post]:
        """The messages that are theirs to answer and edit: not those of ordinary people's topics."""
        return [post for post in chat.posts.values() if post.thread in {None, *self.threads.values()}]

    def _post(self, content: Content) -> Post:
        who, chat, thread = self._somewhere()
        answered = self.dice.choice([None, None, *(post.id for post in self._own(chat)[-20:])])
        album = self.dice.choice((None, None, "5")) if content.file else None
        return self.sandbox.telegram.post(chat, who, content, thread=thread, reply_to=answered, album=album)

    def _write(self) -> None:
        text = self.dice.choice((*TEXTS, *TEXTS, *IN_PRIVATE, *IN_TOPIC, *OF_SUPERVISOR))
        command = text.split()[0] if text.startswith("/") else ""
        entities = ({"type": "bot_command", "offset": 0, "length": len(command)},) if command else ()
        self._post(Content(text=text, entities=entities))

    def _send(self) -> None:
        kind = self.dice.choice((*MEDIA, *(kind for kind, _ in SPECIAL)))
        if kind in MEDIA:
            file = files.store(self.sandbox.world, kind, PIXEL, None)
            self._post(Content(kind, self.dice.choice(("", *TEXTS)), file=file))
        else:
            self._post(Content(kind, data=dict(SPECIAL)[kind]))

    def _press(self) -> None:
        """Press a button of the last messages; only of requesters and their topics, for others change the desk."""
        requester = self.dice.choice(list(self.threads))
        group = self.sandbox.world.chats[cast.GROUP].posts.values()
        posts = [*self.sandbox.world.chats[requester].posts.values()][-30:]
        posts += [post for post in group if post.thread == self.threads[requester]][-30:]
        buttons = [
            (post, button["callback_data"])
            for post in posts
            for row in (post.markup or {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]
        if buttons:
            post, data = self.dice.choice(buttons)
            who = requester if post.chat_id == requester else cast.VERA
            self.sandbox.telegram.press(post, who, data)

    def _other(self) -> None:
        """Edit, react, ask inline, pay, block."""
        telegram, (who, chat, _) = self.sandbox.telegram, self._somewhere()
        own = [post for post in self._own(chat) if post.sender_id == who and not post.content.service]
        act = self.dice.choice(("edit", "edit", "react", "inline", "pay", "block"))
        if act == "inline":
            telegram.ask_inline(who, self.dice.choice(TEXTS), "sender", "")
        elif act == "pay":
            self._pay(who, self.sandbox.world.chats[who])
        elif act == "block" and who in self.threads:
            telegram.block(who, blocked=True)
            telegram.block(who, blocked=False)
        elif own and act == "edit":
            post = self.dice.choice(own[-20:])
            if post.content.kind == "text":
                telegram.edit(post, Content(text=self.dice.choice(TEXTS)), None)
        elif own and act == "react":
            telegram.react(self.dice.choice(own[-20:]), who, self.dice.choice(("👍", "🔥")))

    def _pay(self, who: int, chat: Chat) -> None:
        """Pay what nobody billed."""
        telegram, payload = self.sandbox.telegram, self.dice.choice(("invoice:1", "invoice:x", ""))
        bill = Content("invoice", data={"currency": "RUB", "total_amount": 100_000})
        post = Post(0, chat.id, who, telegram.clock.now(), bill, payload=payload)
        telegram.ask_to_pay(post, who)
        telegram.paid(post, who)
