"""Questions that are asked again in a chat: only the newest copy keeps its buttons (`bot.rules.asking`)."""

from typing import Any

from bot.channels.telegram.api import ApiError, Upload
from bot.channels.telegram.context import Telegram
from bot.rules.asking import Again, Question
from db import live_questions
from db.live_questions import LiveQuestion

GONE = ("message to edit not found", "message can't be edited")
SAME = "message is not modified"


async def ask(telegram: Telegram, question: Question, params: dict[str, Any], document: Upload | None = None) -> None:
    """Ask in a message of its own, or below a document; or in the place of the copy that stands.

    The copy before loses its buttons first: a try that fails in between is made again, and asks nothing twice.
    """
    chat = params["chat_id"]
    before = await _standing(telegram, chat, question)
    if before is not None and question.again is Again.HERE and before.about == question.about:
        if await _rewritten(telegram, before, params):
            return
        before = None
    if before is not None and question.again is not Again.BESIDE:
        await _drop_buttons(telegram, before)
    sent = await _sent(telegram, params, document)
    await _note(telegram, question, chat, sent["message_id"])


async def _sent(telegram: Telegram, params: dict[str, Any], document: Upload | None) -> Any:
    if document is None:
        return await telegram.api.call("sendMessage", params)
    return await telegram.api.call("sendDocument", params | {"document": "attach://file"}, {"file": document})


async def put(telegram: Telegram, question: Question, params: dict[str, Any]) -> None:
    """Ask in the place of a message of ours; a copy elsewhere loses its buttons."""
    chat, message = params["chat_id"], params["message_id"]
    before = await _standing(telegram, chat, question)
    await telegram.call("editMessageText", params, SAME, *GONE)
    if before is not None and before.message_id != message:
        await _drop_buttons(telegram, before)
    await _note(telegram, question, chat, message if "reply_markup" in params else None)


async def withdraw(telegram: Telegram, question: Question, params: dict[str, Any]) -> None:
    """Take the buttons away from the copy that stands, if there is one."""
    before = await _standing(telegram, params["chat_id"], question)
    if before is not None:
        await _drop_buttons(telegram, before)
        await _note(telegram, question, before.chat_id, None)


async def _standing(telegram: Telegram, chat: int, question: Question) -> LiveQuestion | None:
    async with telegram.reading() as connection:
        return await live_questions.find(connection, chat, question.name)


async def _note(telegram: Telegram, question: Question, chat: int, message: int | None) -> None:
    async with telegram.database.transaction() as connection:
        if message is None:
            await live_questions.forget(connection, chat, question.name)
        else:
            await live_questions.save(connection, LiveQuestion(chat, question.name, message, question.about))


async def _rewritten(telegram: Telegram, before: LiveQuestion, params: dict[str, Any]) -> bool:
    words = {
        name: params[name] for name in ("text", "parse_mode", "link_preview_options", "reply_markup") if name in params
    }
    target = {"chat_id": before.chat_id, "message_id": before.message_id}
    try:
        await telegram.call("editMessageText", target | words, SAME)
    except ApiError as error:
        if not error.says(*GONE):
            raise
        return False
    return True


async def _drop_buttons(telegram: Telegram, before: LiveQuestion) -> None:
    """Take the buttons away; for whatever reason Telegram refuses that for good, the new copy is not to wait."""
    target = {"chat_id": before.chat_id, "message_id": before.message_id}
    try:
        await telegram.api.call("editMessageReplyMarkup", target)
    except ApiError as error:
        if not error.permanent:
            raise
