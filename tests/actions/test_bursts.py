"""A burst of one kind of failure: one notice, then how many more, at most every five minutes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actions import bursts
from bot.actions.work import Work
from bot.rules.notices import InputFailed, MoreFailures
from tests.actions.conftest import DINA
from tests.actions.scene import told
from tests.db.rows import seen

ERROR = "ValueError (a.py:1)"


async def fail(work: Work, times: int, kind: str = ERROR) -> None:
    for number in range(times):
        await bursts.tell(work, InputFailed(input=number, error=kind), kind)


def later(work: Work, minutes: float) -> Work:
    return replace(work, now=work.now + timedelta(minutes=minutes))


@pytest.fixture
async def supervised(work: Work) -> Work:
    await seen(work.db, DINA, "Дина", work.now)
    return work


async def test_the_first_is_told_and_the_rest_is_counted(supervised: Work):
    await fail(supervised, 3000)
    assert await told(supervised) == [InputFailed(input=0, error=ERROR)]
    assert await bursts.tell_more(later(supervised, 4.9)) == 0
    await bursts.tell_more(later(supervised, 5))
    assert (await told(supervised))[1:] == [MoreFailures(more=2999, kind=ERROR)]


async def test_a_burst_that_goes_on_is_told_of_every_five_minutes_and_one_that_ended_no_more(supervised: Work):
    for minute in range(15):
        await fail(later(supervised, minute), 1)
        await bursts.tell_more(later(supervised, minute))
    for minute in range(15, 60):
        await bursts.tell_more(later(supervised, minute))
    counts = [each.more for each in await told(supervised) if isinstance(each, MoreFailures)]
    assert counts == [5, 5, 4]


async def test_another_kind_is_told_at_once_and_the_same_again_when_it_was_quiet(supervised: Work):
    await fail(supervised, 1)
    await fail(supervised, 1, "KeyError (b.py:2)")
    await bursts.tell_more(later(supervised, 5))
    await fail(later(supervised, 6), 1)
    assert [each.error for each in await told(supervised)] == [ERROR, "KeyError (b.py:2)", ERROR]  # type: ignore[attr-defined]


async def test_a_kind_may_be_as_long_as_an_error_says(supervised: Work):
    await fail(supervised, 2, "е" * 1000)
    await bursts.tell_more(later(supervised, 5))
    assert (await told(supervised))[1:] == [MoreFailures(more=1, kind="е" * 255)]
