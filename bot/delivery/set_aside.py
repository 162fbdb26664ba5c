"""What happens to a parcel that cannot be delivered: written down, and told to whom it concerns."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.actions.undelivered import report
from bot.actions.work import Work
from bot.channels.errors import DeliveryError
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
        log.warning("delivery_failed", parcel=parcel.id, kind=parcel.kind, ticket=parcel.ticket, why=error.reason)
        async with database.transaction() as connection:
            await outbox.fail(connection, parcel.id, error.reason)
            await report(Work(connection, now(), policy), parcel, error.reason, gone=error.gone)
        wake()

    return set_aside
