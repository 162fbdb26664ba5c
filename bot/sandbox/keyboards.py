"""Keyboards under messages: what Telegram refuses, and the JSON it keeps."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from pydantic import BaseModel

from bot.sandbox.refusals import bad
from bot.sandbox.world import JSON

MOST_BUTTONS = 100
DATA_BYTES = 64
STYLES = (None, "primary", "success", "danger")
Button = TypeVar("Button")
LOOKS = {"text", "style", "icon_custom_emoji_id"}


def checked(markup: BaseModel | None) -> JSON | None:
    """A keyboard as JSON; Refusal when Telegram would not take it. An empty inline keyboard is none."""
    if markup is None:
        return None
    plain = markup.model_dump(mode="json", exclude_none=True)
    if isinstance(markup, InlineKeyboardMarkup):
        check_rows(markup.inline_keyboard, check_inline)
        return plain if any(markup.inline_keyboard) else None
    if isinstance(markup, ReplyKeyboardMarkup):
        check_rows(markup.keyboard, check_reply)
    return plain


def check_rows(rows: Sequence[Sequence[Button]], check: Callable[[Button], None]) -> None:
    """Check every button of up to a hundred."""
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    for button in buttons:
        check(button)


def check_reply(button: KeyboardButton) -> None:
    """Refusal of a reply keyboard's button without a text."""
    if not button.text:
        raise bad("keyboard button text must be non-empty")


def check_inline(button: InlineKeyboardButton) -> None:
    """Refusal of an inline button without a text, an action, or with data of a wrong size."""
    if not button.text.strip():
        raise bad("can't parse inline keyboard button: Text must be non-empty")
    actions = button.model_dump(exclude_none=True).keys() - LOOKS
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.style not in STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified")
    if button.callback_data is not None and not 0 < len(button.callback_data.encode()) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if button.url is not None and not button.url.startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
