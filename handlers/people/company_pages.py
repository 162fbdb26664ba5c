"""A company's page, as supervisors see it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from aiogram.utils.i18n import gettext as _

from bot import phrasing
from bot.actions.people.companies import Company, Flag, Representative
from bot.actions.people.subscriptions import Period
from bot.actions.work import Ticket
from bot.phrasing import login, moment, quoted, service, status
from bot.rules.people.identity import LoginKind
from bot.rules.policy import Policy
from bot.rules.tickets.tickets import State, emoji, ticket_number
from handlers.turns import Page
from keyboards import company as company_keyboard

PERIODS = 5


def company(known: Company, policy: Policy) -> Page:
    """Say what is known: the company, its people, its requests, what it paid, what colleagues see."""
    sections = (_head(known), _paid(known), _people(known, policy), _tickets(known, policy.zone), _seen(known, policy))
    text = "\n\n".join("\n".join(lines) for lines in sections if lines)
    return Page(text, company_keyboard.company(known.inn, sees=_sees(known.flag, policy)))


def _head(known: Company) -> list[str]:
    name = quoted(known.name) if known.name else _("a company that has not contacted us yet")
    lines = [_("{company} · INN {inn}").format(company=f"<b>{name}</b>", inn=f"<code>{known.inn}</code>")]
    if known.kpp:
        lines.append(_("KPP: {kpp}").format(kpp=quoted(known.kpp)))
    if known.address:
        lines.append(_("Address: {address}").format(address=quoted(known.address)))
    if known.listed is not None:
        lines.append(_("In the directory: yes") if known.listed else _("🟡 In the directory: no"))
    return lines


def _paid(known: Company) -> list[str]:
    lines = [_("Tariff now: {tariff}").format(tariff=phrasing.tariff(known.paid.tariff))]
    if not known.paid.paid:
        return [*lines, _("There are no paid periods.")]
    return [*lines, _("Paid periods:"), *(f"• {_days(each)}" for each in known.paid.paid[-PERIODS:])]


def _days(period: Period) -> str:
    return f"{period.starts:%d.%m.%Y} – {period.ends - timedelta(days=1):%d.%m.%Y}"


def _people(known: Company, policy: Policy) -> list[str]:
    if not known.people:
        lines = [_("Nobody has written on behalf of this company yet.")]
    else:
        lines = [_("People: {count}").format(count=known.count), *(_person(each, policy) for each in known.people)]
        if known.count > len(known.people):
            lines.append(_("… and others: {count}").format(count=known.count - len(known.people)))
    if known.silent:
        named = ", ".join(map(quoted, known.silent))
        lines.append(_("In the directory, not seen yet: {logins}").format(logins=named))
    return lines


def _person(each: Representative, policy: Policy) -> str:
    stated = each.identity
    address = login(stated.login, LoginKind(stated.login_kind)) if stated.login else "—"
    marks = [_("✅ login confirmed")] if each.proven else []
    if not each.proven and policy.verify_login:
        marks.append(_("🟡 login not confirmed"))
    if each.listed is not None:
        marks.append(_("in the directory") if each.listed else _("🟡 not in the directory"))
    return " · ".join([f"• {quoted(stated.full_name or '—')}", address, *marks])


def _tickets(known: Company, zone: ZoneInfo) -> list[str]:
    if not known.tickets:
        return [_("There are no requests.")]
    heads = {True: _("Open requests:"), False: _("Last closed requests:")}
    lines: list[str] = []
    for is_open, head in heads.items():
        found = [each for each in known.tickets if each.is_open is is_open]
        lines += [head, *(_ticket(each, zone) for each in found)] if found else []
    return lines


def _ticket(ticket: Ticket, zone: ZoneInfo) -> str:
    title = f"{emoji(State(ticket.state), overdue=False)} {ticket_number(ticket.number)} · {service(ticket.service)}"
    if ticket.closed_at is not None:
        text = _("closed {moment}")
        return f"{title}, {text.format(moment=moment(ticket.closed_at, zone))}"
    if ticket.deadline is None:
        return f"{title}, {status(ticket.state)}"
    text = _("{status}, deadline {deadline}")
    return f"{title}, {text.format(status=status(ticket.state), deadline=moment(ticket.deadline, zone))}"


def _sees(flag: Flag, policy: Policy) -> bool:
    return policy.colleagues_see if flag.see is None else flag.see


def _seen(known: Company, policy: Policy) -> list[str]:
    flag = known.flag
    says = _("Colleagues see each other's requests: yes") if _sees(flag, policy) else None
    lines = [says or _("Colleagues see each other's requests: no")]
    if flag.see is None:
        lines.append(_("So the setting COLLEAGUES_SEE says; only logins of the directory count for it."))
    elif flag.by is not None and flag.at is not None:
        lines.append(_("Set by {name}, {moment}").format(name=quoted(flag.by), moment=moment(flag.at, policy.zone)))
    if says and not policy.verify_login:
        lines.append(_("⚠️ Logins are not confirmed here (VERIFY_LOGIN is off): whoever states such a login sees them."))
    elif says and flag.see and not known.listed:
        lines.append(_("⚠️ The company is not in the directory: whoever confirms a login and states its INN sees them."))
    return lines
