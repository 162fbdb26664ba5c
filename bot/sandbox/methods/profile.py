"""What the bot tells about itself: name and descriptions, by language."""

from typing import Any

from aiogram import methods as m

from bot.sandbox.refusals import bad
from bot.sandbox.telegram import Telegram
from bot.sandbox.world import JSON, User, World

LIMITS = {"name": 64, "description": 512, "short_description": 120}
SETTERS: dict[Any, str] = {
    m.SetMyName: "name",
    m.SetMyDescription: "description",
    m.SetMyShortDescription: "short_description",
}
GETTERS: dict[Any, str] = {
    m.GetMyName: "name",
    m.GetMyDescription: "description",
    m.GetMyShortDescription: "short_description",
}


def set_text(tg: Telegram, call: Any) -> bool:
    """setMyName, setMyDescription and setMyShortDescription."""
    field = SETTERS[type(call)]
    text = getattr(call, field) or ""
    if len(text) > LIMITS[field]:
        raise bad(f"bot {field.replace('_', ' ')} is too long")
    tg.world.profile[field, call.language_code or ""] = text
    tg.events.add(chats=True)
    return True


def get_text(tg: Telegram, call: Any) -> JSON:
    """getMyName, getMyDescription and getMyShortDescription; without one for a language, that for all."""
    field, texts = GETTERS[type(call)], tg.world.profile
    default = texts.get((field, ""), tg.world.bot.name if field == "name" else "")
    return {field: texts.get((field, call.language_code or ""), default)}


def about(world: World, person: User) -> str:
    """The bot's description as a person reads it in an empty chat."""
    texts = world.profile
    return texts.get(("description", person.language)) or texts.get(("description", ""), "")


METHODS: dict[Any, Any] = dict.fromkeys(SETTERS, set_text) | dict.fromkeys(GETTERS, get_text)
