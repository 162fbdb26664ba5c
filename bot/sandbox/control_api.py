"""Control of the sandbox over HTTP: groups, faults, budgets, the clock, the mail that was sent."""

from dataclasses import asdict
from datetime import timedelta
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.faults import Budgets, Faults, fault_of
from bot.sandbox.guard import LETTER_POLICY
from bot.sandbox.lobby import Lobby
from bot.sandbox.mailbox import Letter, Mailbox
from bot.sandbox.objects import ASKED
from bot.sandbox.people_api import explained
from bot.sandbox.shapes import fields_of
from bot.sandbox.telegram import Telegram
from bot.sandbox.workday import Workday
from bot.sandbox.world import JSON, Chat, Member

USUAL = ("can_delete_messages", "can_pin_messages")
"""What a new administrator may do unless it is said otherwise."""


class ControlApi:
    """Routes under /sandbox that no person could call in Telegram."""

    def __init__(
        self, tg: Telegram, faults: Faults, budgets: Budgets, mailbox: Mailbox, workday: Workday, lobby: Lobby
    ) -> None:
        self._tg = tg
        self._lobby = lobby
        self._faults = faults
        self._budgets = budgets
        self._mailbox = mailbox
        self._workday = workday

    def routes(self) -> list[web.RouteDef]:
        """All routes of this part."""
        return [
            web.post("/sandbox/chats/{chat}/upgrade", explained(self.upgrade)),
            web.post("/sandbox/chats/{chat}/admin", explained(self.admin)),
            web.get("/sandbox/desk", explained(self.desk)),
            web.post("/sandbox/desk", explained(self.begin_desk)),
            web.get("/sandbox/faults", explained(self.faults)),
            web.post("/sandbox/faults", explained(self.add_fault)),
            web.delete("/sandbox/faults", explained(self.clear_faults)),
            web.get("/sandbox/budgets", explained(self.budgets)),
            web.post("/sandbox/budgets", explained(self.set_budgets)),
            web.get("/sandbox/clock", explained(self.clock)),
            web.post("/sandbox/clock", explained(self.move_clock)),
            web.get("/sandbox/mail", explained(self.mail)),
            web.get("/sandbox/mail/{number}", explained(self.letter)),
            web.get("/sandbox/mail/{number}/{file}", explained(self.attached)),
        ]

    def _group(self, request: web.Request) -> Chat:
        chat = self._tg.world.chats.get(int(request.match_info["chat"]))
        if chat is None or chat.private:
            raise ValueError("there is no such group")
        return chat

    async def upgrade(self, request: web.Request) -> web.Response:
        """Turn a basic group into a supergroup."""
        group = self._group(request)
        if group.type != "group" or group.migrated_to:
            raise ValueError("only a basic group can be upgraded")
        new = self._tg.upgrade(group, self._tg.world.admins(group)[0])
        return web.json_response({"chat": new.id})

    async def admin(self, request: web.Request) -> web.Response:
        """What the bot may do in a group, and whether the group is a forum."""
        group, wanted = self._group(request), await fields_of(request)
        group.forum = bool(wanted.get("forum", group.forum))
        old = group.member(self._tg.world.bot.id)
        seat = seat_of(old, wanted)
        if seat != old:
            self._tg.seat_bot(group, seat, self._tg.world.admins(group)[0])
        self._tg.events.add(chats=True)
        return web.json_response({"status": seat.status, "rights": sorted(seat.rights), "forum": group.forum})

    async def desk(self, _request: web.Request) -> web.Response:
        """The bot's username, and how the desk began."""
        lobby = self._lobby
        told = {"empty": lobby.empty, "invitation": lobby.invitation, "run": lobby.run}
        return web.json_response({"bot": self._tg.world.bot.username, "anew": lobby.can_begin_anew} | told)

    async def begin_desk(self, request: web.Request) -> web.Response:
        """Begin anew, with an empty desk or the demo's; all that is in the sandbox is forgotten."""
        self._lobby.anew(bool((await fields_of(request))["empty"]))
        return web.json_response({})

    async def faults(self, _request: web.Request) -> web.Response:
        """The faults that wait."""
        return web.json_response([asdict(fault) for fault in self._faults.waiting])

    async def add_fault(self, request: web.Request) -> web.Response:
        """Add a fault."""
        self._faults.add(fault_of(await fields_of(request)))
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.Response:
        """Forget all faults."""
        self._faults.waiting.clear()
        return await self.faults(request)

    async def budgets(self, _request: web.Request) -> web.Response:
        """The limits on sending."""
        return web.json_response(self._budgets.limits())

    async def set_budgets(self, request: web.Request) -> web.Response:
        """Change the limits that are named."""
        fields = await fields_of(request)
        for name in self._budgets.limits().keys() & fields.keys():
            setattr(self._budgets, name, fields[name])
        return await self.budgets(request)

    async def clock(self, _request: web.Request) -> web.Response:
        """The sandbox's time, and whether the desk is open."""
        now = self._tg.clock.now()
        return web.json_response({"now": now.isoformat(), "open": self._workday.is_open(now)})

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move forward by hours or by working hours."""
        fields, now = await fields_of(request), self._tg.clock.now()
        if "working_hours" in fields:
            step = self._workday.advance(now, float(fields["working_hours"])) - now
        else:
            step = timedelta(hours=float(fields["hours"]))
        self._tg.clock.move(step)
        self._tg.events.add(clock=True)
        return await self.clock(request)

    async def mail(self, _request: web.Request) -> web.Response:
        """Letters that were sent, newest last."""
        return web.json_response([letter.view() for letter in self._mailbox.letters])

    async def letter(self, request: web.Request) -> web.Response:
        """A letter as its reader's program shows it; letters count from 0."""
        headers = {"Content-Security-Policy": LETTER_POLICY}
        return web.Response(text=self._letter(request).html, content_type="text/html", headers=headers)

    async def attached(self, request: web.Request) -> web.Response:
        """A file that came with a letter, to be saved; files count from 0."""
        number, files = int(request.match_info["file"]), self._letter(request).files
        if not 0 <= number < len(files):
            raise web.HTTPNotFound
        name = quote(files[number].name)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        return web.Response(body=files[number].data, content_type=files[number].mime, headers=headers)

    def _letter(self, request: web.Request) -> Letter:
        number, letters = int(request.match_info["number"]), self._mailbox.letters
        if not 0 <= number < len(letters):
            raise web.HTTPNotFound
        return letters[number]


def seat_of(old: Member, wanted: JSON) -> Member:
    """The bot's new place in a group; what is not named stays."""
    admin = bool(wanted.get("admin", old.admin))
    if not wanted.get("member", old.present):
        return Member("kicked")
    if not admin:
        return Member()
    given = {right for right in ASKED if wanted.get(right, old.may(right) if old.admin else right in USUAL)}
    return Member("administrator", (old.rights - {*ASKED}) | {"can_manage_chat", *given})
