"""The words around requests: greeting, contacts, commands, tariff, profile."""

from collections.abc import Sequence
from datetime import date, datetime

from aiogram.utils.i18n import gettext as _

from bot import names
from bot.actions.tickets.registration import Consent
from bot.phrasing import day, language, phone, quoted, service, tariff
from bot.rules.channels import TELEGRAM
from bot.rules.people.identity import Columns, Field
from bot.rules.policy import Policy
from bot.rules.services import SERVICES, Entitlement, entitlement
from bot.rules.tariffs import Tariff
from handlers import commands
from handlers.commands import Scope
from handlers.people import identity_pages
from handlers.tickets import request_pages
from handlers.tickets.request_steps import MOST_COMPANIES
from handlers.turns import Page
from keyboards import menu


def greeting(policy: Policy) -> str:
    """Say who speaks, how else the desk can be reached and when it works (2.5, 2.6)."""
    hello = _("Hello. This is the technical support of the {system}.").format(system=names.system())
    invitation = _("To ask a question, press “{new}” or simply write it here.").format(new=_(menu.NEW_REQUEST))
    return f"{hello}\n{invitation}\n\n{contacts(policy)}"


def welcome() -> str:
    """Tell whoever opened the link of an empty desk what they are now."""
    first = _("You supervise this desk now. The link that brought you here works no more.")
    return f"{first}\n" + _("Three short steps, and it takes requests. Each can be skipped; /start shows it again.")


def contacts(policy: Policy) -> str:
    """List the other ways to the desk and its hours; who is given the number learns that calls are recorded (2.4)."""
    opens, closes = policy.hours
    lines = [
        _("Phone: {phone} (calls are recorded)"),
        _("E-mail: {email}"),
        _("Site: {site}"),
        _("Working hours: {opens}–{closes}, {zone}, on working days. Requests are taken at any hour."),
    ]
    zone = _("Moscow time") if policy.zone.key == "Europe/Moscow" else policy.zone.key
    fields = {"phone": phone(policy.phone), "email": policy.email, "site": policy.site, "zone": zone}
    hours = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    return "\n".join(lines).format(**{name: quoted(text) for name, text in fields.items()}, **hours)


def regulation(consent: Consent) -> Page:
    """Clause 2.3, as long as the text in force is not accepted."""
    return Page(request_pages.acceptance(consent), menu.regulation())


def regulation_part(text: str) -> str:
    """Show a part of the regulation, folded."""
    return f"<blockquote expandable>{quoted(text.strip())}</blockquote>"


def helping_supervisors() -> str:
    """List a supervisor's commands, in a message of their own: a phone shows no more at once."""
    return "\n".join([_("<b>For supervisors:</b>"), *commands.help_lines(Scope.SUPERVISOR)])


def helping(policy: Policy) -> str:
    """List the commands of everybody, and the other ways to the desk."""
    lines = commands.help_lines(Scope.PRIVATE)
    close = _("While a request is open, everything you write here is added to it. Only you can close it.")
    listed = "\n".join(lines)
    return f"{listed}\n\n{close}\n\n{contacts(policy)}"


def included(known: Tariff, company: str | None, paid_until: date | None) -> str:
    """Say what a tariff includes (5), and the prices."""
    heading = _("Tariff: <b>{tariff}</b>").format(tariff=tariff(known))
    if company:
        heading += f" ({quoted(company)})"
    if paid_until:
        heading += "\n" + _("Paid until {day}, that day included.").format(day=f"{paid_until:%d.%m.%Y}")
    words = {
        Entitlement.YES: _("<b>Included:</b>"),
        Entitlement.OPERATOR: _("<b>An operator does it:</b>"),
        Entitlement.SELF: _("<b>You do it yourself, we send an instruction:</b>"),
        Entitlement.NO: _("<b>Not included:</b>"),
    }
    parts = [_listed(words[terms], known, terms) for terms in words]
    return "\n\n".join([heading, *filter(None, parts), request_pages.prices()])


def tariffs(companies: Sequence[tuple[str, Tariff, date | None]]) -> str:
    """Name the tariff of each company, and until when it is paid."""
    lines = [_("<b>Tariffs of your companies:</b>")]
    for name, known, paid_until in companies:
        line = f"• {quoted(name)}: {tariff(known)}"
        if paid_until:
            until = _("paid until {day}, that day included").format(day=f"{paid_until:%d.%m.%Y}")
            line += f", {until}"
        lines.append(line)
    return "\n".join(lines)


def tariff_unknown() -> Page:
    """Ask whose tariff it is, and name the prices."""
    text = _("To learn the tariff, please tell the INN of your company.")
    return Page(f"{text}\n\n{request_pages.prices()}", menu.name_company())


def inn_needed() -> str:
    """Ask for the INN alone."""
    return f"<b>{identity_pages.title(Field.INN)}</b>\n{identity_pages.hint(Field.INN)}"


def _listed(heading: str, known: Tariff, terms: Entitlement) -> str:
    titles = [service(each.number) for each in SERVICES if entitlement(each.number, known) is terms]
    return "\n".join([heading, *(f"• {title}" for title in titles)]) if titles else ""


def profile(known: Sequence[Columns], *, agreed: bool, proofs: Sequence[bool | None], joins: str | None = None) -> Page:
    """Show what is known of a person (4.1), company by company, to change it (6.2) or to withdraw the consent.

    `proofs` tell of each whether its login is proven; None where it need not be. By the login of the company `joins`
    another account of the same person is known.
    """
    if not known:
        return Page(_("The identifying information is not known yet."), menu.profile(agreed=agreed))
    heading = _("<b>Identifying information</b>")
    tables = "\n\n".join(_with_proof(each, proven) for each, proven in zip(known, proofs, strict=True))
    provable = _provable(known, proofs)
    if len(known) == 1:
        change = {known[0].get("inn") or "": _("Change")}
        return Page(f"{heading}\n{tables}", menu.profile(change, agreed=agreed, provable=provable, joins=joins))
    labels = identity_pages.labels(known[:MOST_COMPANIES])
    buttons = {inn: _("Change: {company}").format(company=name) for inn, name in labels.items()}
    return Page(f"{heading}\n\n{tables}", menu.profile(buttons, agreed=agreed, provable=provable, joins=joins))


def standing(agreed_at: datetime | None, locale: str, accounts: Sequence[tuple[str, str]]) -> str:
    """Say what else is known of a person: the consent, the language, the accounts."""
    lines = [
        _("Language: {language}").format(language=language(locale)),
        _("Accounts: {names}").format(names=", ".join(_account(*each) for each in accounts)),
    ]
    if agreed_at is not None:
        lines.append(_("Consent to the processing of personal data: {day}").format(day=day(agreed_at.date())))
    return "\n".join(lines)


def _account(channel: str, named: str) -> str:
    if channel == TELEGRAM:
        return f"Telegram (@{named})" if named else "Telegram"
    return quoted(named)


def _with_proof(identity: Columns, proven: bool | None) -> str:
    words = {True: _("✅ The login is confirmed"), False: _("🟡 The login is not confirmed"), None: ""}
    return "\n".join(filter(None, (identity_pages.table(identity), words[proven])))


def _provable(known: Sequence[Columns], proofs: Sequence[bool | None]) -> dict[str, str]:
    """Return labels for the logins that can be proven, each once, by the INN of a company."""
    logins: dict[str, str] = {}
    for each, proven in zip(known[:MOST_COMPANIES], proofs, strict=False):
        if proven is False:
            logins.setdefault(each["login"] or "", each.get("inn") or "")
    if len(logins) == 1:
        return dict.fromkeys(logins.values(), _("Confirm the login"))
    return {inn: _("Confirm the login {login}").format(login=login) for login, inn in logins.items()}
