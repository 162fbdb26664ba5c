"""What is said about a command in the wrong place, or from somebody it is not for."""

from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions.work import Work
from bot.rules.tickets.asides import is_command, meant
from handlers import say


async def elsewhere(message: Message, work: Work) -> None:
    """A command about a ticket where there is none."""
    text = _("Please send this command in the topic of a request or as a reply to its card. /open lists the requests.")
    await say.reply(work, message, text)


async def refuse(message: Message, work: Work) -> None:
    """Tell others politely that a command is not theirs."""
    if message.sender_chat is None:
        text = _("Only supervisors of the desk can use this command.")
    else:
        text = _("Only supervisors of the desk can use this command. Please send it in your own name, not anonymously.")
    await say.reply(work, message, text)


def no_command(text: str) -> str:
    """Say that a command of a group is none, and which one may be meant."""
    likely = meant(text)
    if is_command(text):
        return _("/{command} works in your private chat with the bot.").format(command=likely)
    return perhaps(likely)


def perhaps(likely: str | None) -> str:
    """Say that a command is none, and which one may be meant, if any."""
    if likely is not None:
        return _("There is no such command here. Perhaps /{command} is meant.").format(command=likely)
    return _("There is no such command here. /help lists the commands.")
