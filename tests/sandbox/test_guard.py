"""The sandbox is for this machine and its own page: no rebound name and no page of others gets at it."""

import asyncio
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.sandbox import Sandbox
from bot.sandbox.guard import HEADERS, LETTER_POLICY
from bot.sandbox.mailbox import Letter

PATHS = ("", "static/app.js", "sandbox/people", "sandbox/events", "bot1000:sandbox/getMe")


async def status(
    base: str, path: str = "sandbox/people", *lines: str, host: str | None = None, method: str = "GET"
) -> int:
    """Send a request with exactly these lines in its head."""
    address = urlsplit(base)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    named = (
        [f"Host: {address.netloc if host is None else host.replace('PORT', str(address.port))}"] if host != "" else []
    )
    head = "\r\n".join([f"{method} /{path} HTTP/1.1", *named, *lines, "Connection: close", "Content-Length: 0", "", ""])
    writer.write(head.replace("BASE", base).encode())
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return int(answer.split()[1])


@pytest.mark.parametrize("host", ["127.0.0.1:PORT", "localhost:PORT", "LocalHost:PORT", "[::1]:PORT", "127.0.0.2:PORT"])
async def test_it_answers_to_its_own_names(base: str, host: str):
    assert await status(base, host=host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example:PORT", "localhost.evil.example:PORT", "127.0.0.1.nip.io:PORT", "192.168.0.5:PORT",
     "0.0.0.0:PORT", "localhost", "127.0.0.1:1", "localhost:x", "localhost:PORT@evil.example", "[::1:PORT",
     "a@localhost:PORT", " ", ""],
)  # fmt: skip
@pytest.mark.parametrize("path", PATHS)
async def test_a_name_that_was_rebound_gets_nothing(base: str, host: str, path: str):
    assert await status(base, path, host=host) in (400, 403)


@pytest.mark.parametrize("path", ["sandbox/people/101/send", "sandbox/clock", "bot1000:sandbox/getMe"])
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1", "http://localhost:1", "file://"]
)
async def test_another_page_changes_nothing(base: str, path: str, origin: str):
    assert await status(base, path, f"Origin: {origin}", method="POST") == 403
    assert await status(base, path, f"Origin: {origin}", method="DELETE") == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "next_year"])
async def test_another_page_gets_nothing_by_a_picture_or_a_link(base: str, site: str):
    headers = (f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: no-cors")
    assert [await status(base, path, *headers) for path in PATHS] == [403] * len(PATHS)
    navigating = (f"Sec-Fetch-Site: {site}", "Sec-Fetch-Mode: navigate")
    assert await status(base, "bot1000:sandbox/close?x=1", *navigating) == 403
    assert await status(base, "", *navigating) == 200  # a link to the page itself


async def test_the_page_itself_and_programs_may_do_everything(base: str):
    assert await status(base, "sandbox/faults", "Origin: BASE", "Sec-Fetch-Site: same-origin", method="DELETE") == 200
    assert await status(base, "sandbox/faults", method="DELETE") == 200
    assert await status(base, "", "Sec-Fetch-Site: none", "Sec-Fetch-Mode: navigate") == 200


@pytest.mark.parametrize("path", [*PATHS, "sandbox/nothing", "nothing", "sandbox/people/5/chats"])
async def test_every_answer_says_what_a_browser_may_do_with_it(session: ClientSession, base: str, path: str):
    async with session.get(f"{base}/{path}") as answer:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_a_letter_is_shown_by_a_policy_of_its_own(session: ClientSession, base: str, sandbox: Sandbox):
    sandbox.mailbox.letters.append(
        Letter("desk@eo.ru", "anna@t.ru", "Принято", "", "", "<h1 style='color:red'>Да</h1>")
    )
    async with session.get(f"{base}/sandbox/mail/0") as answer:
        assert answer.headers["Content-Security-Policy"] == LETTER_POLICY
        assert answer.content_type == "text/html"
        assert "<h1" in await answer.text()
    for number, refused in (("1", 404), ("-1", 404), ("x", 400)):
        async with session.get(f"{base}/sandbox/mail/{number}") as answer:
            assert answer.status == refused


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.5", "desk.example.org"])
async def test_it_listens_to_nobody_else(host: str):
    with pytest.raises(ValueError, match="this machine only"):
        async with Sandbox().running(host):
            pass
