"""The words around the consent to the processing of personal data (152-ФЗ, article 9)."""

from aiogram.utils.i18n import gettext as _

from handlers.turns import Page
from keyboards import consent


def question() -> Page:
    """Ask for the consent, on a page of its own."""
    lines = [
        _("<b>Consent to the processing of personal data</b>") + "\n",
        _("To accept a request, we ask who you are and which company you speak for, and keep your messages."),
        _("That needs your consent. Its text says who processes the data, what for and for how long."),
        _("You can withdraw it at any time: /forget."),
    ]
    return Page("\n".join(lines), consent.ask())


def about() -> str:
    """Answer a question about the consent."""
    lines = [
        _("A request names you and your company, so it cannot be accepted without your consent."),
        _("The text is behind the button below. The phone and the address of the support: /help."),
    ]
    return "\n".join(lines)


def first() -> str:
    """Say that the data about a person are asked for later."""
    return _("Your consent comes first; the data about you are asked for after it.")


def told() -> Page:
    """Say that data are processed, where that needs no consent."""
    text = _("To accept a request, we process data about you: who does, what for and for how long is in the text.")
    return Page(text, consent.text())


def refused(contacts: str) -> str:
    """Name the other ways to the desk to whoever refuses."""
    lines = [
        _("You did not agree, so we ask and pass on nothing. What you wrote for the request is deleted."),
        _("Only your refusal and the account it came from are kept. To be asked again, send /new."),
    ]
    other = _("You can reach the support in another way:")
    return "\n".join(lines) + f"\n\n{other}\n{contacts}"
