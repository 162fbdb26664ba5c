"""An invoice paid inside Telegram: made from its row when it is sent, so that the provider's token stands in none."""

from aiogram.utils.i18n import gettext as _

from bot.channels.errors import DeliveryError, Receipt
from bot.channels.telegram.context import Telegram
from bot.channels.telegram.places import resolve
from bot.phrasing import purchase
from bot.rules.money import paying
from bot.rules.money.links import RUB
from db.money import invoices
from db.outbox import Parcel


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
    await telegram.call("sendInvoice", params)
    return Receipt()
