"""A SOCKS5 proxy in a process of its own: prints its address, and has the fault that each line of its input names."""

import asyncio
import sys

from tests.proxies import proxy

KILL = "kill"
"""It is gone, and with it every connection."""


async def main() -> None:
    """Serve until the input ends."""
    async with proxy() as server:
        print(server.url, flush=True)
        while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
            if line == KILL:
                await server.kill()
            else:
                server.fault = line


if __name__ == "__main__":
    asyncio.run(main())
