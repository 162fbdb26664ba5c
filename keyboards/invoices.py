"""The buttons of invoices: how long is paid for, for which company; what supervisors decide and look at."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.utils.i18n import gettext as _
from aiogram.utils.i18n import ngettext
from pydantic import Field

from bot.phrasing import roubles
from bot.rules.money.offers import Offer
from bot.rules.text import cut
from keyboards.inline import Number, button, column, rows

LABEL_LIMIT = 48


class Buy(CallbackData, prefix="buy"):
    """So many months of the extended tariff are to be billed to a company."""

    months: Annotated[int, Field(ge=1, le=36)]
    inn: str


class BuyFor(CallbackData, prefix="buyfor"):
    """The extended tariff is to be bought for this company."""

    inn: str


class Decide(CallbackData, prefix="bill"):
    """What a supervisor says of an invoice, or that they want to see it."""

    do: Literal["show", "paid", "cancel", "sure"]
    invoice: Number


class Listed(CallbackData, prefix="bills"):
    """A list of invoices, or the suppliers."""

    which: Literal["open", "paid", "expired", "cancelled", "suppliers"]


class OrderRegister(CallbackData, prefix="register"):
    """The register of invoices, payments and acts is to be made."""


class OneSupplier(CallbackData, prefix="payee"):
    """A supplier (0: how a new one is entered): look at it, or let it bill by default."""

    do: Literal["show", "default"]
    supplier: Number


def price(offer: Offer) -> str:
    """Write an offer: «3 месяца — 2500 ₽ (экономия 500 ₽)»."""
    months = ngettext("{n} month", "{n} months", offer.months).format(n=offer.months)
    if not offer.saved:
        return f"{months} — {roubles(offer.kopecks)}"
    saved = _("{months} — {price} (you save {saved})")
    return saved.format(months=months, price=roubles(offer.kopecks), saved=roubles(offer.saved))


def buy(offers: Sequence[Offer], inn: str) -> InlineKeyboardMarkup:
    """Offer periods of the extended tariff to a company."""
    return column(*offered(offers, inn))


def offered(offers: Sequence[Offer], inn: str) -> list[InlineKeyboardButton]:
    """Build a button for each offer."""
    return [button(price(each), Buy(months=each.months, inn=inn), "success") for each in offers]


def companies(labels: Mapping[str, str]) -> InlineKeyboardMarkup:
    """Ask for which company: labels by INN."""
    return column(*(button(cut(label, LABEL_LIMIT), BuyFor(inn=inn)) for inn, label in labels.items()))


def card(invoice: int, *, waits: bool = True, payable: bool = True) -> InlineKeyboardMarkup | None:
    """Let a supervisor say that an invoice is paid, or cancel it while it waits for its money."""
    paid = [button(_("Paid"), Decide(do="paid", invoice=invoice), "success")] if payable else []
    cancel = [button(_("Cancel the invoice"), Decide(do="cancel", invoice=invoice), "danger")] if waits else []
    return rows([*paid, *cancel]) if paid or cancel else None


def sure(invoice: int) -> InlineKeyboardMarkup:
    """Ask once more before an invoice is cancelled."""
    yes = button(_("Yes, cancel it"), Decide(do="sure", invoice=invoice), "danger")
    return rows([yes, button(_("Back"), Decide(do="show", invoice=invoice))])


def listed(invoices: Sequence[tuple[int, str]]) -> InlineKeyboardMarkup:
    """Offer invoices by label, and the other lists."""
    each = [[button(cut(label, LABEL_LIMIT), Decide(do="show", invoice=number))] for number, label in invoices]
    return rows(*each, *lists())


def lists() -> list[list[InlineKeyboardButton]]:
    """Build the buttons to every list."""
    return [
        [button(_("Waiting"), Listed(which="open")), button(_("Paid ones"), Listed(which="paid"))],
        [button(_("Expired"), Listed(which="expired")), button(_("Cancelled"), Listed(which="cancelled"))],
        [button(_("Requisites"), Listed(which="suppliers")), button(_("Register (XLSX)"), OrderRegister())],
    ]


def suppliers(named: Sequence[tuple[int, str]]) -> InlineKeyboardMarkup:
    """Offer suppliers, a new one, and the way back."""
    each = [[button(cut(label, LABEL_LIMIT), OneSupplier(do="show", supplier=number))] for number, label in named]
    return rows(*each, [button(_("Add a supplier"), OneSupplier(do="show", supplier=0))], lists()[0])


def supplier(number: int, *, is_default: bool) -> InlineKeyboardMarkup:
    """Offer to let a supplier bill by default, and the way back."""
    default = [] if is_default else [button(_("Make it the default"), OneSupplier(do="default", supplier=number))]
    return column(*default, button(_("All suppliers"), Listed(which="suppliers")))
