"""The webhook: updates are posted to the bot, again and again until it takes them."""

import asyncio

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.feed import Feed, Update
from bot.sandbox.world import JSON

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name
ANSWER_WITHIN = ClientTimeout(total=60)
LONGEST_PAUSE = 60


def pause(failures: int) -> int:
    """Seconds before the next try: at once after the first failure, then 2, 4, 8 … up to a minute."""
    return 0 if failures < 2 else min(2 ** (failures - 1), LONGEST_PAUSE)


class Webhook:
    """Posts each lane of the feed in order, lanes beside each other; `pace` scales the pauses in tests."""

    def __init__(self, feed: Feed, url: str, secret: str | None, pace: float = 1.0) -> None:
        self._feed = feed
        self._url = url
        self._headers = {SECRET_HEADER: secret} if secret else {}
        self._pace = pace
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._last_error: JSON = {}

    def info(self) -> JSON:
        """What getWebhookInfo adds."""
        return {"url": self._url, "max_connections": 40} | self._last_error

    def wake(self) -> None:
        """See to it that every lane with updates is being emptied."""
        for lane in {update.lane for update in self._feed.pending} - self._lanes.keys():
            self._lanes[lane] = asyncio.create_task(self._empty(lane))

    def close(self) -> None:
        """Stop posting."""
        for task in self._lanes.values():
            task.cancel()
        self._lanes.clear()

    async def _empty(self, lane: str) -> None:
        failures = 0
        async with ClientSession(timeout=ANSWER_WITHIN) as session:
            while update := self._feed.first(lane):
                if await self._taken(session, update):
                    self._feed.drop(update)
                    failures = 0
                else:
                    failures += 1
                    await asyncio.sleep(pause(failures) * self._pace)
            self._lanes.pop(lane)  # before the session closes: what comes meanwhile must find the lane free

    async def _taken(self, session: ClientSession, update: Update) -> bool:
        try:
            async with session.post(self._url, json=update.api(), headers=self._headers) as answer:
                if answer.ok:
                    return True
                error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (ClientError, TimeoutError) as problem:
            error = f"{type(problem).__name__}: {problem}"
        self._last_error = {"last_error_message": error, "last_error_date": int(self._feed.now().timestamp())}
        return False
