"""The settings, and the desk itself by what it answers."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web

from bot.channels.telegram.line import REFUSED, RIVAL, SILENT
from bot.doctor import desk as doctor_of_desk
from bot.doctor.desk import desk
from bot.doctor.settings import settings
from bot.health import LOST, UNWRITABLE
from bot.listening import address_of, bind, serving
from bot.rules.desk.findings import Verdict, What
from tests.desks import Stage
from tests.doctor.conftest import NOWHERE, subject, told
from tests.smtp import silent

WRONG, ODD, RIGHT = Verdict


@contextlib.asynccontextmanager
async def answering(answer: web.Response) -> AsyncIterator[str]:
    """A program that answers /healthz; yields its address."""

    async def said(_request: web.Request) -> web.Response:
        return answer

    app = web.Application()
    app.router.add_get("/healthz", said)
    with bind("127.0.0.1", 0) as bound:
        async with serving(app, bound):
            yield address_of(bound)


async def test_a_desk_that_runs_is_right(stage: Stage, absent: str):
    examined = subject(absent, address=stage.desk.address)
    (finding,) = await desk(examined)
    assert (finding.verdict, finding.what, finding.details) == (
        RIGHT,
        What.DESK_RUNS,
        {"address": stage.desk.address},
    )


async def test_one_that_does_not_run_is_odd(absent: str):
    assert told(await desk(subject(absent, address=NOWHERE))) == [(ODD, What.DESK_STANDS)]
    assert told(await desk(subject(absent, address=None))) == [(ODD, What.PORT_UNKNOWN)]


async def test_what_it_complains_of_is_told(absent: str):
    reasons = [RIVAL, f"{UNWRITABLE}: TimeoutError", REFUSED, SILENT, LOST, "it is a later release"]
    async with answering(web.json_response({"ok": False, "reasons": reasons}, status=503)) as address:
        findings = await desk(subject(absent, address=address))
    assert told(findings) == [
        (WRONG, What.DESK_RIVALLED),
        (WRONG, What.DESK_UNWRITABLE),
        (WRONG, What.DESK_REFUSED),
        (WRONG, What.DESK_UNHEARD),
        (WRONG, What.DESK_LOST),
        (WRONG, What.DESK_COMPLAINS),
    ]
    assert findings[1].details == {"reason": "TimeoutError"}


@pytest.mark.parametrize(
    ("body", "status"),
    [("It works", 200), ("[]", 200), ('{"reasons": "none"}', 200), ("{}", 200), ('{"reasons": []}', 404)],
)
async def test_another_program_at_its_address_is_wrong(absent: str, body: str, status: int):
    async with answering(web.Response(text=body, status=status)) as address:
        assert told(await desk(subject(absent, address=address))) == [(WRONG, What.PORT_TAKEN)]


async def test_one_that_hangs_is_wrong(absent: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(doctor_of_desk, "CALL_SECONDS", 0.1)
    async with silent() as port:
        assert told(await desk(subject(absent, address=f"http://127.0.0.1:{port}"))) == [(WRONG, What.DESK_HANGS)]


async def test_settings_in_order_are_right(absent: str):
    assert told(await settings(subject(absent))) == [(RIGHT, What.SETTINGS_RIGHT)]


async def test_a_fault_of_two_settings_together_is_told_once(absent: str):
    faults = {"webhook_url": "WEBHOOK_SECRET: …", "webhook_secret": "WEBHOOK_SECRET: …", "sla_hours": "SLA_HOURS: …"}
    findings = await settings(replace(subject(absent), faults=faults, unknown=("BOT_TOKNE",)))
    assert [(each.what, each.details) for each in findings] == [
        (What.SETTING_WRONG, {"line": "WEBHOOK_SECRET: …"}),
        (What.SETTING_WRONG, {"line": "SLA_HOURS: …"}),
        (What.SETTINGS_UNKNOWN, {"names": ["BOT_TOKNE"]}),
    ]


async def test_without_a_token_a_sandbox_is_meant_or_the_token_was_forgotten(absent: str):
    forgotten = subject(absent, bot_token=None)
    (finding,) = await settings(forgotten)
    assert finding.what is What.SETTING_WRONG
    assert finding.details["line"].startswith("BOT_TOKEN: it is missing, and OPERATOR_CHAT_ID says")
    meant = replace(forgotten, settings=type(forgotten.settings)())
    assert told(await settings(meant)) == [(ODD, What.SANDBOX)]
    wrong = replace(forgotten, faults={"bot_token": "BOT_TOKEN: …"})
    assert told(await settings(wrong)) == [(WRONG, What.SETTING_WRONG)]
