"""The card of a ticket: its first message in the group, which always shows the present state."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from aiogram.utils.i18n import gettext as _
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import links
from bot.actions.people import directory, proof
from bot.actions.people.identification import columns_of
from bot.actions.work import Work
from bot.channels import attribution
from bot.channels.telegram.context import Telegram
from bot.phrasing import language, login, moment, phone, quoted, service, status, terms, time_left
from bot.rules.channels import PHONE
from bot.rules.deadlines import deadlines
from bot.rules.deadlines.working_hours import Calendar
from bot.rules.people.directory import Standing
from bot.rules.people.identity import OPEN_FIELD
from bot.rules.people.logins import LoginKind
from bot.rules.tariffs import Tariff
from bot.rules.text import undirected
from bot.rules.tickets import trial
from bot.rules.tickets.tickets import State, emoji, ticket_number, topic_name
from db.deadlines import calendar, pauses
from db.people import identities, people
from db.people.identities import StoredIdentity
from db.people.people import Person
from db.tickets import calls, messages, related, tickets
from db.tickets.calls import Call
from db.tickets.messages import Message
from db.tickets.related import Related
from db.tickets.tickets import Ticket
from keyboards import card as card_keyboard

MOST_RELATED = 3
"""Other tickets of each kind that a card names."""


@dataclass(frozen=True, slots=True)
class View:
    """What a ticket's topic is to show."""

    text: str
    icon: str
    topic_name: str
    closed: bool
    markup: dict[str, Any]
    digest: str
    """Of all but the time left, which alone does not cause a call."""


@dataclass(frozen=True, slots=True)
class _Facts:
    ticket: Ticket
    identity: StoredIdentity
    requester: Person
    operator: Person | None
    proven: bool | None
    """Whether the login is proven to be the requester's; None where nobody is asked for a proof."""
    standing: Standing
    request: list[Message]
    calendar: Calendar
    now: datetime
    default_locale: str
    call: Call | None
    of_company: list[Related]
    of_person: list[Related]
    stands_since: datetime | None
    """When the hours have stopped, as the requester is asked for data (PAUSE_WHILE_WAITING)."""


async def view(telegram: Telegram, number: int) -> View:
    """Render a ticket's card, topic name and buttons in the group's language."""
    facts = await _facts(telegram, number)
    with telegram.languages.speaking(telegram.policy.default_locale):
        return _view(facts)


async def _facts(telegram: Telegram, number: int) -> _Facts:
    async with telegram.reading() as connection:
        ticket = await tickets.by_number(connection, number)
        opens, closes = telegram.policy.hours
        identity = await identities.by_id(connection, ticket.identity)
        of_company = await related.open_of_company(connection, identity.inn, number, MOST_RELATED)
        return _Facts(
            ticket,
            identity,
            await people.by_id(connection, ticket.person),
            await people.by_id(connection, ticket.operator) if ticket.operator else None,
            await _proven(telegram, connection, ticket, identity),
            await _standing(telegram, connection, identity),
            await messages.in_card(connection, number),
            Calendar(telegram.policy.zone, opens, closes, await calendar.overrides(connection)),
            telegram.now(),
            telegram.policy.default_locale,
            await calls.of_ticket(connection, number),
            of_company,
            await related.last_of_person(connection, ticket.person, number, MOST_RELATED),
            await pauses.lasting(connection, number) if ticket.state == State.WAITING_REQUESTER else None,
        )


async def _proven(
    telegram: Telegram, connection: AsyncConnection, ticket: Ticket, identity: StoredIdentity
) -> bool | None:
    if ticket.number == trial.NUMBER:
        return None
    if ticket.channel == PHONE:  # a voice proves nothing
        return False if telegram.policy.verify_login else None
    work = Work(connection, telegram.now(), telegram.policy)
    proven = await proof.is_proven(work, ticket.person, columns_of(identity))
    return proven if proven or telegram.policy.verify_login else None


async def _standing(telegram: Telegram, connection: AsyncConnection, identity: StoredIdentity) -> Standing:
    if identity.inn == trial.INN:
        return Standing()
    return await directory.look(Work(connection, telegram.now(), telegram.policy), columns_of(identity))


def _view(facts: _Facts) -> View:
    ticket = facts.ticket
    icon = emoji(State(ticket.state), deadlines.is_overdue(facts.now, ticket.deadline))
    taken, is_error = ticket.operator is not None, ticket.technical_error
    by_phone = ticket.reply_channel == PHONE
    markup = card_keyboard.card(ticket.number, ticket.state, technical_error=is_error, taken=taken, by_phone=by_phone)
    reply_markup = {"reply_markup": markup.model_dump(exclude_none=True)}
    title = f"{icon} <b>{ticket_number(ticket.number)}</b> · {service(ticket.service)}"
    head = [title, *_identity(facts.identity), *_proof(facts), *_directory(facts.standing)]
    lasting = [
        *head,
        *_state(facts),
        *_call(facts),
        *_related(facts),
        *_request(facts.request),
    ]
    name = topic_name(icon, ticket.number, facts.identity.company or OPEN_FIELD, service(ticket.service))
    digest = hashlib.sha256(json.dumps([lasting, name, reply_markup]).encode()).hexdigest()
    due = len(head) + 2  # tariff, deadline
    lines = [*lasting[:due], *_time_left(facts), *lasting[due:]]
    return View("\n".join(lines), icon, name, not ticket.is_open, reply_markup, digest)


def _identity(identity: StoredIdentity) -> list[str]:
    company, inn = f"<b>{quoted(identity.company or OPEN_FIELD)}</b>", f"<code>{identity.inn or OPEN_FIELD}</code>"
    address = login(identity.login, LoginKind(identity.login_kind)) if identity.login else OPEN_FIELD
    return [
        _("{company} · INN {inn}").format(company=company, inn=inn),
        f"{quoted(identity.full_name or OPEN_FIELD)} · {address}",
    ]


def _proof(facts: _Facts) -> list[str]:
    """Say whether the one who asks is known to own the login, and what not to tell them else."""
    if facts.proven is None:
        return []
    if facts.proven:
        return [_("✅ The login is confirmed")]
    return [_("🟡 The login is not confirmed: do not tell about the company, contract and payment")]


def _directory(standing: Standing) -> list[str]:
    """Say what the directory has against what the requester states."""
    lines = [_("🟡 The company is not in the directory")] if standing.unknown else []
    if standing.foreign:
        lines.append(
            _("🟡 A login of another company in the directory: do not tell about the company, contract and payment")
        )
    return lines


def _state(facts: _Facts) -> list[str]:
    ticket = facts.ticket
    due = moment(ticket.deadline, facts.calendar.zone) if ticket.deadline else _("none: a technical error")
    operator = quoted(facts.operator.name) if facts.operator else "—"
    asked = ticket.asked_service if ticket.asked_service is not None else ticket.service
    lines = [
        _("Tariff: {tariff}").format(tariff=terms(Tariff(ticket.tariff), asked)),
        _("Deadline: {due}").format(due=due),
        _("Operator: {operator}").format(operator=operator),
        _("Status: {status}").format(status=status(ticket.state)),
    ]
    read = facts.requester.locale or facts.default_locale
    if read != facts.default_locale:
        lines.append(_("Language: {language}").format(language=language(read)))
    if ticket.previous:
        lines.append(_("Continues {previous}").format(previous=ticket_number(ticket.previous)))
    return lines


def _call(facts: _Facts) -> list[str]:
    """Clause 2.4: the number and the recording."""
    if facts.call is None:
        return []
    number = quoted(phone(facts.call.phone)) if facts.call.phone else _("number not stated")
    recording, label = facts.call.recording, _("recording of the call")
    link = f' · <a href="{escape(recording)}">{label}</a>' if recording else ""
    return [f"☎️ {number}{link}"]


def _related(facts: _Facts) -> list[str]:
    """What else the company has open, and what the person asked last; each is named once."""
    shown = {each.number for each in facts.of_company}
    others = [each for each in facts.of_person if each.number not in shown]
    lines = []
    if facts.of_company:
        lines.append(_("Open requests of the company: {requests}").format(requests=_listed(facts.of_company)))
    if others:
        lines.append(_("Last requests of the requester: {requests}").format(requests=_listed(others)))
    return lines


def _listed(found: list[Related]) -> str:
    return ", ".join(f"{emoji(State(each.state), overdue=False)} {_linked(each)}" for each in found)


def _linked(each: Related) -> str:
    address = links.to_place(each.chat_id, each.thread_id, each.card_id) if each.chat_id is not None else None
    return links.linked(ticket_number(each.number), address)


def _time_left(facts: _Facts) -> list[str]:
    if facts.ticket.deadline is None or not facts.ticket.is_open:
        return []
    if facts.stands_since is not None:
        left = time_left(facts.stands_since, facts.ticket.deadline, facts.calendar)
        since = _("The hours stopped at {moment}").format(moment=moment(facts.stands_since, facts.calendar.zone))
        return [f"<i>{since} · {left}</i>"]
    left = time_left(facts.now, facts.ticket.deadline, facts.calendar)
    as_of = _("as of {moment}").format(moment=moment(facts.now, facts.calendar.zone))
    return [f"<i>{left} ({as_of})</i>"]


def _request(request: list[Message]) -> list[str]:
    text = undirected("\n\n".join(attribution.worded(each).html for each in request))
    return ["", f"<blockquote expandable>{text}</blockquote>"] if text else []
