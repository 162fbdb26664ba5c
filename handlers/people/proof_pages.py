"""The words around the code that proves a login."""

from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext

from bot.actions.people.proof import Tried
from bot.phrasing import quoted
from bot.rules.people.codes import Verdict
from handlers.turns import Page
from keyboards import proof


def question(address: str, *, awaited: bool) -> Page:
    """Ask for the code that was sent to an address."""
    sent = _("A letter with a code of 6 digits has been sent to {address}. Please type the code here.")
    not_sent = _("No code sent to {address} is in force.")
    lines = [
        _("<b>Please confirm the login.</b>"),
        (sent if awaited else not_sent).format(address=f"<b>{quoted(address)}</b>"),
        _("So we know that the System's account is yours, and may tell you about the company, contract and payment."),
    ]
    if awaited:
        hint = _("The code is valid for 10 minutes. If there is no letter, please look into the spam folder.")
        lines.append(hint)
    return Page("\n".join(lines), proof.ask())


def tried(outcome: Tried) -> str:
    """Say what is wrong with a typed code."""
    ask = _("Please press “Send again” to get a new code.")
    words = {
        Verdict.SPENT: _("The code is wrong, and no tries are left."),
        Verdict.EXPIRED: _("The code has expired: it is valid for 10 minutes."),
        Verdict.NONE: _("There is no code in force."),
    }
    if outcome.verdict is Verdict.WRONG:
        left = ngettext(
            "The code is wrong. {count} try is left.", "The code is wrong. {count} tries are left.", outcome.left
        )
        return left.format(count=outcome.left)
    if outcome.verdict is Verdict.NOT_SENT:
        return _("The letter is still on its way. Please wait for it.")
    return f"{words[outcome.verdict]} {ask}"


def not_six() -> str:
    """Say what a code looks like."""
    return _("A code has 6 digits. Please type it as it stands in the letter.")


def proven() -> str:
    """Say that it worked."""
    return _("✅ The login is confirmed.")


def unproven() -> str:
    """Say what going on without means."""
    return _(
        "The login stays unconfirmed: operators will not tell you about the company, contract and payment. "
        "You can confirm it in /profile."
    )
