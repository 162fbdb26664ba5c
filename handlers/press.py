"""Where a button was pressed."""

from aiogram.types import CallbackQuery


def place(press: CallbackQuery) -> tuple[int, int]:
    """Give chat and message; zeros, which are nobody's, for a button outside every chat."""
    return (press.message.chat.id, press.message.message_id) if press.message else (0, 0)
