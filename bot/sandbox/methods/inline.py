"""Inline mode: what people type after the bot's name, what it finds, and what they choose of that."""

from typing import Any

from aiogram import methods as m
from aiogram.types import InlineQueryResultArticle, InputTextMessageContent

from bot.sandbox import texts
from bot.sandbox.refusals import bad
from bot.sandbox.telegram import INLINE_LIVES, Telegram
from bot.sandbox.world import JSON, Content

MOST = 50
OFFSET_BYTES = ID_BYTES = 64


def answer(tg: Telegram, call: m.AnswerInlineQuery) -> bool:
    """answerInlineQuery; of results only articles with a text exist here."""
    query = tg.queries.get(call.inline_query_id)
    if query is None or tg.clock.now() - query.date > INLINE_LIVES:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    if len(call.results) > MOST:
        raise bad("RESULTS_TOO_MUCH")
    if len((call.next_offset or "").encode()) > OFFSET_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    results = [_article(result) for result in call.results]
    if len({each["id"] for each in results}) < len(results):
        raise bad("RESULT_ID_DUPLICATE")
    if not query.answer.done():
        query.answer.set_result({"results": results, "next_offset": call.next_offset or ""})
    return True


def _article(result: Any) -> JSON:
    if not isinstance(result, InlineQueryResultArticle):
        raise bad("the sandbox knows inline results of type article only")
    if not 1 <= len(result.id.encode()) <= ID_BYTES:
        raise bad("RESULT_ID_INVALID")
    said = result.input_message_content
    if not isinstance(said, InputTextMessageContent):
        raise bad("the sandbox knows inline results with a text only")
    mode = said.parse_mode if isinstance(said.parse_mode, str) else None
    text, entities = texts.message(said.message_text, mode, said.entities)
    shown = {"id": result.id, "title": result.title, "description": result.description or "", "text": text}
    return shown | {"entities": list(entities)}


def said(result: JSON) -> Content:
    """Return what a chosen result says."""
    return Content(text=result["text"], entities=tuple(result["entities"]))


METHODS: dict[Any, Any] = {m.AnswerInlineQuery: answer}
