"""Paying an invoice of the bot as Telegram's apps and a bank do: it is asked first, then the bank says yes or no."""

import asyncio

from bot.sandbox.telegram import Query, Telegram
from bot.sandbox.world import JSON, Post, User

WAYS = ("pay", "decline", "twice")
ANSWER_WITHIN = 10.0


async def pay(tg: Telegram, me: User, post: Post, way: str, seconds: float = ANSWER_WITHIN) -> JSON:
    """Pay an invoice: once, twice at the same moment, or with a card that the bank declines.

    Returns how often it was `paid`, and the `error` that is shown instead.
    """
    if post.content.kind != "invoice":
        raise ValueError("this is no invoice")
    if way not in WAYS:
        raise ValueError(f"do is {', '.join(WAYS)}")
    asked = [tg.ask_to_pay(post, me.id) for _ in range(2 if way == "twice" else 1)]
    answers = [await _answer(query, seconds) for query in asked]
    good = [answer for answer in answers if answer["ok"]]
    if way == "decline" and good:
        return {"paid": 0, "error": "the bank declined the card"}
    for _ in good:
        tg.paid(post, me.id)
    return {"paid": len(good), "error": next((answer["error"] for answer in answers if not answer["ok"]), "")}


async def _answer(query: Query, seconds: float) -> JSON:
    await asyncio.wait([query.answer], timeout=seconds)
    if not query.answer.done() or query.answer.cancelled():
        return {"ok": False, "error": "the bot did not answer"}
    return query.answer.result()
