"""The words by which a requester is told what is erased and what stays (152-ФЗ)."""

from aiogram.utils.i18n import gettext as _

from bot.actions.desk.forget import Stored
from bot.rules.tickets.tickets import ticket_number
from handlers.turns import Page
from keyboards import forget


def told(stored: Stored) -> Page:
    """Say what is erased, what the law keeps, and what the desk cannot take away."""
    paragraphs = [
        _("<b>Deletion of the data about you</b>"),
        _(
            "<b>Deleted:</b> login, full name, INN, company, your account here, texts and files of your requests "
            "({n}), the answers to them, the record of the dialogue with the bot."
        ),
        _(
            "<b>Kept without your name:</b> numbers, dates and ratings of requests; when the regulation and the "
            "consent were accepted, as proof that the processing was lawful. Invoices, payments and acts "
            "of your company stay for 5 years, as the law on accounting wants it."
        ),
        _(
            "<b>What we cannot delete:</b> this chat (delete it yourself in Telegram), letters that were sent, what "
            "operators wrote in their group. Backups keep the data until newer ones take their place."
        ),
    ]
    return Page("\n\n".join(paragraphs).format(n=stored.tickets), forget.first())


def sure(stored: Stored) -> Page:
    """Ask once more; what is open is closed first."""
    text = _("Delete the data about you? This cannot be undone.")
    if stored.open:
        numbers = ", ".join(ticket_number(each) for each in stored.open)
        text += "\n" + _("Open requests are closed without an answer: {numbers}.").format(numbers=numbers)
    return Page(text, forget.second(closes=bool(stored.open)))


def works_here() -> str:
    """Tell operators and supervisors whom to ask."""
    return _("You work for the support here. Your data are the employer's matter: please ask the administrator.")


def asked() -> str:
    """Say that it is under way."""
    return _("Your request is accepted. The data are being deleted, usually within minutes. No more is needed of you.")


def begun() -> str:
    """Say that it begins."""
    lines = [
        _("Your request is accepted: the data about you are deleted in a few minutes."),
        _("If you write here later, we will not know you: a new request begins from the start."),
    ]
    return "\n".join(lines)


def stays() -> str:
    """Say that nothing is deleted."""
    return _("Nothing is deleted.")
