"""The buttons by which supervisors decide what a payment of the bank's statement is (5)."""

from collections.abc import Sequence
from typing import Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _

from bot.rules.money.invoices import Invoice
from keyboards.inline import Number, button, column


class NextPayment(CallbackData, prefix="paid"):
    """Show the payment that waits behind this one (0: the first)."""

    after: Number


class PaymentOf(CallbackData, prefix="paidfor"):
    """«Это оплата ЭО-2026-12»."""

    payment: Number
    invoice: Number


class NoPayment(CallbackData, prefix="unpaid"):
    """«Не относится», or «Возврат»."""

    payment: Number
    what: Literal["ignore", "back"]


def begin(waiting: int) -> InlineKeyboardMarkup:
    """Offer to decide on what waits."""
    return column(button(_("Decide ({n})").format(n=waiting), NextPayment(after=0), "primary"))


def decide(payment: int, invoices: Sequence[Invoice], *, goes_on: bool) -> InlineKeyboardMarkup:
    """Offer what a payment may be; `goes_on`: another one waits."""
    pays = _("It pays {invoice}")
    return column(
        *(
            button(pays.format(invoice=each.name), PaymentOf(payment=payment, invoice=each.id), "success")
            for each in invoices
        ),
        button(_("Not about invoices"), NoPayment(payment=payment, what="ignore")),
        button(_("A return"), NoPayment(payment=payment, what="back")),
        *([button(_("Later, the next one"), NextPayment(after=payment))] if goes_on else []),
    )
