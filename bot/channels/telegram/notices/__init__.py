"""The words of every notice on Telegram, in the language of the moment. A new notice needs a function in here."""

from bot.channels.telegram.notices import (
    backups,
    calls,
    data,
    deadlines,
    delivery,
    forget,
    groups,
    guide,
    letters,
    money,
    names,
    outages,
    promises,
    proofs,
    questions,
    tickets,
    words,
)
from bot.channels.telegram.notices.base import Words, render

__all__ = [
    "Words",
    "backups",
    "calls",
    "data",
    "deadlines",
    "delivery",
    "forget",
    "groups",
    "guide",
    "letters",
    "money",
    "names",
    "outages",
    "promises",
    "proofs",
    "questions",
    "render",
    "tickets",
    "words",
]
