"""Connections through a proxy, which looks names up. Imported only where one is set: it takes its time."""

import asyncio
from ssl import SSLContext
from typing import Any

from aiohttp.client_proto import ResponseHandler
from aiohttp_socks import ProxyConnectionError as NotReachedError
from aiohttp_socks import ProxyConnector, ProxyType
from aiohttp_socks import ProxyError as RefusedError
from aiohttp_socks import ProxyTimeoutError as NotAnsweredError

from bot.channels.telegram.routes import NotConnectedError
from bot.proxies import CONNECT, Proxy

KINDS = {CONNECT: ProxyType.HTTP}
FAILURES = (NotReachedError, RefusedError, NotAnsweredError, OSError, EOFError, ValueError)
"""What a proxy that is not there, refuses, hangs up, or speaks something else comes to; TLS with Telegram as well."""


class Tunnels(ProxyConnector):
    """Opens connections through one proxy, and has one kind of error for whatever prevents it."""

    def __init__(self, proxy: Proxy) -> None:
        """Take a proxy of any scheme but `direct`."""
        kind = KINDS.get(proxy.scheme, ProxyType.SOCKS5)
        super().__init__(proxy.host, proxy.port, kind, proxy.user, proxy.password, rdns=True)

    async def _wrap_create_connection(self, *args: Any, **options: Any) -> Any:
        # The library's own errors are not aiohttp's, and some (a proxy that hangs up, TLS) pass through it as they are.
        try:
            return await super()._wrap_create_connection(*args, **options)
        except FAILURES as error:
            raise NotConnectedError(str(error) or type(error).__name__) from error

    async def _connect_via_proxy(
        self,
        host: str,
        port: int,
        ssl: SSLContext | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> tuple[asyncio.Transport, ResponseHandler]:
        # Where TLS gets no answer the library waits for its end as well, beyond any limit: so TLS is begun here.
        async with asyncio.timeout(timeout):
            transport, protocol = await super()._connect_via_proxy(host, port, None, timeout)
            if ssl is None:
                return transport, protocol
            try:
                secured = await self._loop.start_tls(transport, protocol, ssl, server_hostname=host)
            except BaseException:
                transport.abort()
                raise
        assert secured is not None
        protocol.connection_made(secured)
        return secured, protocol
