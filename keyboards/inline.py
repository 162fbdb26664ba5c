"""Inline keyboards from buttons."""

from collections.abc import Callable
from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

Style = Literal["success", "danger", "primary"]
Number = Annotated[int, Field(ge=0, lt=10**9)]
"""A ticket's number in callback data (0 is the trial): whoever forges a longer one presses no button of ours."""

Page = Annotated[int, Field(ge=0, lt=10**6)]


def button(text: str, press: CallbackData, style: Style | None = None) -> InlineKeyboardButton:
    """Build a button that sends `press`; its packed form must fit into 64 bytes."""
    return InlineKeyboardButton(text=text, callback_data=press.pack(), style=style)


def column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """Put each button on a row of its own."""
    return rows(*([each] for each in buttons))


def rows(*lines: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    """Build a keyboard of these rows; empty ones are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[line for line in lines if line])


def page_buttons(page: int, last: int, show: Callable[[int], CallbackData]) -> list[InlineKeyboardButton]:
    """Build the buttons to the pages before and after one; pages count from 0."""
    return [button(sign, show(to)) for sign, to in (("◀", page - 1), ("▶", page + 1)) if 0 <= to <= last]
