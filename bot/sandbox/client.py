"""A client for tests: a person who writes, presses and sees, over real HTTP.

`people = cast(session, base)`; `await people["anna"].send("…")`; `await people["vera"].in_topic("ЭО-1").sees("…")`.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData

CAST = {"anna": 101, "boris": 102, "vera": 201, "gleb": 202, "dina": 301}
GROUP = -1001000000001
PINNED = "сообщение закреплено"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


GONE = "there is no such button"
"""How the sandbox refuses a press that comes too late."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it; `buttons` are the labels under it, `keyboard` those of the reply keyboard."""

    id: int
    text: str
    html: str
    mine: bool
    sender: str
    buttons: tuple[str, ...]
    keyboard: tuple[str, ...] | None
    media: dict[str, Any] | None
    album: str | None
    reply_to: dict[str, Any] | None
    edited: bool
    reactions: tuple[str, ...]
    service: str | None
    raw: dict[str, Any] = field(repr=False)

    @property
    def words(self) -> str:
        """Everything in it that can be read."""
        things = (self.raw.get(name) for name in ("contact", "location", "invoice", "other"))
        return self.text or self.service or str(next(filter(None, things), ""))

    def url(self, label: str) -> str:
        """The address behind a button."""
        buttons = [button for row in self.raw["buttons"] for button in row]
        return next(str(button["url"]) for button in buttons if button["text"] == label and button["url"])

    def data(self, label: str) -> str | None:
        """The callback data behind a button; None when there is no such button."""
        buttons = [button for row in self.raw["buttons"] for button in row]
        return next((button["data"] for button in buttons if button["text"] == label), None)


def seen(raw: dict[str, Any]) -> Seen:
    """A message view as a value."""
    rows = raw["keyboard"]
    return Seen(
        id=raw["id"],
        text=raw["text"],
        html=raw["html"] or raw["caption_html"],
        mine=raw["from"]["mine"],
        sender=raw["from"]["name"],
        buttons=tuple(button["text"] for row in raw["buttons"] for button in row),
        keyboard=None if rows is None else tuple(button["text"] for row in rows for button in row),
        media=raw["media"],
        album=raw["album"],
        reply_to=raw["reply_to"],
        edited=raw["edited"],
        reactions=tuple(reaction["emoji"] for reaction in raw["reactions"]),
        service=raw["service"],
        raw=raw,
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in one place: the chat with the bot, a group, or (`topic` given) the topic with that in its name.

    Before somebody looks for what is not there, `settled` waits until nothing more can come.
    """

    session: ClientSession
    base: str
    id: int
    chat: str | int = "bot"
    topic: str | None = None
    settled: Callable[[], Awaitable[None]] | None = None

    def in_group(self, chat: int = GROUP) -> Person:
        """The same person in a group's General."""
        return replace(self, chat=chat, topic=None)

    def in_topic(self, name: str, chat: int = GROUP) -> Person:
        """The same person in the topic whose name contains `name` (ЭО-1 is not in ЭО-12)."""
        return replace(self, chat=chat, topic=name)

    def in_thread(self, name: str) -> Person:
        """The same person in a topic of their chat with the bot."""
        return replace(self, chat="bot", topic=name)

    async def opens_thread(self, name: str) -> Person:
        """Open a topic in the chat with the bot, and be there."""
        await self._post("topic", chat="bot", do="open", name=name)
        return self.in_thread(name)

    def in_private(self) -> Person:
        """The same person in their chat with the bot."""
        return replace(self, chat="bot", topic=None)

    async def _get(self, path: str, **query: Any) -> Any:
        params = {key: str(value) for key, value in query.items() if value is not None}
        async with self.session.get(f"{self.base}/sandbox/{path}", params=params) as answer:
            return await checked(answer.status, await answer.json())

    async def _post(self, act: str, **fields: Any) -> Any:
        body = {key: value for key, value in fields.items() if value is not None}
        async with self.session.post(f"{self.base}/sandbox/people/{self.id}/{act}", json=body) as answer:
            return await checked(answer.status, await answer.json())

    async def _upload(self, act: str, files: Sequence[tuple[str, bytes]], **fields: Any) -> Any:
        form = FormData(quote_fields=False)
        for key, value in fields.items():
            if value is not None:
                form.add_field(key, json.dumps(value) if isinstance(value, dict) else str(value))
        for name, data in files:
            form.add_field("file", BytesIO(data), filename=name)
        async with self.session.post(f"{self.base}/sandbox/people/{self.id}/{act}", data=form) as answer:
            return await checked(answer.status, await answer.json())

    async def _here(self) -> dict[str, Any]:
        if self.topic is None:
            return {"chat": self.chat}
        named = re.compile(rf"{re.escape(self.topic)}(?!\d)")
        for topic in await self.topics(self.chat):
            if named.search(topic["name"]):
                return {"chat": self.chat, "thread": topic["thread"]}
        raise AssertionError(f"no topic «{self.topic}»")

    async def chats(self) -> list[dict[str, Any]]:
        """The rows of the chats list."""
        return list(await self._get(f"people/{self.id}/chats"))

    async def topics(self, chat: int | str = GROUP) -> list[dict[str, Any]]:
        """The topics of a forum, that with the newest message first."""
        return next((row.get("topics", []) for row in await self.chats() if row["chat"] == chat), [])

    async def commands(self) -> list[str]:
        """The commands offered in this chat."""
        row = next(row for row in await self.chats() if row["chat"] == self.chat)
        return [command["command"] for command in row["commands"]]

    async def messages(self) -> list[Seen]:
        """The messages here, oldest first; no notices of what was pinned, which come when there is a slot."""
        views = await self._get(f"people/{self.id}/messages", **await self._here())
        return [seen(raw) for raw in views if raw["service"] != PINNED]

    async def last(self) -> Seen:
        """The newest message here."""
        return (await self.messages())[-1]

    async def send(self, text: str, reply_to: Seen | int | None = None, *, html: bool = False, **more: Any) -> Seen:
        """Write a text (`anonymous=True` as the group itself, `location={…}`, `poll={…}` and others instead).

        `quote` is a part of the answered message, `reply_chat` where that stands, `forward` whose words these are.
        """
        await self._has_read(reply_to)
        views = await self._post(
            "send", **await self._here(), text=text, html=html or None, reply_to=number(reply_to), **more
        )
        return seen(views[0])

    async def _has_read(self, message: Seen | int | None) -> None:
        """Answer a message (not a mere id) only once its sender can know that it stands here: people read first."""
        if self.settled is not None and isinstance(message, Seen) and not message.mine:
            await self.settled()

    async def send_file(
        self,
        name: str,
        data: bytes,
        kind: str = "document",
        caption: str | None = None,
        reply_to: Seen | int | None = None,
        **more: Any,
    ) -> Seen:
        """Send a file as `kind`: photo, video, document, audio, voice, video_note, animation or sticker."""
        await self._has_read(reply_to)
        fields = {**await self._here(), "as": kind, "caption": caption, "reply_to": number(reply_to), **more}
        return seen((await self._upload("send", [(name, data)], **fields))[0])

    async def send_photo(
        self, caption: str | None = None, data: bytes = PIXEL, reply_to: Seen | int | None = None, **more: Any
    ) -> Seen:
        """Send a picture."""
        return await self.send_file("photo.png", data, "photo", caption, reply_to, **more)

    async def send_album(
        self,
        files: Sequence[tuple[str, bytes]],
        caption: str | None = None,
        kind: str | None = None,
        *,
        spoiler: bool = False,
        **more: Any,
    ) -> list[Seen]:
        """Send several files as one album; without `kind` their names decide."""
        fields = {**await self._here(), "as": kind, "caption": caption, "spoiler": spoiler or None, **more}
        return [seen(raw) for raw in await self._upload("send", files, **fields)]

    async def edit(self, message: Seen | int, text: str, *, html: bool = False, **more: Any) -> Seen:
        """Change one's own text or caption."""
        fields = {"chat": self.chat, "message": number(message), "html": html or None, **more}
        return seen(await self._post("edit", text=text, caption=text, **fields))

    async def edit_file(self, message: Seen | int, name: str, data: bytes, kind: str = "photo") -> Seen:
        """Put another file into one's own message."""
        fields = {"chat": self.chat, "message": number(message), "as": kind}
        return seen(await self._upload("edit", [(name, data)], **fields))

    async def delete(self, message: Seen | int) -> None:
        """Delete a message; the bot is not told."""
        await self._post("delete", chat=self.chat, message=number(message))

    async def react(self, message: Seen | int, emoji: str | None) -> None:
        """Set or (None) take back one's reaction."""
        await self._has_read(message)
        body = {"chat": self.chat, "message": number(message), "emoji": emoji}
        async with self.session.post(f"{self.base}/sandbox/people/{self.id}/react", json=body) as answer:
            await checked(answer.status, await answer.json())

    async def opens(self, url: str, chat: int | None = None, *, rights: bool = True) -> None:
        """Open a link to the bot; one that adds it to a group takes the group, and gives the rights it asks for."""
        await self._post("open", url=url, chat=chat, rights=rights)

    async def topic_do(self, act: str) -> None:
        """Close, reopen or delete the topic one is in."""
        await self._post("topic", **await self._here(), do=act)

    async def block(self, *, blocked: bool = True) -> None:
        """Block the bot, or let it in again."""
        await self._post("block", blocked=blocked)

    async def press(self, message: Seen | int, data: str, *, forged: bool = False) -> dict[str, Any] | None:
        """Press by callback data; `forged` data need not stand on any button. Returns the bot's answer, if any came."""
        answer = await self._post("press", chat=self.chat, message=number(message), data=data, forged=forged or None)
        result: dict[str, Any] | None = answer["answer"]
        return result

    async def click(self, label: str, timeout: float = 20) -> dict[str, Any] | None:  # noqa: ASYNC109
        """Press the newest button with this label once it is there; a reply keyboard's button sends its text.

        One that went to a newer message under the finger is pressed there.
        """
        end = time.monotonic() + timeout
        while True:
            messages = await self._until(lambda found: pressable(found, label), timeout, f"button «{label}»")
            message = pressable(messages, label)
            assert message is not None
            if label not in message.buttons:
                await self.send(label)
                return None
            data = message.data(label)
            assert data is not None, f"button «{label}» tells the bot nothing"
            try:
                return await self.press(message, data)
            except AssertionError as refused:
                if GONE not in str(refused) or time.monotonic() > end:
                    raise

    async def pays(self, message: Seen | int, way: str = "pay") -> dict[str, Any]:
        """Pay an invoice of the bot («pay», «decline», «twice»); returns how often it is `paid`, and the `error`."""
        answer: dict[str, Any] = await self._post("pay", chat=self.chat, message=number(message), do=way)
        return answer

    async def inline(self, query: str, offset: str = "") -> dict[str, Any] | None:
        """Type after the bot's name; returns its answer (`results`, `next_offset`), if any came."""
        answer = await self._post("inline", chat=self.chat, query=query, offset=offset)
        result: dict[str, Any] | None = answer["answer"]
        return result

    async def choose(self, result: dict[str, Any]) -> Seen:
        """Send an inline result here."""
        return seen(await self._post("choose", **await self._here(), result=result))

    async def sees(self, part: str, timeout: float = 20, after: Seen | None = None) -> Seen:  # noqa: ASYNC109
        """Wait until somebody else's message with these words is here (`after` another); returns the newest such."""
        first = after.id + 1 if after else 0
        messages = await self._until(lambda found: matching(found, part, first), timeout, f"«{part}»")
        message = matching(messages, part, first)
        assert message is not None
        return message

    async def sees_reaction(self, message: Seen | int, emoji: str | None, timeout: float = 5) -> None:  # noqa: ASYNC109
        """Wait until a message here has this reaction alone, or with None has none."""
        wanted = (message.id if isinstance(message, Seen) else message, () if emoji is None else (emoji,))
        await self._until(
            lambda found: any((each.id, each.reactions) == wanted for each in found), timeout, f"reaction {emoji}"
        )

    async def does_not_see(self, part: str) -> None:
        """Nobody else's message here has these words, not even once all has settled."""
        if self.settled is not None:
            await self.settled()
        message = matching(await self.messages(), part)
        assert message is None, f"{message}"

    async def _until(self, good: Callable[[list[Seen]], Any], seconds: float, wanted: str) -> list[Seen]:
        """The messages here as soon as they are `good`; AssertionError with the last of them after `seconds`."""
        end, messages, since = time.monotonic() + seconds, list[Seen](), (await self._get("events"))["seq"]
        problem = ""
        while (left := end - time.monotonic()) > 0:
            try:
                messages, problem = await self.messages(), ""
            except AssertionError as error:
                problem = f" ({error})"
            if good(messages):
                return messages
            since = await self._next_event(since, left)
        raise AssertionError(f"{wanted} is not here{problem}:\n{printed(messages)}")

    async def _next_event(self, since: int, seconds: float) -> int:
        try:
            return int((await asyncio.wait_for(self._get("events", since=since), seconds))["seq"])
        except TimeoutError:
            return since


async def checked(status: int, body: Any) -> Any:
    """The body of a good answer; AssertionError with the reason of a refusal."""
    assert status == 200, body.get("error", body)
    return body


def number(message: Seen | int | None) -> int | None:
    """The id of a message."""
    return message.id if isinstance(message, Seen) else message


def pressable(messages: Sequence[Seen], label: str) -> Seen | None:
    """The newest message with this button under it or on its reply keyboard, which the next keyboard replaces."""
    keyboard_is_current = True
    for message in reversed(messages):
        if label in message.buttons or (keyboard_is_current and label in (message.keyboard or ())):
            return message
        keyboard_is_current = keyboard_is_current and message.keyboard is None
    return None


def matching(messages: Sequence[Seen], part: str, first: int = 0) -> Seen | None:
    """The newest message of somebody else with these words, its id at least `first`."""
    return next((m for m in reversed(messages) if not m.mine and m.id >= first and part in m.words), None)


def printed(messages: Sequence[Seen]) -> str:
    """The last messages and their buttons, for a failed test."""
    lines = (f"  {m.sender}: {m.words or (m.media or {}).get('kind')} {list(m.buttons) or ''}" for m in messages[-10:])
    return "\n".join(lines)


def cast(session: ClientSession, base: str, settled: Callable[[], Awaitable[None]] | None = None) -> dict[str, Person]:
    """The demo's people by name: anna, boris, vera, gleb, dina."""
    return {name: Person(session, base, user_id, settled=settled) for name, user_id in CAST.items()}
