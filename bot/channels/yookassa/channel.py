"""The channel to YooKassa: links are made and payments asked for, in deliveries; what it tells comes in as inputs."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.actions.money import links
from bot.actions.work import Work
from bot.channels.channel import Channel, Ground
from bot.channels.errors import DeliveryError, Receipt
from bot.channels.yookassa.client import KEY_REFUSED, Shop, ShopError
from bot.channels.yookassa.requests import Buyer, Order
from bot.phrasing import purchase
from bot.rules.addresses import PayLane
from bot.rules.channels import YOOKASSA
from bot.rules.kinds import Kind
from bot.rules.money.invoices import Invoice
from bot.rules.money.links import Link
from bot.settings import Settings
from db.outbox import Parcel
from db.people import identities

UNSET_SECONDS = 600.0


def yookassa_channel(ground: Ground) -> Channel:
    """Build the channel; without a shop nothing is asked of it, and what was to be waits."""
    return Channel(YOOKASSA, YookassaChannel(ground, shop_of(ground.settings)).deliver, _handle)


def shop_of(settings: Settings) -> Shop | None:
    """Return the shop that the settings name."""
    if settings.yookassa_shop_id is None or settings.yookassa_secret_key is None:
        return None
    return Shop(settings.yookassa_shop_id, settings.yookassa_secret_key.get_secret_value(), settings.yookassa_api_url)


async def _handle(work: Work, payload: str) -> None:
    await links.heard(work, json.loads(payload))


@dataclass(frozen=True, slots=True)
class YookassaChannel:
    """Asks the shop, and has actions take what it says."""

    ground: Ground
    shop: Shop | None

    async def deliver(self, lane: Sequence[Parcel]) -> Receipt:
        """Ask what the first parcel wants asked. Raises DeliveryError."""
        if self.shop is None:
            raise DeliveryError("YOOKASSA_SHOP_ID is not set", retry_after=UNSET_SECONDS)
        parcel = lane[0]
        to = parcel.to
        assert isinstance(to, PayLane)
        await DELIVERIES[Kind(parcel.kind)](self, self.shop, parcel, to.link)
        self.ground.wake()
        return Receipt()

    async def make(self, shop: Shop, _parcel: Parcel, number: int) -> None:
        """Have a link made. A try that was cut off finds by its key what it has made."""
        async with self.ground.database.transaction() as connection:
            wanted = await links.wanted(self.ground.work(connection), number)
        if wanted is None:
            return
        try:
            seen = await shop.create(await self._order(*wanted))
        except ShopError as error:
            if not error.permanent and error.status not in KEY_REFUSED:
                raise
            async with self.ground.database.transaction() as connection:
                await links.refused(self.ground.work(connection), number, error.reason)
            return
        async with self.ground.database.transaction() as connection:
            await links.made(self.ground.work(connection), number, seen)

    async def look(self, shop: Shop, parcel: Parcel, number: int) -> None:
        """Ask for a payment, or for money given back; what there is none of was a lie."""
        if "refund" in parcel.body:
            back = await shop.refund(parcel.body["refund"])
            if back is not None:
                async with self.ground.database.transaction() as connection:
                    await links.seen_refund(self.ground.work(connection), back)
            return
        seen = await shop.payment(parcel.body["payment"])
        async with self.ground.database.transaction() as connection:
            work = self.ground.work(connection)
            if seen is not None:
                await links.seen_payment(work, number, seen)
            if links.GIVE in parcel.body:
                await links.give(work, number)

    async def _order(self, link: Link, invoice: Invoice) -> Order:
        username = self.ground.username()
        back_to = f"https://t.me/{username}" if username else self.ground.settings.support_site
        with self.ground.languages.speaking(self.ground.policy.default_locale):
            said = f"{purchase(invoice.months)}, {invoice.name}"
        receipt = await self._receipt(invoice) if self.ground.settings.receipts else None
        return Order(link.key, invoice.name, invoice.kopecks, said, back_to, receipt)

    async def _receipt(self, invoice: Invoice) -> Buyer:
        async with self.ground.reading() as connection:
            identity = await identities.for_company(connection, invoice.person, invoice.inn)
        email = identity.login if identity else self.ground.policy.email
        return Buyer(email, invoice.company, invoice.inn, invoice.vat_rate)


DELIVERIES: dict[Kind, Callable[[YookassaChannel, Shop, Parcel, int], Awaitable[None]]] = {
    Kind.LINK: YookassaChannel.make,
    Kind.LOOK: YookassaChannel.look,
}
