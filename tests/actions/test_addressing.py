"""Which ticket a requester may write to (3.3)."""

import pytest

from bot.actions.tickets import addressing
from bot.actions.work import Work
from bot.rules.refusals import Refused
from bot.rules.tickets.tickets import Reason
from tests.actions.scene import person
from tests.db import rows


@pytest.mark.parametrize("waiting", [False, True])
async def test_nobody_chooses_to_write_to_a_closed_ticket(work: Work, waiting: bool):
    ticket = await rows.ticket(work.db, state="closed")
    with pytest.raises(Refused) as refused:
        await addressing.write_to(work, await person(work, ticket), ticket, waiting=waiting)
    assert refused.value.reason is Reason.CLOSED


async def test_an_open_one_takes_messages(work: Work):
    ticket = await rows.ticket(work.db, state="in_work")
    await addressing.write_to(work, await person(work, ticket), ticket, waiting=False)
