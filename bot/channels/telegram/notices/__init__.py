"""The words of every notice on Telegram, in the language of the moment. A new notice needs a function in here."""

from bot.channels.telegram.notices import deadlines, delivery, groups, letters, promises, tickets
from bot.channels.telegram.notices.words import Words, render

__all__ = ["Words", "deadlines", "delivery", "groups", "letters", "promises", "render", "tickets"]
