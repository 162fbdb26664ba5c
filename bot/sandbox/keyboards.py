"""Keyboards under messages: what Telegram refuses, and the JSON it keeps."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import BaseModel

from bot.sandbox.refusals import bad
from bot.sandbox.world import JSON

MOST_BUTTONS = 100
DATA_BYTES = 64
STYLES = (None, "primary", "success", "danger")
INLINE_ONLY = {"text", "style", "icon_custom_emoji_id"}


def checked(markup: BaseModel | None) -> JSON | None:
    """A keyboard as JSON; Refusal when Telegram would not take it. An empty inline keyboard is none."""
    if markup is None:
        return None
    plain = markup.model_dump(mode="json", exclude_none=True)
    buttons = [button for row in plain.get("inline_keyboard", plain.get("keyboard", [])) for button in row]
    if len(buttons) > MOST_BUTTONS:
        raise bad("reply markup is too long")
    if isinstance(markup, InlineKeyboardMarkup):
        for row in markup.inline_keyboard:
            for button in row:
                check_inline(button)
        return plain if buttons else None
    if any(not button.get("text") for button in buttons):
        raise bad("keyboard button text must be non-empty")
    return plain


def check_inline(button: InlineKeyboardButton) -> None:
    """Refusal of an inline button without a text, an action, or with data of a wrong size."""
    if not button.text.strip():
        raise bad("can't parse inline keyboard button: Text must be non-empty")
    actions = button.model_dump(exclude_none=True).keys() - INLINE_ONLY
    if not actions:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if button.style not in STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified")
    if button.callback_data is not None and not 0 < len(button.callback_data.encode()) <= DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if button.url is not None and not button.url.startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
