"""What happens to a parcel that cannot be delivered: kept or given up, and told to whom it concerns."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.actions.people import presence
from bot.actions.tickets.undelivered import report
from bot.actions.work import Work
from bot.channels.errors import DeliveryError, RecipientGoneError
from bot.rules.addresses import ToPerson
from bot.rules.policy import Policy
from db import outbox
from db.engine import Database
from db.outbox import Parcel

log = structlog.get_logger(__name__)


def setting_aside(
    database: Database, policy: Policy, now: Callable[[], datetime], wake: Callable[[], None]
) -> Callable[[Parcel, DeliveryError], Awaitable[None]]:
    """Build the courier's last step for a parcel whose delivery is refused for good."""

    async def set_aside(parcel: Parcel, error: DeliveryError) -> None:
        to = parcel.to
        held = to if error.gone and isinstance(to, ToPerson) else None
        event = "delivery_held" if held else "delivery_failed"
        log.warning(event, parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket, why=error.reason)
        async with database.transaction() as connection:
            work = Work(connection, now(), policy)
            if held:
                await presence.hold(work, parcel, held, error.reason, known=isinstance(error, RecipientGoneError))
            else:
                await outbox.fail(connection, parcel.id, error.reason)
                await report(work, parcel, error.reason)
        wake()

    return set_aside
