"""The Bot API's methods, one table; what is not in it does not exist (404)."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import chats, commands, copying, editing, inline, payments, profile, receiving, sending, topics
from bot.sandbox.telegram import Telegram

TABLE: dict[str, Callable[[Telegram, Any], Any]] = {
    model.__api_method__.lower(): handler
    for part in (sending, copying, editing, topics, chats, commands, profile, receiving, inline, payments)
    for model, handler in part.METHODS.items()
}
