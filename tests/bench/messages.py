"""The messages that requesters send during a run, as Telegram would describe them; and who the people are."""

import json
import time
from dataclasses import dataclass
from typing import Any

TOKEN = "42:bench"
GROUP = -1001900000000
FIRST_REQUESTER = 500_000_000
TEXT = (
    "Добрый день! При формировании отчёта за февраль программа пишет «Недостаточно прав». "
    "Вчера под той же учётной записью всё работало, перезапуск не помог."
)


@dataclass(frozen=True, slots=True)
class Key:
    """A private message as the bot's call names it."""

    chat_id: int
    message_id: int


def requester(number: int) -> dict[str, Any]:
    """The Telegram account of a requester, counted from 0."""
    return {
        "id": FIRST_REQUESTER + number,
        "is_bot": False,
        "first_name": "Анна",
        "last_name": f"Смирнова {number}",
        "username": f"requester_{number}",
        "language_code": "ru",
    }


def update(number: int, requesters: int) -> tuple[Key, bytes]:
    """The update with a run's message of this number: requesters take turns."""
    sender = requester(number % requesters)
    chat = {name: sender[name] for name in ("id", "first_name", "last_name", "username")} | {"type": "private"}
    message = {
        "message_id": number,
        "from": sender,
        "chat": chat,
        "date": int(time.time()),
        "text": f"{number}. {TEXT}",
    }
    encoded = json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()
    return Key(sender["id"], number), encoded
