"""The messages that requesters send during a run, as Telegram would describe them; and who the people are."""

import json
import re
import time
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "42:bench"
GROUP = -1001900000000
FIRST_REQUESTER = 500_000_000
SUPERVISOR = 400_000_000
TEXT = (
    "Добрый день! При формировании отчёта за февраль программа пишет «Недостаточно прав». "
    "Вчера под той же учётной записью всё работало, перезапуск не помог."
)
NUMBERED = re.compile(r"(\d+)\. Добрый день!")


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


def update(number: int, requesters: int) -> bytes:
    """The update with the message of this number: requesters take turns."""
    sender = requester(number % requesters)
    chat = {name: sender[name] for name in ("id", "first_name", "last_name", "username")} | {"type": "private"}
    message = {
        "message_id": number,
        "from": sender,
        "chat": chat,
        "date": int(time.time()),
        "text": text(number),
    }
    return json.dumps({"update_id": number, "message": message}, ensure_ascii=False).encode()


def command(number: int, said: str) -> bytes:
    """The update with a command of the supervisor."""
    sender = {"id": SUPERVISOR, "is_bot": False, "first_name": "Дина", "language_code": "ru"}
    chat = {"id": SUPERVISOR, "first_name": "Дина", "type": "private"}
    entity = {"type": "bot_command", "offset": 0, "length": len(said.split(maxsplit=1)[0])}
    message = {"message_id": number, "from": sender, "chat": chat, "date": int(time.time()), "text": said}
    update_ = {"update_id": number, "message": message | {"entities": [entity]}}
    return json.dumps(update_, ensure_ascii=False).encode()


def text(number: int) -> str:
    """What a message says; its number can be found again when it was merged with others."""
    return f"{number}. {TEXT}"


def carried(method: str, body: bytes) -> list[int]:
    """Read which messages a call carries; aiogram posts a form, the desk JSON."""
    if method == "copyMessage":
        return [int(parameters(body)["message_id"])]
    if method == "sendMessage":
        return [int(number) for number in NUMBERED.findall(parameters(body)["text"])]
    return []


def parameters(body: bytes) -> dict[str, Any]:
    """Read what a call was given."""
    return json.loads(body) if body.startswith(b"{") else dict(parse_qsl(body.decode()))
