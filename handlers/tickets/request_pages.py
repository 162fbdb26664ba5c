"""The words of a new request: service, what the tariff says (5), description, check before sending."""

from collections.abc import Sequence

from aiogram.utils.i18n import gettext as _

from bot import phrasing
from bot.actions.tickets.drafts import Drafted
from bot.actions.tickets.registration import Consent
from bot.phrasing import excerpt, quoted, roubles, service
from bot.rules import tariffs
from bot.rules.money.offers import Offer
from bot.rules.people.identity import Columns
from bot.rules.policy import Policy
from bot.rules.services import Entitlement, Group
from bot.rules.tariffs import Tariff
from handlers.people import identity_pages
from handlers.turns import Page
from keyboards import request

EXCERPT_LIMIT = 1500
"""UTF-16 units of the description on the page to check."""


def services() -> Page:
    """Offer the services in groups: a phone shows them at a glance."""
    return Page(_("<b>Which service is it about?</b>"), request.services())


def services_of(group: Group) -> Page:
    """Offer the services of one group."""
    heading = _("<b>Which service is it about?</b>")
    return Page(f"{heading}\n{request.group_name(group)}:", request.services_of(group))


def offer(number: int, terms: Entitlement, policy: Policy, *, withheld: bool = False) -> Page:
    """Say what the basic tariff says about a service, and what can be had instead.

    What the company has paid for may be `withheld` until the login is proven.
    """
    if withheld:
        why = _("The company has the “Extended” tariff, but “{service}” begins only once the login is confirmed.")
        protects = _("So nobody else can order works in the company's name. A code will be sent to the login.")
        text = f"{why}\n{protects}"
    elif terms is Entitlement.SELF:
        text = _(
            "On the “Basic” tariff you do this work yourself: “{service}”.\nGuide and video lessons: {site}\n"
            "We can send an instruction. On “Extended” an operator does it."
        )
    else:
        text = _("“{service}” is not part of the “Basic” tariff, but of the “Extended” one.")
    html = text.format(service=service(number), site=quoted(policy.site))
    return Page(html, request.offer(instruction=terms is Entitlement.SELF, withheld=withheld))


def prices() -> str:
    """Name the prices of the extended tariff."""
    one, three = tariffs.price(1), tariffs.price(3)
    text = _("The “Extended” tariff: {one} for 1 month, {three} for 3 months (you save {saved}).")
    return text.format(one=roubles(one), three=roubles(three), saved=roubles(3 * one - three))


def upgrade() -> Page:
    """Offer to ask for the extended tariff."""
    text = _("We can register a request for its connection: an operator will tell you how to pay.")
    return Page(f"{prices()}\n{text}", request.upgrade())


def invoice(offers: Sequence[Offer], inn: str) -> Page:
    """Offer an invoice for the extended tariff."""
    text = _("Please choose a period: you get an invoice at once. Once it is paid, you can send the request.")
    return Page(text, request.buy(offers, inn))


def description(drafted: Drafted, number: int) -> Page:
    """Ask for the description, or for the rest of it; a phone may have cut the service on its button."""
    chosen = _("Service: <b>{service}</b>").format(service=service(number))
    text = _("<b>Please describe your question.</b> Text, photos, files and voice, as many messages as you like.")
    end = _("When everything is said, press “Done”.")
    lines = [f"{chosen}\n", text, *([_written(drafted)] if drafted else []), end]
    return Page("\n".join(lines), request.description(drafted=bool(drafted)))


def review(identity: Columns, known: Tariff, number: int, drafted: Drafted, consent: Consent) -> Page:
    """Show the request as it would be sent, with the sentence of 2.3."""
    lines = [
        _("<b>Please check your request.</b>") + "\n",
        identity_pages.table(identity),
        _("Service: <b>{service}</b>").format(service=service(number)),
        _("Tariff: {tariff}").format(tariff=phrasing.terms(known, number)),
        _written(drafted),
        _quotation(drafted),
        acceptance(consent),
    ]
    return Page("\n".join(filter(None, lines)), request.review())


def changes() -> Page:
    """Ask what is to be changed."""
    return Page(_("What would you like to change?"), request.changes())


def acceptance(consent: Consent) -> str:
    """Clause 2.3 in a sentence; nothing to whom it is nothing new."""
    sentences = {
        Consent.FIRST: _("By sending a first request you accept the terms of the support regulation."),
        Consent.RENEWED: _("The support regulation has changed: by sending the request you accept its new text."),
        Consent.GIVEN: "",
    }
    return sentences[consent]


def _written(drafted: Drafted) -> str:
    if not drafted.attachments:
        return _("Messages: {messages}.").format(messages=drafted.messages)
    text = _("Messages: {messages}, attachments: {attachments}.")
    return text.format(messages=drafted.messages, attachments=drafted.attachments)


def _quotation(drafted: Drafted) -> str:
    text = excerpt("\n".join(drafted.texts), EXCERPT_LIMIT)
    return f"<blockquote expandable>{text}</blockquote>" if text else ""
