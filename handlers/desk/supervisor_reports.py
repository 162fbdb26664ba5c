"""`/stats` and `/audit`: what supervisors ask the desk about its work."""

from aiogram.filters import CommandObject
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _

from bot import refusals
from bot.actions import access
from bot.actions.desk import reports
from bot.actions.work import Person, Ticket, Work
from bot.rules.desk.periods import parse_period
from bot.rules.refusals import Refused
from bot.rules.text import N_
from bot.rules.tickets.tickets import parse_ticket_number, ticket_number
from handlers import audit_page, say
from handlers.filters import GROUP, BySupervisor, InTicket, Typed
from handlers.routers import Doors

PERIODS = N_(
    "/stats day\n/stats week\n/stats month\n/stats year\n/stats last month\n/stats 2026-01\n"
    "/stats 2026-01-15..2026-02-14"
)
"""In the words of the reader; those of the other language are understood as well."""


async def stats(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """Have a period counted: `/stats [day|week|month|YYYY-MM|YYYY-MM-DD..YYYY-MM-DD]`, or the like in words."""
    try:
        start, end = parse_period(command.args or "", work.local_now.date())
    except Refused as refusal:
        why = refusals.words(refusal.reason, refusal.details)
        examples = _(PERIODS)
        await say.reply(work, message, f"{why}\n<code>{examples}</code>")
        return
    await reports.order(work, person, start, end, message.chat.id, say.beside(message))


async def audit(
    message: Message, command: CommandObject, work: Work, person: Person, ticket: Ticket | None = None
) -> None:
    """Show a ticket's record: `/audit ЭО-<n>`; at the place of a `ticket` it need not be named."""
    number = parse_ticket_number(command.args or "")
    if ticket is not None and not command.args:
        number = ticket.number
    if number is None:
        await say.reply(work, message, _("Please name the request: <code>/audit ЭО-12</code>"))
        return
    found = await access.any_ticket(work, person, number)
    if found is None:
        await say.reply(work, message, _("There is no request {number}.").format(number=ticket_number(number)))
        return
    for page in audit_page.pages(number, await reports.history(work, person, found), work.policy.zone):
        await say.reply(work, message, page)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.commands.message.register(stats, Typed("stats"), BySupervisor())
    doors.commands.message.register(audit, GROUP, Typed("audit"), BySupervisor(), InTicket())
    doors.commands.message.register(audit, Typed("audit"), BySupervisor())
