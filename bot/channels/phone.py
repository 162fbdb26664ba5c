"""The phone: nothing is sent by it. What a requester would have been written, operators are asked to say (4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.channel import Channel, Ground
from bot.channels.errors import Receipt
from bot.channels.plain_words import plain_words
from bot.rules import notices
from bot.rules.channels import PHONE
from bot.rules.kinds import Kind
from bot.rules.notices import AboutTicket, Notice, SayByPhone, unpack
from bot.rules.visible import plain
from db.outbox import Parcel
from db.tickets import messages

SEEN = (
    notices.ClosedBySilence,
    notices.ConfirmationAsked,
    notices.ConfirmationReminded,
    notices.DeskClosed,
    notices.ThankedFor,
    notices.TicketClosed,
    notices.TicketOpened,
    notices.TicketReturned,
    notices.TicketTaken,
)
"""What operators see in the topic or say of themselves: nobody need call for it."""


def phone_channel(ground: Ground) -> Channel:
    """Build the channel; calls come in by `/call`."""
    return Channel(PHONE, PhoneChannel(ground).deliver)


@dataclass(frozen=True, slots=True)
class PhoneChannel:
    """Delivers by telling the ticket's operators what to say."""

    ground: Ground

    async def deliver(self, lane: Sequence[Parcel]) -> Receipt:
        """Word the first parcel for who calls; what became of earlier words is nothing to say."""
        parcel = lane[0]
        said = await self._said(parcel)
        if said is None or parcel.ticket is None:
            return Receipt()
        return Receipt(notice=SayByPhone(number=parcel.ticket, said=said))

    async def _said(self, parcel: Parcel) -> str | None:
        if parcel.kind == Kind.NOTICE:
            return self._worded(unpack(parcel.body))
        if parcel.kind != Kind.RELAY or parcel.message is None:
            return None
        async with self.ground.reading() as connection:
            message = await messages.by_id(connection, parcel.message)
        return plain(message.html) if message.deleted_at is None else None

    def _worded(self, notice: Notice) -> str | None:
        if isinstance(notice, SEEN) or not isinstance(notice, AboutTicket):
            return None
        with self.ground.languages.speaking(self.ground.policy.default_locale):
            return plain_words(notice, self.ground.policy)[0]
