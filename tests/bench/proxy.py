"""A SOCKS5 proxy in a process of its own: prints its address, and passes on until its input ends."""

import asyncio
import sys

from tests.proxies import proxy


async def main() -> None:
    """Serve."""
    async with proxy() as server:
        print(server.url, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
