"""The questions of a request for data, in words: what is asked, how, and why (3.7)."""

from aiogram.utils.i18n import gettext as _

from bot.actions.tickets.corrections import Changes
from bot.actions.tickets.data_requests import DataRequest
from bot.channels.telegram.notices.data import answered
from bot.phrasing import field_name, quoted
from bot.rules.notices import GivenItem
from bot.rules.tickets.data_requests import FIELDS, Item, Kind
from bot.rules.tickets.tickets import ticket_number
from handlers.people import identity_pages
from handlers.turns import Page
from keyboards import data


def question(request: DataRequest, at: int) -> Page:
    """Ask for one item, naming its step."""
    item = request.items[at]
    step = _("{number}. Question {step} of {total}: <b>{item}</b>")
    heading = step.format(
        number=ticket_number(request.ticket), step=at + 1, total=len(request.items), item=quoted(data.item_name(item))
    )
    return Page(f"{heading}\n{_hint(item.kind)}", data.step(request.ticket, at))


def _hint(kind: Kind) -> str:
    if kind in FIELDS:
        return identity_pages.hint(FIELDS[kind])
    hints = {
        Kind.ORDER: _("Please type the number as it is shown in the System."),
        Kind.SCREENSHOT: _("Please send a picture: a photo, or an image as a file."),
        Kind.ERROR_TEXT: _("Please copy the text of the message, or send a picture of it."),
        Kind.BROWSER: _("Please type them, for example: Yandex Browser 25.12. They are shown in the menu “About”."),
    }
    return hints.get(kind) or _("Please answer with one message: text, a photo or a file.")


def why(item: Item) -> str:
    """Say what an item is needed for: the operator's reason, and what is always so; plain text."""
    reason = _("Why it is needed: {why}").format(why=item.why)
    return f"{reason}\n{_always(item.kind)}".strip()


def _always(kind: Kind) -> str:
    if kind in FIELDS:
        return identity_pages.why(FIELDS[kind])
    reasons = {
        Kind.ORDER: _("The operator finds the order by its number."),
        Kind.SCREENSHOT: _("The operator sees on it what you see."),
        Kind.ERROR_TEXT: _("The cause of an error is found by its exact words."),
        Kind.BROWSER: _("Some errors show in certain browsers only."),
    }
    return reasons.get(kind, "")


def finished(request: DataRequest) -> Page:
    """Say that everything is answered, and what."""
    thanks = _("Thank you, the operator has your answers and goes on with the request.")
    pairs = zip(request.items, request.answers, strict=True)
    return Page("\n".join([thanks, *(answered(GivenItem(item, given)) for item, given in pairs if given is not None)]))


def correction(request: DataRequest, changes: Changes) -> Page:
    """Ask whether what was answered corrects what is known of the person (6.2)."""
    ask = _("It differs from what you stated before. Update your details?")
    lines = [f"• {field_name(field)}: {quoted(was)} → <b>{quoted(now)}</b>" for field, (was, now) in changes.items()]
    return Page("\n".join([finished(request).html, "", ask, *lines]), data.correction(request.ticket, request.id))


def corrected(*, updated: bool) -> Page:
    """Say what became of the details."""
    if updated:
        return Page(_("Your details are updated. The operators of your open requests see them."))
    return Page(_("Your details stay as they were. The operator has your answers."))


def later(ticket: int) -> Page:
    """Say how to go on another time."""
    text = _("{number}: you can answer later, by this button or from /tickets.")
    return Page(text.format(number=ticket_number(ticket)), data.give(ticket))
