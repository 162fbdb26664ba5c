"""Who is about to pay in Telegram is answered at once, beside the queue: it waits ten seconds, whatever the load."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiogram.utils.i18n import gettext as _
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import refusals
from bot.actions.money import checkout
from bot.delivery.answers import Answers
from bot.languages import Languages
from bot.rules.channels import TELEGRAM
from bot.rules.money import paying
from bot.rules.policy import Policy
from db.engine import FAILURES, Database
from db.people import accounts

READ_SECONDS = 4.0
"""For the database; the rest of the ten is for Telegram."""
KIND = "pre_checkout_query"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Query:
    """What Telegram asks; `payer` is its own id of them."""

    id: str
    payer: str
    payload: str
    kopecks: int
    currency: str


def query_of(update: dict[str, Any]) -> Query | None:
    """Read a query, None when it is none."""
    said = update.get(KIND)
    if not isinstance(said, dict) or not isinstance(said.get("id"), str):
        return None
    total, payer = said.get("total_amount"), said.get("from")
    kopecks = total if type(total) is int else -1
    by = payer.get("id") if isinstance(payer, dict) else None
    return Query(said["id"], str(by), str(said.get("invoice_payload")), kopecks, str(said.get("currency")))


@dataclass(frozen=True, slots=True)
class Checkout:
    """Says yes only to what was offered and still waits for its money."""

    database: Database
    languages: Languages
    policy: Policy
    now: Callable[[], datetime]
    answers: Answers

    def takes(self, update: dict[str, Any]) -> bool:
        """Tell whether an update is such a query; it is being answered then, and nothing else becomes of it."""
        query = query_of(update)
        if query is not None:
            self.answers.begin(self._answer(query))
        return KIND in update

    async def _answer(self, query: Query) -> None:
        try:
            async with asyncio.timeout(READ_SECONDS), self.database.reading() as connection:
                error = await self._objection(connection, query)
        except FAILURES as fault:  # TimeoutError is an OSError
            log.warning("checkout_unread", why=type(fault).__name__)
            with self.languages.speaking(self.policy.default_locale):
                error = _("The payment cannot be taken right now. Please try again in some minutes.")
        said = {"ok": False, "error_message": error} if error else {"ok": True}
        await self.answers.call("answerPreCheckoutQuery", {"pre_checkout_query_id": query.id} | said)

    async def _objection(self, connection: AsyncConnection, query: Query) -> str:
        """Return why it is refused, in the payer's language; empty: it is not."""
        invoice = await checkout.named(connection, query.payload)
        today = self.now().astimezone(self.policy.zone).date()
        reason = paying.checkout_objection(invoice, query.kopecks, query.currency, today)
        if reason is None:
            return ""
        known = await accounts.at(connection, TELEGRAM, query.payer)
        with self.languages.speaking((known and known.person.locale) or self.policy.default_locale):
            return refusals.words(reason, {"invoice": invoice.name if invoice else ""})
