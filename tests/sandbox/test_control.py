from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import aiosmtplib
import pytest

from bot.sandbox import Clock, Sandbox
from bot.sandbox.client import GROUP
from bot.sandbox.mailbox import Mailbox
from tests.sandbox.conftest import MONDAY


async def get(session, base, path):
    async with session.get(f"{base}/sandbox/{path}") as answer:
        return await answer.json()


async def post(session, base, path, **fields):
    async with session.post(f"{base}/sandbox/{path}", json=fields) as answer:
        return answer.status, await answer.json()


async def test_the_clock_moves_by_hours_and_tells_everybody(session, base):
    assert await get(session, base, "clock") == {"now": MONDAY.isoformat(), "open": True}
    _, moved = await post(session, base, "clock", hours=1.5)
    assert moved["now"] == (MONDAY + timedelta(hours=1.5)).isoformat()
    assert (await get(session, base, "events?since=0"))["changed"] == [{"clock": True}]


async def test_working_hours_are_counted_as_the_owner_says(session):
    tomorrow = MONDAY + timedelta(days=1)
    sandbox = Sandbox(Clock(lambda: MONDAY), advance=lambda start, hours: tomorrow, is_open=lambda now: now < tomorrow)
    async with sandbox.running() as base:
        assert await post(session, base, "clock", working_hours=4) == (
            200,
            {"now": tomorrow.isoformat(), "open": False},
        )


async def test_the_clock_does_not_run_backwards(session, base):
    assert await post(session, base, "clock", hours=-1) == (400, {"error": "the clock does not run backwards"})


def test_the_clock_gives_utc():
    assert Clock().now().tzinfo is UTC
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=5)


async def test_a_letter_is_kept_and_shown(session, base, sandbox):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@eo.ru", "anna@romashka.ru", "Ордер готов"
    letter.set_content("Здравствуйте, Анна")
    letter.add_alternative("<p>Здравствуйте, <b>Анна</b></p>", subtype="html")
    await aiosmtplib.send(letter, hostname="127.0.0.1", port=sandbox.mailbox.port)
    [kept] = await get(session, base, "mail")
    assert (kept["from"], kept["to"], kept["subject"]) == ("desk@eo.ru", "anna@romashka.ru", "Ордер готов")
    assert kept["text"].strip() == "Здравствуйте, Анна"
    assert "<b>Анна</b>" in kept["html"]
    assert kept["date"] == MONDAY.isoformat()


async def test_what_is_attached_to_a_letter_can_be_saved(sandbox, session, base):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "desk@example.ru", "anna@example.ru", "Счёт"
    letter.set_content("Во вложении счёт.")
    letter.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="Счёт 1.pdf")
    await aiosmtplib.send(letter, hostname="127.0.0.1", port=sandbox.mailbox.port)
    async with session.get(f"{base}/sandbox/mail") as answer:
        [shown] = await answer.json()
    assert shown["files"] == [{"name": "Счёт 1.pdf", "size": 6}]
    async with session.get(f"{base}/sandbox/mail/0/0") as answer:
        assert await answer.read() == b"%PDF-1"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
    for absent in ("0/1", "1/0"):
        async with session.get(f"{base}/sandbox/mail/{absent}") as answer:
            assert answer.status == 404


async def test_a_closed_mailbox_listens_no_more(sandbox):
    mailbox = Mailbox(sandbox.clock.now, sandbox.events)
    await mailbox.open()
    await mailbox.close()
    with pytest.raises(aiosmtplib.SMTPConnectError):
        await aiosmtplib.SMTP(hostname="127.0.0.1", port=mailbox.port).connect()


@pytest.mark.parametrize(
    ("chat", "act", "why"),
    [(5, "admin", "no such group"), (101, "admin", "no such group"), (GROUP, "upgrade", "basic")],
)
async def test_what_cannot_be_done_to_a_group_is_explained(session, base, chat, act, why):
    status, body = await post(session, base, f"chats/{chat}/{act}")
    assert status == 400
    assert why in body["error"]


async def test_a_forum_can_become_a_plain_group(session, base, vera):
    await post(session, base, f"chats/{GROUP}/admin", forum=False)
    row = (await vera.chats())[1]
    assert (row["is_forum"], "topics" in row) == (False, False)
