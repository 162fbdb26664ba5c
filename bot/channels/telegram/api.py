"""A thin Bot API client. The courier sends prepared JSON, so nothing is built or validated twice."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp
import structlog

from bot.channels.errors import DeliveryError, without
from bot.channels.telegram.line import Line
from bot.channels.telegram.routes import Routes, Sort, UnreachedError
from bot.logs import worth_a_line
from bot.metrics import Counts, outcome
from bot.pace import Pace

TELEGRAM = "https://api.telegram.org"
FILE_SECONDS = 120.0
"""For 20 MB, which is the most that a bot may fetch, or 50, which it may send."""

FILE_AWAY = "the file is not where the Bot API server says"
TOKEN_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})
"""What a call with a wrong or revoked token gets. No message is to blame for that."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes along with a call, whose parameters name it as `attach://` and its key."""

    data: bytes
    name: str
    mime: str


class ApiError(DeliveryError):
    """Telegram refused a call, or could not be reached."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, Any]) -> None:
        """Take over what the answer says; 429, 5xx and a refused token are not the fault of the call, the rest is."""
        passes = status in TOKEN_REFUSED | {HTTPStatus.TOO_MANY_REQUESTS} or status >= HTTPStatus.INTERNAL_SERVER_ERROR
        super().__init__(
            description,
            permanent=not passes,
            retry_after=parameters.get("retry_after"),
            blames_call=status >= HTTPStatus.INTERNAL_SERVER_ERROR,
        )
        self.status = status
        self.moved_to: int | None = parameters.get("migrate_to_chat_id")

    def says(self, *texts: str) -> bool:
        """Tell whether the description holds one of the texts: Telegram changes the case and adds prefixes."""
        return any(text.casefold() in self.reason.casefold() for text in texts)

    @property
    def gone(self) -> bool:
        """Whether the person blocked the bot or is gone, or the bot was put out of the chat."""
        return self.status == HTTPStatus.FORBIDDEN or self.says("chat not found")

    @property
    def token_refused(self) -> bool:
        """Whether Telegram knows no bot by this token; a misshapen one is a path it does not have."""
        return self.status in TOKEN_REFUSED


class TelegramApi:
    """Calls methods of one bot on one Bot API server."""

    def __init__(self, routes: Routes, token: str, server: str | None, pace: Pace, counts: Counts) -> None:
        """Take routes that live as long as this; `server` None is Telegram's own."""
        self._pace = pace
        self._counts = counts
        self.routes = routes
        self.line = Line()
        self._own_server = server is not None
        self._token = token
        self._base = f"{server or TELEGRAM}/bot{token}/"
        self._files = f"{server or TELEGRAM}/file/bot{token}/"

    async def call(
        self,
        method: str,
        params: Mapping[str, Any],
        seconds: float | None = None,
        uploads: Mapping[str, Upload] | None = None,
    ) -> Any:
        """Return the result of a call. Raises ApiError; without an answer within `seconds` it may have taken effect."""
        limit = self.routes.limit(seconds or (FILE_SECONDS if uploads else self._pace.answer))
        ask = partial(self._post, method, params, uploads, limit)
        sort = Sort.FILE if uploads else Sort.POLL if method == "getUpdates" else Sort.CALL
        try:
            status, answer = await self.routes.request(ask, sort)
        except UnreachedError as error:
            self._counts.calls(method, "unreachable").inc()
            raise self._unreachable(method, error) from error
        if not isinstance(answer, dict) or not answer.get("ok"):
            refusal = _refusal(status, answer if isinstance(answer, dict) else {})
            self._counts.calls(method, outcome(refusal.status)).inc()
            self.line.token_refused = refusal.token_refused
            if refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                self.line.answered()
            raise refusal
        self._counts.calls(method, "ok").inc()
        self.line.succeeded()
        return answer["result"]

    async def _post(
        self,
        method: str,
        params: Mapping[str, Any],
        uploads: Mapping[str, Upload] | None,
        limit: aiohttp.ClientTimeout,
        session: aiohttp.ClientSession,
    ) -> tuple[int, Any]:
        """Return the status and what the answer holds. Raises what aiohttp does, and ValueError."""
        body: dict[str, Any] = {"data": _form(params, uploads)} if uploads else {"json": params}
        async with session.post(self._base + method, timeout=limit, allow_redirects=False, **body) as response:
            return response.status, json.loads(await response.read())

    async def download(self, file_id: str) -> bytes:
        """Return what a file holds. Raises ApiError."""
        path = (await self.call("getFile", {"file_id": file_id}))["file_path"]
        if self._own_server and path.startswith("/"):
            return await _from_disk(path)
        limit = self.routes.limit(FILE_SECONDS)

        async def ask(session: aiohttp.ClientSession) -> tuple[int, bytes]:
            async with session.get(f"{self._files}{path}", timeout=limit, allow_redirects=False) as response:
                return response.status, await response.read()

        try:
            status, data = await self.routes.request(ask, Sort.FILE)
        except UnreachedError as error:
            raise self._unreachable("download", error) from error
        if status == HTTPStatus.NOT_FOUND:  # of the file: with a wrong token there was no path
            raise ApiError(HTTPStatus.BAD_REQUEST, FILE_AWAY, {})
        if status != HTTPStatus.OK:
            raise ApiError(status, "download", {})
        return bytes(data)

    async def probe(self, route: str) -> float:
        """Return the seconds that getMe takes by one of the routes (`Standing.name`). Raises ApiError."""
        try:
            return await self.routes.probe(route, self._who)
        except UnreachedError as error:
            raise self._unreachable("getMe", error) from error

    async def watch_routes(self) -> None:
        """Look at the routes that were left until cancelled."""
        await self.routes.watch(self._who)

    async def _who(self, session: aiohttp.ClientSession) -> None:
        """Ask Telegram something harmless: whatever it answers, it was reached."""
        await self._post("getMe", {}, None, self.routes.limit(1.5 * self._pace.connect), session)
        self.line.answered()

    def _unreachable(self, what: str, error: UnreachedError) -> ApiError:
        between = " " if str(error).startswith("through ") else ": "
        return ApiError(HTTPStatus.SERVICE_UNAVAILABLE, without(self._token, f"{what}{between}{error}"), {})

    async def insist(self, method: str, params: Mapping[str, Any]) -> Any:
        """Call until it succeeds or is refused for good: for the few calls without which the desk cannot begin."""
        failures = 0
        while True:
            try:
                return await self.call(method, params)
            except ApiError as error:
                if error.permanent or error.status in TOKEN_REFUSED:
                    raise
                failures += 1
                if worth_a_line(failures):
                    log.warning("insisting", method=method, tries=failures, why=error.reason)
                await asyncio.sleep(self._pace.after(failures, error.retry_after))


def _form(params: Mapping[str, Any], uploads: Mapping[str, Upload]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # names in Cyrillic would come as %D0…; ours hold no quotes
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    for name, upload in uploads.items():
        form.add_field(name, upload.data, filename=upload.name, content_type=upload.mime)
    return form


async def _from_disk(path: str) -> bytes:
    """Read what a Bot API server with --local has put on a disk that it may share with the desk."""
    try:
        return await asyncio.to_thread(Path(path).read_bytes)
    except OSError as error:
        raise ApiError(HTTPStatus.BAD_REQUEST, FILE_AWAY, {}) from error


def _refusal(status: int, answer: Mapping[str, Any]) -> ApiError:
    code = answer.get("error_code", status)
    known = code if code >= HTTPStatus.BAD_REQUEST else HTTPStatus.BAD_GATEWAY
    return ApiError(known, str(answer.get("description", "")), answer.get("parameters") or {})
