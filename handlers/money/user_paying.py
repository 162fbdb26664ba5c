"""Paying an invoice by a link or inside Telegram (5)."""

from aiogram import F
from aiogram.types import CallbackQuery, Message
from aiogram.utils.i18n import gettext as _

from bot.actions.money import checkout, links
from bot.actions.work import Person, Work
from handlers import say
from handlers.filters import Matches
from handlers.routers import Doors
from keyboards.paying import PayInTelegram, PayOnline


async def online(press: CallbackQuery, callback_data: PayOnline, work: Work, person: Person) -> None:
    """Give the link. Raises Refused."""
    await links.ask(work, person, callback_data.invoice)
    say.answer_press(work, press, _("The link will be in the next message."))


async def in_telegram(press: CallbackQuery, callback_data: PayInTelegram, work: Work, person: Person) -> None:
    """Give an invoice that is paid here. Raises Refused."""
    await checkout.offer(work, person, callback_data.invoice)
    say.answer_press(work, press, _("The invoice will be in the next message."))


async def paid(message: Message, work: Work) -> None:
    """Take a payment that Telegram tells of: it is told once, and counted once."""
    told = message.successful_payment
    assert told is not None
    charge = checkout.Charge(told.telegram_payment_charge_id, told.invoice_payload, told.total_amount, told.currency)
    await checkout.paid(work, charge)


async def given_back(message: Message, work: Work) -> None:
    """Record money that Telegram says was given back."""
    told = message.refunded_payment
    assert told is not None
    charge = checkout.Charge(told.telegram_payment_charge_id, told.invoice_payload, told.total_amount, told.currency)
    await checkout.given_back(work, charge)


def register(doors: Doors) -> None:
    """Say which updates come here."""
    doors.private.callback_query.register(online, PayOnline.filter())
    doors.private.callback_query.register(in_telegram, PayInTelegram.filter())
    doors.first.message.register(paid, Matches(F.successful_payment))
    doors.first.message.register(given_back, Matches(F.refunded_payment))
