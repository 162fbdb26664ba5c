"""`/tariff <INN> [<months>]` and `/close ЭО-<n> <reason>`; and what everybody else is told who tries."""

from datetime import timedelta

from aiogram import F
from aiogram.filters import CommandObject
from aiogram.types import Message
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot import phrasing, refusals
from bot.actions import access
from bot.actions.moderation import moderation
from bot.actions.people import subscriptions
from bot.actions.people.subscriptions import Company, Period
from bot.actions.tickets import closing
from bot.actions.work import Person, Ticket, Work
from bot.phrasing import close_example, quoted
from bot.rules.choices import Words, chosen
from bot.rules.fields import LEAST_LETTERS
from bot.rules.people import identity
from bot.rules.refusals import Refused
from bot.rules.tariffs import MOST_MONTHS, Tariff
from bot.rules.text import clean, utf16_len
from bot.rules.tickets.tickets import parse_ticket_number, ticket_number
from handlers import say
from handlers.commands import supervisors_own
from handlers.filters import GROUP, BySupervisor, InTicket, Typed
from handlers.refused_commands import refuse
from handlers.routers import Doors

MONTHS_UNIT: Words[bool] = {True: ("мес", "месяц", "месяца", "месяцев", "month", "months")}
REASON_LIMIT = 1000
"""UTF-16 units of a reason for closing."""


async def tariff(message: Message, command: CommandObject, work: Work, person: Person) -> None:
    """Show a company's tariff, or extend it by some months."""
    inn, *months = (command.args or "").split() or [""]
    try:
        text = await _answer(work, person, inn, months)
    except Refused as refusal:
        text = refusals.words(refusal.reason, refusal.details)
    await say.reply(work, message, text)


async def _answer(work: Work, supervisor: Person, typed: str, months: list[str]) -> str:
    if len(months) > 1 and chosen(months[-1], MONTHS_UNIT) is not None:
        months = months[:-1]
    if not typed or len(months) > 1:
        return _usage()
    inn = identity.inn(typed)
    if not months:
        return _company(await subscriptions.company(work, supervisor, inn))
    count = int(months[0]) if months[0].isdecimal() and len(months[0]) <= len(str(MOST_MONTHS)) else 0
    if not 1 <= count <= MOST_MONTHS:
        return _("The number of months must be a whole number from 1 to {most}.").format(most=MOST_MONTHS)
    bought = await subscriptions.extend(work, supervisor, inn, count)
    company = await subscriptions.company(work, supervisor, inn)
    return f"{_bought(bought, count)}\n\n{_company(company)}"


def _usage() -> str:
    lines = (
        _("To see a company's tariff: {example}").format(example="<code>/tariff 7707083893</code>"),
        _("To extend it by three months: {example}").format(example="<code>/tariff 7707083893 3</code>"),
    )
    return "\n".join(lines)


def _bought(period: Period, months: int) -> str:
    text = ngettext(
        "The tariff “{tariff}” is extended by {n} month: {days}.",
        "The tariff “{tariff}” is extended by {n} months: {days}.",
        months,
    )
    return text.format(tariff=phrasing.tariff(Tariff.EXTENDED), n=months, days=_days(period))


def _company(company: Company) -> str:
    name = quoted(company.name) if company.name else _("a company that has not contacted us yet")
    lines = [
        _("{company} · INN {inn}").format(company=f"<b>{name}</b>", inn=f"<code>{company.inn}</code>"),
        _("Tariff now: {tariff}").format(tariff=phrasing.tariff(company.tariff)),
    ]
    if company.paid:
        lines += [_("Paid periods:"), *(f"• {_days(period)}" for period in company.paid)]
    else:
        lines.append(_("There are no paid periods."))
    return "\n".join(lines)


def _days(period: Period) -> str:
    return f"{period.starts:%d.%m.%Y} – {period.ends - timedelta(days=1):%d.%m.%Y}"


async def close(
    message: Message, command: CommandObject, work: Work, person: Person, ticket: Ticket | None = None
) -> None:
    """Close a ticket for a stated reason (3.2); at the place of a `ticket` it need not be named."""
    typed, *rest = (command.args or "").split(maxsplit=1) or [""]
    number, reason = parse_ticket_number(typed), clean("".join(rest))
    if number is None and ticket is not None:
        number, reason = ticket.number, clean(command.args or "")
    if number is None or sum(map(str.isalpha, reason)) < LEAST_LETTERS:
        example = close_example(12)
        text = _("Please name the request and the reason, the requester will read it: {example}")
        await say.reply(work, message, text.format(example=example))
    elif utf16_len(reason) > REASON_LIMIT:
        await say.reply(work, message, _("The reason is too long: at most {n} characters.").format(n=REASON_LIMIT))
    else:
        await say.reply(work, message, await _closed(work, person, number, reason))


async def _closed(work: Work, supervisor: Person, number: int, reason: str) -> str:
    ticket = await access.any_ticket(work, supervisor, number)
    if ticket is None:
        return _("There is no request {number}.").format(number=ticket_number(number))
    if not ticket.is_open:
        return _("{number} is closed already.").format(number=ticket_number(number))
    await moderation.check_words(work, ticket.number, reason)
    await closing.close_by_supervisor(work, supervisor, ticket, reason)
    return _("{number} is closed, its requester has been told.").format(number=ticket_number(number))


def register(doors: Doors) -> None:
    """Say which updates come here; a requester's own /tariff in private goes on."""
    doors.commands.message.register(tariff, Typed("tariff"), BySupervisor())
    doors.commands.message.register(close, GROUP, Typed("close"), BySupervisor(), InTicket())
    doors.commands.message.register(close, Typed("close"), BySupervisor())
    doors.commands.message.register(refuse, Typed(*supervisors_own()))
    doors.commands.message.register(refuse, Typed("tariff"), GROUP)
    doors.commands.message.register(refuse, Typed("tariff", magic=F.args))
