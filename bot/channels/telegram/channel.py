"""The Telegram channel: a parcel in, a receipt out, and what is learnt from a refusal."""

from collections import Counter
from collections.abc import Awaitable, Callable

from aiogram.utils.i18n import gettext as _

from bot.channels.budgets import Budgets, Lane
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.fetching import fetch
from bot.channels.recipients import release
from bot.channels.superseded import is_outdated, is_superseded
from bot.channels.telegram import (
    api_errors,
    asking,
    copies,
    importing,
    leaving,
    mydata,
    papers,
    pinning,
    relay,
    reporting,
    setup,
    trial,
)
from bot.channels.telegram.api import ApiError, TelegramApi
from bot.channels.telegram.calls import Calls, Waited
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.held import show_prompt
from bot.channels.telegram.notices import render
from bot.channels.telegram.places import resolve, show, show_again
from bot.channels.telegram.probe import probe
from bot.rules.addresses import ToPerson, ToTicket
from bot.rules.asking import unpacked
from bot.rules.kinds import Kind
from bot.rules.notices import unpack
from db import outbox
from db.outbox import Parcel

HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message to delete not found",
    "TOPIC_NOT_MODIFIED",
    "not enough rights to close or reopen",
    "message to unpin not found",
    "not enough rights to unpin",
)

ASKING = {"sendMessage": asking.ask, "editMessageText": asking.put, "editMessageReplyMarkup": asking.withdraw}
"""Calls that ask a question, or ask it no more."""

Delivery = Callable[[Telegram, Parcel], Awaitable[Receipt]]


async def _relay(telegram: Telegram, parcel: Parcel) -> Receipt:
    receipt = await relay.relay(telegram, parcel)
    if telegram.policy.delivered_reaction and receipt.copies and isinstance(parcel.to, ToPerson):
        await _nod(telegram, parcel)
    return receipt


async def _nod(telegram: Telegram, parcel: Parcel) -> None:
    """Show the operator that a message was delivered. It is decoration: a crash may repeat it."""
    assert parcel.ticket is not None
    body, ticket = {"emoji": telegram.policy.delivered_reaction}, parcel.ticket
    async with telegram.database.transaction() as connection:
        now = telegram.now()
        await outbox.enqueue(connection, ToTicket(ticket), Kind.REACT, body, now, ticket=ticket, message=parcel.message)
    telegram.wake()


async def _show(telegram: Telegram, parcel: Parcel) -> Receipt:
    assert parcel.ticket is not None
    if parcel.body.get("anew"):
        await show_again(telegram, parcel.ticket)
    await show(telegram, parcel.ticket)
    return Receipt()


async def _notice(telegram: Telegram, parcel: Parcel) -> Receipt:
    where, notice = await resolve(telegram, parcel), unpack(parcel.body)
    with telegram.languages.speaking(where.locale):
        words = render(notice, telegram.policy)
    params = where.params(await copies.known_as(telegram, parcel.message, where))
    if words.keyboard is not None:
        params["reply_markup"] = words.keyboard.model_dump(exclude_none=True)
    params |= {"text": words.html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
    if notice.silent:
        params["disable_notification"] = True
    if (question := notice.question) is not None:
        await asking.ask(telegram, question, params)
    else:
        await telegram.api.call("sendMessage", params)
    return Receipt()


async def _call(telegram: Telegram, parcel: Parcel) -> Receipt:
    where = await resolve(telegram, parcel)
    params, question = parcel.body["params"], parcel.body.get("question")
    placed = {"chat_id": where.chat_id} if "message_id" in params else where.params()
    if question is not None:
        await ASKING[parcel.body["method"]](telegram, unpacked(question), placed | params)
    else:
        await telegram.call(parcel.body["method"], placed | params, *HARMLESS)
    return Receipt()


async def _release(telegram: Telegram, parcel: Parcel) -> Receipt:
    receipt = await release(telegram.database, telegram.now, parcel)
    telegram.wake()
    return receipt


DELIVERIES: dict[Kind, Delivery] = {
    Kind.RELAY: _relay,
    Kind.EDIT: relay.edit,
    Kind.ERASE: relay.erase,
    Kind.REACT: relay.react,
    Kind.SHOW: _show,
    Kind.PIN: pinning.pin,
    Kind.LEAVE: leaving.leave,
    Kind.NOTICE: _notice,
    Kind.CALL: _call,
    Kind.PROBE: probe,
    Kind.PROMPT: show_prompt,
    Kind.FETCH: fetch,
    Kind.IMPORT: importing.show,
    Kind.RELEASE: _release,
    Kind.REPORT: reporting.report,
    Kind.EXAMINATION: reporting.examination,
    Kind.MYDATA: mydata.send,
    Kind.PAPER: papers.send,
    Kind.SETUP: setup.show,
    Kind.TRIAL_END: trial.end,
}


class TelegramChannel:
    """Delivers parcels over one bot."""

    def __init__(
        self,
        api: TelegramApi,
        budgets: Budgets,
        may_send: Callable[[], None],
        context: Callable[[Calls], Telegram],
    ) -> None:
        """Call with `api`, as often as `budgets` allow; `context` returns what else a delivery needs.

        `may_send` is asked before each call, and raises when another process has taken over.
        """
        self._api, self._budgets, self._may_send, self._context = api, budgets, may_send, context
        self._spent: Counter[int] = Counter()  # by tickets that have no receipt for it yet; 0 is for none
        self._out_of_reach: frozenset[int] | None = None
        """Groups that supervisors were told of; None when that is to be looked up."""

    async def deliver(self, lane: Lane) -> Receipt:
        """Deliver the first parcel of a lane. Raises DeliveryError, after learning from it what the next try must know.

        What is not needed any more or can go along in the same call is delivered with it.
        """
        calls, parcel = Calls(self._api, self._budgets, self._may_send, lane), lane[0]
        telegram = self._context(calls)
        if self._out_of_reach is None:
            self._out_of_reach = await api_errors.out_of_reach(telegram)
        try:
            receipt = await _deliver(telegram, parcel)
        except ApiError as error:
            if await api_errors.learn(telegram, parcel, error):
                telegram.wake()
                raise DeliveryError(error.reason, retry_after=0) from error
            if await api_errors.waits_for_group(telegram, parcel, error):
                self._out_of_reach = None
                raise DeliveryError(error.reason) from error
            raise
        finally:
            calls.give_back()
            self._spent[parcel.ticket or 0] += calls.to_groups
        spent = self._spent.pop(parcel.ticket or 0)
        if self._out_of_reach and await api_errors.is_cure(telegram, parcel, self._out_of_reach):
            self._out_of_reach = None
        return Receipt(receipt.copies, receipt.delivered, spent, receipt.notice)


async def _deliver(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Deliver a parcel; when its formatting is refused, as plain text with a mark.

    Once it has waited for its turn it uses it, whatever came meanwhile: else a busy ticket might wait for ever.
    """
    calls = telegram.api
    if is_superseded(parcel, calls.lane) or await is_outdated(telegram.database, parcel):
        return Receipt()
    while True:
        try:
            return await DELIVERIES[Kind(parcel.kind)](telegram, parcel)
        except Waited:
            pass  # the world has moved on
        except ApiError as error:
            if calls.mark is not None or not error.says("can't parse entities"):
                raise
            where = await resolve(telegram, parcel)
            with telegram.languages.speaking(where.locale):
                calls.mark = _("[The formatting was lost.]")
