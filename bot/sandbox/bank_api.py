"""The bank over HTTP: which invoices wait, transfers, the statement and sending it to the bot."""

from dataclasses import asdict

from aiogram.types import BufferedInputFile
from aiohttp import web

from bot.sandbox import people, statement
from bot.sandbox.bank import Bank, Bill, bills
from bot.sandbox.people_api import explained
from bot.sandbox.shapes import fields_of
from bot.sandbox.telegram import Telegram

COMMAND = "/statement"
"""The caption by which the bot knows what the file is."""


class BankApi:
    """Routes under /sandbox/bank."""

    def __init__(self, tg: Telegram, bank: Bank) -> None:
        self._tg, self._bank = tg, bank

    def routes(self) -> list[web.RouteDef]:
        """All routes of this part."""
        return [
            web.get("/sandbox/bank", explained(self.show)),
            web.post("/sandbox/bank", explained(self.pay)),
            web.get(f"/sandbox/bank/{statement.FILE}", explained(self.download)),
            web.post("/sandbox/bank/send", explained(self.send)),
        ]

    async def show(self, _request: web.Request) -> web.Response:
        """The account, the invoices that the bot has shown, and the transfers so far."""
        found = [asdict(bill) for bill in bills(self._tg.world)]
        moved = [transfer.view() for transfer in self._bank.transfers]
        return web.json_response({"account": asdict(self._bank.account), "bills": found, "transfers": moved})

    async def pay(self, request: web.Request) -> web.Response:
        """Transfer money for an invoice, in one of the ways of `do`."""
        asked = await fields_of(request)
        bill = Bill(asked["number"].strip(), asked["kopecks"], asked.get("payer") or "", asked.get("inn") or "")
        if not bill.number:
            raise ValueError("an invoice has a number")
        self._bank.pay(bill, asked["do"])
        return await self.show(request)

    async def download(self, _request: web.Request) -> web.Response:
        """The statement, to be kept."""
        named = {"Content-Disposition": f'attachment; filename="{statement.FILE}"'}
        body = statement.statement(self._bank)
        return web.Response(body=body, content_type="text/plain", charset="windows-1251", headers=named)

    async def send(self, request: web.Request) -> web.Response:
        """Send the statement to the bot, in the name of a person: a supervisor, if the bot is to take it."""
        asked = await fields_of(request)
        me = people.person(self._tg, asked["person"])
        upload = BufferedInputFile(statement.statement(self._bank), statement.FILE)
        contents = people.contents_of(self._tg, {"file": upload, "caption": COMMAND})
        people.send(self._tg, me, people.chat_of(self._tg, me, "bot"), contents, {})
        return web.json_response({})
