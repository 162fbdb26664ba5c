"""An invoice paid inside Telegram: made from its row when it is sent, so that the provider's token stands in none."""

from aiogram.utils.i18n import gettext as _

from bot.actions.money import checkout
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram.api import ApiError
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import resolve
from bot.phrasing import purchase
from bot.rules.money import paying
from bot.rules.money.links import RUB
from db.money import invoices
from db.outbox import Parcel

REFUSALS = ("PAYMENT_PROVIDER", "CURRENCY_TOTAL_AMOUNT_INVALID")
"""The token or the sum is wrong: whoever waits for the invoice is to know."""


async def send(telegram: Telegram, parcel: Parcel) -> Receipt:
    """Send it; one that nobody need pay any more is not sent."""
    token = telegram.settings.payment_provider_token
    if token is None:
        raise DeliveryError("PAYMENT_PROVIDER_TOKEN is not set", permanent=True)
    async with telegram.reading() as connection:
        invoice = await invoices.get(connection, parcel.body["invoice"])
    if paying.objection(invoice, telegram.now().astimezone(telegram.policy.zone).date()) is not None:
        return Receipt()
    where = await resolve(telegram, parcel)
    with telegram.languages.speaking(where.locale):
        title, bought = _("Invoice {number}").format(number=invoice.name), purchase(invoice.months)
    params = where.params() | {
        "title": title,
        "description": bought,
        "payload": paying.payload(invoice.id),
        "provider_token": token.get_secret_value(),
        "currency": RUB,
        "prices": [{"label": bought, "amount": invoice.kopecks}],
        "start_parameter": "pay",
    }
    try:
        await telegram.call("sendInvoice", params)
    except ApiError as error:
        if not error.says(*REFUSALS):
            raise
        async with telegram.database.transaction() as connection:
            await checkout.refused(telegram.work(connection), invoice.id, error.reason)
        telegram.wake()
    return Receipt()
