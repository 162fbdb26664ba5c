"""The buttons by which an invoice is paid: a link, or inside Telegram."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.policy import Policy
from keyboards.inline import Number, button, rows


class PayOnline(CallbackData, prefix="pay_link"):
    """Pay an invoice by a link."""

    invoice: Number


class PayInTelegram(CallbackData, prefix="pay_tg"):
    """Pay an invoice inside Telegram."""

    invoice: Number


def buttons(invoice: int, policy: Policy) -> list[list[InlineKeyboardButton]]:
    """Return the rows of an invoice's ways to pay besides a bank transfer, as far as there are any."""
    online = [button(_("Pay online"), PayOnline(invoice=invoice), "success")] if policy.pays_by_link else []
    return [row for row in (online, _in_telegram(invoice) if policy.pays_in_telegram else []) if row]


def ways(invoice: int, policy: Policy) -> InlineKeyboardMarkup | None:
    """Offer these ways alone; None: there are none."""
    found = buttons(invoice, policy)
    return rows(*found) if found else None


def link(invoice: int, url: str, *, in_telegram: bool) -> InlineKeyboardMarkup:
    """Lead to the provider's page; a link that is void can be had anew."""
    page = (
        [InlineKeyboardButton(text=_("Go to the payment"), url=url)] if url.startswith(("https://", "http://")) else []
    )
    again = [button(_("Another link"), PayOnline(invoice=invoice))]
    return rows(page, again, _in_telegram(invoice) if in_telegram else [])


def _in_telegram(invoice: int) -> list[InlineKeyboardButton]:
    return [button(_("Pay in Telegram"), PayInTelegram(invoice=invoice))]
