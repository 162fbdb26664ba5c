"""The person API over HTTP: what the page and the test client call."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox import links, paying, people, views
from bot.sandbox.lobby import Lobby
from bot.sandbox.refusals import Refusal
from bot.sandbox.shapes import fields_of
from bot.sandbox.telegram import Query, Telegram
from bot.sandbox.world import JSON, Chat, User

ANSWER_WITHIN = 10.0
POLL = 25.0
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def explained(handler: Handler) -> Handler:
    """Answer 400 with the reason when somebody asks for what cannot be."""

    async def run(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except KeyError as error:
            return web.json_response({"error": f"missing: {error.args[0]}"}, status=400)
        except (ValueError, Refusal) as error:
            return web.json_response({"error": str(error)}, status=400)

    return run


class PeopleApi:
    """Routes under /sandbox/people, and the files and events they need."""

    def __init__(self, tg: Telegram, lobby: Lobby) -> None:
        self._tg, self._lobby = tg, lobby

    def routes(self) -> list[web.RouteDef]:
        """All routes of this part."""
        mine = "/sandbox/people/{p}"
        reads: dict[str, Handler] = {
            "/sandbox/people": self.people,
            "/sandbox/events": self.events,
            "/sandbox/files/{file}": self.file,
            f"{mine}/chats": self.chats,
            f"{mine}/messages": self.messages,
        }
        acts: dict[str, Handler] = {
            "send": self.send,
            "edit": self.edit,
            "delete": self.delete,
            "react": self.react,
            "press": self.press,
            "inline": self.inline,
            "choose": self.choose,
            "read": self.read,
            "topic": self.topic,
            "block": self.block,
            "pay": self.pay,
            "open": self.open,
        }
        routes = [web.get(path, explained(handler)) for path, handler in reads.items()]
        return routes + [web.post(f"{mine}/{act}", explained(handler)) for act, handler in acts.items()]

    def _me(self, request: web.Request) -> User:
        return people.person(self._tg, int(request.match_info["p"]))

    async def _asked(self, request: web.Request) -> tuple[User, Chat, JSON]:
        me, fields = self._me(request), await fields_of(request)
        return me, people.chat_of(self._tg, me, fields["chat"]), fields

    async def people(self, _request: web.Request) -> web.Response:
        """Everybody one can be."""
        return web.json_response([views.person(user) for user in self._tg.world.users.values() if not user.is_bot])

    async def chats(self, request: web.Request) -> web.Response:
        """The person's chats."""
        return web.json_response(views.chats(self._tg.world, self._me(request)))

    async def messages(self, request: web.Request) -> web.Response:
        """The messages of one chat or topic."""
        me = self._me(request)
        chat = people.chat_of(self._tg, me, request.query["chat"])
        thread = thread_of(request.query.get("thread"))
        return web.json_response(views.messages(self._tg.world, me, chat, thread))

    async def send(self, request: web.Request) -> web.Response:
        """Write a message or an album."""
        me, chat, fields = await self._asked(request)
        posts = people.send(self._tg, me, chat, people.contents_of(self._tg, fields), fields)
        return web.json_response([views.message(self._tg.world, me, post) for post in posts])

    async def edit(self, request: web.Request) -> web.Response:
        """Edit one's own message."""
        me, chat, fields = await self._asked(request)
        post = people.post_of(chat, int(fields["message"]))
        people.edit(self._tg, me, post, fields)
        return web.json_response(views.message(self._tg.world, me, post))

    async def delete(self, request: web.Request) -> web.Response:
        """Delete a message."""
        me, chat, fields = await self._asked(request)
        people.delete(self._tg, me, chat, people.post_of(chat, int(fields["message"])))
        return web.json_response({})

    async def react(self, request: web.Request) -> web.Response:
        """React to a message."""
        me, chat, fields = await self._asked(request)
        people.react(self._tg, me, people.post_of(chat, int(fields["message"])), fields.get("emoji"))
        return web.json_response({})

    async def press(self, request: web.Request) -> web.Response:
        """Press a button and wait up to 10 seconds for the bot's answer."""
        me, chat, fields = await self._asked(request)
        post = people.post_of(chat, int(fields["message"]))
        query = people.press(self._tg, me, post, str(fields["data"]), forged=bool(fields.get("forged")))
        return web.json_response({"answer": await _answer_to(query)})

    async def inline(self, request: web.Request) -> web.Response:
        """Type after the bot's name and wait up to 10 seconds for what it finds."""
        me, chat, fields = await self._asked(request)
        query = people.ask_inline(self._tg, me, chat, str(fields["query"]), str(fields.get("offset") or ""))
        return web.json_response({"answer": await _answer_to(query)})

    async def choose(self, request: web.Request) -> web.Response:
        """Send one of the results that an inline answer held."""
        me, chat, fields = await self._asked(request)
        post = people.choose(self._tg, me, chat, fields["result"], thread_of(fields.get("thread")))
        return web.json_response(views.message(self._tg.world, me, post))

    async def read(self, request: web.Request) -> web.Response:
        """Mark as read."""
        me, chat, fields = await self._asked(request)
        people.mark_read(self._tg, me, chat, thread_of(fields.get("thread")))
        return web.json_response({})

    async def topic(self, request: web.Request) -> web.Response:
        """Close, reopen or delete a topic, or open one in private."""
        me, chat, fields = await self._asked(request)
        if fields["do"] == "open":
            return web.json_response(people.open_topic(self._tg, me, chat, str(fields["name"])).api())
        people.administer(self._tg, me, chat, int(fields["thread"]), fields["do"])
        return web.json_response({})

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot or let it in again."""
        me, fields = self._me(request), await fields_of(request)
        self._tg.block(me.id, blocked=bool(fields["blocked"]))
        return web.json_response({})

    async def pay(self, request: web.Request) -> web.Response:
        """Pay an invoice of the bot: `do` is pay, decline or twice."""
        me, chat, fields = await self._asked(request)
        post = people.post_of(chat, int(fields["message"]))
        return web.json_response(await paying.pay(self._tg, me, post, fields.get("do") or "pay"))

    async def open(self, request: web.Request) -> web.Response:
        """Open a link to the bot."""
        me, fields = self._me(request), await fields_of(request)
        links.open_link(self._tg, me, str(fields["url"]), fields)
        self._lobby.opened(str(fields["url"]))
        return web.json_response({})

    async def file(self, request: web.Request) -> web.Response:
        """A file as the page shows it."""
        file = self._tg.world.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        return file_response(file.data, file.mime)

    async def events(self, request: web.Request) -> web.Response:
        """What changed since a number, waiting up to 25 seconds for it; without a number, the present one at once."""
        if "since" not in request.query:
            return web.json_response(self._tg.events.since(self._tg.events.seq))
        return web.json_response(await self._tg.events.wait(int(request.query["since"]), POLL))


async def _answer_to(query: Query) -> JSON | None:
    """What the bot answers within 10 seconds."""
    await asyncio.wait([query.answer], timeout=ANSWER_WITHIN)
    return query.answer.result() if query.answer.done() and not query.answer.cancelled() else None


def thread_of(raw: Any) -> int | None:
    """A thread id of a request; empty is General."""
    return int(raw) if raw not in (None, "", "null") else None


def file_response(data: bytes, mime: str) -> web.Response:
    """A file that a browser shows but never runs."""
    safe = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
    headers = {"Content-Type": mime, "Content-Security-Policy": f"{safe}; frame-ancestors 'none'"}
    return web.Response(body=data, headers=headers)
