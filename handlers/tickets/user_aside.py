"""What a requester writes beside the question they are asked: to an open ticket, or a command that does not exist."""

import structlog
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot.actions import access
from bot.actions.access import Right
from bot.actions.tickets import addressing, conversation
from bot.actions.work import Person, Ticket, Work
from bot.rules.tickets.asides import Said, is_command, meant, whom
from bot.rules.tickets.incoming import Incoming
from handlers import say
from handlers.commands import Scope, of
from handlers.filters import COMMAND, AnswersTicket
from handlers.guide.user_guide import Searching
from handlers.refused_commands import perhaps
from handlers.routers import Doors
from handlers.tickets.request_steps import Identification, Request

log = structlog.get_logger(__name__)


async def to_ticket(_message: Message, work: Work, person: Person, ticket: Ticket, content: Incoming) -> None:
    """Carry a reply into its ticket; the dialogue stays where it is."""
    if not await addressing.joins_album(work, content):
        say.received(work, content)
    await conversation.requester_wrote(work, person, content, ticket)


async def unknown_command(message: Message, work: Work, person: Person) -> None:
    """A mistyped command, or one for another chat, is neither an answer nor a message."""
    log.info("unknown_command", person=person.id)
    text = message.text or ""
    named = meant(text) if is_command(text) else None
    in_groups = {each.name for each in of(Scope.GROUP, Scope.TOPIC)}
    if named in in_groups and await access.has(work, person, Right.SUPERVISE):
        text = _("/{command} works in a group of operators. What works here: /help")
        return await say.private(work, person, text.format(command=named))
    return await say.private(work, person, perhaps(await _likely(work, person, message.text or "")))


async def _likely(work: Work, person: Person, text: str) -> str | None:
    """Return which of the commands that a person has here a mistyped one is likely to mean."""
    theirs = of(Scope.PRIVATE)
    if await access.has(work, person, Right.SUPERVISE):
        theirs += of(Scope.SUPERVISOR)
    likely = meant(text)
    return likely if likely in {each.name for each in theirs} and not is_command(text) else None


class MeantAsCommand(Filter):
    """A word behind a slash that is likely to mean a command, in Russian or in the wrong layout of the keyboard."""

    async def __call__(self, message: Message) -> bool:
        """Tell whether it does; whatever else begins with a slash is said to the desk."""
        text = message.text or ""
        return text.startswith("/") and whom(text) is Said.DESK and meant(text) is not None


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.message.register(to_ticket, StateFilter(Identification, Request, Searching), AnswersTicket())
    doors.private.message.register(unknown_command, COMMAND)
    doors.private.message.register(unknown_command, MeantAsCommand())
