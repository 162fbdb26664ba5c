"""How times, durations and names are written for people, in the reader's language."""

from datetime import date, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot.rules.deadlines.deadlines import remaining
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.moderation.slang import is_advice
from bot.rules.people.identity import Field
from bot.rules.people.logins import LoginKind
from bot.rules.services import Entitlement, by_number, entitlement
from bot.rules.tariffs import Tariff
from bot.rules.text import cut, undirected
from bot.rules.tickets.tickets import State, ticket_number
from bot.rules.visible import visible

MOSCOW = "Europe/Moscow"
MINUTES_TOLD = 4 * 60
"""Minutes of working time from which on they are told in hours only."""


def moment(at: datetime, zone: ZoneInfo) -> str:
    """Write an instant as `пн ДД.ММ.ГГГГ ЧЧ:ММ МСК`; other zones bear their offset."""
    local = at.astimezone(zone)
    name = _("MSK") if zone.key == MOSCOW else f"UTC{local:%z}"
    return f"{day(local)} {local:%H:%M} {name}"


def near(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Write an instant for a text that is read at once: «сегодня» and «завтра» are said as well."""
    days = (at.astimezone(zone).date() - now.astimezone(zone).date()).days
    written = moment(at, zone)
    if days == 0:
        return _("today, {moment}").format(moment=written)
    return _("tomorrow, {moment}").format(moment=written) if days == 1 else written


def day(on: date) -> str:
    """Write a day as `пн ДД.ММ.ГГГГ`."""
    days = _("Mon|Tue|Wed|Thu|Fri|Sat|Sun").split("|")
    return f"{days[on.weekday()]} {on:%d.%m.%Y}"


def short_day(at: datetime, zone: ZoneInfo) -> str:
    """Write the day of an instant, with the day of its week: `сб 05.12`."""
    days = _("Mon|Tue|Wed|Thu|Fri|Sat|Sun").split("|")
    local = at.astimezone(zone)
    return f"{days[local.weekday()]} {local:%d.%m}"


def deadline_examples() -> str:
    """Show how a deadline can be named."""
    return _("till Friday 15:00 · for 2 days · in 3 hours · tomorrow at noon · end of week · 15.12 12:00")


def placeholders() -> str:
    """List what is filled in where it stands in a canned answer, as the reader types it, as HTML to be copied."""
    return " ".join(f"<code>{{{each}}}</code>" for each in _("name, number, deadline, operator").split(", "))


def phone(number: str) -> str:
    """Write a telephone number whose extension a setting names in Russian, «доб. 1», in the reader's language."""
    return number.replace("доб.", _("ext."))


def close_example(number: int) -> str:
    """Show how a supervisor closes a ticket: a command to copy."""
    reason = _("the requester confirmed by phone")
    return f"<code>/close {ticket_number(number)} {reason}</code>"


def working_time(amount: timedelta) -> str:
    """Write an amount of working time in hours and minutes, from 4 hours on to the hour; at least «1 minute»."""
    minutes = max(1, round(abs(amount).total_seconds() / 60))
    if minutes >= MINUTES_TOLD:
        minutes = round(minutes / 60) * 60
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(_("{n} working h").format(n=hours))
    if minutes:
        parts.append(_("{n} min").format(n=minutes))
    return " ".join(parts)


def time_left(now: datetime, due: datetime, calendar: Calendar) -> str:
    """Write the working time to a deadline, or the one gone since."""
    words = _("overdue by {time}") if now > due else _("{time} left")
    return words.format(time=working_time(remaining(now, due, calendar)))


def service(number: int) -> str:
    """Name a service of section 5 in the reader's language, escaped."""
    return escape(_(by_number(number).title), quote=False)


def status(state: str) -> str:
    """Name a ticket's state for people."""
    names = {
        State.NEW: _("new"),
        State.IN_WORK: _("in work"),
        State.WAITING_REQUESTER: _("waiting for the requester"),
        State.WAITING_CONFIRMATION: _("waiting for confirmation"),
        State.CLOSED: _("closed"),
    }
    return names[State(state)]


def own_status(state: str) -> str:
    """Name the state of a ticket for its requester, for whom some of them wait."""
    names = {
        State.WAITING_REQUESTER: _("waiting for your answer"),
        State.WAITING_CONFIRMATION: _("waiting for your confirmation"),
    }
    return names.get(State(state)) or status(state)


def quoted(text: str) -> str:
    """Escape people's text for Telegram's HTML; its marks of direction go, for they reach beyond it."""
    return escape(undirected(text), quote=False)


def tariff(known: Tariff) -> str:
    """Name a tariff in the reader's language."""
    return _("Extended") if known is Tariff.EXTENDED else _("Basic")


def terms(known: Tariff, number: int) -> str:
    """Name a tariff, and what it says about a service."""
    included = {
        Entitlement.YES: _("the service is included"),
        Entitlement.OPERATOR: _("an operator does it"),
        Entitlement.SELF: _("a text instruction only; the work “{service}” is not included"),
        Entitlement.NO: _("the service is not included"),
    }[entitlement(number, known)]
    return f"{tariff(known)} — {included.format(service=service(number))}"


def roubles(kopecks: int) -> str:
    """Write a sum of money; whole roubles without kopecks."""
    whole, rest = divmod(kopecks, 100)
    return f"{whole},{rest:02} ₽" if rest else f"{whole} ₽"


def purchase(months: int) -> str:
    """Say what an invoice buys."""
    text = _("The “Extended” tariff, {n} month", "The “Extended” tariff, {n} months", months)
    return text.format(n=months)


def language(locale: str) -> str:
    """Name the language that somebody reads, in the reader's."""
    names = {"ru": _("Russian"), "en": _("English")}
    return names[locale]


def is_slang(word: str, proper: str) -> str:
    """Say that a word is slang, and what to write instead; some have no term, only the advice how to do without."""
    if is_advice(proper):
        text = _("“{word}” is slang. Please write it {advice}.")
        return text.format(word=quoted(word), advice=quoted(proper[0].lower() + proper[1:]))
    return _("“{word}” is slang. Proper: “{proper}”").format(word=quoted(word), proper=quoted(proper))


def field_name(field: Field) -> str:
    """Name a field of the identifying information in short."""
    names = {
        Field.LOGIN: _("Login"),
        Field.FULL_NAME: _("Full name"),
        Field.INN: _("INN"),
        Field.COMPANY: _("Company"),
    }
    return names[field]


def login(address: str, kind: LoginKind) -> str:
    """Write a login, or the e-mail in its place with why there is none."""
    words = {
        LoginKind.LOGIN: "{address}",
        LoginKind.NONE_YET: _("no login yet, contact e-mail {address}"),
        LoginKind.FORGOTTEN: _("login forgotten, contact e-mail {address}"),
    }
    return words[kind].format(address=quoted(address))


def excerpt(html: str, limit: int) -> str:
    """Return the beginning of a text without its markup, at most `limit` UTF-16 units before escaping."""
    return quoted(cut(visible(html).text, limit))


def content_kind(kind: str) -> str:
    """Name what a message without words holds."""
    names = {
        "photo": _("[photo]"),
        "video": _("[video]"),
        "voice": _("[voice message]"),
        "sticker": _("[sticker]"),
        "location": _("[location]"),
        "contact": _("[contact]"),
        "story": _("[story]"),
        "other": _("[message of a new kind]"),
    }
    return names.get(kind) or _("[file]")


def uncarried_kind(kind: str) -> str:
    """Name what no bot can pass on, in the plural."""
    names = {
        "poll": _("Polls"),
        "game": _("Games"),
        "story": _("Stories"),
        "invoice": _("Invoices of Telegram"),
        "paid_media": _("Paid pictures and videos"),
        "checklist": _("Checklists"),
        "giveaway": _("Giveaways"),
        "giveaway_winners": _("Giveaways"),
    }
    return names[kind]


def open_to_all() -> str:
    """Warn of a group of operators that anybody can enter."""
    return _("⚠️ The group is public: whoever opens it can act as an operator. Please make it private.")
