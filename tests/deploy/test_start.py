"""The desk as its image starts it: a copy of what is copied, a read-only root, one folder for all it keeps."""

import asyncio
import os
from pathlib import Path

import pytest
from aiohttp import web

from tests.deploy.dockerfile import ROOT, words_of
from tests.deploy.starting import Image, lay, why_not, work
from tests.desks import free_port

UNUSABLE = 2
CHECK = words_of("HEALTHCHECK")


@pytest.fixture
def image(tmp_path: Path) -> Image:
    if reason := why_not():
        pytest.skip(f"nothing can be made read-only here: {reason}")
    return lay(tmp_path)


async def test_with_a_read_only_root_it_works_backs_up_and_stops(image: Image):
    assert (await image.ended(["touch", "x"]))[0] != 0
    await work(image)
    assert list(image.desk.rglob("__pycache__")) == []


async def test_without_a_token_it_says_what_is_missing(image: Image):
    status, said = await image.ended(words_of("ENTRYPOINT"))
    assert (status, said.splitlines()) == (
        UNUSABLE,
        [
            "BOT_TOKEN: it is missing, and DATABASE_URL says that this is not the sandbox. "
            "Expected: token from @BotFather; absent: the sandbox"
        ],
    )


async def check(**environment: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        *CHECK, cwd=ROOT, env={"PATH": os.environ["PATH"], **environment}, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.parametrize(("status", "expected"), [(200, 0), (503, 1), (404, 1)])
async def test_the_check_of_health_fails_unless_the_answer_is_200(status: int, expected: int):
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="why", status=status)

    app = web.Application()
    app.router.add_get("/healthz", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port := free_port()).start()
        assert await check(HTTP_PORT=str(port), http_proxy="http://127.0.0.1:1") == (expected, "why\n")
    finally:
        await runner.cleanup()


async def test_the_check_of_health_fails_where_nobody_listens():
    status, said = await check(HTTP_PORT=str(free_port()))
    assert (status, said.startswith("no answer: ConnectionRefusedError")) == (1, True)
