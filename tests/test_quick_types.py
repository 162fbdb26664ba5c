"""aiogram's types are built when they are used, each as completely as if aiogram had built it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
USED_WHEN_THEY_ARE = """
from bot import quick_types
from aiogram import methods, types
from pydantic import BaseModel

built = [name for name in types.__all__ if getattr(getattr(types, name), "__pydantic_complete__", False)]
assert len(built) < len(types.__all__) / 2, built
photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
chat = {"id": 1, "type": "private"}
answered = {"message_id": 2, "date": 5, "chat": chat, "photo": photo}
update = types.Update.model_validate(
    {"update_id": 1, "message": {"message_id": 3, "date": 5, "chat": chat, "reply_to_message": answered}}
)
assert isinstance(update.message.reply_to_message.photo[0], types.PhotoSize)
button = types.InlineKeyboardButton(text="a", callback_data="b")
keyboard = types.InlineKeyboardMarkup(inline_keyboard=[[button]])
assert keyboard.model_dump(exclude_none=True) == {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
for module in (types, methods):
    for name in module.__all__:
        kind = getattr(module, name)
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not methods.TelegramMethod:
            kind.model_rebuild()
            assert kind.__pydantic_complete__, name
assert BaseModel.model_rebuild.__func__.__module__ == "pydantic.main"
"""


def test_types_are_built_when_they_are_used_and_none_is_missing():
    done = subprocess.run([sys.executable, "-c", USED_WHEN_THEY_ARE], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
