"""All checks at once: what hangs, crashes or cannot be made is told and holds up nothing."""

import asyncio
import threading
import time
from dataclasses import replace

import pytest

from bot.doctor import examination
from bot.doctor.examination import EXAMINATIONS, Examination, examine
from bot.doctor.subject import Subject, UnexaminedError
from bot.rules.desk.findings import Check, Finding, Missing, Verdict, What, right
from bot.settings import Settings
from tests.doctor.conftest import subject, told


async def well(_subject: Subject) -> list[Finding]:
    return [right(Check.GUIDE, What.GUIDE_RIGHT, number=1, names=[])]


async def hangs(_subject: Subject) -> list[Finding]:
    await asyncio.Event().wait()
    return []


async def crashes(_subject: Subject) -> list[Finding]:
    raise LookupError("what Anna wrote")


def test_every_check_is_made_once_and_needs_settings_that_there_are():
    assert [each.check for each in EXAMINATIONS] == list(Check)
    assert frozenset().union(*(each.needs for each in EXAMINATIONS)) <= Settings.model_fields.keys()
    assert examination.LIMIT == 10.0


async def test_one_that_hangs_holds_up_no_other(absent: str):
    findings = await examine(subject(absent), [Examination(Check.MAIL, hangs), Examination(Check.GUIDE, well)], 0.05)
    assert told(findings) == [(Verdict.WRONG, What.SILENT), (Verdict.RIGHT, What.GUIDE_RIGHT)]
    assert findings[0].check is Check.MAIL


async def test_one_that_blocks_a_thread_holds_up_no_other(absent: str):
    done = threading.Event()

    async def blocks(_subject: Subject) -> list[Finding]:
        await asyncio.to_thread(done.wait)
        return []

    began = time.monotonic()
    findings = await examine(subject(absent), [Examination(Check.DISK, blocks), Examination(Check.GUIDE, well)], 0.05)
    assert told(findings) == [(Verdict.WRONG, What.SILENT), (Verdict.RIGHT, What.GUIDE_RIGHT)]
    assert time.monotonic() - began < 5
    done.set()


async def test_one_that_will_not_be_stopped_is_left_behind(absent: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(examination, "FAREWELL", 0.05)
    done = asyncio.Event()

    async def stays(_subject: Subject) -> list[Finding]:
        while not done.is_set():
            try:
                await done.wait()
            except asyncio.CancelledError:
                continue
        return []

    assert told(await examine(subject(absent), [Examination(Check.MAIL, stays)], 0.05)) == [
        (Verdict.WRONG, What.SILENT)
    ]
    done.set()


async def test_one_that_crashes_is_told_without_what_people_wrote(absent: str):
    findings = await examine(subject(absent), [Examination(Check.MAIL, crashes), Examination(Check.GUIDE, well)])
    assert told(findings) == [(Verdict.ODD, What.CRASHED), (Verdict.RIGHT, What.GUIDE_RIGHT)]
    assert findings[0].details["error"].startswith("LookupError (crashes, ")


async def test_one_that_is_cancelled_from_elsewhere_is_told(absent: str):
    async def gives_up(_subject: Subject) -> list[Finding]:
        raise asyncio.CancelledError

    (finding,) = await examine(subject(absent), [Examination(Check.MAIL, gives_up)])
    assert (finding.what, finding.details) == (What.CRASHED, {"error": "CancelledError"})


async def test_checks_stop_when_nobody_waits_for_them(absent: str):
    begun, stopped = asyncio.Event(), asyncio.Event()

    async def waits(_subject: Subject) -> list[Finding]:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()
        return []

    asked = asyncio.create_task(examine(subject(absent), [Examination(Check.MAIL, waits)]))
    await begun.wait()
    asked.cancel()
    async with asyncio.timeout(20):
        await stopped.wait()


@pytest.mark.parametrize("missing", Missing)
async def test_one_that_cannot_be_made_says_what_is_missing(absent: str, missing: Missing):
    async def cannot(_subject: Subject) -> list[Finding]:
        raise UnexaminedError(missing)

    (finding,) = await examine(subject(absent), [Examination(Check.MAIL, cannot)])
    assert (finding.what, finding.details) == (What.UNEXAMINED, {"missing": missing})
    assert finding.verdict is (Verdict.RIGHT if missing is Missing.FIRST_START else Verdict.ODD)


@pytest.mark.parametrize(
    ("faults", "token", "missing"),
    [({"smtp_url": "line"}, True, Missing.SETTINGS), ({"sla_hours": "line"}, False, Missing.TOKEN)],
)
async def test_a_check_is_not_made_by_wrong_settings_or_without_the_token_it_needs(
    absent: str, faults: dict[str, str], token: bool, missing: Missing
):
    examined = replace(subject(absent, **({} if token else {"bot_token": None})), faults=faults)
    needs = frozenset({"bot_token", "smtp_url"})
    (finding,) = await examine(examined, [Examination(Check.MAIL, well, needs)])
    assert finding.details == {"missing": missing}


async def test_a_check_is_made_when_other_settings_are_wrong(absent: str):
    examined = replace(subject(absent), faults={"sla_hours": "line"})
    findings = await examine(examined, [Examination(Check.GUIDE, well, frozenset({"guide_hosts"}))])
    assert told(findings) == [(Verdict.RIGHT, What.GUIDE_RIGHT)]
