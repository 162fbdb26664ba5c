"""Codes for logins: how many there may be, and when a letter still goes out."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.actions.people import proof
from bot.actions.work import Person, Work
from bot.rules.people import codes
from bot.rules.people.codes import Limit, Reason, Scope, Verdict
from bot.rules.refusals import Refused
from db.tables import login_codes
from tests.factories import IDENTITY, seen

MINUTE = timedelta(minutes=1)
Act = Callable[[Work], Awaitable[None]]


@pytest.fixture
def verifying(work: Work) -> Work:
    return replace(work, policy=replace(work.policy, verify_login=True))


async def people(work: Work, number: int) -> list[Person]:
    """Some requesters."""
    return [await seen(work.db, 5000 + each, "Анна Смирнова", work.now) for each in range(number)]


def login(number: int = 0) -> dict[str, str | None]:
    """Who states a login."""
    return IDENTITY | {"login": f"anna{number}@romashka.example"}


async def sent(work: Work, person: Person, identity: dict[str, str | None], times: int) -> Work:
    """Ask for codes, two minutes apart; returns the work of after that."""
    for _ in range(times):
        await proof.send(work, person, identity, "ru")
        work = replace(work, now=work.now + 2 * MINUTE)
    return work


async def refusal(work: Work, person: Person, identity: dict[str, str | None]) -> Refused | None:
    """Why no code is sent now."""
    try:
        await proof.send(work, person, identity, "ru")
    except Refused as refused:
        return refused
    return None


async def test_many_accounts_flood_no_mailbox_and_others_are_not_held_up(verifying: Work):
    first, second = await people(verifying, 2)
    late = await sent(verifying, first, login(), 3)
    late = await sent(late, second, login() | {"login": "ANNA0@romashka.example"}, 2)  # the same mailbox
    refused = await refusal(late, second, login())
    assert refused is not None
    assert refused.reason == Reason.TOO_MANY
    assert refused.details["free_at"] == (verifying.now + timedelta(hours=1)).isoformat()
    assert await refusal(late, second, login(1)) is None


async def test_one_person_floods_no_mailboxes(verifying: Work):
    [person] = await people(verifying, 1)
    for number in range(5):
        assert await refusal(verifying, person, login(number)) is None
    assert (await refusal(verifying, person, login(6))).reason == Reason.TOO_MANY
    later = replace(verifying, now=verifying.now + timedelta(hours=1))
    for number in range(5):
        assert await refusal(later, person, login(number)) is None
    much_later = replace(verifying, now=verifying.now + timedelta(hours=3))  # ten a day
    assert (await refusal(much_later, person, login(7))).reason == Reason.TOO_MANY


async def test_the_desk_has_a_limit_of_its_own(verifying: Work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proof, "LIMITS", (Limit(Scope.DESK, 3, timedelta(hours=1)),))
    everyone = await people(verifying, 4)
    refused = [await refusal(verifying, each, login(number)) for number, each in enumerate(everyone)]
    assert [each and each.reason for each in refused] == [None, None, None, Reason.TOO_MANY]


async def test_a_letter_goes_out_with_a_code_only_while_somebody_waits_for_it(verifying: Work):
    [person] = await people(verifying, 1)
    await proof.send(verifying, person, login(), "en")
    [code] = (await verifying.db.execute(select(login_codes.c.id))).scalars()
    assert await proof.check(verifying, person, login(), "000000") == proof.Tried(Verdict.NOT_SENT, 4)
    too_late = replace(verifying, now=verifying.now + codes.WAITED_FOR + MINUTE)
    assert await proof.seal(too_late, code) is None
    sealed = await proof.seal(verifying, code)
    again = await proof.seal(verifying, code)
    assert sealed is not None
    assert again is not None
    assert again.locale == "en"
    assert (await proof.check(verifying, person, login(), again.code)).verdict is Verdict.RIGHT
    assert (await proof.check(verifying, person, login(), again.code)).verdict is Verdict.NONE
    assert await proof.seal(verifying, code) is None


async def test_going_on_without_ends_the_code_and_is_remembered_for_that_login(verifying: Work):
    [person] = await people(verifying, 1)
    assert await proof.is_due(verifying, person, login())
    assert not await proof.is_due(verifying, person, login() | {"login_kind": "forgotten"})
    await proof.send(verifying, person, login(), "ru")
    [code] = (await verifying.db.execute(select(login_codes.c.id))).scalars()
    await proof.go_without(verifying, person, login())
    assert await proof.seal(verifying, code) is None
    assert not await proof.is_due(verifying, person, login())
    assert await proof.is_due(verifying, person, login(1))
    assert await proof.can_be_given(verifying, person.id, login())
    assert not await proof.is_proven(verifying, person.id, login())


async def test_what_is_proven_stays_proven_for_its_owner_alone(verifying: Work):
    first, second = await people(verifying, 2)
    await proof.send(verifying, first, login(), "ru")
    [code] = (await verifying.db.execute(select(login_codes.c.id))).scalars()
    sealed = await proof.seal(verifying, code)
    assert sealed is not None
    assert (await proof.check(verifying, second, login(), sealed.code)).verdict is Verdict.NONE
    assert (await proof.check(verifying, first, login(1), sealed.code)).verdict is Verdict.NONE
    assert (await proof.check(verifying, first, login(), sealed.code)).verdict is Verdict.RIGHT
    await proof.go_without(verifying, first, login())
    assert await proof.is_proven(verifying, first.id, login())
    assert not await proof.is_proven(verifying, second.id, login())
    assert not await proof.is_proven(verifying, first.id, login(1))


async def test_old_codes_are_forgotten(verifying: Work):
    [person] = await people(verifying, 1)
    await proof.send(verifying, person, login(), "ru")
    await proof.send(replace(verifying, now=verifying.now + timedelta(days=2)), person, login(), "ru")
    assert await verifying.db.scalar(select(func.count()).select_from(login_codes)) == 1
