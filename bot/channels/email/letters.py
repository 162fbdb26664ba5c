"""The words of every notice that goes out by e-mail (4.3: a new deadline is told in writing)."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch
from html import escape, unescape

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n.context import get_i18n

from bot import names
from bot.channels.plain_words import listed, plain_words
from bot.phrasing import moment, phone, service
from bot.rules.notices import (
    ActLetter,
    CallRegistered,
    DeadlineExtended,
    DeadlinePaused,
    DeadlineRecalculated,
    InvoiceLetter,
    KindChanged,
    LoginCode,
    Notice,
    OutageLasts,
)
from bot.rules.policy import Policy
from bot.rules.tickets.tickets import ticket_number

_CHAT = re.compile(r"https://t\.me/\w+")


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter addresses, the service their request is about, and the address of the chat with the bot."""

    name: str | None = None
    service: int | None = None
    chat: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject without the ticket's number, and what is said, as plain text from greeting to signature."""

    subject: str
    paragraphs: tuple[str, ...]
    sender: str = ""
    """The name shown beside the sender's address."""
    language: str = "ru"

    @property
    def text(self) -> str:
        """The letter as plain text."""
        return "\n\n".join(self.paragraphs) + "\n"

    @property
    def html(self) -> str:
        """The same as HTML; people's words in it are escaped."""
        lines = (_CHAT.sub(_linked, escape(each)).replace("\n", "<br>\n") for each in self.paragraphs)
        body = "\n".join(f"<p>{each}</p>" for each in lines)
        head = f'<meta charset="utf-8">\n<title>{escape(self.subject)}</title>'
        style = "font-family: sans-serif; max-width: 40em"
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n{head}\n</head>\n'
            f'<body style="{style}">\n{body}\n</body>\n</html>\n'
        )


def _linked(found: re.Match[str]) -> str:
    return f'<a href="{found[0]}">{found[0]}</a>'


@singledispatch
def write(notice: Notice, policy: Policy, reader: Reader = Reader()) -> Letter:
    """Word a notice as a letter in the current language."""
    text, choices = plain_words(notice, policy)
    return _signed(_("Your request"), tuple(filter(None, (text, listed(choices)))), policy, reader)


@write.register
def deadline_extended(notice: DeadlineExtended, policy: Policy, reader: Reader = Reader()) -> Letter:
    """Clause 4.3: the new deadline and why."""
    text = _("We notify you under clause 4.3 of the regulation: the deadline of request {request} is extended.")
    moved = _moved(_moment(notice.was, policy), moment(notice.until, policy.zone))
    reason = _("Reason: {reason}").format(reason=notice.reason)
    said = (text.format(request=_request(notice.number, reader)), moved, reason, _("We apologise for the delay."))
    subject = _("The deadline is extended to {deadline}").format(deadline=moment(notice.until, policy.zone))
    return _signed(subject, said, policy, reader)


@write.register
def deadline_paused(notice: DeadlinePaused, policy: Policy, reader: Reader = Reader()) -> Letter:
    """Clause 4.3: the time for which data were awaited is added."""
    text = _("While we waited for your data, from {since} to {ended}, the time for request {request} did not count.")
    since, ended = moment(notice.since, policy.zone), moment(notice.ended, policy.zone)
    told = text.format(since=since, ended=ended, request=_request(notice.number, reader))
    moved = _moved(_moment(notice.was, policy), moment(notice.until, policy.zone))
    return _signed(_("The deadline has moved"), (told, moved), policy, reader)


@write.register
def kind_changed(notice: KindChanged, policy: Policy, reader: Reader = Reader()) -> Letter:
    """Clause 4.3: a technical error has no deadline."""
    request, none = _request(notice.number, reader), _("without a deadline")
    if notice.deadline is None:
        text = _("We notify you under clause 4.3 of the regulation: request {request} is now a technical error.")
        rule = _("The regulation sets no deadline for technical errors; we will tell you when it is solved.")
        changed = (text.format(request=request), _moved(_moment(notice.was, policy), none), rule)
        return _signed(_("The request is a technical error"), changed, policy, reader)
    text = _("We notify you under clause 4.3 of the regulation: request {request} is no longer a technical error.")
    said = (text.format(request=request), _moved(none, moment(notice.deadline, policy.zone)))
    subject = _("Deadline of the request: {deadline}").format(deadline=moment(notice.deadline, policy.zone))
    return _signed(subject, said, policy, reader)


@write.register
def deadline_recalculated(notice: DeadlineRecalculated, policy: Policy, reader: Reader = Reader()) -> Letter:
    """Clauses 2.5 and 4.3: the working calendar has changed, and the deadline with it."""
    text = _(
        "We notify you under clause 4.3 of the regulation: the working calendar of the support desk has changed, "
        "and with it the deadline of request {request}."
    )
    moved = _moved(moment(notice.was, policy.zone), moment(notice.until, policy.zone))
    subject = _("The deadline has moved to {deadline}").format(deadline=moment(notice.until, policy.zone))
    return _signed(subject, (text.format(request=_request(notice.number, reader)), moved), policy, reader)


@write.register
def call_registered(notice: CallRegistered, policy: Policy, reader: Reader = Reader()) -> Letter:
    """Clauses 2.6 and 4.3: who called has number and deadline in writing; an address may have been heard wrong."""
    text = _("Your call to the support desk is registered as request {request}.")
    if notice.deadline is None:
        due = _("The regulation sets no deadline for technical errors; we will tell you when it is solved.")
    else:
        due = _("It will be solved by {deadline} at the latest.").format(deadline=moment(notice.deadline, policy.zone))
    wrong = _("If it was not you who called, please let us know.")
    said = (text.format(request=_request(notice.number, reader)), due, wrong)
    return _signed(_("Your call is registered"), said, policy, reader)


@write.register
def login_code(notice: LoginCode, policy: Policy, _reader: Reader = Reader()) -> Letter:
    """To whoever reads the mail of a login; the code is not in the subject, which shows on a locked screen."""
    told, _choices = plain_words(notice, policy)
    why = _("Somebody has named this address as their login in a request to the support desk.")
    secret = _("Do not tell the code to anybody else: employees of the support desk never ask for it.")
    stranger = _("If it was not you who asked for it, please ignore this letter.")
    return _letter(
        _("Code to confirm the login"), (_("Dear requester,"), why, told, secret, stranger, _signature(policy))
    )


@write.register
def invoice_letter(notice: InvoiceLetter, policy: Policy, _reader: Reader = Reader()) -> Letter:
    """With the invoice attached."""
    told, _choices = plain_words(notice, policy)
    said = _("Once the money comes in, the period begins by itself and the chat tells you so.")
    subject = _("Invoice {invoice}").format(invoice=notice.invoice)
    return _letter(subject, (_("Dear requester,"), told, said, _signature(policy)))


@write.register
def act_letter(notice: ActLetter, policy: Policy, _reader: Reader = Reader()) -> Letter:
    """With the act attached."""
    told, _choices = plain_words(notice, policy)
    subject = _("Act {act}").format(act=notice.act)
    return _letter(subject, (_("Dear requester,"), told, _signature(policy)))


@write.register
def outage_lasts(notice: OutageLasts, policy: Policy, _reader: Reader = Reader()) -> Letter:
    """To those who run the desk, whom Telegram would not reach."""
    told, _choices = plain_words(notice, policy)
    hint = _(
        "Nothing is lost: messages go out as soon as Telegram can be reached, and supervisors are told in the chat."
    )
    what_to_do = _("Please check the server's network and the proxies in TELEGRAM_PROXY.")
    return _letter(_("Telegram is out of reach"), (told, hint, what_to_do))


def _request(number: int, reader: Reader) -> str:
    """Name a ticket and what it is about."""
    if reader.service is None:
        return ticket_number(number)
    return _("{number} (“{service}”)").format(number=ticket_number(number), service=unescape(service(reader.service)))


def _moved(was: str | None, now: str) -> str:
    """Show a deadline before and after; None: it is not known what it was."""
    after = _("Now: {deadline}").format(deadline=now)
    return after if was is None else _("Before: {deadline}").format(deadline=was) + f"\n{after}"


def _moment(at: datetime | None, policy: Policy) -> str | None:
    return None if at is None else moment(at, policy.zone)


def _signed(subject: str, said: tuple[str, ...], policy: Policy, reader: Reader) -> Letter:
    hello = _("Dear {name},").format(name=reader.name) if reader.name else _("Dear requester,")
    return _letter(subject, (hello, *said, _way_back(policy, reader), _signature(policy)))


def _signature(policy: Policy) -> str:
    desk = _("Kind regards,\ntechnical support of the {system}\n{phone} (calls are recorded)\n{email}")
    return desk.format(system=names.system(), phone=phone(policy.phone), email=policy.email)


def _way_back(policy: Policy, reader: Reader) -> str:
    """Say where an answer goes: nothing comes in by mail."""
    if reader.chat is None:
        text = _(
            "This letter was sent automatically. To write about the request, use the chat with the bot in Telegram."
        )
    else:
        text = _("This letter was sent automatically. To write about the request, use the chat with the bot: {chat}")
    answer = _("An answer by e-mail reaches {email} and is not added to the request.")
    return text.format(chat=reader.chat) + "\n" + answer.format(email=policy.email)


def _letter(subject: str, paragraphs: tuple[str, ...]) -> Letter:
    return Letter(subject, paragraphs, names.desk(), get_i18n().current_locale)
