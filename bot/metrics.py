"""`GET /metrics`: what the desk counts while it works, and how things stand when Prometheus asks.

Labels name kinds, never people or chats.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import cache
from http import HTTPStatus
from math import inf

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.rules.tickets.tickets import State
from db.desk.gauges import OpenTickets, Queue, Standing, standing
from db.engine import FAILURES, Database

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)


class Counts:
    """What one desk counts while it works. Each is a function from labels to a child, which it keeps."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Begin at nothing: there may be several desks in a process."""

        def counter(name: str, help_text: str, *labels: str) -> Counter:
            return Counter(f"desk_{name}", help_text, labels, registry=registry)

        def gauge(name: str, help_text: str, *labels: str) -> Gauge:
            return Gauge(f"desk_{name}", help_text, labels, registry=registry)

        self.received = cache(counter("updates_received", "Updates stored in the inbox", "source").labels)
        self.handled = cache(counter("updates_handled", "Updates worked through", "source").labels)
        self.failed = cache(counter("updates_failed", "Updates set aside after several tries", "source").labels)
        self.calls = cache(counter("api_calls", "Calls of the Bot API", "method", "outcome").labels)
        self.refused = cache(counter("deliveries_failed", "Deliveries set aside", "channel", "kind").labels)
        self.switches = cache(counter("telegram_route_switches", "Changes of the route to Telegram", "route").labels)
        self.route = cache(gauge("telegram_route", "Whether a route to Telegram is in use", "route").labels)
        self.route_up = cache(
            gauge("telegram_route_up", "Whether a route to Telegram is taken to work", "route").labels
        )
        latency = Histogram(
            "desk_delivery_seconds",
            "From the promise of a delivery to its receipt",
            ("channel", "kind"),
            registry=registry,
            buckets=SECONDS,
        )
        self.delivered = cache(latency.labels)


class Gauges:
    """How things stand; filled for each scrape."""

    def __init__(self, registry: CollectorRegistry) -> None:
        """Show nothing yet."""
        self._up = Gauge("desk_database_up", "Whether the database answered this scrape", registry=registry)
        queue, state = ("queue", "kind"), ("state",)
        self._rows = Gauge("desk_queue_rows", "Rows that wait", queue, registry=registry)
        self._oldest = Gauge("desk_queue_oldest_seconds", "Age of the oldest row that waits", queue, registry=registry)
        self._open = Gauge("desk_tickets_open", "Open tickets", state, registry=registry)
        self._overdue = Gauge("desk_tickets_overdue", "Open tickets past their deadline", state, registry=registry)

    def fill(self, found: Standing | None, now: datetime) -> None:
        """Show what was found; None, when the database did not answer, shows nothing of it."""
        for gauge in (self._rows, self._oldest, self._open, self._overdue):
            gauge.clear()
        self._up.set(found is not None)
        if found is not None:
            self._fill_queue("inbox", found.inbox, now)
            self._fill_queue("outbox", found.outbox, now)
            self._fill_tickets(found.tickets)

    def _fill_queue(self, name: str, kinds: Iterable[Queue], now: datetime) -> None:
        for kind in kinds:
            self._rows.labels(name, kind.kind).set(kind.rows)
            self._oldest.labels(name, kind.kind).set(max(0.0, (now - kind.oldest).total_seconds()))

    def _fill_tickets(self, found: Iterable[OpenTickets]) -> None:
        counts = {each.state: each for each in found}
        for state in State:
            if state is not State.CLOSED:
                each = counts.get(state, OpenTickets(state, 0, 0))
                self._open.labels(state).set(each.number)
                self._overdue.labels(state).set(each.overdue)


class Metrics:
    """The registry of one desk: `counts` for those who work, `text` for Prometheus."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self._registry = CollectorRegistry()
        self.counts = Counts(self._registry)
        self._gauges = Gauges(self._registry)
        self._backup_age: Gauge | None = None
        self._backed_up_at: datetime | None = None

    def backed_up(self, at: datetime | None) -> None:
        """Note which instant's state the latest backup holds; who never says so shows no age of backups."""
        if self._backup_age is None:
            told = "Age of the latest backup; infinite without one"
            self._backup_age = Gauge("desk_backup_age_seconds", told, registry=self._registry)
        self._backed_up_at = at

    def text(self, found: Standing | None, now: datetime) -> bytes:
        """Write everything down in Prometheus' format."""
        self._gauges.fill(found, now)
        if self._backup_age is not None:
            at = self._backed_up_at
            self._backup_age.set(inf if at is None else max(0.0, (now - at).total_seconds()))
        return generate_latest(self._registry)


def outcome(status: int) -> str:
    """Name what became of a call that was answered with an HTTP status."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "429"
    return "5xx" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "refused"


def scraped(
    metrics: Metrics, database: Database, now: Callable[[], datetime]
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Build the handler. While the database is away the counts are answered alone."""

    async def answer(_request: web.Request) -> web.Response:
        found = await _standing(database)
        return web.Response(body=metrics.text(found, now()), headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    return answer


async def _standing(database: Database) -> Standing | None:
    try:
        async with database.reading() as connection:
            return await standing(connection)
    except FAILURES:
        return None
